//! Buttons that do something on the device: save, share, copy, print. They appear where they work.

use std::time::Duration;

use leptos::prelude::*;

use domain::Lang;

use super::icon;
use crate::{
    browser::{self, storage},
    i18n::{Msg, t, text as k, tf},
    view,
};

/// What a save button saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    Listing(u32),
    Page(String),
}

/// What is saved on this device, shared by all buttons.
#[derive(Clone, Copy)]
struct SavedHere(RwSignal<storage::Saved>);

/// Makes what is saved known to all parts. The device is read after the page is drawn.
pub fn provide_saved() {
    let saved = RwSignal::new(storage::Saved::default());
    provide_context(SavedHere(saved));
    Effect::new(move |_| saved.set(storage::saved()));
}

/// What is saved on this device.
pub fn saved_here() -> RwSignal<storage::Saved> {
    use_context::<SavedHere>().map_or_else(|| RwSignal::new(storage::Saved::default()), |here| here.0)
}

impl Saving {
    fn is_in(&self, saved: &storage::Saved) -> bool {
        match self {
            Self::Listing(id) => saved.listings.contains(id),
            Self::Page(slug) => saved.pages.contains(slug),
        }
    }

    fn toggle(&self, saved: &mut storage::Saved) {
        let remove = self.is_in(saved);
        match self {
            Self::Listing(id) if remove => saved.listings.retain(|other| other != id),
            Self::Listing(id) => saved.listings.push(*id),
            Self::Page(slug) if remove => saved.pages.retain(|other| other != slug),
            Self::Page(slug) => saved.pages.push(slug.clone()),
        }
    }
}

/// Saves something, or takes it back. Compact: only the icon is seen, the words are heard.
#[component]
pub fn SaveButton(lang: Lang, saving: Saving, name: String, #[prop(optional)] compact: bool) -> impl IntoView {
    let saved = saved_here();
    let (here, toggled) = (saving.clone(), saving);
    let is_saved = Memo::new(move |_| saved.with(|saved| here.is_in(saved)));
    let toggle = move |_| {
        let mut changed = saved.get_untracked();
        toggled.toggle(&mut changed);
        if storage::save(&changed) {
            saved.set(changed);
        }
    };
    let label = compact.then(|| tf(lang, k::CARD_SAVE, &[("name", &name)]));
    let word = move || if is_saved.get() { t(lang, k::LISTING_SAVED) } else { t(lang, k::LISTING_SAVE) };
    view! {
        <button
            type="button"
            class=if compact { "icon-button needs-script" } else { "needs-script" }
            data-save=""
            aria-pressed=move || is_saved.get().to_string()
            aria-label=label
            on:click=toggle
        >
            {icon("save")}
            {(!compact).then(|| view! { <span>{word}</span> })}
        </button>
    }
}

/// How long a button says what it has done, in seconds.
const SAID: u64 = 4;

/// Says for a while that something was copied.
fn say_for_a_while(said: RwSignal<bool>) {
    said.set(true);
    // By then the page may be gone, and the signal with it.
    let quiet = move || {
        said.try_set(false);
    };
    set_timeout(quiet, Duration::from_secs(SAID));
}

/// What a button does, and for a while what it has done. Only that is announced: an answer may draw the button anew.
fn icon_and_outcome(lang: Lang, name: &'static str, does: Msg, done: Msg, is_done: RwSignal<bool>) -> AnyView {
    let shown = move || t(lang, if is_done.get() { done } else { does });
    let said = move || if is_done.get() { t(lang, done) } else { "" };
    view! { {icon(name)}<span>{shown}</span><span class="visually-hidden" role="status">{said}</span> }
}

/// Shares the page at a path.
#[component]
pub fn ShareButton(lang: Lang, title: String, #[prop(into)] path: Signal<String>) -> impl IntoView {
    let copied = RwSignal::new(false);
    let share = move |_| browser::share::share(title.clone(), &path.get_untracked(), move || say_for_a_while(copied));
    let words = icon_and_outcome(lang, "share", k::LISTING_SHARE, k::LISTING_LINK_COPIED, copied);
    view! { <button type="button" class="needs-script" on:click=share>{words}</button> }
}

/// Copies a text, with the address of the page at a path below it.
#[component]
pub fn CopyButton(lang: Lang, text: String, path: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = format!("{text}\n{}{path}", browser::origin().unwrap_or_default());
        browser::share::copy(text, move || say_for_a_while(copied));
    };
    let words = icon_and_outcome(lang, "list", k::LISTING_COPY, k::LISTING_COPIED, copied);
    view! { <button type="button" class="needs-script" on:click=copy>{words}</button> }
}

/// Prints the page.
#[component]
pub fn PrintButton(lang: Lang) -> impl IntoView {
    view! {
        <button type="button" class="needs-script" on:click=move |_| browser::print()>
            {icon("print")}<span>{t(lang, k::LISTING_PRINT)}</span>
        </button>
    }
}
