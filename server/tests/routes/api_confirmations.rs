//! `/api/v1/confirmations`

use serde_json::json;

use crate::app::{NOW, TestApp};

const KEY: &str = "00000000-0000-4000-8000-000000000001";

#[tokio::test]
async fn a_visitor_confirms_what_nobody_had_confirmed() {
    let app = TestApp::with_three().await;
    let body = json!({ "listing": 2, "waited": 7200 });
    for replayed in ["", "true"] {
        let answer = app.post_json("/api/v1/confirmations", KEY, &body).await;
        assert_eq!((answer.status.as_u16(), answer.header("idempotency-replayed")), (201, replayed));
        assert_eq!(answer.json(), json!({ "listing": 2, "received_at": "2026-11-23T09:00:00Z" }));
    }
    app.state.directory.catch_up().await.unwrap();
    let listing = app.get("/api/v1/listings/2").await.json();
    assert_eq!(listing["confirmed_by"], "visitor");
    assert_eq!(listing["confirmed_at"], "2026-11-23T07:00:00Z", "when it was said, not when it arrived");
    assert!(app.get("/en/listing/x-2").await.text().contains("a visitor found it right today. Call before you go"));
}

#[tokio::test]
async fn the_word_of_an_organisation_stays_while_it_is_fresh() {
    let app = TestApp::with_three().await;
    app.post_json("/api/v1/confirmations", KEY, &json!({ "listing": 1 })).await;
    app.state.directory.catch_up().await.unwrap();
    assert_eq!(app.get("/api/v1/listings/1").await.json()["confirmed_by"], "owner");
    assert_eq!(app.state.directory.store().confirmations(domain::ListingId(1)).await.unwrap().len(), 1, "it is kept");
}

#[tokio::test]
async fn what_is_gone_cannot_be_right() {
    let app = TestApp::with_three().await;
    app.withdraw(2).await;
    app.post_json("/api/v1/confirmations", KEY, &json!({ "listing": 2 })).await.problem(410);
    app.post_json("/api/v1/confirmations", KEY, &json!({ "listing": 9 })).await.problem(404);
    assert_eq!(app.state.clock.now(), NOW);
}
