//! Errors of the API as RFC 9457 describes them, and refusals outside of it as one plain sentence.
//! Knows nothing about why something is refused; the sentences are for those who write programs.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// How long a client should wait when the server cannot answer now, in seconds.
const RETRY_AFTER: u32 = 10;

/// A problem as RFC 9457 describes it. Members that do not apply are absent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the problem is what the status says.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// The status in words.
    #[schema(example = "Bad Request")]
    pub title: &'static str,
    /// The status of the answer.
    #[schema(example = 400, minimum = 400, maximum = 599)]
    pub status: u16,
    /// One sentence about this problem.
    pub detail: String,
    /// The name of the first parameter or field that was not taken, as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// All parameters or fields that were not taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<ParameterError>,
    /// When to try again, in seconds: a header of the answer.
    #[serde(skip)]
    #[schema(ignore)]
    pub retry_after: Option<u32>,
}

/// A parameter, header or field that was not taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ParameterError {
    pub parameter: String,
    /// Why: `unknown`, `invalid`, `missing`, `too-large`, `too-long`, `repeated` or `not-text`.
    #[schema(example = "unknown")]
    pub reason: String,
}

impl Problem {
    /// A problem of which the status says all but one sentence.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
            parameter: None,
            errors: Vec::new(),
            retry_after: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER),
        }
    }

    /// The problem with parameters that could not be understood.
    pub fn parameters(errors: Vec<ParameterError>) -> Self {
        let detail = "The query string has parameters that cannot be understood.";
        Self::fields(StatusCode::BAD_REQUEST, detail, errors)
    }

    /// The problem with fields or headers that were not taken.
    pub fn fields(status: StatusCode, detail: impl Into<String>, errors: Vec<ParameterError>) -> Self {
        let parameter = errors.first().map(|error| error.parameter.clone());
        Self { parameter, errors, ..Self::new(status, detail) }
    }

    /// The same, to be tried again after so many seconds.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The problem as JSON in which no sign could begin an element, wherever it may end up.
    fn json(&self) -> String {
        // Serialising strings and numbers cannot fail; an empty object is a problem without members.
        let json = serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned());
        json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, self.json()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Whether a path belongs to the API, whose errors are problems.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// A refusal of the server itself: a problem within the API, a sentence elsewhere.
pub fn refusal(path: &str, status: StatusCode, detail: &str) -> Response {
    let problem = Problem::new(status, detail).into_response();
    if is_api(path) {
        return problem;
    }
    let (mut parts, _) = problem.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    Response::from_parts(parts, Body::from(format!("{detail}\n")))
}

/// The answer to an address of the API that does not exist.
pub async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "There is nothing at this address; /api/v1/openapi.json lists the addresses.")
}

/// The answer to a method that an address of the API does not have.
pub async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This address does not have this method.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_can_never_begin_an_element() {
        let error = ParameterError { parameter: "<script>&".to_owned(), reason: "unknown".to_owned() };
        let json = Problem::parameters(vec![error]).json();
        assert!(!json.contains(['<', '>', '&']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["parameter"], "<script>&");
        assert_eq!(read["type"], "about:blank");
        assert_eq!(read["title"], "Bad Request");
    }

    #[test]
    fn members_that_do_not_apply_are_absent() {
        let json = Problem::new(StatusCode::GONE, "It was withdrawn.").json();
        assert_eq!(json, r#"{"type":"about:blank","title":"Gone","status":410,"detail":"It was withdrawn."}"#);
    }

    #[test]
    fn a_refusal_outside_of_the_api_is_a_sentence() {
        let page = refusal("/uk/find", StatusCode::SERVICE_UNAVAILABLE, "Later.");
        assert_eq!(page.headers()["content-type"], "text/plain; charset=utf-8");
        assert_eq!(page.headers()["retry-after"], "10");
        let api = refusal("/api/v1/listings", StatusCode::SERVICE_UNAVAILABLE, "Later.");
        assert_eq!(api.headers()["content-type"], "application/problem+json");
        assert!(!is_api("/apiary"));
    }
}
