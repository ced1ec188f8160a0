//! The map: tiles for those who move it. Knows nothing about listings.

mod archive;
mod picture;
mod pictures;
mod tiles;

pub use archive::{Archive, Found, Schema};

use axum::{Router, middleware, routing::get};

use crate::{made::keep, state::AppState};

/// The maps that are drawn here.
pub fn pictures<S: Clone + Send + Sync + 'static>(state: AppState) -> Router<S> {
    Router::new()
        .route("/map/{lang}/listing/{file}", get(pictures::listing))
        .route("/map/{lang}/find.svg", get(pictures::find))
        .layer(middleware::from_fn_with_state(state.drawn.clone(), keep))
        .with_state(state)
}

/// The tiles beside everything else. What surrounds a page, its log before all, is not for them: a tile is bytes that
/// lie ready, and says where somebody looks.
pub fn beside(site: Router, state: &AppState) -> Router {
    Router::new()
        .route("/tiles/tiles.json", get(tiles::about))
        .route("/tiles/{version}/{z}/{x}/{y}", get(tiles::tile))
        .with_state(state.map.clone())
        .fallback_service(site)
}
