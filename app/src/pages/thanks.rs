//! Thanks to a visitor who reported or confirmed a listing. Asks nothing, so that it is there without a network too.

use leptos::prelude::*;

use super::{head, report::back};
use crate::{
    i18n::{t, text as k},
    parts::Piece,
    route, view,
};

/// The page that follows a form which no script has sent.
pub fn thanks() -> AnyView {
    let (lang, slug) = (route::lang(), route::slug());
    let shown = move || {
        let lang = lang.get();
        head::unlisted(lang, t(lang, k::THANKS_TITLE));
        Piece::of_class("div", "page-head")
            .put(Piece::new("h1").text(t(lang, k::THANKS_TITLE)))
            .put(Piece::of_class("p", "lead").text(t(lang, k::THANKS_LEAD)))
            .put(back(lang, &slug.get()))
            .into_render()
    };
    view! { <main id="content" tabindex="-1">{shown}</main> }
}
