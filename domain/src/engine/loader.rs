//! A whole directory on its way into an engine, straight from the texts of its listings.
//!
//! It finds what [`Entry::of`] would find, but makes no text for a stem that it has met before: a directory says few
//! different words many times, and a server that starts has readers waiting. For their sake several threads may load,
//! each with a loader of its own.
//! Knows nothing about opening hours: whoever loads compiles each of them once, and [`Engine::set_hours`] takes them.

use super::{
    Engine,
    draft::{self, Draft},
    text::{Part, forward::Collector},
};
use crate::{
    code::Code,
    entry::{self, Entry, Field},
    listing::{Listing, ListingId},
    vocabulary::Category,
};

/// Collects listings for an [`Engine`].
#[derive(Debug)]
pub struct Loader {
    draft: Draft,
    texts: Collector,
    places: Collector,
}

impl Loader {
    /// Nothing yet. `synonyms` are words by which the listings of a category should be found.
    pub fn new(synonyms: impl Fn(Category) -> &'static str) -> Self {
        let mut texts = Collector::default();
        Category::ALL.iter().for_each(|category| texts.hold(synonyms(*category), category.index()));
        Self { draft: Draft::default(), texts, places: Collector::default() }
    }

    /// Adds a listing; of several with one id the last counts.
    pub fn add(&mut self, id: ListingId, listing: &Listing) {
        entry::each_text(listing, |field, text| match field {
            Field::Name => self.texts.read(text, Part::Name),
            Field::Body => self.texts.read(text, Part::Body),
            Field::Place => self.places.read(text, Part::Body),
        });
        self.texts.end_row();
        self.places.end_row();
        let entry = Entry::without_words(id, listing);
        self.draft.rows.push(draft::row_of(entry, &mut self.draft.departments, &mut self.draft.schedules));
    }

    /// Adds what another loader collected, as if it had been added here.
    pub fn append(&mut self, other: Self) {
        self.texts.append(other.texts);
        self.places.append(other.places);
        for mut row in other.draft.rows {
            row.department = self.draft.departments.intern(other.draft.departments.code(row.department));
            self.draft.rows.push(row);
        }
    }

    /// The engine of all that was added.
    pub fn finish(self) -> Engine {
        let order = draft::latest(&self.draft.rows);
        self.draft.build(Vec::new(), order, &self.texts.finish(), &self.places.finish())
    }
}
