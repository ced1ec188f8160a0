//! Maps: the picture that the server draws, and the element around it in which a script lets the reader move one.
//! Knows nothing about tiles. What the element does is in `frontend/map/`.

use domain::{
    Lang,
    filter::{self, Filter},
    listing::ListingId,
    place::Position,
};
use leptos::prelude::*;

use super::{Piece, icon};
use crate::{
    i18n::{t, text as k},
    route, view,
};

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
    let words = t(lang, k::MAP_OPEN);
    view! { <button class="button button-second needs-script" type="button" data-open-map="">{icon("map")}<span>{words}</span></button> }
}

/// All results of a search. `middle` is where distances are counted from.
pub fn find_map(lang: Lang, filter: &Filter, middle: Option<Position>) -> AnyView {
    let asked = Filter { sort: None, page: 0, per_page: 0, ..filter.clone() };
    let query = filter::print(&asked);
    let elsewhere = Filter { bbox: None, ..asked };
    let address = format!("/map/{lang}/find.svg?{query}&size=wide");
    view! {
        <ensemble-map
            full=""
            lang=lang.to_string()
            src=format!("/api/v1/points?{query}")
            find=route::find(lang, &elsewhere)
            near=middle.map(|middle| middle.to_string())
            bbox=filter.bbox.map(|area| area.to_string())
            listing=route::listing(lang, "")
        >
            {picture(&address, t(lang, k::MAP_ALT), ("480", "640"))}
            <p>{t(lang, k::MAP_IN_LIST)}" "{map_button(lang)}</p>
        </ensemble-map>
    }
}
