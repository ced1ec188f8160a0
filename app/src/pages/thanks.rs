//! Thanks to a visitor who reported or confirmed a listing. Asks nothing, so that it is there without a network too.

use domain::Lang;
use leptos::prelude::*;

use super::{head, report::back};
use crate::{
    i18n::{Msg, t, text as k},
    parts::{Piece, icon_words},
    route,
};

/// The page that follows a form which no script has sent.
pub fn thanks() -> AnyView {
    // Read where the page is chosen: another language draws it anew.
    let (lang, slug) = (route::lang().get(), route::slug().get());
    head::unlisted(lang, t(lang, k::THANKS_TITLE));
    let words = [("title", t(lang, k::THANKS_TITLE)), ("lead", t(lang, k::THANKS_LEAD))];
    let text = Piece::filled(r#"<h1>{title}</h1><p class="lead">{lead}</p>"#, &words);
    let page = Piece::of_class("div", "page-head").put(back(lang, &slug)).put(text);
    Piece::new("main").set("id", "content").set("tabindex", "-1").put(page).put(ways_on(lang)).into_render()
}

/// Where to go when everything is said.
pub fn ways_on(lang: Lang) -> Piece {
    let way = |path: &str, name: &str, words: Msg| {
        Piece::new("li").put(icon_words(Piece::new("a").set("href", &route::page(lang, path)), name, t(lang, words)))
    };
    Piece::of_class("ul", "ways-on measure")
        .put(way("/find", "search", k::ERROR_FIND))
        .put(way("/guide", "book", k::ERROR_GUIDE))
        .put(way("/help", "heart", k::NAV_HELP))
}
