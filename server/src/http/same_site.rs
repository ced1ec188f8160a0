//! Other sites may read, and may make nobody's browser write.
//!
//! There is no session that they could use; but a site that makes each of its visitors send a report could not be told
//! from that many visitors.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use usecases::site::Site;

use super::problem::refusal;

/// Refuses what writes, unless our own page or no page at all has sent it.
pub async fn require(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), &site) {
        return next.run(request).await;
    }
    let detail = "Only pages of this site may send this, and programs that name no origin.";
    refusal(request.uri().path(), StatusCode::FORBIDDEN, detail)
}

/// A browser says where a request comes from in `Sec-Fetch-Site`. One that is too old for it names an origin, which is
/// `null` for our own forms, because our pages send no referrer. A program says nothing.
fn is_ours(headers: &HeaderMap, site: &Site) -> bool {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(from) = value("sec-fetch-site") {
        return matches!(from, "same-origin" | "none");
    }
    let host = value(header::HOST.as_str()).unwrap_or_default();
    value(header::ORIGIN.as_str()).is_none_or(|origin| {
        origin == "null" || origin == site.base || origin.split_once("://").is_some_and(|(_, named)| named == host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours_with(headers: &[(&'static str, &'static str)]) -> bool {
        let pairs = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let headers: HeaderMap = pairs.collect();
        is_ours(&headers, &Site { base: "https://aide.example".to_owned() })
    }

    #[test]
    fn what_the_browser_says_decides() {
        assert!(is_ours_with(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        for from in ["cross-site", "same-site", ""] {
            assert!(!is_ours_with(&[("sec-fetch-site", from), ("origin", "https://aide.example")]), "{from}");
        }
    }

    #[test]
    fn an_old_browser_is_asked_for_the_origin() {
        for origin in ["https://aide.example", "null", "http://127.0.0.1:3000"] {
            assert!(is_ours_with(&[("origin", origin), ("host", "127.0.0.1:3000")]), "{origin}");
        }
        for origin in ["https://evil.example", "https://aide.example.evil.example", "https://aide.example:8443", ""] {
            assert!(!is_ours_with(&[("origin", origin), ("host", "127.0.0.1:3000")]), "{origin}");
        }
    }

    #[test]
    fn a_program_says_nothing() {
        assert!(is_ours_with(&[("host", "aide.example")]));
    }
}
