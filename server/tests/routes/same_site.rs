//! Who may write: pages of this site, and programs.

use axum::{body::Body, http::Request};
use serde_json::json;

use crate::app::TestApp;

async fn status(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> u16 {
    let request = headers.iter().fold(Request::post(path), |request, (name, value)| request.header(*name, *value));
    app.send(request.body(Body::from("wrong=closed")).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn another_site_can_make_nobody_write() {
    let app = TestApp::with_three().await;
    for path in ["/uk/listing/x-1/report", "/uk/listing/x-1/confirmation", "/api/v1/reports", "/api/v1/confirmations"] {
        for headers in [
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            [("sec-fetch-site", "same-site"), ("origin", "https://evil.aide.example")],
            [("x-nothing", ""), ("origin", "https://evil.example")],
        ] {
            assert_eq!(status(&app, path, &headers).await, 403, "{path} {headers:?}");
        }
    }
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn our_own_forms_arrive_from_old_and_new_browsers() {
    let app = TestApp::with_three().await;
    for headers in [
        [("sec-fetch-site", "same-origin"), ("origin", "null")],
        [("x-nothing", ""), ("origin", "null")],
        [("x-nothing", ""), ("origin", "https://aide.example")],
    ] {
        assert_eq!(status(&app, "/uk/listing/x-1/report", &headers).await, 303, "{headers:?}");
    }
}

#[tokio::test]
async fn no_other_origin_is_invited_to_write() {
    let app = TestApp::with_three().await;
    let asked = Request::options("/api/v1/reports").header("origin", "https://evil.example");
    let asked = asked.header("access-control-request-method", "POST").body(Body::empty()).unwrap();
    let answer = app.send(asked).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let key = "00000000-0000-4000-8000-000000000001";
    let written = app.post_json("/api/v1/confirmations", key, &json!({ "listing": 1 })).await;
    assert_eq!((written.status.as_u16(), written.header("access-control-allow-origin")), (201, ""));
}
