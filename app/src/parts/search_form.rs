//! The two questions: what, and where.

use std::rc::Rc;

use domain::filter::{AROUND_KM, Filter, parse};
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{filters::hidden_fields, icon};
use crate::{
    browser::{self, debounce::after_pause, form},
    i18n::{t, text as k},
    route, view,
};

/// What the search for a position has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Locating {
    No,
    Asked,
    Refused,
}

/// The form above the results. The filter is read from the address, and goes back into it.
#[component]
pub fn SearchForm(filter: Memo<Filter>) -> impl IntoView {
    let lang = route::lang();
    let form = NodeRef::<html::Form>::new();
    let go = go_to_form(form, lang);
    let submit = go.clone();
    // The first letters begin a search, the others change it: Back leads to where one was, not through each letter.
    let begun = StoredValue::new(false);
    let typed = after_pause(move || {
        go(begun.get_value());
        begun.set_value(true);
    });
    let typed_place = typed.clone();
    view! {
        <form
            class="search-form"
            method="get"
            role="search"
            action=move || route::page(lang.get(), "/find")
            node_ref=form
            on:submit=move |event| { event.prevent_default(); begun.set_value(false); submit(false) }
            on:focusout=move |_| begun.set_value(false)
        >
            <div class="field-inline">
                <label for="q">{move || t(lang.get(), k::FIND_WHAT)}</label>
                <Words id="q" value=Memo::new(move |_| filter.with(|filter| filter.q.clone())) typed/>
            </div>
            <div class="field-inline">
                <label for="place">{move || t(lang.get(), k::FIND_WHERE)}</label>
                <Words id="place" value=Memo::new(move |_| filter.with(|filter| filter.place.clone())) typed=typed_place/>
                <LocateButton class="icon-button" asked=move || filter.get_untracked()/>
            </div>
            <button class="button" type="submit">{icon("search")}<span>{move || t(lang.get(), k::FIND_SUBMIT)}</span></button>
            {move || hidden_fields(&Filter { q: String::new(), place: String::new(), page: 0, ..filter.get() })}
        </form>
    }
}

/// Goes to the results of what the form says, in the place of the page before or after it.
fn go_to_form(form: NodeRef<html::Form>, lang: Memo<domain::Lang>) -> impl Fn(bool) + Clone + 'static {
    let navigate = use_navigate();
    let address = route::query();
    move |replace| {
        let Some(query) = form.get_untracked().and_then(|form| form::query(&form)) else { return };
        let (filter, _) = parse(&query);
        if address.with_untracked(|query| parse(query).0 == filter) {
            return;
        }
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&route::find(lang.get_untracked(), &filter), options);
    }
}

/// A field of words. It follows the address, but never takes a letter from somebody who is typing.
#[component]
fn Words(id: &'static str, value: Memo<String>, typed: impl Fn() + Clone + 'static) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let value = value.get();
        let Some(input) = input.get() else { return };
        let typing = document().active_element().is_some_and(|active| active.id() == id);
        if !typing {
            input.set_value(&value);
        }
    });
    let lang = route::lang();
    let hint = move || if id == "q" { t(lang.get(), k::HOME_WHAT_HINT) } else { t(lang.get(), k::HOME_WHERE_HINT) };
    view! {
        <input
            class="input"
            id=id
            name=id
            type="search"
            autocomplete="off"
            enterkeyhint="search"
            maxlength="200"
            placeholder=hint
            value=value.get_untracked()
            node_ref=input
            on:input=move |_| typed()
        />
    }
}

/// Asks for the position when tapped, never before; then searches around it. `asked` is what to search for.
#[component]
pub fn LocateButton(class: &'static str, asked: impl Fn() -> Filter + 'static) -> impl IntoView {
    locate_button(class, Rc::new(asked))
}

/// One for every place that has such a button.
fn locate_button(class: &'static str, asked: Rc<dyn Fn() -> Filter>) -> AnyView {
    let lang = route::lang();
    let state = RwSignal::new(Locating::No);
    let navigate = use_navigate();
    let locate = move |_| {
        state.set(Locating::Asked);
        let (navigate, asked) = (navigate.clone(), asked.clone());
        browser::position::ask(move |here| {
            let Some(here) = here else { return state.set(Locating::Refused) };
            state.set(Locating::No);
            let asked = asked();
            let radius = asked.radius.or(Some(AROUND_KM));
            let near = Filter { near: Some(here), radius, place: String::new(), sort: None, page: 0, ..asked };
            navigate(&route::find(lang.get_untracked(), &near), NavigateOptions::default());
        });
    };
    let said = move || match state.get() {
        Locating::No => "",
        Locating::Asked => t(lang.get(), k::FIND_LOCATING),
        Locating::Refused => t(lang.get(), k::FIND_LOCATE_REFUSED),
    };
    let says = move || (state.get() != Locating::No).then_some("");
    view! {
        <button class=format!("{class} needs-script") type="button" aria-label=move || t(lang.get(), k::FIND_LOCATE) on:click=locate>
            {icon("locate")}
        </button>
        <span class="locate-said" role="status" data-said=says>{said}</span>
    }
}
