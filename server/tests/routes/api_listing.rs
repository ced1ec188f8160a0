//! `/api/v1/listings/{id}`

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn a_listing_says_everything_in_every_language() {
    let app = TestApp::with_three().await;
    let body = app.get("/api/v1/listings/1").await.json();
    assert_eq!((&body["id"], &body["revision"]), (&json!(1), &json!(1)));
    assert_eq!(body["texts"][0]["lang"], "uk");
    assert_eq!(body["texts"][0]["state"], "reviewed");
    assert_eq!(body["texts"][1]["name"], "Épicerie solidaire");
    assert_eq!(body["texts"][1]["description"], json!(null));
    assert_eq!(body["opening_hours"], "Mo-Fr 09:00-12:00");
    assert_eq!(body["open"], true);
    assert_eq!((&body["source"], &body["source_id"]), (&json!("test"), &json!("Épicerie solidaire")));
    assert_eq!((&body["confirmed_at"], &body["confirmed_by"]), (&json!("2026-11-22T09:00:00Z"), &json!("owner")));
    let address = body["urls"]["uk"].as_str().unwrap();
    assert!(address.starts_with("https://aide.example/uk/listing/") && address.ends_with("-1"), "{address}");
}

#[tokio::test]
async fn what_nobody_knows_is_null() {
    let app = TestApp::with_three().await;
    let body = app.get("/api/v1/listings/3").await.json();
    for name in ["open", "lat", "address", "area", "opening_hours", "confirmed_at", "confirmed_by", "licence", "cost"] {
        assert_eq!(body[name], json!(null), "{name}");
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_gone_and_what_never_was_is_not_found() {
    let app = TestApp::with_three().await;
    app.withdraw(2).await;
    app.get("/api/v1/listings/2").await.problem(410);
    for id in ["4", "0", "-1", "abc", "1.0", "99999999999", "%FF", "%00", "1%2F2", "%3Cscript%3E"] {
        app.get(&format!("/api/v1/listings/{id}")).await.problem(404);
    }
}
