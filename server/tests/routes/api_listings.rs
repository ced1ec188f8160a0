//! `/api/v1/listings`

use serde_json::{Value, json};

use crate::app::TestApp;

fn names(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_search_answers_total_items_and_facets() {
    let app = TestApp::with_three().await;
    let answer = app.get("/api/v1/listings?category=food&lang=uk").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-total-count"), "1");
    let body = answer.json();
    assert_eq!((&body["total"], &body["change"]), (&json!(1), &json!(3)));
    let expected = json!({
        "id": 1, "slug": body["items"][0]["slug"], "url": body["items"][0]["url"], "kind": "aid-resource",
        "name": "Соціальна крамниця", "lang": "uk", "organisation": null, "categories": ["food"], "audiences": null,
        "speaks": null, "lat": 45.764, "lon": 4.8357, "postcode": null, "commune": "Lyon", "department": "69",
        "distance_km": null, "open": true, "remote": null, "cost": "free", "appointment": null, "wheelchair": null,
        "source": "test", "source_id": "Épicerie solidaire", "confirmed_at": "2026-11-22T09:00:00Z",
        "demonstration": false,
    });
    assert_eq!(body["items"][0], expected);
    assert_eq!(body["facets"]["category"], json!({"food": 1, "health": 1, "housing": 1}));
    assert_eq!(body["facets"]["department"], json!({"69": 1}));
    assert_eq!(body["facets"]["open"], json!({"now": 1}));
    assert_eq!(body["facets"]["free"], json!({"1": 1}));
    assert_eq!(body["facets"]["remote"], json!({"1": 0}));
}

#[tokio::test]
async fn what_nobody_knows_is_null() {
    let app = TestApp::with_three().await;
    let body = app.get("/api/v1/listings?category=housing").await.json();
    for name in ["lat", "lon", "open", "distance_km", "confirmed_at", "remote", "cost", "commune", "audiences"] {
        assert_eq!(body["items"][0][name], Value::Null, "{name}");
        assert!(body["items"][0].as_object().unwrap().contains_key(name), "{name} is there");
    }
}

#[tokio::test]
async fn distances_are_in_kilometres_and_such_answers_are_kept_nowhere() {
    let app = TestApp::with_three().await;
    let answer = app.get("/api/v1/listings?near=45.764,4.8257&radius=5").await;
    let body = answer.json();
    assert_eq!(body["total"], 1);
    let distance = body["items"][0]["distance_km"].as_f64().unwrap();
    assert!((0.7..0.8).contains(&distance), "{distance}");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("etag"), "");
}

#[tokio::test]
async fn pages_cut_the_results_without_losing_any() {
    let app = TestApp::with_three().await;
    let mut found = Vec::new();
    for page in 1..=3 {
        let body = app.get(&format!("/api/v1/listings?per_page=1&page={page}")).await.json();
        assert_eq!((&body["total"], names(&body).len()), (&json!(3), 1));
        found.push(body["items"][0]["id"].as_u64().unwrap());
    }
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
    let behind = app.get("/api/v1/listings?per_page=1&page=4").await.json();
    assert_eq!((&behind["total"], names(&behind).len()), (&json!(3), 0));
    assert_eq!(app.get("/api/v1/listings?per_page=1000").await.status, 200);
}

#[tokio::test]
async fn the_language_of_names_is_the_one_asked_for_else_preferred_else_french() {
    let app = TestApp::with_three().await;
    let path = "/api/v1/listings?category=food";
    let accepted = app.get_with(path, &[("accept-language", "uk-UA,uk;q=0.9")]).await;
    assert_eq!(names(&accepted.json()), ["Соціальна крамниця"]);
    assert!(accepted.headers.get_all("vary").iter().any(|vary| vary == "accept-language"));
    assert_eq!(names(&app.get(path).await.json()), ["Épicerie solidaire"]);
    let named = app.get_with(&format!("{path}&lang=fr"), &[("accept-language", "uk")]).await;
    assert_eq!(names(&named.json()), ["Épicerie solidaire"]);
    assert!(named.headers.get_all("vary").iter().all(|vary| vary != "accept-language"));
    let nearest = app.get("/api/v1/listings?category=health&lang=uk").await.json();
    assert_eq!((&nearest["items"][0]["name"], &nearest["items"][0]["lang"]), (&json!("Centre de santé"), &json!("fr")));
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_and_named() {
    let app = TestApp::empty().await;
    for (query, parameter, reason) in [
        ("colour=red", "colour", "unknown"),
        ("category=fodo", "category", "invalid"),
        ("near=95,2", "near", "invalid"),
        ("radius=99999", "radius", "too-large"),
        ("per_page=1001", "per_page", "too-large"),
        ("page=0", "page", "invalid"),
        ("open=later", "open", "invalid"),
        ("lang=de", "lang", "invalid"),
        ("lang=uk&lang=fr", "lang", "repeated"),
        ("sort=price", "sort", "invalid"),
        ("q=%FF", "q", "not-text"),
        ("page=1&page=2", "page", "repeated"),
    ] {
        let answer = app.get(&format!("/api/v1/listings?{query}")).await;
        let problem = answer.problem(400);
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert_eq!(problem["errors"], json!([{"parameter": parameter, "reason": reason}]), "{query}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[tokio::test]
async fn an_empty_value_is_no_parameter() {
    let app = TestApp::with_three().await;
    assert_eq!(app.get("/api/v1/listings?q=&category=&lang=&open=&").await.json()["total"], 3);
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let app = TestApp::with_three().await;
    let first = app.get("/api/v1/listings").await;
    assert_eq!(first.header("cache-control"), "public, max-age=0, must-revalidate");
    let tag = first.header("etag").to_owned();
    let second = app.get_with("/api/v1/listings", &[("if-none-match", &tag)]).await;
    assert_eq!((second.status.as_u16(), second.body.len()), (304, 0));
    app.withdraw(1).await;
    let third = app.get_with("/api/v1/listings", &[("if-none-match", &tag)]).await;
    assert_eq!(third.status, 200);
}

#[tokio::test]
async fn every_origin_may_read_and_nobody_may_write() {
    let app = TestApp::empty().await;
    assert_eq!(app.get("/api/v1/listings").await.header("access-control-allow-origin"), "*");
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        let request =
            axum::http::Request::builder().method(method).uri("/api/v1/listings").body(axum::body::Body::empty());
        let answer = app.send(request.unwrap()).await;
        answer.problem(405);
        assert_eq!(answer.header("allow"), "GET,HEAD");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_a_problem() {
    let app = TestApp::empty().await;
    for path in ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/listing", "/api/v2/listings", "/api/v1/listings/1/2"]
    {
        app.get(path).await.problem(404);
    }
}

#[tokio::test]
async fn head_says_what_get_would_without_a_body() {
    let app = TestApp::with_three().await;
    let get = app.get("/api/v1/listings").await;
    let request = axum::http::Request::head("/api/v1/listings").body(axum::body::Body::empty()).unwrap();
    let head = app.send(request).await;
    assert_eq!((head.status, head.body.len()), (get.status, 0));
    for name in ["etag", "content-type", "content-length", "x-total-count"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
}
