//! The terms of each row, as they come in at a load or out of an index; turned around they are an index.
//! Knows nothing about the meaning of rows.

use super::{Part, TextIndex};
use crate::engine::{hash::FastMap, rows::RowSet};

/// Terms by row.
#[derive(Debug, Default)]
pub struct Forward {
    terms: Vec<Box<str>>,
    /// For each row one after the other: twice the number of the term, and one less in a name than in a body.
    flat: Vec<u32>,
    /// Where each row ends.
    ends: Vec<usize>,
}

/// Collects rows and numbers the terms as they come.
#[derive(Debug, Default)]
pub struct Collector {
    numbers: FastMap<Box<str>, u32>,
    forward: Forward,
}

fn posting(term: u32, part: Part) -> u32 {
    term << 1 | u32::from(part == Part::Body)
}

impl Collector {
    /// Adds stems to the row that is being collected.
    pub fn add(&mut self, stems: Vec<String>, part: Part) {
        for stem in stems {
            let term = match self.numbers.get(stem.as_str()) {
                Some(&term) => term,
                None => self.number(stem),
            };
            self.forward.flat.push(posting(term, part));
        }
    }

    #[cold]
    fn number(&mut self, stem: String) -> u32 {
        let number = self.numbers.len() as u32;
        self.numbers.insert(stem.into_boxed_str(), number);
        number
    }

    pub fn end_row(&mut self) {
        self.forward.ends.push(self.forward.flat.len());
    }

    pub fn finish(self) -> Forward {
        let mut terms = vec![Box::default(); self.numbers.len()];
        for (term, number) in self.numbers {
            terms[number as usize] = term;
        }
        Forward { terms, ..self.forward }
    }
}

impl Forward {
    /// The rows of an index that are in the set, in their order. `rows` is the number of all rows.
    pub fn of(index: &TextIndex, rows: usize, wanted: &RowSet) -> Self {
        let mut terms = vec![Box::default(); index.terms.iter().count()];
        for (number, term) in index.terms.iter() {
            terms[number as usize] = term.into();
        }
        let each = |each: &mut dyn FnMut(usize, u32)| {
            for number in 0..terms.len() as u32 {
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
        each(&mut |row, posting| {
            flat[ends[row]] = posting;
            ends[row] += 1;
        });
        let mut kept = Vec::new();
        wanted.each(|row| kept.push(ends[row]));
        Self { terms, flat, ends: kept }
    }

    fn row(&self, row: u32) -> &[u32] {
        let from = row.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.flat[from..self.ends[row as usize]]
    }

    /// The index of these rows, renumbered: the first in `order` becomes row 0.
    pub fn invert(&self, order: &[u32]) -> TextIndex {
        let mut sorted: Vec<u32> = (0..self.terms.len() as u32).collect();
        sorted.sort_unstable_by_key(|&term| &self.terms[term as usize]);
        let mut ends = vec![0; self.terms.len() * 2];
        for &row in order {
            self.row(row).iter().for_each(|&posting| ends[posting as usize] += 1);
        }
        sorted.retain(|&term| ends[posting(term, Part::Name) as usize] + ends[posting(term, Part::Body) as usize] > 0);
        let total = running_starts(&mut ends);
        let mut rows = vec![0; total];
        for (new, &row) in order.iter().enumerate() {
            for &posting in self.row(row) {
                let place = &mut ends[posting as usize];
                rows[*place] = new as u32;
                *place += 1;
            }
        }
        let list = |posting: u32| {
            let from = posting.checked_sub(1).map_or(0, |before| ends[before as usize]);
            &rows[from..ends[posting as usize]]
        };
        let terms = sorted.iter().map(|&term| &*self.terms[term as usize]);
        let lists = sorted.iter().map(|&term| (list(posting(term, Part::Name)), list(posting(term, Part::Body))));
        TextIndex::build(order.len(), terms, lists)
    }
}

/// Turns counts into the place where each group starts; gives the sum.
fn running_starts(counts: &mut [usize]) -> usize {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
    sum
}
