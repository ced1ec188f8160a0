//! One quiet line, or one warning.

use domain::Lang;
use leptos::prelude::*;

use super::{Piece, icon_words};
use crate::{
    api::AppError,
    browser,
    i18n::{Msg, t, text as k},
    route, view,
};

/// A line that informs.
pub fn notice(name: &str, text: &str) -> AnyView {
    notice_line(name, text).into_render()
}

/// The same within a piece.
pub fn notice_line(name: &str, text: &str) -> Piece {
    icon_words(Piece::of_class("p", "notice"), name, text)
}

/// Says that listings are made up.
pub fn demonstration_notice(lang: Lang) -> AnyView {
    demonstration_line(lang).into_render()
}

/// The same within a piece.
pub fn demonstration_line(lang: Lang) -> Piece {
    let notice = Piece::of_class("p", "notice demonstration").set("data-tone", "warning");
    icon_words(notice, "info", t(lang, k::SITE_DEMONSTRATION))
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
    let ways = [("/find", "search", k::ERROR_FIND), ("/guide", "book", k::ERROR_GUIDE), ("", "back", k::ERROR_HOME)];
    let ways = ways.map(|(path, name, words)| {
        let link = Piece::new("a").set("href", &route::page(lang, path));
        Piece::new("li").put(icon_words(link, name, t(lang, words)).icon_flip("next"))
    });
    let ways = Piece::of_class("ul", "ways-on measure").put_all(ways).into_render();
    view! {
        <div class="page-head">
            <h1>{t(lang, failure_title(error))}</h1>
            <p class="lead">{t(lang, lead)}</p>
            {(error == AppError::Outdated).then(|| view! {
                <button class="button" type="button" on:click=|_| browser::kept::update()>{t(lang, k::ERROR_OUTDATED_UPDATE)}</button>
            })}
        </div>
        {ways}
    }
}
