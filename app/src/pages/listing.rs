//! One listing, whole: what, for whom, where, when, how to reach it, how fresh.

use domain::{
    Code, Lang,
    lang::TextState,
    view::{Card, ListingView},
    vocabulary::Kind,
};
use leptos::prelude::*;

use super::{
    asked::{Draw, asked},
    head, listing_facts as facts,
    listing_hours::hours,
    way,
};
use crate::{
    api::{Answer, Question},
    i18n::{Msg, format, names, t, text as k, tf},
    parts::{
        CopyButton, Piece, PrintButton, SaveButton, Saving, ShareButton, card_list, confirmed_line, demonstration_line,
        icon_words, in_lang, notice_line, open_line, paragraphs, qr_code,
    },
    route, view,
};

/// The page of a listing.
pub fn listing() -> AnyView {
    about(show)
}

/// A page about the listing that the address names.
pub fn about(draw: Draw) -> AnyView {
    let (slug, query) = (route::slug(), route::query());
    let near = Memo::new(move |_| query.with(|query| near_of(query)));
    let question = move || Question::Listing { slug: slug.get(), near: near.get() };
    view! { <main id="content" tabindex="-1">{asked(question, draw)}</main> }
}

fn show(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    match answer {
        Answer::Listing(view, json_ld) => page(lang, *view, json_ld),
        Answer::Gone(near) => gone(lang, near),
        _ => ().into_any(),
    }
}

/// The value of `near` in a query string, as it stands.
fn near_of(query: &str) -> String {
    query.split('&').find_map(|pair| pair.strip_prefix("near=")).unwrap_or_default().to_owned()
}

pub fn gone(lang: Lang, near: Vec<Card>) -> AnyView {
    head::status(410);
    head::unlisted(lang, t(lang, k::LISTING_GONE));
    let found = (!near.is_empty()).then(|| {
        view! { <section class="section measure"><h2>{t(lang, k::LISTING_GONE_NEAR)}</h2>{card_list(lang, near, "")}</section> }
    });
    let head = "<div class=\"page-head\"><h1>{title}</h1><p class=\"lead\">{lead}</p><a class=\"button\" href=\"{find}\">{look}</a></div>";
    let words = [
        ("title", t(lang, k::LISTING_GONE)),
        ("lead", t(lang, k::LISTING_GONE_LEAD)),
        ("find", &route::page(lang, "/find")),
        ("look", t(lang, k::ERROR_FIND)),
    ];
    view! { {Piece::filled(head, &words)}{found} }.into_any()
}

fn page(lang: Lang, view: ListingView, json_ld: String) -> AnyView {
    let path = format!("/listing/{}", view.card.slug);
    let name = view.text.name.clone();
    head::listed(lang, &name, &view.text.description, &path);
    if view.position.is_some() {
        head::picture(&format!("/map/{lang}/listing/{}.png", view.card.id));
    }
    let back = Piece::of_class("a", "back-link").set("href", &route::latest_search(lang)).set("data-noscroll", "");
    let back = back.set("data-return", "").icon_flip("back").put(Piece::new("span").text(t(lang, k::LISTING_BACK)));
    let now = Piece::of_class("p", "listing-now").put(open_line(lang, &view.card)).put_all(distance(lang, &view));
    let facts = Piece::of_class("div", "page-facts")
        .put(kind_line(lang, &view))
        .put(in_lang(Piece::new("h1"), lang, view.lang).text(&name))
        .put(now)
        .put(confirmed_line(lang, view.card.confirmed))
        .put(as_of(lang, &view))
        .put(facts::tags(lang, &view.card))
        .put_all(view.card.demonstration.then(|| demonstration_line(lang)))
        .put_all(view.partial.then(|| notice_line("offline", t(lang, k::LISTING_PARTIAL))))
        .put(actions(lang, &view));
    view! {
        <script type="application/ld+json" inner_html=json_ld></script>
        {Piece::new("p").put(back)}
        {qr_code(&route::page(lang, &path))}
        <div class="page-head">{facts}{tools(lang, &view)}</div>
        {columns(lang, &view)}
    }
}

/// What it is and for whom; where, when and how to reach it.
fn columns(lang: Lang, view: &ListingView) -> Piece {
    let what = Piece::new("div")
        .put_all(counter_card(lang, view))
        .put_all((view.card.kind == Kind::CollectionPoint).then(|| facts::needs(lang, view)))
        .put_all(description(lang, view))
        .put_all(facts::conditions(lang, view))
        .put_all(facts::documents(lang, view));
    let place = Piece::new("div")
        .put(facts::place(lang, view))
        .put(hours(lang, view))
        .put(facts::contact(lang, view))
        .put(facts::origin(lang, view));
    Piece::of_class("div", "listing-grid").put(what).put(place)
}

fn kind_line(lang: Lang, view: &ListingView) -> Piece {
    let mut words: Vec<&str> = Vec::new();
    if view.card.kind != Kind::AidResource {
        words.push(names::kind(lang, view.card.kind));
    }
    words.extend(view.card.categories.iter().map(|category| names::category(lang, category)));
    if !view.card.organisation.is_empty() {
        words.push(&view.card.organisation);
    }
    let mark = view.card.categories.iter().next().map(|category| {
        let mark = Piece::new("span").set("data-family", &category.family().to_string());
        mark.icon(names::category_icon(category))
    });
    let line = Piece::of_class("p", "listing-kind").put_all(mark);
    line.put(Piece::new("span").text(&words.join(" · ")))
}

/// What a page says of today holds on paper for the day on which it was printed.
fn as_of(lang: Lang, view: &ListingView) -> Piece {
    let local = view.card.local;
    let (date, time) = (format::date(lang, local.day), format::clock(lang, local.minute));
    Piece::of_class("p", "on-paper").text(&tf(lang, k::SITE_AS_OF, &[("date", &date), ("time", &time)]))
}

fn distance(lang: Lang, view: &ListingView) -> Option<Piece> {
    view.card.distance_m.map(|metres| {
        let text = tf(lang, k::LISTING_AS_CROW_FLIES, &[("distance", &format::distance(lang, metres))]);
        icon_words(Piece::of_class("span", "distance"), "pin", &text)
    })
}

/// Calling and going there: one of them is the main button. Where there is room, the number is on it.
fn actions(lang: Lang, view: &ListingView) -> Piece {
    let call = view.contact.phones.first().map(|phone| {
        let call = Piece::of_class("a", "button").set("href", &format!("tel:{phone}"));
        icon_words(call, "call", t(lang, k::LISTING_CALL)).put(Piece::new("bdi").text(&format::phone(phone)))
    });
    let class = if call.is_some() { "button button-second" } else { "button" };
    let ways = way::buttons(lang, view, class);
    Piece::of_class("div", "action-bar").put_all(call).put_all(ways)
}

fn tools(lang: Lang, view: &ListingView) -> AnyView {
    let name = view.text.name.clone();
    view! {
        <div class="tool-bar no-print">
            <SaveButton lang saving=Saving::Listing(view.card.id.0) name=name.clone()/>
            <ShareButton lang title=name path=route::listing(lang, &view.card.slug)/>
            <CopyButton lang text=facts::as_text(lang, view) path=route::listing(lang, &view.card.slug)/>
            <PrintButton lang/>
            {poster_link(lang, view)}
        </div>
    }
}

fn poster_link(lang: Lang, view: &ListingView) -> Piece {
    let link = Piece::new("a").set("href", &route::of_listing(lang, &view.card.slug, "poster"));
    icon_words(link, "print", t(lang, k::LISTING_POSTER))
}

/// What to show to somebody who speaks French: it fills the screen, so that it is read across a counter.
fn counter_card(lang: Lang, view: &ListingView) -> Option<Piece> {
    if lang == Lang::Fr {
        return None;
    }
    let french = if view.lang == Lang::Fr { &view.text } else { view.french.as_ref()? };
    let line = |class: &str, text: &str| Piece::of_class("p", class).text(text);
    let lines = view.address.as_ref().map(facts::address_lines).unwrap_or_default();
    let phone = view.contact.phones.first().map(|phone| line("counter-large", &format::phone(phone)));
    let text = Piece::of_class("div", "counter-card-text stack")
        .set("lang", "fr")
        .put(line("", t(lang, k::LISTING_FRENCH_SPEAK)))
        .put(line("", t(lang, k::LISTING_FRENCH_HELLO)))
        .put(line("counter-name", &french.name))
        .put_all(lines.iter().map(|text| line("counter-large", text)))
        .put_all(phone)
        .put_all(french.description.split("\n\n").map(|text| line("", text)));
    let open = icon_words(Piece::of_class("span", "when-closed"), "translation", t(lang, k::LISTING_SHOW_FRENCH));
    let close = icon_words(Piece::of_class("span", "when-open"), "cross", t(lang, k::LISTING_FRENCH_CLOSE));
    let card = Piece::of_class("details", "counter-card no-print").put(Piece::new("summary").put(open).put(close));
    Some(card.put(text))
}

fn description(lang: Lang, view: &ListingView) -> Option<Piece> {
    (!view.text.description.is_empty()).then(|| {
        let text =
            in_lang(Piece::of_class("div", "stack"), lang, view.lang).put_all(paragraphs(&view.text.description));
        let text = Piece::of_class("div", "stack").put(text).put_all(translation_label(lang, view));
        facts::panel(t(lang, about_what(view.card.kind))).put(text)
    })
}

/// What a description is about: what one gets, or where one brings something or joins.
fn about_what(kind: Kind) -> Msg {
    match kind {
        Kind::AidResource => k::LISTING_WHAT,
        Kind::CollectionPoint => k::LISTING_WHAT_COLLECTION,
        Kind::Initiative => k::LISTING_WHAT_INITIATIVE,
    }
}

fn translation_label(lang: Lang, view: &ListingView) -> Option<Piece> {
    let label = match view.state {
        TextState::Source if view.lang == lang => return None,
        TextState::Source => in_language(view.lang),
        TextState::Reviewed => k::LISTING_TRANSLATED_REVIEWED,
        TextState::Machine => k::LISTING_TRANSLATED_MACHINE,
        TextState::Outdated => k::LISTING_TRANSLATED_OUTDATED,
    };
    let original = (view.source_lang != view.lang).then(|| {
        let href = route::listing(view.source_lang, &view.card.slug);
        let link = Piece::new("a").set("href", &href).set("hreflang", view.source_lang.code());
        link.text(t(lang, original(view.source_lang)))
    });
    let label = Piece::new("span").text(t(lang, label));
    Some(Piece::of_class("p", "translation-label").put(label).put_all(original))
}

fn in_language(lang: Lang) -> Msg {
    match lang {
        Lang::Uk => k::LANG_TEXT_IN_UK,
        Lang::Fr => k::LANG_TEXT_IN_FR,
        Lang::En => k::LANG_TEXT_IN_EN,
        Lang::Ru => k::LANG_TEXT_IN_RU,
    }
}

fn original(lang: Lang) -> Msg {
    match lang {
        Lang::Uk => k::LISTING_ORIGINAL_UK,
        Lang::Fr => k::LISTING_ORIGINAL_FR,
        Lang::En => k::LISTING_ORIGINAL_EN,
        Lang::Ru => k::LISTING_ORIGINAL_RU,
    }
}
