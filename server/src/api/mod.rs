//! The public API under `/api/v1`: the directory for other programs, and what visitors say about it.
//!
//! Routes and their description are registered together, so that the document cannot drift from what is answered.
//! Knows nothing about pages; has no words but names and sentences for those who write programs.

mod codes;
mod confirmations;
mod document;
mod geojson;
mod incoming;
mod item;
mod listing;
mod listings;
mod pack;
mod parameters;
mod places;
mod points;
mod question;
mod reports;
mod sample;
mod whole;

pub use document::openapi;

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::{self, Next},
    response::Response,
    routing::any,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{http::problem, state::AppState};

/// All routes under `/api/v1`, and the answer to every other address under `/api`, to be merged.
pub fn router<S: Clone + Send + Sync + 'static>(state: AppState) -> Router<S> {
    let (routes, _) = described().split_for_parts();
    routes
        .method_not_allowed_fallback(problem::method_not_allowed)
        .route("/api", any(problem::not_found))
        .route("/api/", any(problem::not_found))
        .route("/api/{*rest}", any(problem::not_found))
        .layer(middleware::from_fn(for_everyone))
        .with_state(state)
}

/// The routes together with their description.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(listings::listings))
        .routes(routes!(geojson::geojson))
        .routes(routes!(points::points))
        .routes(routes!(places::places))
        .routes(routes!(pack::index))
        .routes(routes!(pack::words))
        .routes(routes!(pack::guide))
        .routes(routes!(pack::places))
        .routes(routes!(pack::details))
        .routes(routes!(pack::changes))
        .routes(routes!(listing::listing))
        .routes(routes!(reports::report))
        .routes(routes!(confirmations::confirm))
        .routes(routes!(document::document))
}

/// Pages of every origin may read what is public.
async fn for_everyone(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    if reads {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, x-total-count, ensemble-time"),
        );
    }
    response
}
