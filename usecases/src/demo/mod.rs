//! Made-up listings that show the software with as many entries as a country has.
//!
//! Every one is marked as a demonstration and nobody can be reached through it. Towns are real, services are plausible,
//! names are invented. The texts stand in `content/demo`; this module draws from them, always alike for the same seed.

mod communes;
mod contact;
mod content;
mod facts;
mod hours;
mod listing;
mod needs;
mod rng;
mod wording;

#[cfg(test)]
mod tests;

use domain::{Listing, time::Timestamp};

pub use listing::SOURCE;

/// The first `count` demonstration listings of a seed, numbered from 1.
///
/// A listing depends on the seed and its number, never on how many are asked for. The day of `now` moves only what is
/// relative to it: confirmations, lapses of urgency, closures.
pub fn demo_listings(count: u32, seed: u64, now: Timestamp) -> impl Iterator<Item = Listing> {
    (1..=count).filter_map(move |number| listing::listing(number, seed, now))
}
