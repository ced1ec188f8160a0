//! Maps: the picture that the server draws, and the element around it in which a script lets the reader move one.
//! Knows nothing about tiles. What the element does is in `frontend/map/`.

use domain::{
    Lang,
    filter::{self, Filter},
    listing::ListingId,
    place::Position,
};
use leptos::{html::custom, prelude::*};

use super::{Piece, icon_words};
use crate::{
    browser,
    i18n::{t, text as k},
};

/// Leptos (tachys 0.2) compares the name with `tagName`, which is in capitals, and would replace the element, and with it
/// an open map, at each answer.
const ELEMENT: &str = "ENSEMBLE-MAP";

/// A picture in both schemes; `address` has a query string.
fn picture(address: &str, alt: &str, (width, height): (&str, &str)) -> Piece {
    let dark = Piece::new("source")
        .set("media", "(prefers-color-scheme: dark)")
        .set("srcset", &format!("{address}&theme=dark"));
    let image = Piece::new("img").set("src", address).set("alt", alt).set("width", width).set("height", height);
    Piece::new("picture").put(dark).put(image.set("loading", "lazy"))
}

/// The surroundings of a listing.
pub fn listing_map(lang: Lang, id: ListingId) -> Piece {
    let address = format!("/map/{lang}/listing/{id}.svg?size=small");
    Piece::of_class("p", "listing-map").put(picture(&address, t(lang, k::MAP_AROUND), ("360", "220")))
}

/// The button that opens the map on a phone.
pub fn map_button(lang: Lang) -> AnyView {
    Piece::of_class("div", "view-switch").put(open_button(lang)).into_render()
}

fn open_button(lang: Lang) -> Piece {
    let button = Piece::of_class("button", "button button-second needs-script").set("type", "button");
    icon_words(button.set("data-open-map", ""), "map", t(lang, k::MAP_OPEN))
}

/// All results of a search. `middle` is where distances are counted from.
pub fn find_map(lang: Lang, filter: &Filter, middle: Option<Position>) -> AnyView {
    let query = filter::print(&Filter { sort: None, page: 0, per_page: 0, ..filter.clone() });
    let address = format!("/map/{lang}/find.svg?{query}&size=wide");
    // One attribute for all: each costs whoever downloads this.
    let mut more = middle.map(|middle| format!("&middle={middle}")).unwrap_or_default();
    let error_m = browser::position::error_m();
    if filter.near.is_some() && error_m > 0 {
        more += &format!("&accuracy={error_m}");
    }
    let words = Piece::new("p").text(t(lang, k::MAP_IN_LIST)).text(" ").put(open_button(lang));
    let drawn = picture(&address, t(lang, k::MAP_ALT), ("480", "640"));
    custom(ELEMENT)
        .attr("id", "map")
        .attr("asked", format!("{query}&lang={lang}{more}"))
        .child((drawn.into_render(), words.into_render()))
        .into_any()
}
