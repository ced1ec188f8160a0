//! Whether the server lives, and whether it should be sent readers. For machines; says nothing about the data.

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use usecases::directory::Directory;

use super::problem;
use crate::state::AppState;

/// How long the database may take for a sign of life.
const PATIENCE: Duration = Duration::from_secs(1);

/// `/healthz` and `/readyz`.
pub fn router(state: AppState) -> Router {
    Router::new().route("/healthz", get(lives)).route("/readyz", get(is_ready)).with_state(state)
}

async fn lives() -> Response {
    plain("The server lives.\n")
}

/// The directory was loaded before the first request; without the database it would grow old.
async fn is_ready(State(directory): State<Directory>) -> Response {
    match tokio::time::timeout(PATIENCE, directory.store().ping()).await {
        Ok(Ok(())) => plain("The server is ready.\n"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            unready("The database cannot be used.")
        }
        Err(_) => unready("The database does not answer within one second."),
    }
}

fn plain(text: &'static str) -> Response {
    let mut response = text.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn unready(sentence: &str) -> Response {
    let mut response = problem::refusal("/readyz", StatusCode::SERVICE_UNAVAILABLE, sentence);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
