//! One quiet line, or one warning.

use domain::Lang;
use leptos::prelude::*;

use super::{Piece, icon, icon_words};
use crate::{
    api::AppError,
    browser,
    i18n::{Msg, t, text as k},
    route, view,
};

/// A line that informs.
pub fn notice(name: &str, text: &str) -> AnyView {
    icon_words(Piece::of_class("p", "notice"), name, text).into_render()
}

/// Says that listings are made up.
pub fn demonstration_notice(lang: Lang) -> AnyView {
    let notice = Piece::of_class("p", "notice demonstration").set("data-tone", "warning");
    icon_words(notice, "info", t(lang, k::SITE_DEMONSTRATION)).into_render()
}

/// What happened, in a few words.
pub fn failure_title(error: AppError) -> Msg {
    match error {
        AppError::NotFound => k::ERROR_NOT_FOUND,
        AppError::Unavailable => k::ERROR_UNAVAILABLE,
        AppError::Offline => k::ERROR_OFFLINE,
        AppError::Outdated => k::ERROR_OUTDATED,
    }
}

/// What to do when there is no answer.
pub fn failure(lang: Lang, error: AppError) -> AnyView {
    let lead = match error {
        AppError::NotFound => k::ERROR_NOT_FOUND_LEAD,
        AppError::Unavailable => k::ERROR_UNAVAILABLE_LEAD,
        AppError::Offline => k::ERROR_OFFLINE_LEAD,
        AppError::Outdated => k::ERROR_OUTDATED_LEAD,
    };
    view! {
        <div class="page-head">
            <h1>{t(lang, failure_title(error))}</h1>
            <p class="lead">{t(lang, lead)}</p>
            {(error == AppError::Outdated).then(|| view! {
                <button class="button" type="button" on:click=|_| browser::kept::update()>{t(lang, k::ERROR_OUTDATED_UPDATE)}</button>
            })}
        </div>
        <ul class="ways-on measure">
            {way(route::page(lang, "/find"), "search", t(lang, k::ERROR_FIND))}
            {way(route::page(lang, "/guide"), "book", t(lang, k::ERROR_GUIDE))}
            {way(route::page(lang, ""), "back", t(lang, k::ERROR_HOME))}
        </ul>
    }
}

fn way(href: String, name: &'static str, text: &'static str) -> AnyView {
    view! { <li><a href=href>{icon(name)}<span>{text}</span>{super::icon_flip("next")}</a></li> }
}
