//! Places by name: what somebody types, in one of four languages, becomes a place with a position.
//! Knows nothing about files and networks: the text that holds the places is an argument, and knows no listings.
//!
//! [`Gazetteer::read`] takes the text that `basemap/places.py` writes and keeps beside it only what a search needs:
//! the folded names, their words in order, and a few numbers per place. Everything else is read out of the text when
//! a [`Place`] is shown.
//!
//! # What counts as found
//!
//! Better kinds of matches come first, whatever the places:
//!
//! 1. the name, whole or begun,
//! 2. the beginning of one of its words,
//! 3. a name, or the beginning of one, with one letter wrong, missing, too many or swapped, or two in eight letters or
//!    more (only when the above finds next to nothing),
//! 4. a French name that sounds like what is typed in Cyrillic (only when nothing else is found).
//!
//! A town in Ukraine stands first under its own name («Володимир»).
//! Names may be written as on letters, after a preposition, in another case, or within an address (`forms`, `inflect`).
//!
//! Within a kind a place stands higher the more people live there and the nearer it is, both counted in doublings of
//! population (`weigh`). A whole name is worth eight doublings and the first words of one three, so that «Aix» brings
//! Aix-en-Provence before two hamlets, and «Saint-Denis» the two cities before Saint-Denis-en-Val. A name without its
//! article (`Havre`) loses three, an old commune or another spelling five. Of two places with the same name the larger one
//! stands first, unless the other is near.

mod best;
mod forms;
mod index;
mod inflect;
mod letters;
mod near_miss;
mod place;
mod postcode;
mod query;
mod read;
mod resolve;
mod sound;
mod suggest;
mod weigh;

pub use forms::is_country;
pub use place::{Place, PlaceKind, label};
pub use read::GazetteerError;
pub use resolve::Resolved;

use std::borrow::Cow;

use crate::{lang::Lang, place::Position};

/// All places and what a search needs to find them.
#[derive(Debug)]
pub struct Gazetteer {
    text: Cow<'static, str>,
    rows: read::Rows,
    index: index::Index,
    postcodes: postcode::Postcodes,
}

impl Gazetteer {
    /// Reads the text that `basemap/places.py` writes. The places are in the order of the text from then on.
    pub fn read(text: impl Into<Cow<'static, str>>) -> Result<Self, GazetteerError> {
        read::read(text.into())
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no place at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every place, in the order of the text: regions, departments, communes, districts, towns.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.len()).map(|row| Place::new(self, row as u32))
    }

    /// The place of that key ([`Place::id`]).
    pub fn find(&self, id: &str) -> Option<Place<'_>> {
        place::find(self, id)
    }

    /// At most `limit` places for what is typed so far, best first; see the module for the order.
    /// `lang` decides nothing but ties: people type names in any language.
    pub fn suggest(&self, typed: &str, lang: Lang, near: Option<Position>, limit: usize) -> Vec<Place<'_>> {
        suggest::suggest(self, typed, lang, near, limit)
    }

    /// What a name in an address means: one place, several to choose from, or none.
    pub fn resolve(&self, text: &str) -> Resolved<'_> {
        resolve::resolve(self, text)
    }

    /// The larger places that some words of a question name, whole: a sentence has many words, and a hamlet is called like
    /// many of them.
    pub fn named(&self, words: &str) -> Vec<Place<'_>> {
        resolve::named(self, words)
    }

    /// The French departments in the order of their codes.
    pub fn departments(&self) -> impl Iterator<Item = Place<'_>> {
        self.places().filter(|place| place.kind() == PlaceKind::Department)
    }

    /// The French regions in the order of their codes.
    pub fn regions(&self) -> impl Iterator<Item = Place<'_>> {
        self.places().filter(|place| place.kind() == PlaceKind::Region)
    }

    /// The name of a French department by its code (`69`, `2A`, `974`).
    pub fn department_name(&self, code: &str, lang: Lang) -> Option<&str> {
        self.departments().find(|place| place.code() == code).map(|place| place.name(lang))
    }

    /// Bytes of memory beside the text.
    pub fn memory(&self) -> usize {
        self.rows.memory() + self.index.memory() + self.postcodes.memory()
    }
}
