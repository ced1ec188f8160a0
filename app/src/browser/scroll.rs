//! Going back to where one was: the place on a page is remembered for each entry of the history.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

thread_local! {
    /// The latest pages of this visit.
    static PLACES: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    /// Whether the page was reached by Back or Forward.
    static RETURN: Cell<bool> = const { Cell::new(false) };
}

/// Where somebody was on a page.
#[derive(Default)]
struct Place {
    address: String,
    /// In pixels from the top.
    y: f64,
    /// The link by which they left it.
    link: String,
}

/// Pages whose place is remembered.
const KEPT: usize = 50;

/// Starts remembering. The browser's own restoration comes too early: the list is not there yet.
pub fn remember() {
    let Some(window) = super::window() else { return };
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    let scrolled = window_event_listener(leptos::ev::scroll, |_| {
        // While a page is being returned to, the browser's own movements say nothing about the reader.
        if !is_return() {
            note(|window, place| place.y = window.scroll_y().unwrap_or(0.0));
        }
    });
    let returned = window_event_listener(leptos::ev::popstate, |_| RETURN.set(true));
    // A click leads forward, before the router sees it; a link that says so leads back.
    let followed = window_event_listener(leptos::ev::click, |event| {
        let Some(link) = link_of(&event) else { return };
        let href = link.get_attribute("href").unwrap_or_default();
        note(|_, place| place.link = href);
        if link.has_attribute("data-return") {
            RETURN.set(true);
        }
    });
    let clicked = window_event_listener(leptos::ev::pointerdown, |_| RETURN.set(false));
    let pressed = window_event_listener(leptos::ev::keydown, |_| RETURN.set(false));
    on_cleanup(move || {
        scrolled.remove();
        returned.remove();
        followed.remove();
        clicked.remove();
        pressed.remove();
    });
}

/// Whether the page was reached by Back or Forward.
pub fn is_return() -> bool {
    RETURN.get()
}

/// Goes to where one was on this page, and to the link by which one left it, if it was reached by Back or Forward.
/// Called once its content is there.
pub fn restore() {
    if !is_return() {
        return;
    }
    request_animation_frame(|| {
        let Some((window, address)) = here() else { return };
        let (y, link) = PLACES.with_borrow(|places| {
            let place = places.iter().find(|place| place.address == address);
            place.map_or((0.0, String::new()), |place| (place.y, place.link.clone()))
        });
        window.scroll_to_with_x_and_y(0.0, y);
        RETURN.set(false);
        // A page that was opened begins at its beginning; whoever returns is taken further, a moment later.
        request_animation_frame(move || focus_link(&link));
    });
}

fn focus_link(href: &str) {
    let link = format!("main a[href=\"{}\"]", href.replace('"', "\\\""));
    let link = super::window().and_then(|window| window.document()?.query_selector(&link).ok()?);
    if let Some(link) = link.filter(|_| !href.is_empty()) {
        super::focus_on(link);
    }
}

fn link_of(event: &web_sys::MouseEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("a").ok()?
}

/// Remembers something of the page as it is.
fn note(change: impl FnOnce(&web_sys::Window, &mut Place)) {
    let Some((window, address)) = here() else { return };
    PLACES.with_borrow_mut(|places| {
        let known = places.iter().position(|place| place.address == address);
        let mut place = known.map_or_else(Place::default, |at| places.remove(at));
        place.address = address;
        change(&window, &mut place);
        places.push(place);
        if places.len() > KEPT {
            places.remove(0);
        }
    });
}

fn here() -> Option<(web_sys::Window, String)> {
    let window = super::window()?;
    let location = window.location();
    let address = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    Some((window, address))
}
