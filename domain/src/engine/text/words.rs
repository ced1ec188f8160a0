//! Which rows match the words of a query, and how well.
//! Knows nothing about filters, places and time.

use super::{Part, TextIndex};
use crate::{
    analysis::{stem, words_of},
    engine::rows::RowSet,
};

/// Words that count; who pastes a letter into the search field does not mean every word of it.
const MAX_WORDS: usize = 12;
/// Characters from which on the last word stands for everything that begins with it.
const MIN_BEGINNING: usize = 2;
/// Characters from which on a word may be misspelt.
const MIN_MISSPELT: usize = 4;

/// Points for the ways in which a word can match, best first.
const EQUAL_IN_NAME: u32 = 600;
const BEGINS_IN_NAME: u32 = 450;
const EQUAL_IN_BODY: u32 = 300;
const BEGINS_IN_BODY: u32 = 220;

/// The rows that match one word: sets with their points, best first.
pub struct Matches {
    levels: Vec<(u32, RowSet)>,
}

impl Matches {
    fn with_points(rows: usize, points: &[u32]) -> Self {
        Self { levels: points.iter().map(|&points| (points, RowSet::none_of(rows))).collect() }
    }

    fn meet(&self, rows: &RowSet) -> bool {
        self.levels.iter().any(|(_, level)| level.meets(rows))
    }

    /// All rows that match, in whatever way.
    fn union(&self, rows: usize) -> RowSet {
        let mut all = RowSet::none_of(rows);
        self.levels.iter().for_each(|(_, level)| all.unite(level));
        all
    }

    fn points(&self, row: usize) -> u32 {
        self.levels.iter().find(|(_, level)| level.contains(row)).map_or(0, |(points, _)| *points)
    }
}

/// The matches of each word of a query.
pub struct Query {
    words: Vec<Matches>,
}

impl Query {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Looks the words of a text up. `rows` is the number of all rows, `alive` those that count as existing.
    pub fn new(text: &str, index: &TextIndex, rows: usize, alive: &RowSet) -> Self {
        let mut words = words_of(text);
        words.truncate(MAX_WORDS);
        let last = words.len().saturating_sub(1);
        let lookup = Lookup { index, rows, alive };
        Self { words: words.iter().enumerate().map(|(place, word)| lookup.word(word, place == last)).collect() }
    }

    /// Narrows a set to the rows that match every word; without words it stays as it is.
    pub fn narrow(&self, set: &mut Option<RowSet>, rows: usize) {
        for word in &self.words {
            let matching = word.union(rows);
            match set {
                Some(set) => set.intersect(&matching),
                None => *set = Some(matching),
            }
        }
    }

    /// The mean of the points of a row, 0–600.
    pub fn points(&self, row: usize) -> u32 {
        let sum: u32 = self.words.iter().map(|word| word.points(row)).sum();
        sum.checked_div(self.words.len() as u32).unwrap_or(0)
    }
}

struct Lookup<'a> {
    index: &'a TextIndex,
    rows: usize,
    alive: &'a RowSet,
}

impl Lookup<'_> {
    fn word(&self, word: &str, is_last: bool) -> Matches {
        let letters = word.chars().count();
        let exact = self.exact(word, is_last && letters >= MIN_BEGINNING);
        let may_be_misspelt = letters >= MIN_MISSPELT && !word.contains(char::is_numeric);
        if may_be_misspelt && !exact.meet(self.alive) { self.misspelt(word) } else { exact }
    }

    fn exact(&self, word: &str, with_beginnings: bool) -> Matches {
        let mut matches =
            Matches::with_points(self.rows, &[EQUAL_IN_NAME, BEGINS_IN_NAME, EQUAL_IN_BODY, BEGINS_IN_BODY]);
        let [(_, equal_name), (_, begins_name), (_, equal_body), (_, begins_body)] = &mut matches.levels[..] else {
            return matches;
        };
        if let Some(term) = self.index.terms.find(stem(word)) {
            self.index.read(term, Part::Name, equal_name);
            self.index.read(term, Part::Body, equal_body);
        }
        if with_beginnings {
            self.index.terms.each_beginning_with(word, |term| {
                self.index.read(term, Part::Name, begins_name);
                self.index.read(term, Part::Body, begins_body);
            });
        }
        matches
    }

    fn misspelt(&self, word: &str) -> Matches {
        let mut matches = Matches::with_points(self.rows, &[EQUAL_IN_NAME / 2, EQUAL_IN_BODY / 2]);
        let [(_, name), (_, body)] = &mut matches.levels[..] else { return matches };
        self.index.terms.each_like(stem(word), |term| {
            self.index.read(term, Part::Name, name);
            self.index.read(term, Part::Body, body);
        });
        matches
    }
}
