//! The way to a place: links that open a route on the maps that people have.
//!
//! Nothing is loaded from there before somebody goes there, and then it is told where the place is and no more: where
//! the reader is, their own map finds out.

use domain::{Lang, filter::query_escape, view::ListingView};

use crate::{
    i18n::{t, text as k},
    parts::{Piece, icon_words},
};

/// Where a way leads, as it stands in addresses: a position, or else an address with a street.
fn destination(view: &ListingView) -> Option<String> {
    // Not every map reads a plus as a space.
    let written = || query_escape(&view.card.door).replace('+', "%20");
    view.position.map(|here| here.to_string()).or_else(|| (!view.card.door.is_empty()).then(written))
}

/// OpenStreetMap, Google and Apple, each with its route.
fn sites(to: &str) -> [(&'static str, String); 3] {
    [
        ("OpenStreetMap", format!("https://www.openstreetmap.org/directions?to={to}")),
        ("Google Maps", format!("https://www.google.com/maps/dir/?api=1&destination={to}")),
        ("Apple Plans", format!("https://maps.apple.com/?daddr={to}")),
    ]
}

/// The buttons that lead there. `boot.js` says on which device it runs, and the style sheet shows one of them: on
/// Android whatever map is installed, on Apple's devices theirs, else and without a script a route in the browser.
pub fn buttons(lang: Lang, view: &ListingView, class: &str) -> Vec<Piece> {
    let Some(to) = destination(view) else { return Vec::new() };
    let [(_, open), _, (_, apple)] = sites(&to);
    let android = match view.position {
        Some(_) => format!("geo:{to}?q={to}"),
        None => format!("geo:0,0?q={to}"),
    };
    let button = |(device, href): (&str, String)| {
        let link = Piece::of_class("a", &format!("{class} {device}")).set("href", &href);
        icon_words(link.set("rel", "external noreferrer"), "route", t(lang, k::LISTING_DIRECTIONS))
    };
    [("on-android", android), ("on-apple", apple), ("on-others", open)].into_iter().map(button).collect()
}

/// All of them by name, for whoever wants another than the button opens.
pub fn all(lang: Lang, view: &ListingView) -> Option<Piece> {
    let to = destination(view)?;
    let link = |(name, href): (&str, String)| {
        Piece::new("li").put(Piece::new("a").set("href", &href).set("rel", "external noreferrer").text(name))
    };
    let links = Piece::of_class("ul", "map-sites").put_all(sites(&to).into_iter().map(link));
    let lead = Piece::of_class("p", "soft").text(t(lang, k::LISTING_OPEN_IN));
    Some(Piece::of_class("div", "no-print").put(lead).put(links))
}
