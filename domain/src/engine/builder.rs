//! An engine out of rows that somebody has read already, and its words afterwards.
//!
//! A phone that opens a page should answer before it has read a hundred thousand names: without words in the filter no
//! word is needed. Knows nothing about where rows come from.

use super::{
    Engine,
    dictionary::{Hours, Schedules, UNKNOWN_HOURS},
    draft::Draft,
    facet,
    text::{Part, forward::Collector},
};
use crate::{
    entry::{Entry, Field},
    listing::ListingId,
    time::Zone,
};

/// Collects rows for an [`Engine`].
#[derive(Debug)]
pub struct Builder {
    draft: Draft,
    departments: Vec<u16>,
}

impl Builder {
    /// Nothing yet. Rows name their hours and departments by place in these tables; no two hours are the same.
    pub fn new<'a>(hours: &[Hours], departments: impl Iterator<Item = &'a str>) -> Self {
        let mut draft = Draft { schedules: Schedules::of(hours), ..Draft::default() };
        let departments = departments.map(|code| draft.departments.intern(Some(code))).collect();
        Self { draft, departments }
    }

    /// Adds a listing by its facets, position and confirmation; what the entry says of hours, department and words does
    /// not matter. Each id once.
    pub fn add(&mut self, entry: &Entry, department: Option<usize>, hours: Option<usize>) {
        let department = department.and_then(|place| self.departments.get(place)).copied().unwrap_or_default();
        let hours = hours.map_or(UNKNOWN_HOURS, |place| place as u32 + 1);
        self.draft.rows.push(facet::row_of(entry, department, hours));
    }

    /// The engine of all that was added, without words.
    pub fn finish(self, zones: Vec<Zone>) -> Engine {
        self.draft.build_without_words(zones)
    }
}

/// A term that was looked up, to be met by many listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term(u32);

/// The words of one listing on their way into an engine. The first mention of a word decides where it stands.
#[derive(Debug)]
pub struct RowWords<'a> {
    texts: &'a mut Collector,
    places: &'a mut Collector,
}

impl RowWords<'_> {
    /// Adds the words of a text.
    pub fn read(&mut self, field: Field, text: &str) {
        let (collector, part) = self.collector(field);
        collector.read(text, part);
    }

    /// The terms of a text of that field.
    pub fn terms_of(&mut self, field: Field, text: &str) -> Vec<Term> {
        self.collector(field).0.terms_of(text).into_iter().map(Term).collect()
    }

    /// The term of a stem of a name or a body.
    pub fn term(&mut self, stem: &str) -> Term {
        Term(self.texts.term(stem))
    }

    /// Adds a term that was looked up for this field.
    pub fn meet(&mut self, field: Field, term: Term) {
        let (collector, part) = self.collector(field);
        collector.meet(term.0, part);
    }

    fn collector(&mut self, field: Field) -> (&mut Collector, Part) {
        match field {
            Field::Name => (self.texts, Part::Name),
            Field::Body => (self.texts, Part::Body),
            Field::Place => (self.places, Part::Body),
        }
    }
}

impl Engine {
    /// Replaces all words: `each` tells those of a listing, `synonyms` are the words by which each category is found, in
    /// the order of the vocabulary. `terms` is about how many different words there are.
    pub fn set_words(&mut self, synonyms: &[String], terms: usize, mut each: impl FnMut(ListingId, &mut RowWords<'_>)) {
        let (mut texts, mut places) = (Collector::with_capacity(terms), Collector::default());
        let categories = self.categories();
        synonyms.iter().take(categories.len()).enumerate().for_each(|(category, words)| texts.hold(words, category));
        let rows = self.columns.rows();
        for row in 0..rows {
            if self.columns.alive.contains(row) {
                each(ListingId(self.columns.ids[row]), &mut RowWords { texts: &mut texts, places: &mut places });
            }
            texts.end_row();
            places.end_row();
        }
        let order: Vec<u32> = (0..rows as u32).collect();
        self.texts = texts.finish().invert(&order, categories);
        self.places = places.finish().invert(&order, Vec::new());
    }
}
