//! The guide by theme.

use domain::{Lang, view::GuideEntry};
use leptos::prelude::*;

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question},
    i18n::{names, t, text as k},
    parts::{Piece, in_lang, urgent_numbers},
    route, view,
};

/// All pages of the guide.
pub fn guide() -> AnyView {
    view! { <main id="content" tabindex="-1">{asked(|| Question::Guide, page)}</main> }
}

fn page(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Guide(index) = answer else { return ().into_any() };
    let themes = index.themes.into_iter().map(|(theme, pages)| {
        let title = Piece::new("h2").text(names::theme(lang, theme));
        Piece::of_class("section", "section").put(title).put(list(lang, &pages)).into_render()
    });
    let (title, lead) = (t(lang, k::GUIDE_TITLE), t(lang, k::GUIDE_LEAD));
    head::listed(lang, title, lead, "/guide");
    view! {
        <div class="page-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        {urgent_numbers(lang, index.numbers)}
        {themes.collect_view()}
    }
}

/// Pages among others.
pub fn list(lang: Lang, pages: &[GuideEntry]) -> Piece {
    Piece::of_class("ul", "guide-list").put_all(pages.iter().map(|page| entry(lang, page)))
}

fn entry(lang: Lang, page: &GuideEntry) -> Piece {
    let link = Piece::of_class("a", "guide-entry").set("href", &route::page(lang, &format!("/guide/{}", page.slug)));
    let words =
        Piece::new("span").put(Piece::new("b").text(&page.title.text)).put(Piece::new("small").text(&page.summary));
    Piece::new("li").put(in_lang(link, lang, page.title.lang).icon(&page.icon).put(words).icon_flip("next"))
}
