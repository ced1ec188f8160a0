//! What is too long or too large.

use std::convert::Infallible;

use axum::{
    Router,
    body::{Body, Bytes},
    http::Request,
    routing::post,
};
use futures_util::{StreamExt, stream};
use server::http;

use crate::app::{Answer, TestApp};

/// A server with handlers that read their body, for pages and for the API.
async fn router() -> Router {
    let read = |body: Result<Bytes, axum::extract::rejection::BytesRejection>| async move {
        body.map_or_else(|refusal| refusal.status().as_str().to_owned(), |body| body.len().to_string())
    };
    let app = TestApp::empty().await;
    http::edge(Router::new().route("/uk/read", post(read)).route("/api/v1/read", post(read)), &app.state)
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    Answer::to(router, request).await
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused() {
    let app = TestApp::empty().await;
    let long = "x".repeat(9000);
    app.get(&format!("/api/v1/listings?q={long}")).await.problem(414);
    let page = app.get(&format!("/uk/find?q={long}")).await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (414, "text/plain; charset=utf-8"));
    assert_eq!(app.get(&format!("/uk/find?q={}", "x".repeat(4000))).await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let router = router().await;
    let body = |length: usize| Body::from(vec![b'x'; length]);
    let post =
        |path: &str, length: usize| Request::post(path).header("content-length", length).body(body(length)).unwrap();
    assert_eq!(send(&router, post("/uk/read", 65_536)).await.text(), "65536");
    assert_eq!(send(&router, post("/uk/read", 65_537)).await.status, 413);
    send(&router, post("/api/v1/read", 65_537)).await.problem(413);
    // Without a promise it is cut while it is read.
    let endless = stream::iter(0..100).map(|_| Ok::<_, Infallible>(Bytes::from(vec![b'x'; 4096])));
    let request = Request::post("/uk/read").body(Body::from_stream(endless)).unwrap();
    assert_eq!(send(&router, request).await.text(), "413");
}
