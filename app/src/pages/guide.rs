//! The guide by theme.

use domain::{Lang, view::GuideEntry};
use leptos::prelude::*;

use super::{asked::asked, head, listing::foreign};
use crate::{
    api::{Answer, Question},
    i18n::{names, t, text as k},
    parts::{icon, icon_flip, urgent_numbers},
    route, view,
};

/// All pages of the guide.
pub fn guide() -> AnyView {
    view! { <main id="content" tabindex="-1">{asked(|| Question::Guide, page)}</main> }
}

fn page(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Guide(index) = answer else { return ().into_any() };
    let themes = index.themes.into_iter().map(|(theme, pages)| {
        let pages = pages.into_iter().map(|page| entry(lang, page)).collect_view();
        view! { <section class="section"><h2>{names::theme(lang, theme)}</h2><ul class="guide-list">{pages}</ul></section> }
    });
    let (title, lead) = (t(lang, k::GUIDE_TITLE), t(lang, k::GUIDE_LEAD));
    head::listed(lang, title, lead, "/guide");
    view! {
        <div class="page-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        {urgent_numbers(lang, index.numbers)}
        {themes.collect_view()}
    }
}

/// One page among others.
pub fn entry(lang: Lang, page: GuideEntry) -> AnyView {
    let href = route::page(lang, &format!("/guide/{}", page.slug));
    let foreign = foreign(lang, page.title.lang);
    view! {
        <li>
            <a class="guide-entry" href=href lang=foreign>
                {icon(&page.icon)}<span><b>{page.title.text}</b><small>{page.summary}</small></span>{icon_flip("next")}
            </a>
        </li>
    }
}
