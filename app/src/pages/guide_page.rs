//! One page of the guide: for whom, step by step, documents, official sites, who can help.

use domain::{
    Lang,
    filter::Filter,
    guide::{Block, OfficialLink},
    view::{GuideView, Overdue},
};
use leptos::prelude::*;

use super::{asked::asked, guide, head, listing::foreign};
use crate::{
    api::{Answer, Question},
    i18n::{format, t, text as k, tf},
    parts::{
        Piece, PrintButton, SaveButton, Saving, ShareButton, call_rows, card_list, icon, icon_flip, in_lang, marked,
        notice, paragraphs, place_asked, place_form, qr_code, remember_place,
    },
    route, view,
};

/// The page at `/guide/{slug}`.
pub fn guide_page() -> AnyView {
    let (slug, place) = (route::slug(), place_asked());
    let question = move || Question::GuidePage { slug: slug.get(), place: place() };
    view! { <main id="content" tabindex="-1">{asked(question, page)}</main> }
}

fn page(lang: Lang, question: &Question, answer: Answer) -> AnyView {
    let (Answer::GuidePage(view), Question::GuidePage { place, .. }) = (answer, question) else { return ().into_any() };
    let view = *view;
    remember_place(view.place.as_ref());
    let path = format!("/guide/{}", view.slug);
    let text = view.text.clone();
    let own = foreign(lang, view.lang);
    let checked = tf(lang, k::GUIDE_CHECKED, &[("date", &format::date(lang, view.checked_on))]);
    let named = view.place.as_ref().map(|place| place.label.clone()).unwrap_or_default();
    let more = route::find(lang, &Filter { category: view.categories, place: named, ..Filter::default() });
    head::listed(lang, &text.title, &text.summary, &path);
    view! {
        <p><a class="back-link" href=route::page(lang, "/guide")>{icon_flip("back")}<span>{t(lang, k::GUIDE_ALL)}</span></a></p>
        {qr_code(&route::page(lang, &path))}
        <div class="page-head">
            <h1 lang=own>{text.title.clone()}</h1>
            {marked(in_lang(Piece::of_class("p", "lead"), lang, view.lang), &text.summary)}
            {own.map(|_| notice("info", t(lang, k::GUIDE_FALLBACK)))}
            <p class="freshness" data-age="fresh">{icon("fresh")}<span>{checked}</span></p>
            {overdue(lang, own, &view.overdue)}
            <div class="tool-bar no-print">
                <SaveButton lang saving=Saving::Page(view.slug.clone()) name=text.title.clone()/>
                <ShareButton lang title=text.title.clone() path=route::page(lang, &path)/>
                <PrintButton lang/>
            </div>
        </div>
        {(!view.numbers.is_empty()).then(|| call_rows(lang, &view.numbers))}
        {jump_links(lang, &view)}
        <div class="listing-grid">
            <div lang=own>
                {checks("for-whom", t(lang, k::GUIDE_FOR_WHOM), &text.for_whom)}
                {steps(lang, &text.steps)}
                {text.warning.map(|warning| view! {
                    <div class="notice" data-tone="warning">{icon("urgent")}{Piece::new("div").put_all(paragraphs(&warning))}</div>
                })}
                {text.sections.iter().enumerate().map(section).collect_view()}
            </div>
            <div>
                {checks("documents", t(lang, k::GUIDE_DOCUMENTS), &text.documents)}
                {official(lang, &view.official)}
                {(!view.listings.is_empty()).then(|| view! {
                    <section class="no-print" id="nearby">
                        <h2>{t(lang, k::GUIDE_NEARBY)}</h2>
                        {place_form(lang, route::page(lang, &path), place, view.place.as_ref())}
                        {card_list(lang, view.listings, "")}
                        <p class="link-row"><a href=more>{t(lang, k::ERROR_FIND)}</a></p>
                    </section>
                })}
                {(!view.related.is_empty()).then(|| view! {
                    <section class="no-print">
                        <h2>{t(lang, k::GUIDE_RELATED)}</h2>
                        {guide::list(lang, &view.related)}
                    </section>
                })}
            </div>
        </div>
    }
}

/// Leads to the parts of a page that is longer than a screen.
fn jump_links(lang: Lang, view: &GuideView) -> AnyView {
    let text = &view.text;
    let link = |id: &str, words: &str, is_there: bool| {
        // The router would take the link for another page.
        let link = Piece::new("a").set("href", &format!("#{id}")).set("rel", "external");
        is_there.then(|| Piece::new("li").put(link.text(&words.replace(['[', ']'], ""))))
    };
    let sections = text.sections.iter().enumerate();
    let links: Vec<Piece> = [link("steps", t(lang, k::GUIDE_STEPS), !text.steps.is_empty())]
        .into_iter()
        .chain(sections.map(|(place, section)| link(&id_of(place), &section.title, true)))
        .chain([
            link("documents", t(lang, k::GUIDE_DOCUMENTS), !text.documents.is_empty()),
            link("official", t(lang, k::GUIDE_OFFICIAL), !view.official.is_empty()),
            link("nearby", t(lang, k::GUIDE_NEARBY), !view.listings.is_empty()),
        ])
        .flatten()
        .collect();
    let name = t(lang, k::GUIDE_ON_PAGE);
    let list = Piece::of_class("ul", "link-row").put_all(links);
    Piece::of_class("nav", "jump-links no-print").set("aria-label", name).put(list).into_render()
}

/// The name of a section, for links to it.
fn id_of(place: usize) -> String {
    format!("section-{}", place + 1)
}

/// What the page says and nobody has compared with its sources in time.
fn overdue(lang: Lang, own: Option<&'static str>, statements: &[Overdue]) -> Option<AnyView> {
    (!statements.is_empty()).then(|| {
        let line = |Overdue { says, checked_on }: &Overdue| {
            let checked = tf(lang, k::GUIDE_CHECKED, &[("date", &format::date(lang, *checked_on))]);
            view! { <li><b lang=own>{says.join(" · ")}</b>" ("{checked}")"</li> }
        };
        view! {
            <div class="notice" data-tone="warning">
                {icon("urgent")}
                <div><p>{t(lang, k::GUIDE_OVERDUE)}</p><ul>{statements.iter().map(line).collect_view()}</ul></div>
            </div>
        }
    })
}

fn checks(id: &str, title: &str, lines: &[String]) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        let line = |line: &String| Piece::new("li").icon("check").put(marked(Piece::new("span"), line));
        let lines = Piece::of_class("ul", "check-list").put_all(lines.iter().map(line));
        let panel = Piece::of_class("section", "panel").set("id", id);
        panel.put(Piece::new("h2").text(title)).put(lines).into_render()
    })
}

fn steps(lang: Lang, steps: &[Block]) -> AnyView {
    let step =
        |step: &Block| Piece::new("li").put(marked(Piece::new("h3"), &step.title)).put_all(paragraphs(&step.text));
    let steps = Piece::of_class("ol", "step-list section").put_all(steps.iter().map(step));
    let head = Piece::new("h2").text(t(lang, k::GUIDE_STEPS));
    Piece::new("section").set("id", "steps").put(head).put(steps).into_render()
}

fn section((place, block): (usize, &Block)) -> AnyView {
    let section = Piece::of_class("section", "stack").set("id", &id_of(place));
    section.put(marked(Piece::new("h2"), &block.title)).put_all(paragraphs(&block.text)).into_render()
}

/// Pages of authorities. They are in French, and so are their titles: other readers are told what they are.
fn official(lang: Lang, links: &[OfficialLink]) -> Option<AnyView> {
    (!links.is_empty()).then(|| {
        let french =
            (lang != Lang::Fr).then(|| Piece::of_class("p", "soft no-print").text(t(lang, k::GUIDE_OFFICIAL_FRENCH)));
        let head = Piece::new("h2").text(t(lang, k::GUIDE_OFFICIAL));
        let panel = Piece::of_class("section", "panel").set("id", "official").put(head).put_all(french);
        panel.put_all(links.iter().map(|link| official_link(lang, link))).into_render()
    })
}

fn official_link(lang: Lang, link: &OfficialLink) -> Piece {
    let french = |tag: &'static str, text: &str| in_lang(Piece::new(tag), lang, Lang::Fr).text(text);
    let about = link.about(lang);
    let (title, below) = if about.is_empty() {
        (french("b", &link.label), None)
    } else {
        (Piece::new("b").text(about), Some(french("small", &link.label)))
    };
    Piece::of_class("a", "official-link")
        .set("href", &link.url)
        .set("hreflang", "fr")
        .set("rel", "noopener noreferrer external")
        .put(title)
        .icon("external")
        .put_all(below)
        .put(Piece::new("small").text(&link.site))
}
