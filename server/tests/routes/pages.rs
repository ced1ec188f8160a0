//! What pages have in common: tags, caching, compression, languages. And how slow or broken ones travel.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, Bytes},
    http::Request,
    response::Html,
    routing::get,
};
use futures_util::{StreamExt, stream};
use server::http;
use tower::ServiceExt;

use crate::app::{Answer, TestApp};

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again_and_keeps_its_nonce() {
    let app = TestApp::with_three().await;
    for path in ["/uk", "/uk/find?category=food", "/fr/guide", "/en/about"] {
        let first = app.get(path).await;
        assert_eq!(first.status, 200, "{path}");
        assert_eq!(first.header("cache-control"), "public, max-age=0, must-revalidate", "{path}");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let again = app.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        assert!(!again.headers.contains_key("content-security-policy"), "the kept page has its own");
    }
}

#[tokio::test]
async fn a_page_with_a_position_in_its_address_is_kept_nowhere() {
    let app = TestApp::with_three().await;
    for path in [
        "/uk/find?near=45.7,4.8",
        "/api/v1/listings?near=45.7,4.8",
        "/api/page/ask?lang=uk&question=find%3Fnear%3D45.7%2C4.8",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
    }
}

#[tokio::test]
async fn departments_are_offered_by_code_and_name() {
    let app = TestApp::with_three().await;
    for (lang, [lyon, paris]) in [("uk", ["69 Рона (1)", "75 Париж (1)"]), ("fr", ["69 Rhône (1)", "75 Paris (1)"])]
    {
        let page = app.get(&format!("/{lang}/find")).await;
        let (lyon, paris) = (page.text().find(lyon).unwrap(), page.text().find(paris).unwrap());
        assert!(lyon < paris, "{lang}");
    }
}

#[tokio::test]
async fn pages_are_compressed_as_the_browser_wishes() {
    let app = TestApp::with_three().await;
    let plain = app.get("/uk/about").await;
    assert_eq!(plain.header("content-encoding"), "");
    for (wish, encoding) in
        [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("zstd", "")]
    {
        let answer = app.get_with("/uk/about", &[("accept-encoding", wish)]).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{wish}");
        assert_eq!(answer.header("etag"), plain.header("etag"), "the same page");
        assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "accept-encoding"));
        assert!(encoding.is_empty() || answer.body.len() < plain.body.len() / 2);
    }
}

#[tokio::test]
async fn head_is_answered_like_get_without_the_page() {
    let app = TestApp::with_three().await;
    for path in ["/uk", "/uk/find", "/uk/listing/x-999"] {
        let get = app.get(path).await;
        let head = app.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
    }
}

#[tokio::test]
async fn the_bare_address_leads_to_the_preferred_language() {
    let app = TestApp::empty().await;
    let answer = app.get_with("/", &[("accept-language", "uk,fr;q=0.5")]).await;
    assert!(answer.status.is_redirection());
    assert!(answer.header("location").starts_with("/uk"));
    let vary = answer
        .headers
        .get_all("vary")
        .iter()
        .filter(|vary| vary.to_str().unwrap().eq_ignore_ascii_case("accept-language"));
    assert_eq!(vary.count(), 1);
}

#[tokio::test]
async fn a_page_that_does_not_exist_says_so_and_a_withdrawn_listing_is_gone() {
    let app = TestApp::with_three().await;
    app.withdraw(1).await;
    for (path, status) in [("/uk/nowhere", 404), ("/de", 404), ("/uk/listing/x-999", 404), ("/uk/listing/x-1", 410)] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
    }
}

/// A server with a page of our own.
async fn with_page(page: axum::routing::MethodRouter) -> Router {
    let app = TestApp::empty().await;
    http::edge(Router::new().route("/uk/test", page), &app.state)
}

#[tokio::test]
async fn a_handler_that_panics_is_an_apology_and_the_server_lives_on() {
    async fn broken() -> Html<&'static str> {
        panic!("on purpose")
    }
    let app = TestApp::empty().await;
    let routes = Router::new().route("/uk/test", get(broken)).route("/api/v1/test", get(broken));
    let router = http::edge(routes, &app.state);
    let page = Answer::to(&router, Request::get("/uk/test").body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, 500);
    assert!(page.text().contains("<html lang=\"uk\">") && !page.text().contains("purpose"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval'"));
    let api = Answer::to(&router, Request::get("/api/v1/test").body(Body::empty()).unwrap()).await;
    assert!(!api.problem(500)["detail"].as_str().unwrap().contains("purpose"));
    let health = Answer::to(&router, Request::get("/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!(health.status, 200);
}

#[tokio::test]
async fn a_page_that_is_slow_to_finish_is_sent_as_it_comes() {
    let slow = || async {
        let first = stream::iter([Ok::<_, axum::Error>(Bytes::from("<p>first</p>"))]);
        let second = stream::once(async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(Bytes::from("<p>second</p>"))
        });
        Html(Body::from_stream(first.chain(second)))
    };
    let router = with_page(get(slow)).await;
    let started = tokio::time::Instant::now();
    let response = router.oneshot(Request::get("/uk/test").body(Body::empty()).unwrap()).await.unwrap();
    assert!(!response.headers().contains_key("etag"));
    let mut pieces = response.into_body().into_data_stream();
    assert_eq!(pieces.next().await.unwrap().unwrap(), "<p>first</p>");
    assert!(started.elapsed() < Duration::from_secs(1));
    assert_eq!(pieces.next().await.unwrap().unwrap(), "<p>second</p>");
}

#[tokio::test]
async fn nothing_that_a_browser_would_move_comes_behind_a_page() {
    let app = TestApp::with_three().await;
    for path in ["/uk", "/fr/find", "/en/listing/x-1", "/ru/about", "/nowhere"] {
        let answer = app.get(path).await;
        let (_, behind) = answer.text().rsplit_once("</html>").unwrap();
        assert_eq!(behind.replace("<!>", "").trim(), "", "{path}");
    }
}
