//! What is seen: pages, parts, and the server functions they ask.
//!
//! Arranges answers; decides nothing about who may do what and knows no SQL. Outside of [`browser`] nothing here touches
//! the window, so that a page is the same whether the server or the phone draws it.

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

pub mod api;
mod browser;
pub mod i18n;
mod pages;
mod parts;
mod route;
#[cfg(feature = "ssr")]
mod shell;
mod source;

pub use parts::ICONS_URL;
#[cfg(feature = "ssr")]
pub use shell::{Assets, shell};

use domain::Lang;
use leptos::prelude::*;
use leptos_meta::{Html, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use i18n::{t, text as k};
use parts::{SiteFooter, SiteHeader};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    source::provide();
    Effect::new(|_| browser::mark_hydrated());
    view! {
        <Router>
            <Page/>
        </Router>
    }
}

/// Header, page and footer in the language that the address names.
#[component]
fn Page() -> impl IntoView {
    let lang = route::lang();
    // A server puts the title together when the page is drawn, and then may have forgotten the signal.
    let at_first = lang.get_untracked();
    Effect::new(move |_| browser::scroll::remember());
    view! {
        <Html attr:lang=move || lang.get().to_string() attr:dir="ltr"/>
        <Title formatter=move |title: String| title_of(lang.try_get_untracked().unwrap_or(at_first), &title)/>
        <a class="skip-link" href="#content" rel="external">{move || t(lang.get(), k::SITE_SKIP)}</a>
        <SiteHeader/>
        <Routes fallback=pages::NotFound>
            <ParentRoute path=path!("/:lang") view=pages::InLanguage ssr=SsrMode::Async>
                <Route path=path!("/") view=pages::Home ssr=SsrMode::Async/>
                <Route path=path!("/find") view=pages::Find ssr=SsrMode::InOrder/>
                <Route path=path!("/listing/:slug") view=pages::Listing ssr=SsrMode::Async/>
                <Route path=path!("/guide") view=pages::Guide ssr=SsrMode::Async/>
                <Route path=path!("/guide/:slug") view=pages::GuidePage ssr=SsrMode::Async/>
                <Route path=path!("/help") view=pages::Help ssr=SsrMode::Async/>
                <Route path=path!("/saved") view=pages::Saved ssr=SsrMode::Async/>
                <Route path=path!("/about") view=pages::About ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view=pages::Privacy ssr=SsrMode::Async/>
                <Route path=path!("/accessibility") view=pages::Accessibility ssr=SsrMode::Async/>
                <Route path=path!("/data") view=pages::Data ssr=SsrMode::Async/>
                <Route path=path!("/*any") view=pages::NotFound ssr=SsrMode::Async/>
            </ParentRoute>
        </Routes>
        <SiteFooter/>
    }
}

/// The title of a page with the name of the site behind it.
///
/// On a server `leptos_meta` (0.8.7) writes it into the page as it is, and it may hold what somebody searched for.
fn title_of(lang: Lang, title: &str) -> String {
    let site = t(lang, k::SITE_NAME);
    let title = if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") };
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}
