//! The words block: the stems by which a listing is found besides those of its name, organisation and commune.
//! Knows nothing about texts; stems are as [`crate::analysis`] makes them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    PackError,
    column::{Column, Numbering, meant},
    lists::{Lists, Rack, Shelf, Texts},
};

/// The content of a words block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// The checksum of the index block whose rows these are.
    pub index: u32,
    /// Stems, the most frequent first.
    terms: Texts,
    /// Distinct sets: for each stem twice its place, and one more in a name.
    sets: Lists,
    /// For each row the mention of its set.
    rows: Column<u32>,
}

impl Words {
    /// How many rows have words in here.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Makes the words.
#[derive(Debug, Default)]
pub struct Writer {
    stems: Vec<String>,
    seen: HashMap<String, u32>,
    counts: Vec<u32>,
    sets: Numbering<Vec<u32>>,
    rows: Column<u32>,
}

impl Writer {
    /// Adds a row with these stems; true for those of names.
    pub fn push(&mut self, stems: &[(String, bool)]) {
        let mut set: Vec<u32> =
            stems.iter().map(|(stem, in_name)| self.term(stem) << 1 | u32::from(*in_name)).collect();
        set.sort_unstable();
        set.dedup();
        self.rows.push(self.sets.mention(Some(&set).filter(|set| !set.is_empty())));
    }

    fn term(&mut self, stem: &str) -> u32 {
        if let Some(term) = self.seen.get(stem) {
            self.counts[*term as usize] += 1;
            return *term;
        }
        let term = self.counts.len() as u32;
        self.seen.insert(stem.to_owned(), term);
        self.stems.push(stem.to_owned());
        self.counts.push(1);
        term
    }

    /// The words of the rows of the index with that checksum.
    pub fn finish(self, index: u32) -> Words {
        let stems = &self.stems;
        let mut order: Vec<u32> = (0..stems.len() as u32).collect();
        order.sort_by_key(|term| (std::cmp::Reverse(self.counts[*term as usize]), &stems[*term as usize]));
        let mut places = vec![0; order.len()];
        let mut terms = Texts::default();
        for (place, term) in (0..).zip(&order) {
            places[*term as usize] = place;
            terms.push(&stems[*term as usize]);
        }
        let mut words = Words { index, terms, rows: self.rows, ..Words::default() };
        for set in &self.sets.distinct {
            let mut set: Vec<u32> = set.iter().map(|stem| places[(stem >> 1) as usize] << 1 | stem & 1).collect();
            set.sort_unstable();
            words.sets.push(&set);
        }
        words
    }
}

/// Words that were read.
#[derive(Debug)]
pub struct Stems {
    terms: Shelf,
    sets: Rack,
    set_of: Vec<u32>,
}

impl Stems {
    /// Reads words; every number in them must make sense.
    pub fn of(words: Words) -> Result<Self, PackError> {
        Self::checked(words).ok_or(PackError::Senseless)
    }

    fn checked(words: Words) -> Option<Self> {
        let (terms, sets) = (Shelf::of(words.terms)?, Rack::of(words.sets)?);
        Some(Self { set_of: meant(&words.rows, sets.len())?, terms, sets })
    }

    /// How many rows have words in here.
    pub fn rows(&self) -> usize {
        self.set_of.len()
    }

    /// How many different stems there are.
    pub fn terms(&self) -> usize {
        self.terms.len()
    }

    /// The stem of that number.
    pub fn term(&self, number: usize) -> &str {
        self.terms.get(number)
    }

    /// The numbers of the stems of a row; true for those of names. What is no stem is left out.
    pub fn of_row(&self, row: usize) -> impl Iterator<Item = (usize, bool)> {
        // There is no list of that number.
        let set = (self.set_of[row] as usize).checked_sub(1).unwrap_or(usize::MAX);
        let stems = self.sets.get(set).map(|stem| ((stem >> 1) as usize, stem & 1 == 1));
        stems.filter(|(stem, _)| *stem < self.terms.len())
    }
}
