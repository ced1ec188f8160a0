//! Going on in a long list.

use super::Piece;
use crate::{
    i18n::{format, t, text as k, tf},
    route,
};
use domain::{Lang, filter::Filter};

/// Links to the pages before and after.
pub fn pager(lang: Lang, filter: &Filter, total: u32) -> Piece {
    let (page, size) = (filter.page_number(), filter.page_size());
    let first = (page - 1) * size + 1;
    let last = (first + size - 1).min(total);
    let to = |page: u32| route::find(lang, &Filter { page: if page == 1 { 0 } else { page }, ..filter.clone() });
    let before = (page > 1).then(|| {
        let text = tf(lang, k::FIND_PREVIOUS, &[("n", &format::number(lang, size))]);
        let link = Piece::of_class("a", "button button-second").set("rel", "prev").set("href", &to(page - 1));
        link.icon_flip("back").put(Piece::new("span").text(&text))
    });
    let after = (last < total).then(|| {
        let text = tf(lang, k::FIND_NEXT, &[("n", &format::number(lang, size.min(total - last)))]);
        let link = Piece::of_class("a", "button button-second").set("rel", "next").set("href", &to(page + 1));
        link.put(Piece::new("span").text(&text)).icon_flip("next")
    });
    let shown = tf(
        lang,
        k::FIND_SHOWN,
        &[
            ("from", &format::number(lang, first)),
            ("to", &format::number(lang, last)),
            ("total", &format::number(lang, total)),
        ],
    );
    if first > total {
        let back = to(1);
        let back = Piece::new("a").set("href", &back).text(t(lang, k::FIND_FIRST_PAGE));
        let words = Piece::new("span").text(t(lang, k::FIND_BEYOND)).text(" ").put(back);
        return Piece::of_class("p", "notice").icon("info").put(words);
    }
    let pager = Piece::of_class("nav", "pager").set("aria-label", t(lang, k::FIND_PAGES));
    pager.put_all(before).put_all(after).put(Piece::of_class("span", "soft").text(&shown))
}
