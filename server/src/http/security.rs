//! What answers tell browsers to refuse. Knows nothing about who asks.
//!
//! The nonce of a page is made where the page is rendered, so the page brings its own policy, made by [`csp`]; every
//! answer that brings none gets one here.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::problem;
use crate::state::AppState;

/// The policy for answers that are no pages: nothing they hold may run or load anything.
const CSP_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

const PERMISSIONS: &str = "geolocation=(self), accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// Headers that every answer has.
///
/// `no-referrer` keeps addresses, which may hold a position, from everybody. Navigation within the site works with it;
/// a form that is posted arrives with `Origin: null` and without `Referer`, so whoever checks posted forms has to look at
/// `Sec-Fetch-Site`.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The content security policy of a page with that nonce. An empty nonce allows no inline script: the offline shell and
/// the service worker have none.
pub fn csp(nonce: &str) -> String {
    let nonce = if nonce.is_empty() { String::new() } else { format!(" 'nonce-{nonce}'") };
    format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

/// What depends on the instance.
#[derive(Clone, Debug)]
pub struct Policy {
    is_https: bool,
    page: HeaderValue,
}

impl Policy {
    /// The policy of a server.
    pub fn of(state: &AppState) -> Self {
        let page = HeaderValue::from_str(&csp("")).unwrap_or(CSP_DATA);
        Self { is_https: state.is_https(), page }
    }

    fn apply(&self, path: &str, status: StatusCode, headers: &mut HeaderMap) {
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let everyone = path.starts_with("/api/v1/");
        let readers = if everyone { "cross-origin" } else { "same-origin" };
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static(readers));
        if self.is_https {
            let hsts = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, hsts);
        }
        if status == StatusCode::NOT_MODIFIED {
            // The browser puts the headers of this answer over those it kept: a new nonce would lock out the kept page.
            headers.remove(header::CONTENT_SECURITY_POLICY);
        } else if problem::is_api(path) {
            headers.insert(header::CONTENT_SECURITY_POLICY, CSP_DATA);
        } else if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            headers.insert(header::CONTENT_SECURITY_POLICY, self.page.clone());
        }
    }
}

/// Adds the headers to every answer.
pub async fn protect(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let status = response.status();
    policy.apply(&path, status, response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(is_https: bool, path: &str, status: StatusCode) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("own"));
        Policy { is_https, page: HeaderValue::from_static("page") }.apply(path, status, &mut headers);
        headers
    }

    #[test]
    fn a_page_keeps_its_own_policy_and_an_answer_of_the_api_has_the_strictest() {
        assert_eq!(headers(false, "/uk", StatusCode::OK)["content-security-policy"], "own");
        assert_eq!(headers(false, "/api/v1/listings", StatusCode::OK)["content-security-policy"], CSP_DATA);
    }

    #[test]
    fn a_kept_page_keeps_the_nonce_it_came_with() {
        assert!(!headers(false, "/uk", StatusCode::NOT_MODIFIED).contains_key("content-security-policy"));
    }

    #[test]
    fn only_https_is_promised_for_the_future() {
        assert!(headers(true, "/uk", StatusCode::OK).contains_key("strict-transport-security"));
        assert!(!headers(false, "/uk", StatusCode::OK).contains_key("strict-transport-security"));
    }

    #[test]
    fn only_the_public_api_may_be_embedded_elsewhere() {
        assert_eq!(headers(false, "/api/v1/listings", StatusCode::OK)["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(headers(false, "/api/page/ask", StatusCode::OK)["cross-origin-resource-policy"], "same-origin");
    }

    #[test]
    fn the_shell_needs_no_nonce() {
        assert!(csp("").contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(csp("abc").contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
    }
}
