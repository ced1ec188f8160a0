//! What is seen: pages, parts, and the server function they ask.
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
mod view;

#[cfg(feature = "ssr")]
pub use pages::{Returned, Trouble};
pub use parts::ICONS_URL;
#[cfg(feature = "ssr")]
pub use shell::{Assets, shell};
use view::view;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    hooks::use_location,
    path,
};

use domain::Lang;
use i18n::{Msg, t, text as k};
use parts::{Piece, SiteFooter, SiteHeader};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    // Before the router: between two listeners of one event the browser runs what the first has set going.
    browser::scroll::remember();
    pages::provide_head();
    source::provide();
    route::provide_latest_search();
    parts::provide_saved();
    parts::provide_place();
    view! {
        <Router>
            <Page/>
        </Router>
    }
}

/// Header, page and footer in the language that the address names.
#[component]
fn Page() -> impl IntoView {
    route::provide_query();
    let lang = route::lang();
    // Another page begins at its beginning for those who listen or use the keyboard; another language is the same page.
    let path = use_location().pathname;
    let searches = Memo::new(move |_| path.with(|path| route::behind_language(path) == "find"));
    Effect::new(move |before: Option<String>| {
        let page = path.with(|path| route::behind_language(path).to_owned());
        if before.is_some_and(|before| before != page) {
            browser::arrive();
        }
        page
    });
    view! {
        {move || skip_links(lang.get(), searches.get())}
        <SiteHeader/>
        {Piece::new("ensemble-network").set("role", "status")}
        <FlatRoutes fallback=pages::not_found>
            <Route path=path!("/:lang") view=page(pages::home) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/find") view=page(pages::find) ssr=SsrMode::InOrder/>
            <Route path=path!("/:lang/listing/:slug/:part?") view=page(pages::of_listing) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/guide") view=page(pages::guide) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/guide/:slug") view=page(pages::guide_page) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/help") view=page(pages::help) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/saved") view=page(pages::saved) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/about") view=page(pages::about) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/privacy") view=page(pages::privacy) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/accessibility") view=page(pages::accessibility) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/data") view=page(pages::data) ssr=SsrMode::Async/>
            <Route path=path!("/:lang/*any") view=page(pages::not_found) ssr=SsrMode::Async/>
        </FlatRoutes>
        <SiteFooter/>
    }
}

/// The first stops of the keyboard: past the menu, and in a search past the form and the filters too.
fn skip_links(lang: Lang, searches: bool) -> AnyView {
    let link = |class: &'static str, to: &'static str, text: Msg| {
        view! { <a class=class href=to rel="external">{t(lang, text)}</a> }
    };
    let (to, text) = if searches { ("#results", k::SITE_SKIP_RESULTS) } else { ("#content", k::SITE_SKIP) };
    let map = searches.then(|| link("skip-link skip-to-map", "#map", k::SITE_SKIP_MAP));
    view! { {link("skip-link", to, text)}{map} }
}

/// What draws a page. One type for all, so that the router is compiled once.
fn page(draw: fn() -> AnyView) -> impl Fn() -> AnyView + Clone + Send + Sync {
    move || pages::in_language(draw)
}
