//! What answers a question above the list: pages of the guide, numbers to call, and what was understood otherwise than
//! typed. Written as text: it never changes by halves, and is whole without a script.

use domain::{
    Code, Lang,
    view::{FindAnswer, GuideEntry},
};
use leptos::prelude::*;

use super::{Piece, help_lines::call_list};
use crate::{
    i18n::{t, text as k, tf},
    route,
};

/// The pages and numbers, and the words that were left out.
pub fn answers(lang: Lang, answer: &FindAnswer) -> AnyView {
    let mut all = Piece::of_class("div", "answers");
    if !answer.pages.is_empty() || !answer.calls.is_empty() {
        let pages = answer.pages.iter().map(|page| page_line(lang, page));
        let list = Piece::of_class("ul", "ways-on").set("aria-label", t(lang, k::FIND_ANSWERS));
        all = all.put(list.put_all(pages));
        // An empty list has its numbers further down.
        if answer.total > 0 && !answer.calls.is_empty() {
            all = all.put(call_list(&answer.calls));
        }
    }
    if !answer.left_out.is_empty() {
        let words = answer.left_out.join(", ");
        all = all.put(Piece::of_class("p", "soft").text(&tf(lang, k::FIND_LEFT_OUT, &[("words", &words)])));
    }
    all.into_render()
}

fn page_line(lang: Lang, page: &GuideEntry) -> Piece {
    let title = Piece::new("span");
    let title = if page.title.lang == lang { title } else { title.set("lang", page.title.lang.code()) };
    let link = Piece::new("a").set("href", &route::page(lang, &format!("/guide/{}", page.slug))).icon("book");
    Piece::new("li").put(link.put(title.text(&page.title.text)).icon("next"))
}
