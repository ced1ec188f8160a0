//! Tags by which a browser asks whether what it kept still holds. Knows nothing about what is tagged.

use std::fmt::Write;

use axum::http::{HeaderMap, header};
use memchr::memmem;
use sha2::{Digest, Sha256};

/// The tag of a body. It is weak: the same page compressed or not, and with whatever nonce, is the same page.
///
/// A nonce differs in each answer, so it is left out of what is hashed.
pub fn weak(body: &[u8], nonce: Option<&str>) -> String {
    let mut hash = Sha256::new();
    let mut from = 0;
    if let Some(nonce) = nonce {
        for at in memmem::find_iter(body, nonce) {
            hash.update(&body[from..at]);
            from = at + nonce.len();
        }
    }
    hash.update(&body[from..]);
    format!("W/\"{}\"", hex(&hash.finalize()))
}

/// Thirty-two hexadecimal digits of a hash.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether the request says that it has what this tag stands for.
pub fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let opaque = tag.trim_start_matches("W/");
    let lines = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.trim_start_matches("W/") == opaque)
}

/// The nonce that a content security policy allows.
pub fn nonce_of(headers: &HeaderMap) -> Option<&str> {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?;
    let (_, rest) = policy.split_once("'nonce-")?;
    rest.split_once('\'').map(|(nonce, _)| nonce).filter(|nonce| !nonce.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_differ_in_the_nonce_only_are_the_same() {
        let page = |nonce: &str, text: &str| format!("<script nonce=\"{nonce}\">1</script><p>{text}</p>");
        let tag = |nonce: &str, text: &str| weak(page(nonce, text).as_bytes(), Some(nonce));
        assert_eq!(tag("abc", "x"), tag("def", "x"));
        assert_ne!(tag("abc", "x"), tag("abc", "y"));
    }

    #[test]
    fn the_nonce_is_read_from_the_policy() {
        let mut headers = HeaderMap::new();
        let policy = crate::http::security::csp("s3cret");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.parse().unwrap());
        assert_eq!(nonce_of(&headers), Some("s3cret"));
        headers.insert(header::CONTENT_SECURITY_POLICY, crate::http::security::csp("").parse().unwrap());
        assert_eq!(nonce_of(&headers), None);
    }

    #[test]
    fn one_of_several_known_tags_is_enough() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, "\"a\", W/\"b\"".parse().unwrap());
        assert!(is_known(&headers, "\"b\"") && is_known(&headers, "W/\"a\""));
        assert!(!is_known(&headers, "\"c\""));
        headers.insert(header::IF_NONE_MATCH, "*".parse().unwrap());
        assert!(is_known(&headers, "\"c\""));
    }
}
