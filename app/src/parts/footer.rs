//! The end of every page.

use leptos::prelude::*;

use crate::{
    i18n::{Msg, t, text as k},
    route, view,
};

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
                <p>{move || t(lang.get(), k::SITE_PROMISE)}</p>
                <nav aria-label=move || t(lang.get(), k::SITE_FOOTER)>
                    <ul class="link-row">
                        {link("/about", k::NAV_ABOUT)}
                        {link("/privacy", k::NAV_PRIVACY)}
                        {link("/accessibility", k::NAV_ACCESSIBILITY)}
                        {link("/data", k::NAV_DATA)}
                    </ul>
                </nav>
            </div>
        </footer>
    }
}
