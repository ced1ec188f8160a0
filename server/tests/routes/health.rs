//! `/healthz` and `/readyz`

use crate::app::TestApp;

#[tokio::test]
async fn a_server_with_its_database_is_ready() {
    let app = TestApp::empty().await;
    for path in ["/healthz", "/readyz"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn without_its_database_it_lives_and_answers_but_is_not_ready() {
    let app = TestApp::with_three().await;
    app.state.directory.store().close().await;
    let answer = app.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), "10");
    assert_eq!(answer.text(), "The database cannot be used.\n");
    assert_eq!(app.get("/healthz").await.status, 200);
    assert_eq!(app.get("/api/v1/listings").await.json()["total"], 3);
}
