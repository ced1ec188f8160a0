//! A page that does not exist, with ways on.

use leptos::prelude::*;

use super::head;
use crate::{
    api::AppError,
    i18n::{t, text as k},
    parts::failure,
    route, view,
};

/// The page for addresses that lead nowhere.
pub fn not_found() -> AnyView {
    let lang = route::lang();
    head::status(404);
    let shown = move || {
        let lang = lang.get();
        head::unlisted(lang, t(lang, k::ERROR_NOT_FOUND));
        view! {
            <main id="content" tabindex="-1">{failure(lang, AppError::NotFound)}</main>
        }
    };
    shown.into_any()
}
