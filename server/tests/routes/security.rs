//! The security headers of every kind of answer.

use axum::{body::Body, http::Request};
use server::state::AppState;
use usecases::site::Site;

use crate::app::{Answer, TestApp};

const KINDS: [&str; 8] =
    ["/uk", "/uk/find", "/nowhere", "/favicon.svg", "/api/v1/listings", "/api/nowhere", "/healthz", "/robots.txt"];

#[tokio::test]
async fn every_answer_tells_browsers_what_to_refuse() {
    let app = TestApp::with_three().await;
    for path in KINDS {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").starts_with("geolocation=(self), "), "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(answer.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert!(!answer.headers.contains_key("server"), "{path}");
    }
}

#[tokio::test]
async fn other_sites_may_embed_the_public_api_and_nothing_else() {
    let app = TestApp::with_three().await;
    for path in KINDS {
        let expected = if path.starts_with("/api/v1/") { "cross-origin" } else { "same-origin" };
        assert_eq!(app.get(path).await.header("cross-origin-resource-policy"), expected, "{path}");
    }
}

#[tokio::test]
async fn an_instance_without_tls_promises_none() {
    let app = TestApp::empty().await;
    let state = AppState { site: Site { base: "http://127.0.0.1:3000".into() }, ..app.state };
    let request = Request::get("/uk").body(Body::empty()).unwrap();
    let answer = Answer::to(&server::serve::router(&state), request).await;
    assert_eq!(answer.header("strict-transport-security"), "");
}

#[tokio::test]
async fn every_page_has_a_nonce_of_its_own_and_its_scripts_wear_it() {
    let app = TestApp::with_three().await;
    let mut nonces = Vec::new();
    for path in ["/uk", "/uk/find", "/fr/guide", "/uk"] {
        let answer = app.get(path).await;
        assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{path}");
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split_once("'nonce-").unwrap().1.split('\'').next().unwrap().to_owned();
        for script in answer.text().split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            let is_data = ["application/ld+json", "text/plain"].iter().any(|kind| tag.contains(kind));
            assert!(tag.contains(&nonce) || is_data, "{path}: <script{tag}>");
        }
        assert!(!answer.text().contains(" style=\""), "{path} has a style attribute");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        nonces.push(nonce);
    }
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 4);
}
