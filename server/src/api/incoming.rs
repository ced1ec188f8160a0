//! What the two addresses have in common that can be written to: the key of a request, its body, and the answer.

use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use domain::Code;
use serde::Serialize;
use usecases::arrival::{Key, NotReceived, Received};
use utoipa::{
    IntoParams, IntoResponses, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, SchemaFormat, Type},
    },
};

use super::sample;
use crate::http::problem::{ParameterError, Problem};

/// When to come again after too much was written, in seconds. Always the same: when there is room again is nobody's
/// business who wants to take all of it.
const LATER: u32 = 900;

/// The header with the key.
pub const KEY: &str = "Idempotency-Key";

/// The key as the description has it.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "the field is the description")]
pub struct IdempotencyKey {
    /// A UUID that belongs to this request alone.
    #[param(rename = "Idempotency-Key", schema_with = uuid, required = true)]
    key: String,
}

fn uuid() -> RefOr<Schema> {
    let format = SchemaFormat::Custom("uuid".to_owned());
    ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
}

/// Says that the answer is the one from before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What was received.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// The id of the listing.
    #[schema(example = 12)]
    pub listing: u32,
    /// When it first arrived (RFC 3339).
    #[schema(format = DateTime, example = "2026-11-23T09:00:00Z")]
    pub received_at: String,
}

/// Why something is not received. Only read by the description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the values are the description")]
pub enum Refused {
    /// There is no key, or the body is no JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Request(Problem),
    /// A page of another site has sent it.
    #[response(status = 403, content_type = "application/problem+json")]
    Site(Problem),
    /// There never was such a listing.
    #[response(status = 404, content_type = "application/problem+json")]
    Never(Problem),
    /// The listing was withdrawn.
    #[response(status = 410, content_type = "application/problem+json")]
    Gone(Problem),
    /// The body is larger than 65,536 bytes.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is not announced as `application/json`.
    #[response(status = 415, content_type = "application/problem+json")]
    Kind(Problem),
    /// Something is missing or not understood, or the key belongs to another request.
    #[response(status = 422, content_type = "application/problem+json", example = json!(sample::not_taken()))]
    Fields(Problem),
    /// Too much is written from there, or about this listing. A report with `unsafe` never gets this answer.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// It cannot be kept now; `Retry-After` says when to try again.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// The key of the request.
pub fn key(headers: &HeaderMap) -> Result<Key, Problem> {
    let value = headers.get(KEY).map(|value| value.to_str().unwrap_or_default());
    let reason = if value.is_some() { "invalid" } else { "missing" };
    value.and_then(Key::parse).ok_or_else(|| {
        let detail = "The request needs the header Idempotency-Key with a UUID that belongs to it alone.";
        Problem::fields(StatusCode::BAD_REQUEST, detail, vec![error(KEY, reason)])
    })
}

/// The body of the request.
pub fn body<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    body.map(|Json(body)| body).map_err(|rejection| Problem::new(rejection.status(), rejection.body_text()))
}

/// The answer to something that was received, or not.
pub fn answer(outcome: Result<Received, NotReceived>) -> Response {
    let received = match outcome {
        Ok(received) => received,
        Err(reason) => return problem(reason).into_response(),
    };
    let usecases::arrival::Receipt { listing, received_at } = received.receipt;
    let mut response = (StatusCode::CREATED, Json(Receipt { listing, received_at })).into_response();
    if received.again {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

fn problem(reason: NotReceived) -> Problem {
    let detail = reason.to_string();
    match reason {
        NotReceived::Fields(faults) => {
            let errors = faults.iter().map(|(field, fault)| error(field.code(), fault.code())).collect();
            Problem::fields(StatusCode::UNPROCESSABLE_ENTITY, detail, errors)
        }
        NotReceived::KeyOfAnother => {
            Problem::fields(StatusCode::UNPROCESSABLE_ENTITY, detail, vec![error(KEY, "repeated")])
        }
        NotReceived::Never => Problem::new(StatusCode::NOT_FOUND, detail),
        NotReceived::Gone => Problem::new(StatusCode::GONE, detail),
        NotReceived::TooMany => Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).after(LATER),
        NotReceived::Store(error) => {
            tracing::error!(%error, "what a visitor sent could not be kept");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Nothing can be kept at the moment. Send it again later.")
        }
    }
}

fn error(parameter: &str, reason: &str) -> ParameterError {
    ParameterError { parameter: parameter.to_owned(), reason: reason.to_owned() }
}
