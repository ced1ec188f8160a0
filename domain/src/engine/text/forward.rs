//! The terms of each row, as they come in at a load or out of an index; turned around they are an index.
//! Knows nothing about the meaning of rows.

use super::{
    Part, TextIndex,
    arena::{Arena, Numbering},
};
use crate::{
    analysis::{Word, stem, stretches},
    engine::rows::RowSet,
};

/// Terms by row.
#[derive(Debug, Default)]
pub struct Forward {
    terms: Arena,
    /// For each row one after the other: twice the number of the term, and one less in a name than in a body.
    flat: Vec<u32>,
    /// Where each row ends.
    ends: Vec<u32>,
    /// Terms that all rows of some groups have in their bodies: one bit for each group.
    held: Vec<(u32, u32)>,
}

/// Collects rows and numbers the terms as they come.
#[derive(Debug, Default)]
pub struct Collector {
    numbers: Numbering,
    forward: Forward,
    /// The stretches of text that were met, and the term that each became: a language has far fewer than a text.
    stretches: Numbering,
    terms: Vec<Option<u32>>,
    /// For each term one more than the last row that has it.
    met: Vec<u32>,
    word: Word,
}

fn posting(term: u32, part: Part) -> u32 {
    term << 1 | u32::from(part == Part::Body)
}

impl Collector {
    /// Nothing yet, with room for that many terms.
    pub fn with_capacity(terms: usize) -> Self {
        let mut this = Self::default();
        this.numbers.reserve(terms);
        this
    }

    /// Adds stems to the row that is being collected.
    pub fn add(&mut self, stems: &[String], part: Part) {
        let flat = &mut self.forward.flat;
        self.numbers.number(stems, |term| flat.push(posting(term, part)));
    }

    /// Adds the terms of a text to the row that is being collected, but for those that it has already.
    pub fn read(&mut self, text: &str, part: Part) {
        for stretch in stretches(text) {
            if let Some(term) = self.term_of(stretch) {
                self.meet(term, part);
            }
        }
    }

    /// The terms of a text, to be met in many rows.
    pub fn terms_of(&mut self, text: &str) -> Vec<u32> {
        stretches(text).filter_map(|stretch| self.term_of(stretch)).collect()
    }

    /// The term of a stem, to be met in many rows.
    pub fn term(&mut self, stem: &str) -> u32 {
        self.numbers.number_one(stem)
    }

    /// Adds the terms of a text to all rows of a group, of which there are 32 at most. Rows of their own need not meet
    /// them.
    pub fn hold(&mut self, text: &str, group: usize) {
        for term in self.terms_of(text) {
            self.forward.held.push((term, 1 << group));
        }
    }

    /// Adds a term to the row that is being collected, unless it has it already.
    pub fn meet(&mut self, term: u32, part: Part) {
        let row = self.forward.ends.len() as u32 + 1;
        if self.met.len() <= term as usize {
            self.met.resize(self.numbers.len() as usize, 0);
        }
        if std::mem::replace(&mut self.met[term as usize], row) != row {
            self.forward.flat.push(posting(term, part));
        }
    }

    fn term_of(&mut self, stretch: &str) -> Option<u32> {
        let number = self.stretches.number_one(stretch) as usize;
        if number == self.terms.len() {
            let term = self.word.of(stretch).map(|word| self.numbers.number_one(stem(word)));
            self.terms.push(term);
        }
        self.terms[number]
    }

    pub fn end_row(&mut self) {
        self.forward.ends.push(self.forward.flat.len() as u32);
    }

    /// Adds the rows of another collection.
    pub fn append(&mut self, other: Self) {
        let other = other.finish();
        let terms: Vec<u32> =
            (0..other.terms.len()).map(|term| self.numbers.number_one(other.terms.get(term))).collect();
        let before = self.forward.flat.len() as u32;
        let renumbered = |old: &u32| terms[(*old >> 1) as usize] << 1 | *old & 1;
        self.forward.flat.extend(other.flat.iter().map(renumbered));
        self.forward.ends.extend(other.ends.iter().map(|end| end + before));
        self.forward.held.extend(other.held.iter().map(|(term, groups)| (terms[*term as usize], *groups)));
    }

    pub fn finish(self) -> Forward {
        Forward { terms: self.numbers.finish(), ..self.forward }
    }
}

impl Forward {
    /// The rows of an index that are in the set, in their order. `rows` is the number of all rows.
    pub fn of(index: &TextIndex, rows: usize, wanted: &RowSet) -> Self {
        let terms = index.terms.all();
        let each = |each: &mut dyn FnMut(usize, u32)| {
            for number in 0..terms.len() {
                for part in [Part::Name, Part::Body] {
                    index.each(number, part, |row| {
                        if wanted.contains(row) {
                            each(row, posting(number, part));
                        }
                    });
                }
            }
        };
        let mut ends = vec![0; rows];
        each(&mut |row, _| ends[row] += 1);
        let mut flat = vec![0; running_starts(&mut ends)];
        each(&mut |row, posting| put(posting, row, &mut ends, &mut flat));
        let mut kept = Vec::new();
        wanted.each(|row| kept.push(ends[row]));
        Self { terms, flat, ends: kept, held: Vec::new() }
    }

    fn row(&self, row: u32) -> &[u32] {
        group(row, &self.ends, &self.flat)
    }

    /// The index of these rows, renumbered: the first in `order` becomes row 0. `groups` are rows in that order which
    /// many terms have together; those that were [held](Collector::hold) count by their place in it.
    pub fn invert(&self, order: &[u32], groups: Vec<RowSet>) -> TextIndex {
        let mut ends = vec![0; self.terms.len() as usize * 2];
        order.iter().for_each(|row| count(self.row(*row), &mut ends));
        let mut held = vec![0; self.terms.len() as usize];
        for (term, of) in &self.held {
            held[*term as usize] |= of;
        }
        let filled = (0..).zip(&groups).fold(0, |filled, (group, rows)| filled | u32::from(!rows.is_empty()) << group);
        held.iter_mut().for_each(|groups| *groups &= filled);
        let occurs = |term: u32| {
            let term = term as usize;
            ends[term * 2] + ends[term * 2 + 1] + held[term] > 0
        };
        let mut sorted: Vec<u32> = (0..self.terms.len()).filter(|&term| occurs(term)).collect();
        sorted.sort_unstable_by_key(|&term| self.terms.get(term));

        let mut rows = vec![0; running_starts(&mut ends)];
        (0..).zip(order).for_each(|(new, row)| put_all(new, self.row(*row), &mut ends, &mut rows));
        let list = |term, part| group(posting(term, part), &ends, &rows);
        let lists = sorted.iter().map(|&term| (list(term, Part::Name), list(term, Part::Body), held[term as usize]));
        TextIndex::build(order.len(), sorted.iter().map(|&term| self.terms.get(term)), lists, groups)
    }
}

// Numbers are put into groups in three steps: the groups are counted, the counts become the places where the groups
// start, and with every number that is put in the place moves on, until it is the end of the group.

/// Turns counts into the places where the groups start; gives the sum.
fn running_starts(counts: &mut [u32]) -> usize {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
    sum as usize
}

// Not inlined, like other work on one row, term or set while a device reads its directory: a browser compiles a function
// slowly well, and uses that only when the function is called again. A loop over all rows that is entered once stays as
// it was compiled first, which is several times slower.

#[inline(never)]
fn count(groups: &[u32], counts: &mut [u32]) {
    groups.iter().for_each(|group| counts[*group as usize] += 1);
}

#[inline(never)]
fn put_all(number: u32, groups: &[u32], places: &mut [u32], into: &mut [u32]) {
    groups.iter().for_each(|group| put(number, *group as usize, places, into));
}

#[inline]
fn put(number: u32, group: usize, places: &mut [u32], into: &mut [u32]) {
    let place = &mut places[group];
    into[*place as usize] = number;
    *place += 1;
}

#[inline]
fn group<'a>(group: u32, ends: &[u32], numbers: &'a [u32]) -> &'a [u32] {
    let from = group.checked_sub(1).map_or(0, |before| ends[before as usize]);
    &numbers[from as usize..ends[group as usize] as usize]
}
