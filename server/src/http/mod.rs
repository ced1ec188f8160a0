//! The edges of HTTP: what happens to every request before and after its handler, and the files beside the pages.
//! Knows nothing about what a page or the API says.

pub mod assets;
pub mod build;
pub mod bundle;
pub mod client;
pub mod connection;
pub mod earlier;
pub mod encoding;
pub mod etag;
pub mod files;
pub mod health;
pub mod install;
pub mod limits;
pub mod log;
pub mod page;
pub mod places;
pub mod problem;
pub mod robots;
pub mod same_site;
pub mod security;
pub mod sitemap;
pub mod sorry;
pub mod worker;

use axum::{Router, middleware};

use crate::state::AppState;

/// Puts everything that all answers have in common around a router, and the files that lie beside the pages into it.
///
/// From outside to inside: the log, the security headers and the name of the build, the shape of the answer (tag,
/// compression, caching), panics, limits, who may write, files, and then the routes. A fallback must be set before.
pub fn edge(router: Router, state: &AppState) -> Router {
    router
        .merge(health::router(state.clone()))
        .layer(middleware::from_fn_with_state(state.clone(), files::or_page))
        .layer(middleware::from_fn_with_state(state.site.clone(), same_site::require))
        .layer(middleware::from_fn_with_state(limits::HANDLER, limits::keep))
        .layer(middleware::from_fn_with_state(client::Unheard::of(state), client::notice))
        .layer(middleware::from_fn(log::catch_panics))
        .layer(middleware::from_fn(page::shape))
        .layer(middleware::from_fn_with_state(build::Header::of(&state.assets.build), build::name))
        .layer(middleware::from_fn_with_state(security::Policy::of(state), security::protect))
        .layer(middleware::from_fn_with_state(log::RequestIds::new(state.clock.now()), log::record))
}
