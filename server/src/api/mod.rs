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
mod suggestions;
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

use crate::{
    http::problem,
    made::{Answers, keep, keep_long},
    state::AppState,
};

/// All routes under `/api/v1`, and the answer to every other address under `/api`, to be merged.
pub fn router<S: Clone + Send + Sync + 'static>(state: AppState) -> Router<S> {
    let kept = |answers: &Answers| middleware::from_fn_with_state(answers.clone(), keep);
    let Described { plain, paged, small, large } = Described::all();
    let (routes, _) = plain.split_for_parts();
    let long = middleware::from_fn_with_state(state.drawn.clone(), keep_long);
    routes
        .merge(paged.split_for_parts().0.layer(long))
        .merge(small.split_for_parts().0.layer(kept(&state.drawn)))
        .merge(large.split_for_parts().0.layer(kept(&state.exports)))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .route("/api", any(problem::not_found))
        .route("/api/", any(problem::not_found))
        .route("/api/{*rest}", any(problem::not_found))
        .layer(middleware::from_fn(for_everyone))
        .with_state(state)
}

/// The routes together with their description, by how much it takes to answer them.
struct Described {
    plain: OpenApiRouter<AppState>,
    /// What takes longer the more results somebody wants on a page.
    paged: OpenApiRouter<AppState>,
    /// What takes some hundredths of a second when the directory is large.
    small: OpenApiRouter<AppState>,
    large: OpenApiRouter<AppState>,
}

impl Described {
    fn all() -> Self {
        let plain = OpenApiRouter::with_openapi(document::frame())
            .routes(routes!(places::places))
            .routes(routes!(suggestions::suggestions))
            .routes(routes!(pack::index))
            .routes(routes!(pack::words))
            .routes(routes!(pack::guide))
            .routes(routes!(pack::places))
            .routes(routes!(pack::details))
            .routes(routes!(pack::changes))
            .routes(routes!(listing::listing))
            .routes(routes!(reports::report))
            .routes(routes!(confirmations::confirm))
            .routes(routes!(document::document));
        let paged = OpenApiRouter::new().routes(routes!(listings::listings));
        let small = OpenApiRouter::new().routes(routes!(points::points));
        let large = OpenApiRouter::new().routes(routes!(geojson::geojson));
        Self { plain, paged, small, large }
    }

    fn together(self) -> OpenApiRouter<AppState> {
        self.plain.merge(self.paged).merge(self.small).merge(self.large)
    }
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
