//! Opening hours: from the OSM syntax to a [`Schedule`](domain::hours::Schedule) that a browser evaluates by itself.
//! Knows nothing about listings; a text, a region and a day go in.
//!
//! A schedule is made anew every day. Its usual week is what the rule says about the days looked at when no holiday
//! interferes; every day on which the rule says something else (holidays, dates, odd weeks, a season that begins) is
//! an exception. Within the days looked at it is therefore exact; beyond them it only knows the week.

mod case;
mod compile;
mod holidays;
mod print;
mod rules;
mod words;
mod zones;

pub use compile::compile;
pub use holidays::region;
pub use rules::normalise;
pub use zones::{is_zone, zone, zones};

/// Why a text is not opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    #[error("opening hours are empty")]
    Empty,
    #[error("opening hours have more than {} characters", rules::MAX_LENGTH)]
    TooLong,
    /// The text from where it stops making sense.
    #[error("opening hours are not in the OSM syntax from “{0}” on")]
    Syntax(String),
}
