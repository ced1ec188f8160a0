//! The reader's position: asked for when a button is tapped, and made coarse before anything else sees it.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::place::Position;
use wasm_bindgen::{JsCast, closure::Closure};

/// Digits after the point that are kept: a thousandth of a degree is about 100 m.
const STEPS_PER_DEGREE: f64 = 1000.0;

/// How far off the latest position may be, in metres, as the browser said.
static ERROR_M: AtomicU32 = AtomicU32::new(0);

/// How far off the position may be that was asked for since the page was loaded, in metres; 0 when none was.
pub fn error_m() -> u32 {
    ERROR_M.load(Ordering::Relaxed)
}

/// Asks the browser for the position, and calls back with it, or with `None` when there is none to be had.
pub fn ask(answer: impl Fn(Option<Position>) + Clone + 'static) {
    let Some(geolocation) = super::window().and_then(|window| window.navigator().geolocation().ok()) else {
        return answer(None);
    };
    let refused = answer.clone();
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let here = position.coords();
        ERROR_M.store(here.accuracy() as u32, Ordering::Relaxed);
        answer(coarse(here.latitude(), here.longitude()));
    });
    let failed = Closure::once_into_js(move |_: web_sys::PositionError| refused(None));
    let options = web_sys::PositionOptions::new();
    options.set_timeout(15_000);
    options.set_maximum_age(60_000);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        found.unchecked_ref(),
        Some(failed.unchecked_ref()),
        &options,
    );
    // Without permission policy the call itself fails; the callbacks then never come.
    drop(asked);
}

/// A point on a grid of about 100 m.
fn coarse(lat: f64, lon: f64) -> Option<Position> {
    let round = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    Position::new(round(lat), round(lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_rounded_to_about_100_metres() {
        let here = coarse(48.856_614, 2.352_221_9).map(|here| (here.lat(), here.lon()));
        assert_eq!(here, Some((48.857, 2.352)));
        assert_eq!(coarse(f64::NAN, 0.0), None);
    }
}
