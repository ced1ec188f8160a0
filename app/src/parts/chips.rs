//! Chips: links that add or take away one filter.

use domain::{
    Code, CodeSet, Lang,
    engine::Facets,
    filter::Filter,
    vocabulary::{Category, Spoken},
};
use leptos::prelude::*;

use super::icon;
use crate::{
    i18n::{format, names, t, text as k, tf},
    route, view,
};

/// Categories offered while none is chosen.
const OFFERED: usize = 5;

/// The filters in use, each with a cross, then those that would narrow the list, each with its count.
pub fn chips(lang: Lang, filter: &Filter, facets: &Facets) -> AnyView {
    let active = active(lang, filter).into_iter().map(|(text, without)| {
        view! {
            <li>
                <a class="facet-chip facet-chip-active" href=route::find(lang, &without.first_page()) data-noscroll="">
                    <span class="visually-hidden">{t(lang, k::FIND_REMOVE)}" "</span><span>{text}</span>{icon("cross")}
                </a>
            </li>
        }
    });
    let offered = offered(lang, filter, facets).into_iter().map(|(name, text, with, count)| {
        view! {
            <li>
                <a class="facet-chip" href=route::find(lang, &with.first_page()) data-noscroll="">
                    {name.map(icon)}<span>{text}</span><data value=count.to_string()>{format::number(lang, count)}</data>
                </a>
            </li>
        }
    });
    let (active, offered) = (active.collect_view(), offered.collect_view());
    view! { <ul class="facet-chips" aria-label=t(lang, k::FIND_CHIPS)>{active}{offered}</ul> }
}

fn changed(filter: &Filter, edit: impl FnOnce(&mut Filter)) -> Filter {
    let mut other = filter.clone();
    edit(&mut other);
    other
}

fn active(lang: Lang, filter: &Filter) -> Vec<(String, Filter)> {
    let mut chips: Vec<(String, Filter)> = Vec::new();
    let mut chip = |text: &str, edit: &dyn Fn(&mut Filter)| chips.push((text.to_owned(), changed(filter, edit)));
    if filter.near.is_some() {
        let text = match filter.radius {
            Some(km) => tf(lang, k::FIND_WITHIN_KM, &[("n", &format::number(lang, km))]),
            None => t(lang, k::FIND_AROUND_POSITION).to_owned(),
        };
        chip(&text, &|other| {
            other.near = None;
            other.radius = None;
            other.sort = None;
        });
    }
    if filter.bbox.is_some() {
        chip(t(lang, k::MAP_AREA), &|other| other.bbox = None);
    }
    for value in filter.category.iter() {
        chip(names::category(lang, value), &|other| other.category = other.category.without(value));
    }
    if filter.open_now {
        chip(t(lang, k::FIND_OPEN_NOW), &|other| other.open_now = false);
    }
    if filter.free {
        chip(t(lang, k::FIND_FREE), &|other| other.free = false);
    }
    if filter.remote {
        chip(t(lang, k::FIND_REMOTE), &|other| other.remote = false);
    }
    for value in filter.speaks.iter() {
        chip(&speaks(lang, value), &|other| other.speaks = other.speaks.without(value));
    }
    for value in filter.audience.iter() {
        chip(names::audience(lang, value), &|other| other.audience = other.audience.without(value));
    }
    for value in filter.kind.iter() {
        chip(names::kind(lang, value), &|other| other.kind = other.kind.without(value));
    }
    for value in filter.need.iter() {
        chip(names::item(lang, value), &|other| other.need = other.need.without(value));
    }
    for code in &filter.department {
        let text = format!("{} {code}", t(lang, k::FIND_DEPARTMENT));
        chip(&text, &|other| other.department.retain(|other| other != code));
    }
    chips
}

fn speaks(lang: Lang, value: Spoken) -> String {
    tf(lang, k::FIND_SPEAKS, &[("language", names::spoken(lang, value))])
}

type Offer = (Option<&'static str>, String, Filter, u32);

fn offered(lang: Lang, filter: &Filter, facets: &Facets) -> Vec<Offer> {
    let mut chips: Vec<Offer> = Vec::new();
    let mut offer = |name, text: String, with: Filter, count: u32| {
        if count > 0 {
            chips.push((name, text, with, count));
        }
    };
    if !filter.open_now {
        let with = changed(filter, |other| other.open_now = true);
        offer(Some("open"), t(lang, k::FIND_OPEN_NOW).to_owned(), with, facets.open_now);
    }
    if !filter.free {
        offer(None, t(lang, k::FIND_FREE).to_owned(), changed(filter, |other| other.free = true), facets.free);
    }
    if filter.speaks.is_empty()
        && let Some(own) = Spoken::from_code(lang.code()).filter(|own| *own != Spoken::French)
    {
        let with = changed(filter, |other| other.speaks = CodeSet::only(own));
        offer(None, speaks(lang, own), with, facets.speaks.of(own));
    }
    if filter.category.is_empty() {
        let mut best: Vec<Category> = Category::ALL.to_vec();
        best.sort_by_key(|value| std::cmp::Reverse(facets.category.of(*value)));
        for value in best.into_iter().take(OFFERED) {
            let with = changed(filter, |other| other.category = CodeSet::only(value));
            let name = Some(names::category_icon(value));
            offer(name, names::category(lang, value).to_owned(), with, facets.category.of(value));
        }
    }
    if !filter.remote {
        let with = changed(filter, |other| other.remote = true);
        offer(Some("phone"), t(lang, k::FIND_REMOTE).to_owned(), with, facets.remote);
    }
    chips
}
