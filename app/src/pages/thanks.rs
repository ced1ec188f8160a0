//! Thanks to a visitor who reported or confirmed a listing. Asks nothing, so that it is there without a network too.

use leptos::prelude::*;

use super::{head, report::back};
use crate::{
    i18n::{t, text as k},
    parts::Piece,
    route,
};

/// The page that follows a form which no script has sent.
pub fn thanks() -> AnyView {
    // Read where the page is chosen: another language draws it anew.
    let (lang, slug) = (route::lang().get(), route::slug().get());
    head::unlisted(lang, t(lang, k::THANKS_TITLE));
    let words = [("title", t(lang, k::THANKS_TITLE)), ("lead", t(lang, k::THANKS_LEAD))];
    let text = Piece::filled(r#"<h1>{title}</h1><p class="lead">{lead}</p>"#, &words);
    let page = Piece::of_class("div", "page-head").put(text).put(back(lang, &slug));
    Piece::new("main").set("id", "content").set("tabindex", "-1").put(page).into_render()
}
