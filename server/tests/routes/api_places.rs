//! `/api/v1/places`

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn places_are_suggested_best_first_in_the_language_of_the_reader() {
    let app = TestApp::empty().await;
    let body = app.get("/api/v1/places?q=%D0%9B%D1%96%D0%BE%D0%BD&lang=uk").await.json();
    let lyon = &body["items"][0];
    assert_eq!((&lyon["name"], &lyon["label"]), (&json!("Ліон"), &json!("Ліон (69)")));
    assert_eq!((&lyon["kind"], &lyon["department"], &lyon["country"]), (&json!("commune"), &json!("69"), &json!("FR")));
    assert!(lyon["population"].as_u64().unwrap() > 500_000 && (lyon["lat"].as_f64().unwrap() - 45.76).abs() < 0.05);
    assert!(body["items"].as_array().unwrap().len() <= 8);
}

#[tokio::test]
async fn a_beginning_a_postcode_and_a_typo_are_enough() {
    let app = TestApp::empty().await;
    for (typed, name) in
        [("mars", "Marseille"), ("69003", "Lyon 3e"), ("toulous", "Toulouse"), ("grenobel", "Grenoble")]
    {
        let body = app.get(&format!("/api/v1/places?q={typed}&lang=fr&limit=3")).await.json();
        let names: Vec<_> =
            body["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert!(names[0].starts_with(name), "{typed}: {names:?}");
        assert!(names.len() <= 3);
    }
}

#[tokio::test]
async fn nothing_typed_and_nonsense_suggest_nothing() {
    let app = TestApp::empty().await;
    for typed in ["", "%20", "%00", "%F0%9F%98%80", "qqqqqqqqqqqq", "%ff%fe"] {
        let answer = app.get(&format!("/api/v1/places?q={typed}")).await;
        assert_eq!(answer.json()["items"], json!([]), "{typed}");
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_named() {
    let app = TestApp::empty().await;
    for (query, parameter) in [
        ("colour=red", "colour"),
        ("near=900,2", "near"),
        ("lang=de", "lang"),
        ("limit=0", "limit"),
        ("limit=99", "limit"),
    ] {
        let problem = app.get(&format!("/api/v1/places?q=a&{query}")).await.problem(400);
        assert!(problem.to_string().contains(parameter), "{query}: {problem}");
    }
    let long = "a".repeat(201);
    app.get(&format!("/api/v1/places?q={long}")).await.problem(400);
}
