//! A listing among others.

use domain::{
    Code, Lang,
    view::Card,
    vocabulary::{Category, Spoken},
};
use leptos::prelude::*;

use super::{Piece, SaveButton, Saving, age_line, category_mark, confirmed_line, icon_words, is_doubtful, open_line};
use crate::{
    i18n::{format, names, t, text as k, tf},
    route, view,
};

/// Categories named on a card; the page names all.
const NAMED: usize = 2;

/// Several cards. `tail` goes behind each address, such as `?near=…`.
pub fn card_list(lang: Lang, cards: Vec<Card>, tail: &str) -> AnyView {
    let tail = tail.to_owned();
    let doubtful = mostly_doubtful(&cards);
    let warning = doubtful.then(|| {
        let warning = Piece::of_class("p", "notice").set("data-tone", "warning");
        icon_words(warning, "stale", t(lang, k::FRESH_MOSTLY_STALE)).into_render()
    });
    let cards = cards.into_iter().map(|card| listing_card(lang, card, &tail, doubtful)).collect_view();
    view! { {warning}<ul class="results">{cards}</ul> }
}

/// Whether nearly all were confirmed too long ago or never: then it is said once above them, and not at each.
fn mostly_doubtful(cards: &[Card]) -> bool {
    let doubtful = cards.iter().filter(|card| is_doubtful(card.confirmed)).count();
    cards.len() >= 3 && doubtful * 4 >= cards.len() * 3
}

/// One card.
fn listing_card(lang: Lang, card: Card, tail: &str, doubtful: bool) -> AnyView {
    let (id, mark, head, facts) = (card.id.0, mark(&card), head(lang, &card, tail), facts(lang, &card, doubtful));
    view! {
        <li class="listing-card" data-listing-id=id.to_string()>
            {mark}
            {head}
            <SaveButton lang saving=Saving::Listing(id) name=card.name.text compact=true/>
            {facts}
        </li>
    }
}

fn mark(card: &Card) -> Piece {
    match card.categories.iter().next() {
        Some(category) => category_mark(category, "category-icon"),
        None => Piece::of_class("span", "category-icon").icon("pin"),
    }
}

fn head(lang: Lang, card: &Card, tail: &str) -> Piece {
    let link = Piece::new("a").set("href", &(route::listing(lang, &card.slug) + tail));
    let link = if card.name.lang == lang { link } else { link.set("lang", card.name.lang.code()) };
    Piece::of_class("div", "listing-card-head")
        .put(Piece::new("h2").put(link.text(&card.name.text)))
        .put(Piece::of_class("p", "soft").text(&subtitle(lang, card)))
}

fn facts(lang: Lang, card: &Card, doubtful: bool) -> Piece {
    let age = if doubtful && is_doubtful(card.confirmed) { age_line } else { confirmed_line };
    let now = Piece::of_class("p", "listing-card-now").put(open_line(lang, card)).put_all(distance(lang, card));
    Piece::of_class("div", "listing-card-facts")
        .put(now)
        .put_all(tags(lang, card))
        .put_all(urgent(lang, card))
        .put(age(lang, card.confirmed))
        .put_all(reach(card))
}

/// Where it is and how to call there: what a list on paper cannot open.
fn reach(card: &Card) -> Option<Piece> {
    let door = (!card.door.is_empty()).then_some(card.door.clone());
    let said: Vec<String> = door.into_iter().chain(card.phone.iter().map(|phone| format::phone(phone))).collect();
    (!said.is_empty()).then(|| Piece::of_class("p", "on-paper").text(&said.join(" · ")))
}

fn subtitle(lang: Lang, card: &Card) -> String {
    let categories: Vec<Category> = card.categories.iter().take(NAMED).collect();
    let mut parts: Vec<&str> = Vec::new();
    if card.kind != domain::vocabulary::Kind::AidResource {
        parts.push(names::kind(lang, card.kind));
    }
    parts.extend(categories.into_iter().map(|category| names::category(lang, category)));
    if !card.organisation.is_empty() && card.organisation != card.name.text {
        parts.push(&card.organisation);
    }
    if !card.commune.is_empty() {
        parts.push(&card.commune);
    }
    parts.join(" · ")
}

fn distance(lang: Lang, card: &Card) -> Option<Piece> {
    let text = match card.distance_m {
        Some(metres) => Some(("pin", format::distance(lang, metres))),
        None if !card.has_place && card.remote == Some(true) => Some(("phone", t(lang, k::CARD_BY_PHONE).to_owned())),
        None => None,
    };
    text.map(|(name, text)| icon_words(Piece::of_class("span", "distance"), name, &text))
}

fn tags(lang: Lang, card: &Card) -> Option<Piece> {
    let mut tags: Vec<String> = Vec::new();
    if card.demonstration {
        tags.push(t(lang, k::SITE_DEMONSTRATION_TAG).to_owned());
    }
    tags.extend(card.cost.map(|cost| names::cost(lang, cost).to_owned()));
    let own = match lang {
        Lang::Uk => Some(Spoken::Ukrainian),
        Lang::Ru => Some(Spoken::Russian),
        Lang::En => Some(Spoken::English),
        Lang::Fr => None,
    };
    if let Some(own) = own.filter(|own| card.speaks.contains(*own)) {
        tags.push(tf(lang, k::FIND_SPEAKS, &[("language", names::spoken(lang, own))]));
    }
    tags.extend(card.appointment.map(|appointment| names::appointment(lang, appointment).to_owned()));
    if card.has_place && card.remote == Some(true) {
        tags.push(t(lang, k::FIND_REMOTE).to_owned());
    }
    let tag = |tag: &String| Piece::of_class("li", "tag").text(tag);
    (!tags.is_empty()).then(|| Piece::of_class("ul", "tags").put_all(tags.iter().map(tag)))
}

fn urgent(lang: Lang, card: &Card) -> Option<Piece> {
    let items: Vec<&str> = card.urgent.iter().take(3).map(|item| names::item(lang, item)).collect();
    (!items.is_empty()).then(|| {
        let text = tf(lang, k::CARD_URGENT, &[("items", &items.join(", "))]);
        icon_words(Piece::of_class("p", "fact urgent"), "urgent", &text)
    })
}
