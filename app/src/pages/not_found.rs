//! A page that does not exist, with ways on.

use leptos::prelude::*;

use super::head;
use crate::{
    api::AppError,
    i18n::{t, text as k},
    parts::failure,
    route,
};

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    let lang = route::lang();
    head::status(404);
    move || {
        let lang = lang.get();
        view! {
            <leptos_meta::Title text=t(lang, k::ERROR_NOT_FOUND)/>
            {head::unlisted()}
            <main id="content" tabindex="-1">{failure(lang, AppError::NotFound)}</main>
        }
    }
}
