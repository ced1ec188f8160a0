//! The words block: the stems by which a listing is found besides those of its name, organisation and commune.
//! Knows nothing about texts; stems are as [`crate::analysis`] makes them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    PackError,
    column::{Numbering, Shelf, Texts, meant},
};

/// The content of a words block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// The checksum of the index block whose rows these are.
    pub index: u32,
    /// Stems, the most frequent first.
    terms: Texts,
    /// Distinct sets: for each stem the step from the one before in twice its place, and one more in a name.
    sets: Vec<Vec<u32>>,
    /// For each row the mention of its set.
    rows: Vec<u32>,
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
    rows: Vec<u32>,
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
        let steps = |set: &Vec<u32>| {
            let mut set: Vec<u32> = set.iter().map(|stem| places[(stem >> 1) as usize] << 1 | stem & 1).collect();
            set.sort_unstable();
            let before: Vec<u32> = std::iter::once(0).chain(set.iter().copied()).collect();
            set.iter().zip(before).map(|(stem, before)| stem - before).collect()
        };
        Words { index, terms, sets: self.sets.distinct.iter().map(steps).collect(), rows: self.rows }
    }
}

/// Words that were read.
#[derive(Debug)]
pub struct Stems {
    terms: Shelf,
    sets: Vec<Vec<u32>>,
    set_of: Vec<u32>,
}

impl Stems {
    /// Reads words; every number in them must make sense.
    pub fn of(words: Words) -> Result<Self, PackError> {
        Self::checked(words).ok_or(PackError::Senseless)
    }

    fn checked(words: Words) -> Option<Self> {
        let set_of = meant(&words.rows, words.sets.len())?;
        let terms = Shelf::of(words.terms)?;
        let whole = |steps: Vec<u32>| {
            let mut stem = 0_u32;
            let next = |step: u32| {
                stem = stem.checked_add(step)?;
                (((stem >> 1) as usize) < terms.len()).then_some(stem)
            };
            steps.into_iter().map(next).collect::<Option<Vec<u32>>>()
        };
        let sets = words.sets.into_iter().map(whole).collect::<Option<_>>()?;
        Some(Self { terms, sets, set_of })
    }

    /// How many rows have words in here.
    pub fn rows(&self) -> usize {
        self.set_of.len()
    }

    /// The stems of a row; true for those of names.
    pub fn each(&self, row: usize, mut each: impl FnMut(&str, bool)) {
        let set = (self.set_of[row] as usize).checked_sub(1).map_or(&[][..], |set| &self.sets[set]);
        set.iter().for_each(|stem| each(self.terms.get((stem >> 1) as usize), stem & 1 == 1));
    }
}
