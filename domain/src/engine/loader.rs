//! A whole directory on its way into an engine, straight from the texts of its listings.
//!
//! It finds what [`Entry::of`] would find, but makes no text for a stem that it has met before: a directory says few
//! different words many times, and a server that starts has readers waiting.
//! Knows nothing about opening hours but their number; whoever loads compiles each hours once, meanwhile or afterwards.

use super::{
    Engine, Hours,
    columns::Row,
    dictionary::UNKNOWN_HOURS,
    draft::{self, Draft},
    text::{Part, forward::Collector},
};
use crate::{
    code::Code,
    entry::{self, Entry, Field},
    listing::{Listing, ListingId},
    time::Zone,
    vocabulary::Category,
};

/// Collects listings for an [`Engine`].
#[derive(Debug)]
pub struct Loader {
    draft: Draft,
    texts: Collector,
    places: Collector,
    /// By category the terms of its synonyms.
    synonyms: Vec<Vec<u32>>,
}

impl Loader {
    /// Nothing yet. `synonyms` are words by which the listings of a category should be found.
    pub fn new(synonyms: impl Fn(Category) -> &'static str) -> Self {
        let mut texts = Collector::default();
        let synonyms = Category::ALL.iter().map(|category| texts.terms_of(synonyms(*category))).collect();
        Self { draft: Draft::default(), texts, places: Collector::default(), synonyms }
    }

    /// Adds a listing; of several with one id the last counts. `hours` is the place of its opening hours in the table
    /// that [`Loader::finish`] gets.
    pub fn add(&mut self, id: ListingId, listing: &Listing, hours: u32) {
        entry::each_text(listing, |field, text| match field {
            Field::Name => self.texts.read(text, Part::Name),
            Field::Body => self.texts.read(text, Part::Body),
            Field::Place => self.places.read(text, Part::Body),
        });
        for category in listing.categories.iter() {
            self.synonyms[category.index()].iter().for_each(|term| self.texts.meet(*term, Part::Body));
        }
        self.texts.end_row();
        self.places.end_row();
        let entry = Entry::without_words(id, listing);
        let row = draft::row_of(entry, &mut self.draft.departments, &mut self.draft.schedules);
        self.draft.rows.push(Row { schedule: hours, ..row });
    }

    /// The engine of all that was added, with the table of opening hours; what the table lacks is unknown.
    pub fn finish(mut self, zones: Vec<Zone>, hours: &[Hours]) -> Engine {
        let numbers = self.draft.schedules.intern_all(hours);
        for row in &mut self.draft.rows {
            row.schedule = numbers.get(row.schedule as usize).copied().unwrap_or(UNKNOWN_HOURS);
        }
        self.draft.build(zones, &self.texts.finish(), &self.places.finish())
    }
}
