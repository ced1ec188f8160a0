//! The top of every page: brand, four doors, languages.

use domain::{Code, Lang};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::icon;
use crate::{
    browser::storage,
    i18n::{Msg, names, t, text as k},
    route, view,
};

/// Brand, main menu and language switch.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let lang = route::lang();
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=move || route::page(lang.get(), "")>{brand()}<span>{move || t(lang.get(), k::SITE_NAME)}</span></a>
                <nav class="site-nav" aria-label=move || t(lang.get(), k::SITE_MENU)>
                    <ul>
                        <Door path="/find" name="search" text=k::NAV_FIND/>
                        <Door path="/guide" name="book" text=k::NAV_GUIDE/>
                        <Door path="/saved" name="save" text=k::NAV_SAVED/>
                        <Door path="/help" name="heart" text=k::NAV_HELP/>
                    </ul>
                </nav>
                <LanguageMenu/>
            </div>
        </header>
    }
}

/// One door of the main menu.
#[component]
fn Door(path: &'static str, name: &'static str, text: Msg) -> impl IntoView {
    let lang = route::lang();
    let here = use_location().pathname;
    let current = move || {
        let inside = here.with(|here| {
            here.trim_start_matches('/').split_once('/').is_some_and(|(_, rest)| {
                let rest = rest.split('/').next().unwrap_or_default();
                rest == &path[1..] || (rest == "listing" && path == "/find")
            })
        });
        inside.then_some("page")
    };
    view! {
        <li>
            <a href=move || route::page(lang.get(), path) aria-current=current>
                {icon(name)}<span>{move || t(lang.get(), text)}</span>
            </a>
        </li>
    }
}

/// The same page in other languages. Until `boot.js` has brought the texts of those, such a link loads the page.
#[component]
fn LanguageMenu() -> impl IntoView {
    let lang = route::lang();
    let (path, query) = (use_location().pathname, route::query());
    let entry = move |choice: Lang| {
        view! {
            <li>
                <a
                    href=move || route::in_language(&path.get(), &query.get(), choice)
                    lang=choice.code()
                    hreflang=choice.code()
                    rel="external"
                    aria-current=move || (lang.get() == choice).then_some("true")
                    on:click=move |_| storage::remember_lang(choice)
                >
                    {names::own_name(choice)}
                </a>
            </li>
        }
    };
    view! {
        <details class="menu">
            <summary>
                {icon("globe")}<span class="visually-hidden">{move || t(lang.get(), k::LANG_SWITCH)}" "</span>
                <span>{move || names::own_name(lang.get())}</span>{icon("down")}
            </summary>
            <ul>{Lang::ALL.iter().map(|choice| entry(*choice)).collect_view()}</ul>
        </details>
    }
}

/// Two people under one roof.
fn brand() -> AnyView {
    view! {
        <svg viewBox="0 0 28 28" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" aria-hidden="true">
            <path d="M4 24.5C5 17 8.500 13 14 11.500 19.500 13 23 17 24 24.500M10 24.500c.4-3.800 1.700-6 4-7.200 2.300 1.200 3.600 3.400 4 7.200"/>
            <circle cx="7.5" cy="6.5" r="2.7" fill="currentColor" stroke="none"/>
            <circle cx="20.5" cy="6.5" r="2.7" fill="currentColor" stroke="none"/>
        </svg>
    }
}
