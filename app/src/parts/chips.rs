//! Chips: links that add or take away one filter.

use domain::{
    Code, CodeSet, Lang,
    engine::Facets,
    filter::{self, Filter, parse},
    view::Understood,
    vocabulary::{Category, Spoken},
};
use leptos::prelude::*;

use super::{Piece, icon_words, place_here};
use crate::{
    i18n::{format, names, t, text as k, tf, tn},
    route,
};

/// Categories offered while none is chosen.
const OFFERED: usize = 5;
/// Chips that fit beside the filters on one row; the others are behind the last.
const IN_SIGHT: usize = 4;

/// The filters in use and what words were understood as, each with a cross, then those that would narrow the list, each
/// with its count. Whatever is drawn anew keeps the keyboard by its `data-key`.
pub fn chips(lang: Lang, filter: &Filter, facets: &Facets, understood: &[Understood]) -> AnyView {
    let active =
        active(lang, filter).into_iter().map(|(key, text, without)| (key, text, filter::print(&without.first_page())));
    let active: Vec<(String, String, String)> = active.chain(understood.iter().map(|one| named(lang, one))).collect();
    let mut offered = offered(lang, filter, facets);
    offered.retain(|offer| active.iter().all(|(_, known, _)| *known != offer.text));
    let in_sight = IN_SIGHT.saturating_sub(active.len()).max(1);
    let rest = offered.split_off(offered.len().min(in_sight));
    let here = place_here().get();
    let nearby =
        (!here.is_empty() && filter.place.is_empty() && filter.near.is_none() && filter.bbox.is_none()).then(|| {
            let text = tf(lang, k::FIND_NEAR_PLACE, &[("place", &here)]);
            let with = changed(filter, |other| other.place = here);
            let chip = chip("facet-chip", &route::find(lang, &with.first_page()), "place");
            Piece::new("li").put(icon_words(chip, "pin", &text))
        });
    let list = Piece::of_class("ul", "facet-chips").set("aria-label", t(lang, k::FIND_CHIPS));
    let list = list.put_all(active.iter().map(|active| active_chip(lang, active))).put_all(nearby);
    list.put_all(offered.iter().map(|offer| offered_chip(lang, offer))).put_all(more(lang, &rest)).into_render()
}

fn chip(class: &str, href: &str, key: &str) -> Piece {
    Piece::of_class("a", class).set("href", href).set("data-noscroll", "").set("data-key", key)
}

fn active_chip(lang: Lang, (key, text, without): &(String, String, String)) -> Piece {
    let remove = Piece::of_class("span", "visually-hidden").text(t(lang, k::FIND_REMOVE)).text(" ");
    let chip = chip("facet-chip facet-chip-active", &route::find_query(lang, without), key);
    Piece::new("li").put(chip.put(remove).put(Piece::new("span").text(text)).icon("cross"))
}

fn offered_chip(lang: Lang, offer: &Offer) -> Piece {
    let mut chip = chip("facet-chip", &offer.href, offer.key);
    if let Some(name) = offer.name {
        chip = chip.icon(name);
    }
    let count = Piece::new("data").set("value", &offer.count.to_string()).text(&format::number(lang, offer.count));
    Piece::new("li").put(chip.put(Piece::new("span").text(&offer.text)).put(count))
}

/// The chips that would need another row: one tap away.
fn more(lang: Lang, rest: &[Offer]) -> Option<Piece> {
    let count = rest.len() as u32;
    (count > 0).then(|| {
        let words = [("n", &*format::number(lang, count)), ("more", &tn(lang, k::FIND_MORE_CHIPS, count))];
        let open = Piece::filled(
            "<summary class=\"facet-chip\" data-key=\"more\"><span aria-hidden=\"true\">+{n}</span><span class=\"visually-hidden\">{more}</span></summary>",
            &words,
        );
        let chips = Piece::of_class("ul", "facet-chips").put_all(rest.iter().map(|offer| offered_chip(lang, offer)));
        Piece::new("li").put(Piece::of_class("details", "more-chips").put(open).put(chips))
    })
}

/// The key and the name of what words mean, and the search without them.
fn named(lang: Lang, understood: &Understood) -> (String, String, String) {
    let fact = parse(&understood.fact).0;
    let chip = active(lang, &fact).into_iter().next().map(|(key, name, _)| (key, name));
    let (key, name) = chip.unwrap_or_else(|| ("place".to_owned(), fact.place));
    (key, name, understood.query.clone())
}

fn changed(filter: &Filter, edit: impl FnOnce(&mut Filter)) -> Filter {
    let mut other = filter.clone();
    edit(&mut other);
    other
}

fn active(lang: Lang, filter: &Filter) -> Vec<(String, String, Filter)> {
    let mut chips: Vec<(String, String, Filter)> = Vec::new();
    let mut chip = |key: &str, text: &str, edit: &dyn Fn(&mut Filter)| {
        chips.push((key.to_owned(), text.to_owned(), changed(filter, edit)));
    };
    if filter.near.is_some() {
        let around = t(lang, k::FIND_AROUND_POSITION);
        let text = filter.radius.map_or_else(
            || around.to_owned(),
            |km| format!("{around} · {}", tf(lang, k::FIND_WITHIN_KM, &[("n", &format::number(lang, km))])),
        );
        chip("near", &text, &|other| {
            other.near = None;
            other.radius = None;
            other.sort = None;
        });
    }
    if filter.bbox.is_some() {
        chip("area", t(lang, k::MAP_AREA), &|other| other.bbox = None);
    }
    for value in filter.category.iter() {
        chip(value.code(), names::category(lang, value), &|other| other.category = other.category.without(value));
    }
    if filter.open_now {
        chip("open", t(lang, k::FIND_OPEN_NOW), &|other| other.open_now = false);
    }
    if filter.free {
        chip("free", t(lang, k::FIND_FREE), &|other| other.free = false);
    }
    if filter.remote {
        chip("remote", t(lang, k::FIND_REMOTE), &|other| other.remote = false);
    }
    for value in filter.speaks.iter() {
        chip(value.code(), &speaks(lang, value), &|other| other.speaks = other.speaks.without(value));
    }
    for value in filter.audience.iter() {
        chip(value.code(), names::audience(lang, value), &|other| other.audience = other.audience.without(value));
    }
    for value in filter.kind.iter() {
        chip(value.code(), names::kind(lang, value), &|other| other.kind = other.kind.without(value));
    }
    for value in filter.need.iter() {
        chip(value.code(), names::item(lang, value), &|other| other.need = other.need.without(value));
    }
    for code in &filter.department {
        let text = format!("{} {code}", t(lang, k::FIND_DEPARTMENT));
        chip(code, &text, &|other| other.department.retain(|other| other != code));
    }
    chips
}

fn speaks(lang: Lang, value: Spoken) -> String {
    tf(lang, k::FIND_SPEAKS, &[("language", names::spoken(lang, value))])
}

/// A filter that would narrow the list.
struct Offer {
    /// What it is about: the same as of the chip that takes it back, so that the keyboard stays with it.
    key: &'static str,
    name: Option<&'static str>,
    text: String,
    href: String,
    count: u32,
}

fn offered(lang: Lang, filter: &Filter, facets: &Facets) -> Vec<Offer> {
    let mut chips: Vec<Offer> = Vec::new();
    let mut offer = |key, name, text: &str, with: Filter, count: u32| {
        // Whoever looks for what is open now must see that nothing is.
        if count > 0 || key == "open" {
            let href = route::find(lang, &with.first_page());
            chips.push(Offer { key, name, text: text.to_owned(), href, count });
        }
    };
    if !filter.open_now {
        let with = changed(filter, |other| other.open_now = true);
        offer("open", Some("open"), t(lang, k::FIND_OPEN_NOW), with, facets.open_now);
    }
    if !filter.free {
        offer("free", None, t(lang, k::FIND_FREE), changed(filter, |other| other.free = true), facets.free);
    }
    if filter.speaks.is_empty()
        && let Some(own) = Spoken::from_code(lang.code()).filter(|own| *own != Spoken::French)
    {
        let with = changed(filter, |other| other.speaks = CodeSet::only(own));
        offer(own.code(), None, &speaks(lang, own), with, facets.speaks.of(own));
    }
    if filter.category.is_empty() {
        let mut best: Vec<Category> = Category::ALL.to_vec();
        best.sort_by_key(|value| std::cmp::Reverse(facets.category.of(*value)));
        for value in best.into_iter().take(OFFERED) {
            let with = changed(filter, |other| other.category = CodeSet::only(value));
            let name = Some(names::category_icon(value));
            offer(value.code(), name, names::category(lang, value), with, facets.category.of(value));
        }
    }
    if !filter.remote {
        let with = changed(filter, |other| other.remote = true);
        offer("remote", Some("phone"), t(lang, k::FIND_REMOTE), with, facets.remote);
    }
    chips
}
