//! Going on in a long list.

use domain::{Lang, filter::Filter};
use leptos::prelude::*;

use super::{icon, icon_flip};
use crate::{
    i18n::{format, t, text as k, tf},
    route, view,
};

/// Links to the pages before and after.
pub fn pager(lang: Lang, filter: &Filter, total: u32) -> AnyView {
    let (page, size) = (filter.page_number(), filter.page_size());
    let first = (page - 1) * size + 1;
    let last = (first + size - 1).min(total);
    let to = |page: u32| route::find(lang, &Filter { page: if page == 1 { 0 } else { page }, ..filter.clone() });
    let before = (page > 1).then(|| {
        let text = tf(lang, k::FIND_PREVIOUS, &[("n", &format::number(lang, size))]);
        view! { <a class="button button-second" rel="prev" href=to(page - 1)>{icon_flip("back")}<span>{text}</span></a> }
    });
    let after = (last < total).then(|| {
        let text = tf(lang, k::FIND_NEXT, &[("n", &format::number(lang, size.min(total - last)))]);
        view! { <a class="button button-second" rel="next" href=to(page + 1)><span>{text}</span>{icon_flip("next")}</a> }
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
        return view! {
            <p class="notice">{icon("info")}<span>{t(lang, k::FIND_BEYOND)}" "<a href=back>{t(lang, k::FIND_FIRST_PAGE)}</a></span></p>
        };
    }
    view! { <nav class="pager" aria-label=t(lang, k::FIND_PAGES)>{before}{after}<span class="soft">{shown}</span></nav> }
}
