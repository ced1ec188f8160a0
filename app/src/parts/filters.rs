//! All filters as one form, each value with its count. Without JavaScript it has a button.

use domain::{
    Code, CodeSet, Lang,
    filter::{AROUND_KM, Filter, pairs, parse},
    view::FindAnswer,
    vocabulary::{Audience, Category, Kind, NeedItem, Spoken},
};
use leptos::prelude::*;

use super::{
    icon,
    piece::{Piece, menu_option},
};
use crate::{
    browser,
    i18n::{format, names, t, text as k, tf, tn},
    route, view,
};

/// Distances to choose from, in km.
const RADII: [u32; 5] = [5, 10, 30, 50, 100];

/// The panel of filters. `change` is called with the form when a choice is made.
pub fn filter_panel<F: Fn(leptos::ev::Event) + Clone + 'static>(
    lang: Lang,
    filter: &Filter,
    answer: &FindAnswer,
    change: F,
) -> AnyView {
    let facets = &answer.facets;
    let is_around = answer.place.as_ref().is_some_and(|place| place.middle.is_some());
    let used = used(filter);
    let title = if used == 0 { t(lang, k::FIND_FILTERS).to_owned() } else { tn(lang, k::FIND_FILTERS_ACTIVE, used) };
    let submit = change.clone();
    let kept = Filter {
        q: filter.q.clone(),
        place: filter.place.clone(),
        near: filter.near,
        bbox: filter.bbox,
        sort: filter.sort,
        ..Filter::default()
    };
    let around = (is_around || filter.near.is_some()).then(|| radius(lang, filter, is_around));
    let has_needs = NeedItem::ALL.iter().any(|item| facets.need.of(*item) > 0) || !filter.need.is_empty();
    let cleared = Filter { q: filter.q.clone(), place: filter.place.clone(), ..Filter::default() };
    view! {
        <details class="filter-panel">
            <summary class="button button-second" data-key="filters">{icon("filter")}<span>{title}</span>{icon("cross")}</summary>
            <form
                class="panel"
                method="get"
                action=route::page(lang, "/find")
                on:change=change
                on:submit=move |event| { event.prevent_default(); browser::show_results(&event); submit(event.into()) }
            >
                {hidden_fields(&kept)}
                <div class="filter-groups">
                    <fieldset class="field">
                        <legend>{t(lang, k::FIND_CONDITIONS)}</legend>
                        {choice(lang, "open", "now", t(lang, k::FIND_OPEN_NOW), filter.open_now, facets.open_now)}
                        {choice(lang, "free", "1", t(lang, k::FIND_FREE), filter.free, facets.free)}
                        {choice(lang, "remote", "1", t(lang, k::FIND_REMOTE), filter.remote, facets.remote)}
                    </fieldset>
                    {group(lang, k::FIND_LANGUAGES, "speaks", filter.speaks, names::spoken, |value: Spoken| facets.speaks.of(value))}
                    {group(lang, k::FIND_TOPIC, "category", filter.category, names::category, |value: Category| facets.category.of(value))}
                    {group(lang, k::FIND_FOR_WHOM, "audience", filter.audience, names::audience, |value: Audience| facets.audience.of(value))}
                    <fieldset class="field">
                        <legend>{t(lang, k::FIND_WHERE)}</legend>
                        {around}
                        {departments(lang, filter, answer)}
                    </fieldset>
                    {group(lang, k::FIND_KIND, "kind", filter.kind, names::kind, |value: Kind| facets.kind.of(value))}
                    {has_needs.then(|| group(lang, k::FIND_NEEDS, "need", filter.need, names::item, |value: NeedItem| facets.need.of(value)))}
                </div>
                <div class="action-bar">
                    {show_button(lang, answer.total)}
                    <a class="button button-plain" href=route::find(lang, &cleared)>{t(lang, k::FIND_CLEAR)}</a>
                </div>
                {follow_address()}
            </form>
        </details>
    }
}

/// Says what it leads to once every choice is counted at once; without a script nobody knows that before the form is sent.
fn show_button(lang: Lang, total: u32) -> AnyView {
    let counted = if total == 0 { t(lang, k::FIND_NONE).to_owned() } else { tn(lang, k::FIND_SHOW_PLACES, total) };
    view! {
        <button class="button" type="submit">
            <span class="until-script">{t(lang, k::FIND_SHOW)}</span><span class="needs-script">{counted}</span>
        </button>
    }
}

/// Makes the boxes and menus before it follow the address. An answer brings new ones too late: whoever goes back before
/// it has come would find in the panel what they took back.
fn follow_address() -> impl IntoView {
    let address = route::query();
    move || browser::form::show(".filter-panel form", &address.with(|query| pairs(&parse(query).0)))
}

/// Fields that carry what a form does not show.
pub fn hidden_fields(filter: &Filter) -> Vec<AnyView> {
    let field = |(name, value): (&str, String)| {
        Piece::new("input").set("type", "hidden").set("name", name).set("value", &value).into_render()
    };
    pairs(filter).into_iter().map(field).collect()
}

/// How many filters are in use, besides words and place.
fn used(filter: &Filter) -> u32 {
    let sets =
        filter.category.len() + filter.audience.len() + filter.speaks.len() + filter.kind.len() + filter.need.len();
    let flags = [filter.open_now, filter.free, filter.remote, filter.radius.is_some()];
    (sets + filter.department.len() + flags.iter().filter(|flag| **flag).count()) as u32
}

fn group<T: Code>(
    lang: Lang,
    title: crate::i18n::Msg,
    name: &'static str,
    chosen: CodeSet<T>,
    word: fn(Lang, T) -> &'static str,
    count: impl Fn(T) -> u32,
) -> AnyView {
    let values = T::ALL.iter().copied().filter(|value| chosen.contains(*value) || count(*value) > 0);
    let choices: Vec<_> = values
        .map(|value| choice(lang, name, value.code(), word(lang, value), chosen.contains(value), count(value)))
        .collect();
    fields(t(lang, title), choices)
}

/// A group of boxes. Not generic, so that it is downloaded once.
fn fields(title: &'static str, choices: Vec<AnyView>) -> AnyView {
    (!choices.is_empty())
        .then(|| view! { <fieldset class="field"><legend>{title}</legend>{choices}</fieldset> })
        .into_any()
}

fn choice(
    lang: Lang,
    name: &'static str,
    value: &'static str,
    word: &'static str,
    chosen: bool,
    count: u32,
) -> AnyView {
    let shown = format!("({})", format::number(lang, count));
    let shown = Piece::of_class("data", "soft").set("value", &count.to_string()).text(&shown);
    let counted = Piece::new("span").text(word).text(" ").put(shown);
    view! {
        <label class="choice">
            <input type="checkbox" name=name value=value checked=chosen/>
            {counted}
        </label>
    }
}

/// Around a place there is a distance without saying so, unless departments are chosen.
fn radius(lang: Lang, filter: &Filter, is_around: bool) -> AnyView {
    let within = |km: u32| tf(lang, k::FIND_WITHIN_KM, &[("n", &km.to_string())]);
    let usual = (is_around && filter.department.is_empty()).then_some(AROUND_KM);
    let option = |km: u32| menu_option(&km.to_string(), &within(km), filter.radius == Some(km));
    let unsaid = usual.map_or_else(|| t(lang, k::FIND_WITHIN_ANY).to_owned(), within);
    view! {
        <label class="field-select">
            <span>{t(lang, k::FIND_WITHIN)}</span>
            <select class="input" name="radius">
                {menu_option("", &unsaid, false)}
                {RADII.into_iter().filter(|km| Some(*km) != usual).map(option).collect_view()}
            </select>
        </label>
    }
}

/// By code, as people in France know them; a name helps who does not.
fn departments(lang: Lang, filter: &Filter, answer: &FindAnswer) -> AnyView {
    let chosen = filter.department.first();
    let option = |((code, count), name): (&(String, u32), &String)| {
        let space = if name.is_empty() { "" } else { " " };
        let text = format!("{code}{space}{name} ({})", format::number(lang, *count));
        menu_option(code, &text, chosen == Some(code))
    };
    let options = answer.facets.department.iter().zip(&answer.departments).map(option).collect_view();
    view! {
        <label class="field-select">
            <span>{t(lang, k::FIND_DEPARTMENT)}</span>
            <select class="input" name="department">
                {menu_option("", "–", false)}
                {options}
            </select>
        </label>
    }
}
