//! Pages of text: about, privacy, accessibility, open data.

use domain::Lang;
use leptos::prelude::*;

use super::{asked::asked, contact, head};
use crate::{
    api::{Answer, Question, SiteSource},
    i18n::{Msg, names, t, text as k, tf},
    parts::{Piece, icon},
    route, view,
};

/// A page in the language of the address.
fn plain(path: &'static str, title: Msg, lead: Msg, body: impl Fn(Lang) -> AnyView + Copy + Send + 'static) -> AnyView {
    let lang = route::lang();
    view! {
        <main id="content" tabindex="-1">
            {move || {
                let lang = lang.get();
                head::listed(lang, t(lang, title), t(lang, lead), path);
                view! {
                    <div class="page-head"><h1>{t(lang, title)}</h1><p class="lead">{t(lang, lead)}</p></div>
                    <div class="measure prose">{body(lang)}</div>
                }
            }}
        </main>
    }
}

fn section(lang: Lang, title: Msg, body: AnyView) -> AnyView {
    view! { <section class="section stack"><h2>{t(lang, title)}</h2>{body}</section> }
}

fn text(lang: Lang, text: Msg) -> AnyView {
    view! { <p>{t(lang, text)}</p> }
}

fn lines<const N: usize>(lang: Lang, lines: [Msg; N]) -> AnyView {
    let line = |line: Msg| view! { <li>{icon("check")}<span>{t(lang, line)}</span></li> };
    view! { <ul class="check-list">{lines.map(line).into_iter().collect_view()}</ul> }
}

/// What the site is, and where its information comes from.
pub fn about() -> AnyView {
    plain("/about", k::ABOUT_TITLE, k::ABOUT_LEAD, |lang| {
        view! {
            {section(lang, k::ABOUT_WHAT, text(lang, k::ABOUT_WHAT_TEXT))}
            {section(lang, k::ABOUT_PRINCIPLES, lines(lang, [k::ABOUT_PRINCIPLE_1, k::ABOUT_PRINCIPLE_2, k::ABOUT_PRINCIPLE_3, k::ABOUT_PRINCIPLE_4]))}
            {asked(|| Question::About, those_behind)}
            {text(lang, k::ABOUT_SOFTWARE)}
            <p><a href="/licences.txt" rel="external">{t(lang, k::ABOUT_LICENCES)}</a></p>
        }
    })
}

fn those_behind(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::About { collective, sources } = answer else { return ().into_any() };
    head::publisher(lang);
    let contact = Piece::of_class("section", "section stack")
        .set("id", "contact")
        .put(Piece::new("h2").text(t(lang, k::ABOUT_CONTACT)))
        .put(contact::lines(lang, &collective))
        .put_all(contact::suggest(lang, &collective));
    view! {
        {contact}
        {contact::legal(lang, &collective).map(IntoRender::into_render)}
        {section(lang, k::ABOUT_SOURCES, source_list(lang, sources))}
    }
}

fn source_list(lang: Lang, sources: Vec<SiteSource>) -> AnyView {
    let line = |source: SiteSource| {
        let name = names::source(lang, &source.name);
        let text = match &source.licence {
            Some(licence) => tf(lang, k::ABOUT_SOURCE_LICENCE, &[("source", name), ("licence", licence)]),
            None => name.to_owned(),
        };
        match source.url {
            Some(url) => {
                view! { <li>{icon("check")}<a href=url rel="noopener noreferrer external">{text}</a></li> }
            }
            None => view! { <li>{icon("check")}<span>{text}</span></li> },
        }
    };
    let lines = sources.into_iter().map(line).collect_view();
    view! { {text(lang, k::ABOUT_SOURCES_TEXT)}<ul class="check-list">{lines}</ul> }
}

/// What is known about readers: nothing.
pub fn privacy() -> AnyView {
    plain("/privacy", k::PRIVACY_TITLE, k::PRIVACY_LEAD, |lang| {
        view! {
            {section(lang, k::PRIVACY_NOTHING, lines(lang, [k::PRIVACY_NOTHING_1, k::PRIVACY_NOTHING_2, k::PRIVACY_NOTHING_3]))}
            {section(lang, k::PRIVACY_POSITION, text(lang, k::PRIVACY_POSITION_TEXT))}
            {section(lang, k::PRIVACY_DEVICE, text(lang, k::PRIVACY_DEVICE_TEXT))}
            {section(lang, k::PRIVACY_REPORT, text(lang, k::PRIVACY_REPORT_TEXT))}
            {section(lang, k::PRIVACY_LAW, view! {
                {text(lang, k::PRIVACY_LAW_TEXT)}{asked(|| Question::About, contact::of_answer)}{text(lang, k::PRIVACY_LAW_AUTHORITY)}
            })}
        }
    })
}

/// How everybody can use the site, and what is not yet right.
pub fn accessibility() -> AnyView {
    let built = [
        k::ACCESSIBILITY_HOW_1,
        k::ACCESSIBILITY_HOW_2,
        k::ACCESSIBILITY_HOW_3,
        k::ACCESSIBILITY_HOW_4,
        k::ACCESSIBILITY_HOW_5,
    ];
    plain("/accessibility", k::ACCESSIBILITY_TITLE, k::ACCESSIBILITY_LEAD, move |lang| {
        view! {
            {section(lang, k::ACCESSIBILITY_HOW, lines(lang, built))}
            {section(lang, k::ACCESSIBILITY_TESTED, text(lang, k::ACCESSIBILITY_TESTED_TEXT))}
            {section(lang, k::ACCESSIBILITY_LIMITS, text(lang, k::ACCESSIBILITY_LIMITS_TEXT))}
            {section(lang, k::ABOUT_CONTACT, view! {
                {text(lang, k::ACCESSIBILITY_REPORT)}{asked(|| Question::About, contact::of_answer)}
            })}
        }
    })
}

/// How to reuse the data.
pub fn data() -> AnyView {
    plain("/data", k::DATA_TITLE, k::DATA_LEAD, |lang| {
        let link = |href: &'static str, text: Msg| view! { <li>{icon("stored")}<a href=href rel="external">{t(lang, text)}</a></li> };
        let links = view! {
            <ul class="check-list">
                {link("/api/v1/listings", k::DATA_JSON)}
                {link("/api/v1/listings.geojson", k::DATA_GEOJSON)}
                {link("/api/v1/openapi.json", k::DATA_OPENAPI)}
            </ul>
        };
        view! { {section(lang, k::DATA_FORMATS, links)}{text(lang, k::DATA_TERMS)} }
    })
}
