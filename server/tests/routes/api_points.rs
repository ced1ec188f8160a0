//! `/api/v1/points`

use serde_json::json;

use crate::app::TestApp;

#[tokio::test]
async fn columns_say_where_results_are_and_how_many_are_nowhere() {
    let app = TestApp::with_three().await;
    let body = app.get("/api/v1/points").await.json();
    assert_eq!((&body["total"], &body["unmapped"]), (&json!(3), &json!(1)));
    assert_eq!(body["ids"], json!([1, 2]));
    assert_eq!(body["lat"], json!([4_576_400, 4_885_660]));
    assert_eq!(body["lon"], json!([483_570, 235_220]));
    let code = |row: usize| body["category_codes"][body["categories"][row].as_u64().unwrap() as usize].clone();
    assert_eq!((code(0), code(1)), (json!("food"), json!("health")));
}

#[tokio::test]
async fn the_filter_holds_and_pages_do_not() {
    let app = TestApp::with_three().await;
    assert_eq!(app.get("/api/v1/points?category=health").await.json()["ids"], json!([2]));
    assert_eq!(app.get("/api/v1/points?per_page=1&page=2").await.json()["ids"], json!([1, 2]));
    app.get("/api/v1/points?colour=red").await.problem(400);
}

#[tokio::test]
async fn a_search_with_a_position_is_kept_nowhere() {
    let app = TestApp::with_three().await;
    assert_eq!(app.get("/api/v1/points?near=45.7,4.8&radius=30").await.header("cache-control"), "no-store");
}
