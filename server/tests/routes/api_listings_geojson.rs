//! `/api/v1/listings.geojson`

use axum::{body::Body, http::Request};
use serde_json::json;

use crate::{app::TestApp, builders::a_listing};

#[tokio::test]
async fn listings_are_features_and_those_without_a_position_are_counted() {
    let app = TestApp::with_three().await;
    let answer = app.get("/api/v1/listings.geojson?lang=uk").await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let body = answer.json();
    assert_eq!(body["type"], "FeatureCollection");
    assert_eq!((&body["total"], &body["without_position"], &body["is_cut"]), (&json!(3), &json!(1), &json!(false)));
    let features = body["features"].as_array().unwrap();
    let grocery = features.iter().find(|feature| feature["id"] == 1).unwrap();
    assert_eq!(grocery["geometry"], json!({"type": "Point", "coordinates": [4.8357, 45.764]}));
    assert_eq!(grocery["properties"]["name"], "Соціальна крамниця");
    assert_eq!(grocery["properties"]["opening_hours"], "Mo-Fr 09:00-12:00");
    assert_eq!(features.len(), 2);
}

#[tokio::test]
async fn the_filter_holds_and_pages_do_not() {
    let app = TestApp::with_three().await;
    let ids = |body: serde_json::Value| {
        body["features"].as_array().unwrap().iter().map(|f| f["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(app.get("/api/v1/listings.geojson?category=health").await.json()), [2]);
    assert_eq!(ids(app.get("/api/v1/listings.geojson?per_page=1&page=2").await.json()).len(), 2);
    app.get("/api/v1/listings.geojson?colour=red").await.problem(400);
}

#[tokio::test]
async fn an_empty_answer_is_a_collection_too() {
    let body = TestApp::empty().await.get("/api/v1/listings.geojson").await.json();
    assert_eq!(
        body,
        json!({"type": "FeatureCollection", "change": 0, "total": 0, "features": [], "without_position": 0, "is_cut": false})
    );
}

#[tokio::test]
async fn more_than_one_piece_is_still_one_document() {
    let app =
        TestApp::with((0..450).map(|n| a_listing(&format!("Lieu {n}")).at(45.0 + f64::from(n) / 1000.0, 5.0))).await;
    let body = app.get("/api/v1/listings.geojson").await.json();
    assert_eq!((body["features"].as_array().unwrap().len(), &body["total"]), (450, &json!(450)));
    let request = Request::head("/api/v1/listings.geojson").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.body.len(), 0);
}
