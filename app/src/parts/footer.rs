//! The end of every page.

use domain::Lang;
use leptos::prelude::*;

use super::Piece;
#[cfg(feature = "ssr")]
use crate::i18n::{format, tf};
use crate::{
    i18n::{Msg, t, text as k},
    route, view,
};

/// How old the page is, by the clock of the server that sends it; `frontend/offline/state.ts` keeps it true.
#[cfg(feature = "ssr")]
fn as_of(lang: Lang) -> Piece {
    let piece = Piece::of_class("ensemble-as-of", "fact");
    let Some(clock) = use_context::<usecases::clock::Clock>() else { return piece };
    let now = clock.now();
    let local = usecases::hours::zone(domain::listing::USUAL_ZONE, now).local(now);
    let (date, time) = (format::day_month(lang, local.day), format::clock(lang, local.minute));
    piece.set("data-at", &now.to_string()).text(&tf(lang, k::SITE_AS_OF, &[("date", &date), ("time", &time)]))
}

#[cfg(not(feature = "ssr"))]
fn as_of(_: Lang) -> Piece {
    Piece::of_class("ensemble-as-of", "fact")
}

/// Who runs the site, in words of no language. A page that a browser draws says it on its page about the site.
#[cfg(feature = "ssr")]
fn run_by(lang: Lang) -> Piece {
    let line = Piece::of_class("p", "link-row");
    let Some(directory) = use_context::<usecases::directory::Directory>() else { return line };
    let by = directory.collective(lang);
    let link = |href: String, text: &str| Piece::new("a").set("href", &href).text(text);
    let name = (!by.name.is_empty()).then(|| Piece::new("b").text(&by.name));
    let email = by.email.iter().map(|email| link(format!("mailto:{email}"), email));
    let phone = by.phone.iter().map(|phone| link(format!("tel:{phone}"), &format::phone(phone)));
    line.put_all(name).put_all(email).put_all(phone)
}

#[cfg(not(feature = "ssr"))]
fn run_by(_: Lang) -> Piece {
    Piece::of_class("p", "link-row")
}

/// What the site promises, and pages about it.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let lang = route::lang();
    let link = move |path: &'static str, text: Msg| {
        view! { <li><a href=move || route::page(lang.get(), path)>{move || t(lang.get(), text)}</a></li> }
    };
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                {as_of(lang.get_untracked())}
                {run_by(lang.get_untracked())}
                <p>{move || t(lang.get(), k::SITE_PROMISE)}</p>
                <nav aria-label=move || t(lang.get(), k::SITE_FOOTER)>
                    <ul class="link-row">
                        {link("/about", k::NAV_ABOUT)}
                        {link("/about#contact", k::ABOUT_CONTACT)}
                        {link("/privacy", k::NAV_PRIVACY)}
                        {link("/accessibility", k::NAV_ACCESSIBILITY)}
                        {link("/data", k::NAV_DATA)}
                    </ul>
                </nav>
            </div>
        </footer>
    }
}
