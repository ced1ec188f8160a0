//! A listing among others.

use domain::{
    Lang,
    view::Card,
    vocabulary::{Category, Spoken},
};
use leptos::prelude::*;

use super::{SaveButton, Saving, category_mark, confirmed_line, icon, icon_line, open_line, piece::word_list};
use crate::{
    i18n::{format, names, t, text as k, tf},
    route, view,
};

/// Categories named on a card; the page names all.
const NAMED: usize = 2;

/// Several cards. `tail` goes behind each address, such as `?near=…`.
pub fn card_list(lang: Lang, cards: Vec<Card>, tail: &str) -> AnyView {
    let tail = tail.to_owned();
    view! { <ul class="results">{cards.into_iter().map(|card| listing_card(lang, card, &tail)).collect_view()}</ul> }
}

/// One card.
fn listing_card(lang: Lang, card: Card, tail: &str) -> AnyView {
    let name = card.name.text.clone();
    let name_lang = (card.name.lang != lang).then(|| card.name.lang.to_string());
    let main = card.categories.iter().next();
    view! {
        <li class="listing-card" data-listing-id=card.id.0.to_string()>
            {match main {
                Some(category) => category_mark(category, "category-icon"),
                None => view! { <span class="category-icon">{icon("pin")}</span> },
            }}
            <div class="listing-card-head">
                <h2><a href=route::listing(lang, &card.slug) + tail lang=name_lang>{name.clone()}</a></h2>
                <p class="soft">{subtitle(lang, &card)}</p>
            </div>
            <SaveButton lang saving=Saving::Listing(card.id.0) name=name compact=true/>
            <div class="listing-card-facts">
                <p class="listing-card-now">{open_line(lang, &card)}{distance(lang, &card)}</p>
                {tags(lang, &card)}
                {urgent(lang, &card)}
                {confirmed_line(lang, card.confirmed)}
            </div>
        </li>
    }
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

fn distance(lang: Lang, card: &Card) -> Option<AnyView> {
    let text = match card.distance_m {
        Some(metres) => Some(("pin", format::distance(lang, metres))),
        None if !card.has_place && card.remote == Some(true) => Some(("phone", t(lang, k::CARD_BY_PHONE).to_owned())),
        None => None,
    };
    text.map(|(name, text)| icon_line("span", &[("class", "distance")], name, &text))
}

fn tags(lang: Lang, card: &Card) -> Option<AnyView> {
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
    (!tags.is_empty()).then(|| word_list("tags", "tag", &tags))
}

fn urgent(lang: Lang, card: &Card) -> Option<AnyView> {
    let items: Vec<&str> = card.urgent.iter().take(3).map(|item| names::item(lang, item)).collect();
    (!items.is_empty()).then(|| {
        let text = tf(lang, k::CARD_URGENT, &[("items", &items.join(", "))]);
        icon_line("p", &[("class", "fact urgent")], "urgent", &text)
    })
}
