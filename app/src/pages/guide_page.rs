//! One page of the guide: for whom, step by step, documents, official sites, who can help.

use domain::{
    Lang,
    filter::Filter,
    guide::{Block, OfficialLink},
    view::{GuideView, Overdue},
};
use leptos::prelude::*;

use super::{asked::asked, guide, head};
use crate::{
    api::{Answer, Question},
    i18n::{format, t, text as k, tf},
    parts::{
        Piece, PrintButton, SaveButton, Saving, ShareButton, call_rows, card_list, icon_words, in_lang, marked,
        notice_line, paragraphs, place_asked, place_form, qr_code, remember_place,
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
    let is_foreign = view.lang != lang;
    let checked = tf(lang, k::GUIDE_CHECKED, &[("date", &format::date(lang, view.checked_on))]);
    let named = view.place.as_ref().map(|place| place.label.clone()).unwrap_or_default();
    let more = route::find(lang, &Filter { category: view.categories, place: named, ..Filter::default() });
    head::listed(lang, &text.title, &text.summary, &path);
    let back = Piece::of_class("a", "back-link").set("href", &route::page(lang, "/guide")).icon_flip("back");
    let back = Piece::new("p").put(back.put(Piece::new("span").text(t(lang, k::GUIDE_ALL))));
    let facts = Piece::of_class("div", "page-facts")
        .put(in_lang(Piece::new("h1"), lang, view.lang).text(&text.title))
        .put(marked(in_lang(Piece::of_class("p", "lead"), lang, view.lang), &text.summary))
        .put_all(is_foreign.then(|| notice_line("info", t(lang, k::GUIDE_FALLBACK))))
        .put(icon_words(Piece::of_class("p", "freshness").set("data-age", "fresh"), "fresh", &checked))
        .put_all(overdue(lang, view.lang, &view.overdue));
    let warning = text.warning.as_ref().map(|warning| {
        let words = Piece::new("div").put_all(paragraphs(warning));
        Piece::of_class("div", "notice").set("data-tone", "warning").icon("urgent").put(words)
    });
    let what = in_lang(Piece::new("div"), lang, view.lang)
        .put_all(checks("for-whom", t(lang, k::GUIDE_FOR_WHOM), &text.for_whom))
        .put(steps(lang, &text.steps))
        .put_all(warning)
        .put_all(text.sections.iter().enumerate().map(section));
    let papers = checks("documents", t(lang, k::GUIDE_DOCUMENTS), &text.documents);
    let papers = papers.into_iter().chain(official(lang, &view.official)).map(IntoRender::into_render).collect_view();
    let related = (!view.related.is_empty()).then(|| {
        let head = Piece::new("h2").text(t(lang, k::GUIDE_RELATED));
        Piece::of_class("section", "no-print").put(head).put(guide::list(lang, &view.related)).into_render()
    });
    view! {
        {back}
        {qr_code(&route::page(lang, &path))}
        <div class="page-head">
            {facts}
            <div class="tool-bar no-print">
                <SaveButton lang saving=Saving::Page(view.slug.clone()) name=text.title.clone()/>
                <ShareButton lang title=text.title.clone() path=route::page(lang, &path)/>
                <PrintButton lang/>
            </div>
        </div>
        {(!view.numbers.is_empty()).then(|| call_rows(lang, &view.numbers))}
        {jump_links(lang, &view)}
        <div class="listing-grid">
            {what}
            <div>
                {papers}
                {(!view.listings.is_empty()).then(|| view! {
                    <section class="no-print" id="nearby">
                        <h2>{t(lang, k::GUIDE_NEARBY)}</h2>
                        {place_form(lang, route::page(lang, &path), place, view.place.as_ref())}
                        {card_list(lang, view.listings, "")}
                        <p class="link-row"><a href=more>{t(lang, k::ERROR_FIND)}</a></p>
                    </section>
                })}
                {related}
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
fn overdue(lang: Lang, text: Lang, statements: &[Overdue]) -> Option<Piece> {
    let line = |Overdue { says, checked_on }: &Overdue| {
        let checked = tf(lang, k::GUIDE_CHECKED, &[("date", &format::date(lang, *checked_on))]);
        let says = in_lang(Piece::new("b"), lang, text).text(&says.join(" · "));
        Piece::new("li").put(says).text(&format!(" ({checked})"))
    };
    (!statements.is_empty()).then(|| {
        let lead = Piece::new("p").text(t(lang, k::GUIDE_OVERDUE));
        let words = Piece::new("div").put(lead).put(Piece::new("ul").put_all(statements.iter().map(line)));
        Piece::of_class("div", "notice").set("data-tone", "warning").icon("urgent").put(words)
    })
}

fn checks(id: &str, title: &str, lines: &[String]) -> Option<Piece> {
    (!lines.is_empty()).then(|| {
        let line = |line: &String| Piece::new("li").icon("check").put(marked(Piece::new("span"), line));
        let lines = Piece::of_class("ul", "check-list").put_all(lines.iter().map(line));
        let panel = Piece::of_class("section", "panel").set("id", id);
        panel.put(Piece::new("h2").text(title)).put(lines)
    })
}

fn steps(lang: Lang, steps: &[Block]) -> Piece {
    let step =
        |step: &Block| Piece::new("li").put(marked(Piece::new("h3"), &step.title)).put_all(paragraphs(&step.text));
    let steps = Piece::of_class("ol", "step-list section").put_all(steps.iter().map(step));
    let head = Piece::new("h2").text(t(lang, k::GUIDE_STEPS));
    Piece::new("section").set("id", "steps").put(head).put(steps)
}

fn section((place, block): (usize, &Block)) -> Piece {
    let section = Piece::of_class("section", "stack").set("id", &id_of(place));
    section.put(marked(Piece::new("h2"), &block.title)).put_all(paragraphs(&block.text))
}

/// Pages of authorities. They are in French, and so are their titles: other readers are told what they are.
fn official(lang: Lang, links: &[OfficialLink]) -> Option<Piece> {
    (!links.is_empty()).then(|| {
        let french =
            (lang != Lang::Fr).then(|| Piece::of_class("p", "soft no-print").text(t(lang, k::GUIDE_OFFICIAL_FRENCH)));
        let head = Piece::new("h2").text(t(lang, k::GUIDE_OFFICIAL));
        let panel = Piece::of_class("section", "panel").set("id", "official").put(head).put_all(french);
        panel.put_all(links.iter().map(|link| official_link(lang, link)))
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
