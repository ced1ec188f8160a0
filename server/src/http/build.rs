//! `x-app-build`: which build answered. A page and its worker know by it that the answer is ours, and not that of somebody
//! between us. Knows nothing about what is answered.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};

const NAME: HeaderName = HeaderName::from_static("x-app-build");

/// The header; without a bundle there is no build.
#[derive(Clone, Debug)]
pub struct Header(Option<HeaderValue>);

impl Header {
    /// The header for a build.
    pub fn of(build: &str) -> Self {
        Self(HeaderValue::from_str(build).ok().filter(|value| !value.is_empty()))
    }
}

/// Adds it to every answer.
pub async fn name(State(header): State<Header>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Header(Some(build)) = header {
        response.headers_mut().insert(NAME, build);
    }
    response
}
