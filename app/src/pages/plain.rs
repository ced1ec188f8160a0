//! Pages of text: about, privacy, accessibility, open data.

use domain::Lang;
use leptos::prelude::*;

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question, SiteSource},
    i18n::{Msg, t, text as k, tf},
    parts::icon,
    route,
};

/// A page in the language of the address.
fn plain(
    path: &'static str,
    title: Msg,
    lead: Msg,
    body: impl Fn(Lang) -> AnyView + Copy + Send + 'static,
) -> impl IntoView {
    let lang = route::lang();
    view! {
        <main id="content" tabindex="-1">
            {move || {
                let lang = lang.get();
                view! {
                    {head::head(lang, t(lang, title).to_owned(), t(lang, lead).to_owned(), path).into_any()}
                    <div class="page-head"><h1>{t(lang, title)}</h1><p class="lead">{t(lang, lead)}</p></div>
                    <div class="measure prose">{body(lang)}</div>
                }
            }}
        </main>
    }
}

fn section(lang: Lang, title: Msg, body: impl IntoView) -> impl IntoView {
    view! { <section class="section stack"><h2>{t(lang, title)}</h2>{body}</section> }
}

fn text(lang: Lang, text: Msg) -> impl IntoView {
    view! { <p>{t(lang, text)}</p> }
}

fn lines<const N: usize>(lang: Lang, lines: [Msg; N]) -> impl IntoView {
    let line = |line: Msg| view! { <li>{icon("check")}<span>{t(lang, line)}</span></li> };
    view! { <ul class="check-list">{lines.map(line).into_iter().collect_view()}</ul> }
}

/// What the site is, and where its information comes from.
#[component]
pub fn About() -> impl IntoView {
    plain("/about", k::ABOUT_TITLE, k::ABOUT_LEAD, |lang| {
        view! {
            {section(lang, k::ABOUT_WHAT, text(lang, k::ABOUT_WHAT_TEXT)).into_any()}
            {section(lang, k::ABOUT_PRINCIPLES, lines(lang, [k::ABOUT_PRINCIPLE_1, k::ABOUT_PRINCIPLE_2, k::ABOUT_PRINCIPLE_3, k::ABOUT_PRINCIPLE_4])).into_any()}
            {asked(|| Question::Sources, sources)}
            {text(lang, k::ABOUT_SOFTWARE)}
        }
        .into_any()
    })
}

fn sources(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Sources(sources) = answer else { return ().into_any() };
    section(lang, k::ABOUT_SOURCES, source_list(lang, sources)).into_any()
}

fn source_list(lang: Lang, sources: Vec<SiteSource>) -> impl IntoView {
    if sources.is_empty() {
        return text(lang, k::ABOUT_SOURCE_NONE).into_any();
    }
    let line = |source: SiteSource| {
        let text = match &source.licence {
            Some(licence) => tf(lang, k::ABOUT_SOURCE_LICENCE, &[("source", &source.name), ("licence", licence)]),
            None => source.name.clone(),
        };
        match source.url {
            Some(url) => {
                view! { <li>{icon("check")}<a href=url rel="noopener noreferrer external">{text}</a></li> }.into_any()
            }
            None => view! { <li>{icon("check")}<span>{text}</span></li> }.into_any(),
        }
    };
    let lines = sources.into_iter().map(line).collect_view();
    view! { {text(lang, k::ABOUT_SOURCES_TEXT)}<ul class="check-list">{lines}</ul> }.into_any()
}

/// What is known about readers: nothing.
#[component]
pub fn Privacy() -> impl IntoView {
    plain("/privacy", k::PRIVACY_TITLE, k::PRIVACY_LEAD, |lang| {
        view! {
            {section(lang, k::PRIVACY_NOTHING, lines(lang, [k::PRIVACY_NOTHING_1, k::PRIVACY_NOTHING_2, k::PRIVACY_NOTHING_3])).into_any()}
            {section(lang, k::PRIVACY_POSITION, text(lang, k::PRIVACY_POSITION_TEXT)).into_any()}
            {section(lang, k::PRIVACY_DEVICE, text(lang, k::PRIVACY_DEVICE_TEXT)).into_any()}
            {section(lang, k::PRIVACY_LAW, text(lang, k::PRIVACY_LAW_TEXT)).into_any()}
        }
        .into_any()
    })
}

/// How everybody can use the site, and what is not yet right.
#[component]
pub fn Accessibility() -> impl IntoView {
    let built = [
        k::ACCESSIBILITY_HOW_1,
        k::ACCESSIBILITY_HOW_2,
        k::ACCESSIBILITY_HOW_3,
        k::ACCESSIBILITY_HOW_4,
        k::ACCESSIBILITY_HOW_5,
    ];
    plain("/accessibility", k::ACCESSIBILITY_TITLE, k::ACCESSIBILITY_LEAD, move |lang| {
        view! {
            {section(lang, k::ACCESSIBILITY_HOW, lines(lang, built)).into_any()}
            {section(lang, k::ACCESSIBILITY_TESTED, text(lang, k::ACCESSIBILITY_TESTED_TEXT)).into_any()}
            {section(lang, k::ACCESSIBILITY_LIMITS, text(lang, k::ACCESSIBILITY_LIMITS_TEXT)).into_any()}
            {text(lang, k::ACCESSIBILITY_REPORT)}
        }
        .into_any()
    })
}

/// How to reuse the data.
#[component]
pub fn Data() -> impl IntoView {
    plain("/data", k::DATA_TITLE, k::DATA_LEAD, |lang| {
        let link = |href: &'static str, text: Msg| view! { <li>{icon("stored")}<a href=href rel="external">{t(lang, text)}</a></li> };
        let links = view! {
            <ul class="check-list">
                {link("/api/v1/listings", k::DATA_JSON)}
                {link("/api/v1/listings.geojson", k::DATA_GEOJSON)}
                {link("/api/v1/openapi.json", k::DATA_OPENAPI)}
            </ul>
        };
        view! { {section(lang, k::DATA_FORMATS, links).into_any()}{text(lang, k::DATA_TERMS)} }.into_any()
    })
}
