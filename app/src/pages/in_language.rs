//! Everything below a language; an unknown language is a page that does not exist.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::not_found;
use crate::route;

/// A page behind the language in the address.
pub fn in_language(page: fn() -> AnyView) -> AnyView {
    let path = use_location().pathname;
    let known = Memo::new(move |_| path.with(|path| route::lang_of(path).is_some()));
    (move || if known.get() { page() } else { not_found() }).into_any()
}
