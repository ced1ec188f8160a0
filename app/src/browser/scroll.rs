//! Going back to where one was: the place on a page is remembered for each entry of the history.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

thread_local! {
    /// Address and vertical place in pixels, for the latest pages of this visit.
    static PLACES: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
    /// Whether the page was reached by Back or Forward.
    static RETURN: Cell<bool> = const { Cell::new(false) };
}

/// Pages whose place is remembered.
const KEPT: usize = 50;

/// Starts remembering. The browser's own restoration comes too early: the list is not there yet.
pub fn remember() {
    let Some(window) = super::window() else { return };
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    let scrolled = window_event_listener(leptos::ev::scroll, |_| note());
    let returned = window_event_listener(leptos::ev::popstate, |_| RETURN.set(true));
    // A click leads forward, before the router sees it.
    let clicked = window_event_listener(leptos::ev::pointerdown, |_| RETURN.set(false));
    let pressed = window_event_listener(leptos::ev::keydown, |_| RETURN.set(false));
    on_cleanup(move || {
        scrolled.remove();
        returned.remove();
        clicked.remove();
        pressed.remove();
    });
}

/// Whether the page was reached by Back or Forward.
pub fn is_return() -> bool {
    RETURN.get()
}

/// Goes to where one was on this page, if it was reached by Back or Forward. Called once its content is there.
pub fn restore() {
    if !is_return() {
        return;
    }
    request_animation_frame(|| {
        let Some((window, address)) = here() else { return };
        let place = PLACES.with_borrow(|places| places.iter().find(|(known, _)| *known == address).map(|(_, y)| *y));
        if let Some(y) = place {
            window.scroll_to_with_x_and_y(0.0, y);
        }
        RETURN.set(false);
    });
}

fn note() {
    // While a page is being returned to, the browser's own movements say nothing about the reader.
    if is_return() {
        return;
    }
    let Some((window, address)) = here() else { return };
    let y = window.scroll_y().unwrap_or(0.0);
    PLACES.with_borrow_mut(|places| {
        places.retain(|(known, _)| *known != address);
        places.push((address, y));
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
