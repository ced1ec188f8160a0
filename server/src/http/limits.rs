//! How much of the server one request may take. Knows nothing about what is asked.
//! How much one connection may take is in [`connection`](super::connection).

use std::time::Duration;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;

use super::problem::refusal;

/// Longest address with its query string, in bytes.
pub const MAX_URI: usize = 8 * 1024;
/// Largest body of a request, in bytes. A form has a few kilobytes.
pub const MAX_BODY: usize = 64 * 1024;
/// How long a handler may usually take until it answers. Answers from memory take milliseconds.
pub const HANDLER: Duration = Duration::from_secs(15);

/// How many times as long programs may wait for their turn, when something large is made for them: waiting costs nothing.
const FOR_PROGRAMS: u32 = 4;

/// Refuses what is too long, too large or slower than that.
pub async fn keep(State(handler): State<Duration>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > MAX_URI) {
        return refusal(&path, StatusCode::URI_TOO_LONG, "The address is longer than 8192 bytes.");
    }
    if announced_length(request.headers()) > MAX_BODY as u64 {
        return refusal(&path, StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 65536 bytes.");
    }
    let request = request.map(|body| Body::new(Limited::new(body, MAX_BODY)));
    let patience = if path.starts_with("/api/v1/") { handler * FOR_PROGRAMS } else { handler };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => refusal(&path, StatusCode::SERVICE_UNAVAILABLE, "The answer took too long. Try again later."),
    }
}

/// What the header promises; a body without a promise is cut at the limit while it is read.
fn announced_length(headers: &HeaderMap) -> u64 {
    headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn ask(path: &str) -> Response {
        let never = || std::future::pending::<&'static str>();
        let routes = Router::new().route("/uk/slow", get(never)).route("/api/v1/slow", get(never));
        let router = routes.layer(from_fn_with_state(Duration::from_millis(20), keep));
        router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_handler_that_is_too_slow_is_given_up() {
        for (path, kind) in [("/uk/slow", "text/plain; charset=utf-8"), ("/api/v1/slow", "application/problem+json")] {
            let response = ask(path).await;
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
            assert_eq!(response.headers()["retry-after"], "10", "{path}");
            assert_eq!(response.headers()["content-type"], kind, "{path}");
        }
    }
}
