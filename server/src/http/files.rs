//! Answers that lie beside the pages at the top of the site: the browser's files, the sitemap, what robots read.
//!
//! Asked before the routes, because the page of a language, `/{lang}`, would take every address with one part.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{assets, earlier, install, log::RouteName, robots, sitemap};
use crate::state::AppState;

/// Answers with a file where there is one, else with the page.
pub async fn or_page(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let (path, headers) = (request.uri().path(), request.headers());
        if let Some(response) = file(&state, path, headers) {
            return response;
        }
        if sitemap::is_one(path) {
            let (of, to) = (path.to_owned(), state.clone());
            let make = async move { sitemap(&of, &to) };
            return named("sitemap", state.drawn.answer(request.uri(), headers, make).await);
        }
        if let Some(response) = earlier::answer(state.directory.store(), path, headers).await {
            return named("asset", response);
        }
    }
    next.run(request).await
}

fn file(state: &AppState, path: &str, request: &HeaderMap) -> Option<Response> {
    if path == "/sw.js" {
        return Some(named("worker", state.worker.answer(request)?));
    }
    if let Some(manifest) = install::manifest(path) {
        return Some(named("manifest", manifest.answer(request)));
    }
    if let Some(response) = assets::answer(&state.bundle, path, request) {
        return Some(named("asset", response));
    }
    match path {
        "/robots.txt" => Some(made("robots", "text/plain; charset=utf-8", robots::robots(&state.site))),
        "/.well-known/security.txt" => {
            let contact = state.security_contact.as_ref()?;
            let text = robots::security_txt(contact, &state.site, state.clock.now());
            Some(made("security", "text/plain; charset=utf-8", text))
        }
        _ => None,
    }
}

fn sitemap(path: &str, state: &AppState) -> Response {
    match sitemap::file(path, &state.directory, &state.site) {
        Some(text) => made("sitemap", "application/xml", text),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn made(name: &'static str, kind: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    named(name, response)
}

fn named(name: &'static str, mut response: Response) -> Response {
    response.extensions_mut().insert(RouteName(name));
    response
}
