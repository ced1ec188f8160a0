//! The place that somebody asked about: kept on the device for this visit, offered wherever a place matters, sent only
//! with a question.

use domain::{Lang, filter::Filter, view::Where};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    browser::{form, storage},
    i18n::{t, text as k},
    route, view,
};

/// The place of this visit, shared by all parts.
#[derive(Clone, Copy)]
struct PlaceHere(RwSignal<String>);

/// Makes the place known to all parts. The device is read after the page is drawn.
pub fn provide_place() {
    let place = RwSignal::new(String::new());
    provide_context(PlaceHere(place));
    Effect::new(move |_| place.set(storage::place()));
}

/// The place of this visit; nothing as long as nobody named one.
pub fn place_here() -> RwSignal<String> {
    use_context::<PlaceHere>().map_or_else(|| RwSignal::new(String::new()), |here| here.0)
}

/// Remembers the place that an answer is about.
pub fn remember_place(place: Option<&Where>) {
    let Some(place) = place else { return };
    let here = place_here();
    if here.with_untracked(|known| *known != place.label) {
        storage::remember_place(&place.label);
        here.set(place.label.clone());
    }
}

/// The place that the address names, else the one of this visit.
pub fn place_asked() -> impl Fn() -> String + Send + Sync + 'static {
    let (address, here) = (route::query(), place_here());
    move || {
        let named = address.with(|query| domain::filter::parse(query).0.place);
        if named.is_empty() { here.get() } else { named }
    }
}

/// Asks for a place, and leads to the same page for it. `asked` is what was typed, `known` what was understood.
pub fn place_form(lang: Lang, path: String, asked: &str, known: Option<&Where>) -> AnyView {
    let navigate = use_navigate();
    let to = path.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let query = form::of_event(&event).and_then(|form| form::query(&form)).unwrap_or_default();
        let place = domain::filter::parse(&query).0.place;
        // Whoever takes the place away means everywhere.
        if place.is_empty() {
            storage::remember_place("");
            place_here().set(String::new());
        }
        let query = domain::filter::print(&Filter { place, ..Filter::default() });
        let to = if query.is_empty() { to.clone() } else { format!("{to}?{query}") };
        navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let shown = known.map_or(asked, |place| &place.label).to_owned();
    let unknown =
        (known.is_none() && !asked.is_empty()).then(|| view! { <p role="status">{t(lang, k::HELP_PLACE_UNKNOWN)}</p> });
    view! {
        <form class="place-form no-print" action=path method="get" on:submit=submit>
            <div class="field-inline">
                <label for="place">{t(lang, k::FIND_WHERE)}</label>
                <input class="input" id="place" name="place" type="search" autocomplete="off" maxlength="200" placeholder=t(lang, k::HOME_WHERE_HINT) value=shown/>
            </div>
            <button class="button button-second" type="submit">{t(lang, k::FIND_SUBMIT)}</button>
            {unknown}
        </form>
    }
}
