//! The vocabulary of the directory: terms and their numbers.
//!
//! The terms of a load are one sorted text, so that equal and beginning terms are found by halving; a second order, by
//! their ends, finds misspelt ones. Terms that come later are few and stand in a tree beside it.
//! Knows nothing about where a term occurs.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    ops::{Bound, Range},
};

use super::{arena::Arena, typo::Misspelt};

#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The loaded terms, sorted.
    loaded: Arena,
    /// Their numbers, sorted by the terms read backwards.
    backwards: Vec<u32>,
    /// Terms of listings that came after the load, numbered onwards.
    added: BTreeMap<Box<str>, u32>,
}

impl Terms {
    /// From terms that are sorted and differ; their numbers are their places.
    pub fn of<'a>(terms: impl Iterator<Item = &'a str>) -> Self {
        let mut loaded = Arena::default();
        for term in terms {
            loaded.push(term);
        }
        loaded.shrink();
        let mut backwards: Vec<u32> = (0..loaded.len()).collect();
        backwards.sort_unstable_by(|&a, &b| backward(loaded.get(a), loaded.get(b)));
        Self { loaded, backwards, added: BTreeMap::new() }
    }

    /// How many terms were loaded; those added later have numbers from here on.
    pub fn loaded(&self) -> u32 {
        self.loaded.len()
    }

    /// All terms by number.
    pub fn all(&self) -> Arena {
        let mut all = self.loaded.clone();
        let mut added: Vec<(u32, &str)> = self.added.iter().map(|(term, &number)| (number, &**term)).collect();
        added.sort_unstable();
        for (_, term) in added {
            all.push(term);
        }
        all
    }

    /// The number of a term, a new one if need be.
    pub fn intern(&mut self, term: &str) -> u32 {
        self.find(term).unwrap_or_else(|| {
            let number = self.loaded() + self.added.len() as u32;
            self.added.insert(term.into(), number);
            number
        })
    }

    pub fn find(&self, term: &str) -> Option<u32> {
        let place = halve(self.loaded(), |number| self.loaded.get(number) < term);
        let loaded = (place < self.loaded() && self.loaded.get(place) == term).then_some(place);
        loaded.or_else(|| self.added.get(term).copied())
    }

    /// Calls back with every term that begins like this.
    pub fn each_beginning_with(&self, beginning: &str, mut each: impl FnMut(u32)) {
        self.loaded_range(beginning).for_each(&mut each);
        let from = (Bound::Included(beginning), Bound::Unbounded);
        let added = self.added.range::<str, _>(from).take_while(|(term, _)| term.starts_with(beginning));
        added.for_each(|(_, &number)| each(number));
    }

    fn loaded_range(&self, beginning: &str) -> Range<u32> {
        let from = halve(self.loaded(), |number| self.loaded.get(number) < beginning);
        let length = halve(self.loaded() - from, |offset| self.loaded.get(from + offset).starts_with(beginning));
        from..from + length
    }

    /// Calls back with every term that is one typing error away; with some more than once.
    pub fn each_like(&self, stem: &str, mut each: impl FnMut(u32)) {
        let mut misspelt = Misspelt::new(stem);
        if let Some(number) = misspelt.crossing().and_then(|swapped| self.find(&swapped)) {
            each(number);
        }
        for number in self.loaded_range(misspelt.first_half()) {
            if misspelt.is_one_edit_from(self.loaded.get(number)) {
                each(number);
            }
        }
        let from = halve(self.loaded(), |place| {
            backward(self.loaded.get(self.backwards[place as usize]), misspelt.last_half()).is_lt()
        });
        for &number in &self.backwards[from as usize..] {
            let term = self.loaded.get(number);
            if !term.ends_with(misspelt.last_half()) {
                break;
            }
            if misspelt.is_one_edit_from(term) {
                each(number);
            }
        }
        for (term, &number) in &self.added {
            if misspelt.is_one_edit_from(term) {
                each(number);
            }
        }
    }

    /// Bytes of the terms themselves, and of the tables beside them.
    pub fn bytes(&self) -> (usize, usize) {
        let added: usize = self.added.keys().map(|term| term.len()).sum();
        let (texts, ends) = self.loaded.bytes();
        (texts + added, ends + self.backwards.capacity() * size_of::<u32>() + self.added.len() * 32)
    }
}

/// The order of terms read from their ends.
fn backward(a: &str, b: &str) -> Ordering {
    a.bytes().rev().cmp(b.bytes().rev())
}

/// How many of the first numbers hold, where those that hold come before those that do not.
fn halve(count: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(loaded: &[&str], added: &[&str]) -> Terms {
        let mut terms = Terms::of(loaded.iter().copied());
        for term in added {
            terms.intern(term);
        }
        terms
    }

    fn found(ask: impl FnOnce(&mut dyn FnMut(u32))) -> Vec<u32> {
        let mut numbers = Vec::new();
        ask(&mut |number| numbers.push(number));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    #[test]
    fn terms_are_found_whole_by_their_beginning_and_misspelt() {
        let terms = terms(&["банк", "лікар", "лікарн", "одяг"], &["лікарство", "одяг", "яблуко"]);
        assert_eq!((terms.find("лікар"), terms.find("яблуко"), terms.find("ліка")), (Some(1), Some(5), None));
        assert_eq!(found(|each| terms.each_beginning_with("лік", each)), [1, 2, 4]);
        assert_eq!(found(|each| terms.each_like("лекар", each)), [1]);
        assert_eq!(found(|each| terms.each_like("ліакр", each)), [1]);
        assert_eq!(found(|each| terms.each_like("яблкуо", each)), [5]);
        assert_eq!(found(|each| terms.each_like("лікар", each)), [2]);
    }

    #[test]
    fn an_empty_vocabulary_has_no_terms() {
        let terms = Terms::default();
        assert_eq!(terms.find(""), None);
        assert_eq!(found(|each| terms.each_beginning_with("a", each)), [0; 0]);
        assert_eq!(found(|each| terms.each_like("abcd", each)), [0; 0]);
    }
}
