//! An engine out of rows that somebody has read already, and its words afterwards.
//!
//! A phone that opens a page should answer before it has read a hundred thousand names: without words in the filter no
//! word is needed. Knows nothing about where rows come from.

use super::{
    Engine,
    dictionary::Hours,
    draft::Draft,
    facet,
    text::{Part, forward::Collector},
};
use crate::{
    code::Code,
    entry::{Entry, Field},
    listing::ListingId,
    time::Zone,
    vocabulary::Category,
};

/// Collects rows for an [`Engine`].
#[derive(Debug)]
pub struct Builder {
    draft: Draft,
    hours: Vec<u32>,
    departments: Vec<u16>,
}

impl Builder {
    /// Nothing yet. Rows name their hours and departments by place in these tables.
    pub fn new<'a>(hours: &[Hours], departments: impl Iterator<Item = &'a str>) -> Self {
        let mut draft = Draft::default();
        let hours = draft.schedules.intern_all(hours);
        let departments = departments.map(|code| draft.departments.intern(Some(code))).collect();
        Self { draft, hours, departments }
    }

    /// Adds a listing by its facets, position and confirmation; what the entry says of hours, department and words does
    /// not matter. Of several with one id the last counts.
    pub fn add(&mut self, entry: &Entry, department: Option<usize>, hours: Option<usize>) {
        let row = facet::row_of(
            entry,
            department.and_then(|place| self.departments.get(place)).copied().unwrap_or_default(),
            hours.and_then(|place| self.hours.get(place)).copied().unwrap_or_default(),
        );
        self.draft.rows.push(row);
    }

    /// The engine of all that was added, without words.
    pub fn finish(self, zones: Vec<Zone>) -> Engine {
        let none = |rows: usize| {
            let mut collector = Collector::default();
            (0..rows).for_each(|_| collector.end_row());
            collector.finish()
        };
        let rows = self.draft.rows.len();
        self.draft.build(zones, &none(rows), &none(rows))
    }
}

/// The words of one listing on their way into an engine. The first mention of a word decides where it stands.
#[derive(Debug)]
pub struct RowWords<'a> {
    texts: &'a mut Collector,
    places: &'a mut Collector,
}

impl RowWords<'_> {
    /// Adds the words of a text.
    pub fn read(&mut self, field: Field, text: &str) {
        match field {
            Field::Name => self.texts.read(text, Part::Name),
            Field::Body => self.texts.read(text, Part::Body),
            Field::Place => self.places.read(text, Part::Body),
        }
    }

    /// Adds a stem of a name, or of the rest.
    pub fn meet(&mut self, stem: &str, in_name: bool) {
        self.texts.meet_stem(stem, if in_name { Part::Name } else { Part::Body });
    }
}

impl Engine {
    /// Replaces all words: `each` tells those of a listing, `synonyms` are the words by which each category is found, in
    /// the order of the vocabulary.
    pub fn set_words(&mut self, synonyms: &[String], mut each: impl FnMut(ListingId, &mut RowWords<'_>)) {
        let (mut texts, mut places) = (Collector::default(), Collector::default());
        let synonyms: Vec<Vec<u32>> = synonyms.iter().map(|words| texts.terms_of(words)).collect();
        let rows = self.columns.rows();
        for row in 0..rows {
            if self.columns.alive.contains(row) {
                each(ListingId(self.columns.ids[row]), &mut RowWords { texts: &mut texts, places: &mut places });
                let categories = self.columns.row(row).values >> facet::CATEGORY.from;
                for (category, terms) in Category::ALL.iter().zip(&synonyms) {
                    if categories >> category.index() & 1 == 1 {
                        terms.iter().for_each(|term| texts.meet(*term, Part::Body));
                    }
                }
            }
            texts.end_row();
            places.end_row();
        }
        let order: Vec<u32> = (0..rows as u32).collect();
        let categories = (facet::CATEGORY.from..facet::CATEGORY.to).map(|value| self.columns.with_value(value));
        self.texts = texts.finish().invert(&order, categories.collect());
        self.places = places.finish().invert(&order, Vec::new());
    }
}
