//! The guide by theme.

use domain::{
    Lang,
    view::{GuideEntry, GuideIndex},
};
use leptos::prelude::*;

use super::{head, listing::foreign};
use crate::{
    i18n::{names, t, text as k},
    parts::{failure, icon, icon_flip, urgent_numbers},
    route, source,
};

/// All pages of the guide.
#[component]
pub fn Guide() -> impl IntoView {
    let lang = route::lang();
    let answer = Resource::new(move || lang.get(), |lang| async move { (lang, source::guide(lang).await) });
    view! {
        <main id="content" tabindex="-1">
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match answer.await {
                        (lang, Ok(index)) => page(lang, index).into_any(),
                        (lang, Err(error)) => failure(lang, error).into_any(),
                    }
                })}
            </Transition>
        </main>
    }
}

fn page(lang: Lang, index: GuideIndex) -> impl IntoView {
    let themes = index.themes.into_iter().map(|(theme, pages)| {
        let pages = pages.into_iter().map(|page| entry(lang, page)).collect_view();
        view! { <section class="section"><h2>{names::theme(lang, theme)}</h2><ul class="guide-list">{pages}</ul></section> }
    });
    let (title, lead) = (t(lang, k::GUIDE_TITLE), t(lang, k::GUIDE_LEAD));
    view! {
        {head::head(lang, title.to_owned(), lead.to_owned(), "/guide").into_any()}
        <div class="page-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        {urgent_numbers(lang, index.numbers).into_any()}
        {themes.collect_view()}
    }
}

/// One page among others.
pub fn entry(lang: Lang, page: GuideEntry) -> impl IntoView {
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
