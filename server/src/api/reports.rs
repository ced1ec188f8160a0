//! `/api/v1/reports`: what is wrong with a listing.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::HeaderMap,
    response::Response,
};
use domain::{
    Lang, ListingId,
    report::{MAX_COMMENT, MAX_CONTACT},
    vocabulary::Wrong,
};
use serde::{Deserialize, Serialize};
use usecases::report_listing::{Written, report_listing};
use utoipa::{
    ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

use super::{
    codes,
    incoming::{self, IdempotencyKey, Receipt, Refused},
    sample,
};
use crate::{
    http::{client::ClientOrigin, problem::Problem},
    state::AppState,
};

/// A report of an error.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// The id of the listing.
    pub listing: u32,
    #[schema(schema_with = codes::one::<Wrong>)]
    pub wrong: String,
    /// Needed with `other`.
    #[serde(default)]
    #[schema(schema_with = comment)]
    pub comment: String,
    /// How to answer, if that is wanted.
    #[serde(default)]
    #[schema(schema_with = contact)]
    pub contact: String,
    /// The language of whoever writes.
    #[schema(schema_with = codes::one::<Lang>)]
    pub lang: Lang,
    /// How many seconds ago it was written, when it had to wait for a network.
    #[serde(default)]
    pub waited: u32,
}

fn comment() -> RefOr<Schema> {
    text(MAX_COMMENT)
}

fn contact() -> RefOr<Schema> {
    text(MAX_CONTACT)
}

fn text(longest: usize) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).max_length(Some(longest)).into()
}

/// Report an error. The same key and body again are one report, with the same answer.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    operation_id = "report",
    params(IdempotencyKey),
    request_body(content = Report, example = json!(sample::report())),
    responses(
        (status = 201, description = "It is kept.", body = Receipt, example = json!(sample::receipt())),
        Refused,
    )
)]
pub async fn report(
    State(state): State<AppState>,
    ClientOrigin(origin): ClientOrigin,
    headers: HeaderMap,
    body: Result<Json<Report>, JsonRejection>,
) -> Result<Response, Problem> {
    let key = incoming::key(&headers)?;
    let Report { listing, wrong, comment, contact, lang, waited } = incoming::body(body)?;
    let written = Written { listing: ListingId(listing), wrong, comment, contact, lang };
    Ok(incoming::answer(report_listing(&state.arrival(origin, key, waited), &written).await))
}
