//! The files beside the pages: icons, the mark of the site, what the bundler made.

use axum::{body::Body, http::Request};

use crate::app::TestApp;

#[tokio::test]
async fn the_icons_are_kept_for_ever_under_a_name_made_of_their_content() {
    let app = TestApp::empty().await;
    let answer = app.get_with(app::ICONS_URL, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("vary"), "accept-encoding");
    let mut icons = Vec::new();
    brotli::BrotliDecompress(&mut &*answer.body, &mut icons).unwrap();
    assert!(icons.starts_with(b"<svg"));
}

#[tokio::test]
async fn who_accepts_no_compression_gets_none() {
    let app = TestApp::empty().await;
    for wish in ["", "identity", "br;q=0", "br;q=0.0, identity"] {
        let answer = app.get_with(app::ICONS_URL, &[("accept-encoding", wish)]).await;
        assert_eq!(answer.header("content-encoding"), "", "{wish}");
        assert!(answer.body.starts_with(b"<svg"), "{wish}");
    }
}

#[tokio::test]
async fn a_file_that_is_known_is_not_sent_again() {
    let app = TestApp::empty().await;
    let first = app.get("/favicon.svg").await;
    assert_eq!(first.header("cache-control"), "public, max-age=3600");
    let tag = first.header("etag");
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    let again = app.get_with("/favicon.svg", &[("if-none-match", tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
    let other = app.get_with("/favicon.svg", &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn head_says_how_long_a_file_is() {
    let app = TestApp::empty().await;
    let get = app.get("/favicon.svg").await;
    let head = app.send(Request::head("/favicon.svg").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_a_file() {
    let app = TestApp::empty().await;
    for path in [
        "/../Cargo.toml",
        "/..%2FCargo.toml",
        "/.env",
        "/./index.html",
        "//etc/passwd",
        "/%2e%2e/Cargo.toml",
        "/x.js.br",
    ] {
        let answer = app.get(path).await;
        assert!([404, 308].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        assert!(!answer.text().contains("[workspace]"), "{path}");
    }
}
