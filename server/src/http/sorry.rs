//! The answer when something went wrong here: a problem within the API, elsewhere a page that needs nothing else to work.

use app::i18n::{t, text as k};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Code, Lang};

use super::problem;

/// The answer with status 500 for a path.
pub fn answer(path: &str) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    if problem::is_api(path) {
        return problem::refusal(path, status, "Something went wrong on our side.");
    }
    with_status(path, status)
}

/// The page with another status, where a later try may succeed.
pub fn with_status(path: &str, status: StatusCode) -> Response {
    let mut response = (status, page(lang_of(path))).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

fn lang_of(path: &str) -> Lang {
    path.trim_start_matches('/').split('/').next().and_then(Lang::from_code).unwrap_or(Lang::Fr)
}

/// Whole without style sheet and script: whatever failed may have been those.
fn page(lang: Lang) -> String {
    let (title, lead, site) =
        (t(lang, k::ERROR_UNAVAILABLE), t(lang, k::ERROR_UNAVAILABLE_LEAD), t(lang, k::SITE_NAME));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title></head><body><main><h1>{title}</h1><p>{lead}</p>\
         <p><a href=\"/{lang}\">{site}</a></p></main></body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_speaks_the_language_of_the_address() {
        assert!(page(lang_of("/uk/find")).contains("<html lang=\"uk\">"));
        assert!(page(lang_of("/<script>")).contains("<html lang=\"fr\">"));
    }
}
