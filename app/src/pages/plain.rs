//! Pages of text: about, privacy, accessibility, open data.

use domain::Lang;
use leptos::prelude::*;

use super::{asked::asked, contact, head};
use crate::{
    api::{Answer, Question, SiteSource},
    i18n::{Msg, names, t, text as k, tf},
    parts::{Piece, icon_words},
    route, view,
};

/// A page in the language of the address.
fn plain(path: &'static str, title: Msg, lead: Msg, body: fn(Lang) -> AnyView) -> AnyView {
    let lang = route::lang();
    let page = move || {
        let lang = lang.get();
        head::listed(lang, t(lang, title), t(lang, lead), path);
        let words = [("title", t(lang, title)), ("lead", t(lang, lead))];
        let head = "<div class=\"page-head\"><h1>{title}</h1><p class=\"lead\">{lead}</p></div>";
        view! { {Piece::filled(head, &words)}<div class="measure prose">{body(lang)}</div> }
    };
    view! { <main id="content" tabindex="-1">{page}</main> }
}

fn section(lang: Lang, title: Msg, body: Piece) -> Piece {
    open_section(lang, title).put(body)
}

fn open_section(lang: Lang, title: Msg) -> Piece {
    Piece::of_class("section", "section stack").put(Piece::new("h2").text(t(lang, title)))
}

fn text(lang: Lang, text: Msg) -> Piece {
    Piece::new("p").text(t(lang, text))
}

fn lines(lang: Lang, lines: &[Msg]) -> Piece {
    let line = |line: &Msg| icon_words(Piece::new("li"), "check", t(lang, *line));
    Piece::of_class("ul", "check-list").put_all(lines.iter().map(line))
}

/// What the site is, and where its information comes from.
pub fn about() -> AnyView {
    plain("/about", k::ABOUT_TITLE, k::ABOUT_LEAD, |lang| {
        let principles = [k::ABOUT_PRINCIPLE_1, k::ABOUT_PRINCIPLE_2, k::ABOUT_PRINCIPLE_3, k::ABOUT_PRINCIPLE_4];
        let licences = Piece::new("a").set("href", "/licences.txt").set("rel", "external");
        view! {
            {section(lang, k::ABOUT_WHAT, text(lang, k::ABOUT_WHAT_TEXT)).into_render()}
            {section(lang, k::ABOUT_PRINCIPLES, lines(lang, &principles)).into_render()}
            {asked(|| Question::About, those_behind)}
            {text(lang, k::ABOUT_SOFTWARE).into_render()}
            {Piece::new("p").put(licences.text(t(lang, k::ABOUT_LICENCES))).into_render()}
        }
        .into_any()
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
    Piece::of_class("div", "prose")
        .put(contact)
        .put_all(contact::legal(lang, &collective))
        .put(source_list(lang, &sources))
        .into_render()
}

fn source_list(lang: Lang, sources: &[SiteSource]) -> Piece {
    let line = |source: &SiteSource| {
        let name = names::source(lang, &source.name);
        let text = match &source.licence {
            Some(licence) => tf(lang, k::ABOUT_SOURCE_LICENCE, &[("source", name), ("licence", licence)]),
            None => name.to_owned(),
        };
        let words = match &source.url {
            Some(url) => Piece::new("a").set("href", url).set("rel", "noopener noreferrer external"),
            None => Piece::new("span"),
        };
        Piece::new("li").icon("check").put(words.text(&text))
    };
    let lines = Piece::of_class("ul", "check-list").put_all(sources.iter().map(line));
    open_section(lang, k::ABOUT_SOURCES).put(text(lang, k::ABOUT_SOURCES_TEXT)).put(lines)
}

/// What is known about readers: nothing.
pub fn privacy() -> AnyView {
    plain("/privacy", k::PRIVACY_TITLE, k::PRIVACY_LEAD, |lang| {
        let nothing = lines(lang, &[k::PRIVACY_NOTHING_1, k::PRIVACY_NOTHING_2, k::PRIVACY_NOTHING_3]);
        let sections = Piece::of_class("div", "prose")
            .put(section(lang, k::PRIVACY_NOTHING, nothing))
            .put(section(lang, k::PRIVACY_POSITION, text(lang, k::PRIVACY_POSITION_TEXT)))
            .put(section(lang, k::PRIVACY_DEVICE, text(lang, k::PRIVACY_DEVICE_TEXT)))
            .put(section(lang, k::PRIVACY_REPORT, text(lang, k::PRIVACY_REPORT_TEXT)))
            .put(section(lang, k::PRIVACY_LAW, text(lang, k::PRIVACY_LAW_TEXT)));
        with_contact(sections, Some(text(lang, k::PRIVACY_LAW_AUTHORITY)))
    })
}

/// Whom to write to stands between what says so and what follows.
fn with_contact(before: Piece, after: Option<Piece>) -> AnyView {
    let after = after.map(IntoRender::into_render);
    view! { {before.into_render()}{asked(|| Question::About, contact::of_answer)}{after} }.into_any()
}

/// How everybody can use the site, and what is not yet right.
pub fn accessibility() -> AnyView {
    plain("/accessibility", k::ACCESSIBILITY_TITLE, k::ACCESSIBILITY_LEAD, |lang| {
        let built = [
            k::ACCESSIBILITY_HOW_1,
            k::ACCESSIBILITY_HOW_2,
            k::ACCESSIBILITY_HOW_3,
            k::ACCESSIBILITY_HOW_4,
            k::ACCESSIBILITY_HOW_5,
        ];
        let sections = Piece::of_class("div", "prose")
            .put(section(lang, k::ACCESSIBILITY_HOW, lines(lang, &built)))
            .put(section(lang, k::ACCESSIBILITY_TESTED, text(lang, k::ACCESSIBILITY_TESTED_TEXT)))
            .put(section(lang, k::ACCESSIBILITY_LIMITS, text(lang, k::ACCESSIBILITY_LIMITS_TEXT)))
            .put(section(lang, k::ABOUT_CONTACT, text(lang, k::ACCESSIBILITY_REPORT)));
        with_contact(sections, None)
    })
}

/// How to reuse the data.
pub fn data() -> AnyView {
    plain("/data", k::DATA_TITLE, k::DATA_LEAD, |lang| {
        let link = |(href, text): (&str, Msg)| {
            let link = Piece::new("a").set("href", href).set("rel", "external").text(t(lang, text));
            Piece::new("li").icon("stored").put(link)
        };
        let links = [
            ("/api/v1/listings", k::DATA_JSON),
            ("/api/v1/listings.geojson", k::DATA_GEOJSON),
            ("/api/v1/openapi.json", k::DATA_OPENAPI),
        ];
        let links = Piece::of_class("ul", "check-list").put_all(links.map(link));
        Piece::of_class("div", "prose")
            .put(section(lang, k::DATA_FORMATS, links))
            .put(text(lang, k::DATA_TERMS))
            .into_render()
    })
}
