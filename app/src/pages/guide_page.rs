//! One page of the guide: for whom, step by step, documents, official sites, who can help.

use domain::{
    Code, Lang,
    guide::{Block, OfficialLink},
};
use leptos::prelude::*;

use super::{asked::asked, guide, head, listing::foreign};
use crate::{
    api::{Answer, Question},
    i18n::{format, t, text as k, tf},
    parts::{
        PrintButton, SaveButton, Saving, ShareButton, card_list, icon, icon_flip, notice, paragraphs, qr_code,
        with_french,
    },
    route, view,
};

/// The page at `/guide/{slug}`.
pub fn guide_page() -> AnyView {
    let slug = route::slug();
    view! { <main id="content" tabindex="-1">{asked(move || Question::GuidePage(slug.get()), page)}</main> }
}

fn page(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::GuidePage(view) = answer else { return ().into_any() };
    let view = *view;
    let path = format!("/guide/{}", view.slug);
    let text = view.text;
    let own = foreign(lang, view.lang);
    let checked = tf(lang, k::GUIDE_CHECKED, &[("date", &format::date(lang, view.checked_on))]);
    let more = route::find_query(
        lang,
        &view.categories.iter().map(|category| format!("category={}", category.code())).collect::<Vec<_>>().join("&"),
    );
    head::listed(lang, &text.title, &text.summary, &path);
    view! {
        <p><a class="back-link" href=route::page(lang, "/guide")>{icon_flip("back")}<span>{t(lang, k::GUIDE_ALL)}</span></a></p>
        {qr_code(view.qr)}
        <div class="page-head">
            <h1 lang=own>{text.title.clone()}</h1>
            <p class="lead" lang=own>{with_french(&text.summary)}</p>
            {own.map(|_| notice("info", t(lang, k::GUIDE_FALLBACK)))}
            <p class="freshness" data-age="fresh">{icon("fresh")}<span>{checked}</span></p>
            <div class="tool-bar no-print">
                <SaveButton lang saving=Saving::Page(view.slug.clone()) name=text.title.clone()/>
                <ShareButton lang title=text.title.clone() path=route::page(lang, &path)/>
                <PrintButton lang/>
            </div>
        </div>
        <div class="listing-grid">
            <div lang=own>
                {checks(t(lang, k::GUIDE_FOR_WHOM), text.for_whom)}
                {steps(lang, &text.steps)}
                {text.warning.map(|warning| view! {
                    <div class="notice" data-tone="warning">{icon("urgent")}<div>{paragraphs(&warning)}</div></div>
                })}
                {text.sections.into_iter().map(section).collect_view()}
            </div>
            <div>
                {checks(t(lang, k::GUIDE_DOCUMENTS), text.documents)}
                {official(lang, view.official)}
                {(!view.listings.is_empty()).then(|| view! {
                    <section class="no-print">
                        <h2>{t(lang, k::GUIDE_NEARBY)}</h2>
                        {card_list(lang, view.listings, "")}
                        <p class="link-row"><a href=more>{t(lang, k::ERROR_FIND)}</a></p>
                    </section>
                })}
                {(!view.related.is_empty()).then(|| view! {
                    <section class="no-print">
                        <h2>{t(lang, k::GUIDE_RELATED)}</h2>
                        <ul class="guide-list">{view.related.into_iter().map(|page| guide::entry(lang, page)).collect_view()}</ul>
                    </section>
                })}
            </div>
        </div>
    }
}

fn checks(title: &'static str, lines: Vec<String>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{icon("check")}<span>{with_french(&line)}</span></li> });
        view! { <section class="panel"><h2>{title}</h2><ul class="check-list">{lines.collect_view()}</ul></section> }
    })
}

fn steps(lang: Lang, steps: &[Block]) -> AnyView {
    let step = |step: &Block| view! { <li><h3>{with_french(&step.title)}</h3>{paragraphs(&step.text)}</li> };
    let steps = steps.iter().map(step).collect_view();
    view! { <section><h2>{t(lang, k::GUIDE_STEPS)}</h2><ol class="step-list section">{steps}</ol></section> }
}

fn section(block: Block) -> AnyView {
    view! { <section class="stack"><h2>{with_french(&block.title)}</h2>{paragraphs(&block.text)}</section> }
}

fn official(lang: Lang, links: Vec<OfficialLink>) -> Option<AnyView> {
    (!links.is_empty()).then(|| {
        let links = links.into_iter().map(|link| {
            view! {
                <a class="official-link" href=link.url lang="fr" hreflang="fr" rel="noopener noreferrer external">
                    <b>{link.label}</b>{icon("external")}<small>{link.site}</small>
                </a>
            }
        });
        view! { <section class="panel"><h2>{t(lang, k::GUIDE_OFFICIAL)}</h2>{links.collect_view()}</section> }
    })
}
