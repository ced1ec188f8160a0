//! Everything below a language; an unknown language is a page that does not exist.

use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use super::NotFound;
use crate::{parts::provide_saved, route};

/// The pages of a language.
#[component]
pub fn InLanguage() -> impl IntoView {
    let path = use_location().pathname;
    provide_saved();
    let known = Memo::new(move |_| path.with(|path| route::lang_of(path).is_some()));
    move || if known.get() { view! { <Outlet/> }.into_any() } else { view! { <NotFound/> }.into_any() }
}
