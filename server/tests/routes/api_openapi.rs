//! `/api/v1/openapi.json`

use axum::Router;
use domain::{
    Code, CodeSet,
    filter::{self, Filter},
    place::{Bbox, Position},
};
use serde_json::{Value, json};

use crate::{
    app::{NOW, TestApp},
    schema,
};

async fn document(app: &TestApp) -> Value {
    app.get("/api/v1/openapi.json").await.json()
}

/// What an address does: it can be read or written to, and none both.
fn operation<'a>(document: &'a Value, path: &str) -> &'a Value {
    document["paths"][path].as_object().unwrap().values().next().unwrap()
}

/// The schema of an answer with that status.
fn answer<'a>(document: &'a Value, path: &str, status: &str) -> (&'a Value, &'a Value) {
    content(&operation(document, path)["responses"][status])
}

fn content(described: &Value) -> (&Value, &Value) {
    let content = described["content"].as_object().unwrap().values().next().unwrap();
    (&content["schema"], &content["example"])
}

#[tokio::test]
async fn every_route_is_described_and_everything_described_is_a_route() {
    let app = TestApp::with_three().await;
    let router: Router = server::api::router(app.state.clone());
    let document = document(&app).await;
    // A router tells its routes only when it is printed.
    let printed = format!("{router:?}");
    let mut routes: Vec<&str> = printed.split('"').filter(|piece| piece.starts_with("/api/v1")).collect();
    routes.sort_unstable();
    routes.dedup();
    let described: Vec<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(described.len() >= 4);
    assert_eq!(routes, described);
}

#[tokio::test]
async fn examples_are_what_the_description_says() {
    let document = document(&TestApp::empty().await).await;
    let mut examples = 0;
    for path in document["paths"].as_object().unwrap().keys() {
        let body = &operation(&document, path)["requestBody"];
        if body.is_object() {
            let (schema, example) = content(body);
            assert_eq!(schema::errors(&document, schema, example), [""; 0], "the body of {path}");
        }
        for status in operation(&document, path)["responses"].as_object().unwrap().keys() {
            // Bytes have a page of their own, and what is not modified has nothing to show.
            let content = &operation(&document, path)["responses"][status]["content"];
            if content.is_null() || content["application/octet-stream"].is_object() {
                continue;
            }
            let (schema, example) = answer(&document, path, status);
            if !example.is_null() {
                assert_eq!(schema::errors(&document, schema, example), [""; 0], "{path} {status}");
                examples += 1;
            }
        }
    }
    assert!(examples >= 4, "{examples}");
}

#[tokio::test]
async fn answers_are_what_the_description_says() {
    let app = TestApp::with_three().await;
    let document = document(&app).await;
    app.withdraw(3).await;
    for (path, address, status) in [
        ("/api/v1/listings", "/api/v1/listings?near=45,4", "200"),
        ("/api/v1/listings", "/api/v1/listings?x=1", "400"),
        ("/api/v1/listings.geojson", "/api/v1/listings.geojson?near=45,4", "200"),
        ("/api/v1/listings.geojson", "/api/v1/listings.geojson?x=1", "400"),
        ("/api/v1/points", "/api/v1/points?near=45,4", "200"),
        ("/api/v1/points", "/api/v1/points?x=1", "400"),
        ("/api/v1/places", "/api/v1/places?q=lyon", "200"),
        ("/api/v1/places", "/api/v1/places?x=1", "400"),
        ("/api/v1/listings/{id}", "/api/v1/listings/1", "200"),
        ("/api/v1/listings/{id}", "/api/v1/listings/2", "200"),
        ("/api/v1/listings/{id}", "/api/v1/listings/3", "410"),
        ("/api/v1/listings/{id}", "/api/v1/listings/9", "404"),
        ("/api/v1/openapi.json", "/api/v1/openapi.json", "200"),
    ] {
        let given = app.get(address).await;
        assert_eq!(given.status.as_str(), status, "{address}");
        let (schema, _) = answer(&document, path, status);
        assert_eq!(schema::errors(&document, schema, &given.json()), [""; 0], "{address}");
    }
}

#[tokio::test]
async fn answers_to_what_is_written_are_what_the_description_says() {
    let app = TestApp::with_three().await;
    let document = document(&app).await;
    app.withdraw(3).await;
    let report = |listing: u32, wrong: &str| json!({ "listing": listing, "wrong": wrong, "lang": "uk" });
    let key = "00000000-0000-4000-8000-000000000001";
    for (body, key, status) in [
        (report(1, "closed"), key, "201"),
        (report(1, "closed"), key, "201"),
        (report(1, "moved"), key, "422"),
        (report(1, "ugly"), "00000000-0000-4000-8000-000000000002", "422"),
        (report(3, "closed"), "00000000-0000-4000-8000-000000000003", "410"),
        (report(9, "closed"), "00000000-0000-4000-8000-000000000004", "404"),
        (report(1, "closed"), "1", "400"),
    ] {
        let given = app.post_json("/api/v1/reports", key, &body).await;
        assert_eq!(given.status.as_str(), status, "{body}");
        let (schema, _) = answer(&document, "/api/v1/reports", status);
        assert_eq!(schema::errors(&document, schema, &given.json()), [""; 0], "{body}");
    }
}

#[tokio::test]
async fn the_described_parameters_are_those_that_are_understood() {
    let document = document(&TestApp::empty().await).await;
    let parameters = document["paths"]["/api/v1/listings"]["get"]["parameters"].as_array().unwrap();
    let mut described: Vec<&str> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    let mut understood: Vec<&str> =
        filter::pairs(&everything()).into_iter().map(|(name, _)| name).chain(["lang"]).collect();
    described.sort_unstable();
    understood.sort_unstable();
    assert_eq!(described, understood);
    for parameter in parameters {
        assert_eq!(parameter["in"], "query");
        assert_eq!(parameter["required"], false, "{parameter}");
    }
}

fn everything() -> Filter {
    fn first<T: Code>() -> CodeSet<T> {
        CodeSet::only(T::ALL[0])
    }
    let here = Position::new(45.0, 4.0).unwrap();
    Filter {
        q: "x".into(),
        place: "x".into(),
        kind: first(),
        category: first(),
        audience: first(),
        speaks: first(),
        department: vec!["69".into()],
        need: first(),
        near: Some(here),
        radius: Some(5),
        bbox: Some(Bbox { south_west: here, north_east: here }),
        open_now: true,
        free: true,
        remote: true,
        sort: Some(domain::vocabulary::Sort::Distance),
        page: 2,
        per_page: 50,
    }
}

#[tokio::test]
async fn the_described_values_are_those_of_the_vocabulary() {
    let document = document(&TestApp::empty().await).await;
    let parameters = document["paths"]["/api/v1/listings"]["get"]["parameters"].as_array().unwrap();
    let category = parameters.iter().find(|parameter| parameter["name"] == "category").unwrap();
    // A form sends what nobody chose as an empty value.
    let codes = domain::vocabulary::Category::ALL.iter().map(|category| category.code()).chain([""]);
    let codes: Vec<_> = codes.collect();
    assert_eq!(category["schema"]["items"]["enum"], serde_json::json!(codes));
}

#[test]
fn the_clock_of_the_tests_is_a_monday_morning() {
    assert_eq!(domain::time::rfc3339(NOW), "2026-11-23T09:00:00Z");
    assert_eq!(domain::time::utc_day(NOW).weekday(), 0);
}
