//! `/api/v1/reports`

use domain::{Lang, ListingId, report::Report, vocabulary::Wrong};
use serde_json::{Value, json};

use crate::app::{Answer, TestApp};

fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn report() -> Value {
    json!({ "listing": 1, "wrong": "hours", "comment": "Зачинено\r\nщосереди", "contact": "", "lang": "uk" })
}

async fn send(app: &TestApp, number: u32, body: &Value) -> Answer {
    app.post_json("/api/v1/reports", &key(number), body).await
}

#[tokio::test]
async fn a_report_is_received_once_and_answered_as_often_as_it_is_sent() {
    let app = TestApp::with_three().await;
    let first = send(&app, 1, &report()).await;
    assert_eq!((first.status.as_u16(), first.header("cache-control")), (201, "no-store"));
    assert_eq!(first.json(), json!({ "listing": 1, "received_at": "2026-11-23T09:00:00Z" }));
    assert_eq!(first.header("idempotency-replayed"), "");
    app.state.clock.set(crate::app::NOW + 60);
    let again = send(&app, 1, &report()).await;
    assert_eq!((again.status, again.json()), (first.status, first.json()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let kept = Report {
        listing: ListingId(1),
        wrong: Wrong::Hours,
        comment: "Зачинено\nщосереди".into(),
        contact: None,
        lang: Lang::Uk,
    };
    assert_eq!(app.reports().await, [kept]);
}

#[tokio::test]
async fn what_is_not_right_is_named_by_field_and_code() {
    let app = TestApp::with_three().await;
    let long =
        json!({ "listing": 1, "wrong": "", "comment": "x".repeat(2001), "contact": "x".repeat(201), "lang": "uk" });
    let problem = send(&app, 1, &long).await.problem(422);
    let named = |field: &str, reason: &str| json!({ "parameter": field, "reason": reason });
    assert_eq!(problem["parameter"], "wrong");
    assert_eq!(
        problem["errors"],
        json!([named("wrong", "missing"), named("comment", "too-long"), named("contact", "too-long")])
    );
    let silent = json!({ "listing": 1, "wrong": "other", "lang": "uk" });
    assert_eq!(send(&app, 1, &silent).await.problem(422)["errors"], json!([named("comment", "missing")]));
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn without_a_key_nothing_is_received() {
    let app = TestApp::with_three().await;
    for key in ["", "1", "0000-1"] {
        let problem = app.post_json("/api/v1/reports", key, &report()).await.problem(400);
        assert_eq!(problem["errors"][0], json!({ "parameter": "Idempotency-Key", "reason": "invalid" }));
    }
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn a_key_belongs_to_one_report() {
    let app = TestApp::with_three().await;
    send(&app, 1, &report()).await;
    let other = json!({ "listing": 2, "wrong": "hours", "lang": "uk" });
    let problem = send(&app, 1, &other).await.problem(422);
    assert_eq!(problem["errors"][0], json!({ "parameter": "Idempotency-Key", "reason": "repeated" }));
    assert_eq!(app.reports().await.len(), 1);
}

#[tokio::test]
async fn a_body_that_is_none_is_refused() {
    let app = TestApp::with_three().await;
    send(&app, 1, &json!("text")).await.problem(422);
    send(&app, 1, &json!({ "listing": "1", "wrong": "hours", "lang": "uk" })).await.problem(422);
    send(&app, 1, &json!({ "listing": 1, "wrong": "hours", "lang": "xx" })).await.problem(422);
    let form = app.post_form("/api/v1/reports", "listing=1&wrong=hours&lang=uk").await;
    assert!([400, 415].contains(&form.status.as_u16()), "{}", form.status);
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn who_writes_too_much_is_not_told_when_there_is_room() {
    let app = TestApp::with_three().await;
    let report = |n: u32| json!({ "listing": n % 3 + 1, "wrong": "hours", "comment": n.to_string(), "lang": "uk" });
    for number in 0..30 {
        assert_eq!(send(&app, number, &report(number)).await.status, 201, "{number}");
    }
    let refused = send(&app, 30, &report(30)).await;
    refused.problem(429);
    assert_eq!(refused.header("retry-after"), "900", "always the same");
    assert_eq!(send(&app, 7, &report(7)).await.status, 201, "what was received before");
    assert_eq!(app.reports().await.len(), 30);
}

#[tokio::test]
async fn without_its_record_the_server_asks_to_send_it_again() {
    let app = TestApp::with_three().await;
    app.state.directory.store().close().await;
    let refused = send(&app, 1, &report()).await;
    refused.problem(503);
    assert_eq!(refused.header("retry-after"), "10");
}

#[tokio::test]
async fn it_cannot_be_read() {
    let app = TestApp::empty().await;
    let answer = app.get("/api/v1/reports").await;
    answer.problem(405);
    assert_eq!(answer.header("allow"), "POST");
}
