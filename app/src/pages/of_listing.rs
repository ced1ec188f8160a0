//! The pages of one listing: itself, its poster, the form for a report, and the thanks.
//!
//! One route and one reading of the address for all of them, because what reacts to an address is a download.

use leptos::prelude::*;

use super::{listing::listing, not_found, poster::poster, report::report, thanks::thanks};
use crate::route;

/// The page that the last part of the address names. Called where a page is chosen, and again when another is named.
pub fn of_listing() -> AnyView {
    match route::part().get().as_str() {
        "" => listing(),
        "report" => report(),
        "poster" => poster(),
        "thanks" => thanks(),
        _ => not_found(),
    }
}
