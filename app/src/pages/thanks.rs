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
        let words = [("title", t(lang, k::THANKS_TITLE)), ("lead", t(lang, k::THANKS_LEAD))];
        let text = Piece::filled(r#"<h1>{title}</h1><p class="lead">{lead}</p>"#, &words);
        Piece::of_class("div", "page-head").put(text).put(back(lang, &slug.get())).into_render()
    };
    view! { <main id="content" tabindex="-1">{shown}</main> }
}
