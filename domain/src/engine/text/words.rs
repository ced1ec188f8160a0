//! Which rows match the phrases of a query, and how well.
//! Knows nothing about filters, places and time.

use std::{cmp::Reverse, ops::Range};

use super::{Part, TextIndex};
use crate::{
    analysis::{stem, words_of},
    code::CodeSet,
    engine::{columns::Columns, facet, rows::RowSet},
    vocabulary::Category,
    wording::{self, Phrase, Sense, Wording},
};

/// Phrases that count; who pastes a letter into the search field does not mean every word of it.
const MAX_PHRASES: usize = 12;
/// Characters from which on the last word stands for everything that begins with it.
const MIN_BEGINNING: usize = 2;
/// Characters from which on a word may be misspelt.
const MIN_MISSPELT: usize = 4;

/// Points for the ways in which a word can match, best first.
const EQUAL_IN_NAME: u32 = 600;
const BEGINS_IN_NAME: u32 = 450;
const EQUAL_IN_BODY: u32 = 300;
const BEGINS_IN_BODY: u32 = 220;
/// Points for the ways in which a phrase can match that means categories, best first.
const MEANT_IN_NAME: u32 = 600;
const MEANT: u32 = 500;
const SAID_IN_NAME: u32 = 300;
const SAID: u32 = 150;

/// The rows that match one phrase: sets with their points, best first.
#[derive(Clone)]
pub struct Matches {
    levels: Vec<(u32, RowSet)>,
    role: Role,
    at: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Word,
    Need,
    Soft,
    Yielded,
}

impl Matches {
    fn with_points(rows: usize, points: &[u32]) -> Self {
        let levels = points.iter().map(|&points| (points, RowSet::none_of(rows))).collect();
        Self { levels, role: Role::Word, at: 0..0 }
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

/// The matches of each phrase of a query.
#[derive(Clone)]
pub struct Query {
    phrases: Vec<Matches>,
    rows: usize,
}

impl Query {
    /// Whether there are no phrases.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Looks the words of a text up, each for itself. `rows` is the number of all rows, `alive` those that count as
    /// existing.
    pub fn words(text: &str, index: &TextIndex, rows: usize, alive: &RowSet) -> Self {
        let mut words = words_of(text);
        words.truncate(MAX_PHRASES);
        let last = words.len().saturating_sub(1);
        let lookup = Lookup { index, rows, alive, columns: None };
        Self { phrases: words.iter().enumerate().map(|(place, word)| lookup.word(word, place == last)).collect(), rows }
    }

    /// Looks up what the phrases of a text mean.
    pub fn meant(text: &str, index: &TextIndex, columns: &Columns) -> Self {
        let rows = columns.rows();
        if text.is_empty() {
            return Self { phrases: Vec::new(), rows };
        }
        let mut phrases = Wording::read(text).phrases;
        phrases.retain(|phrase| phrase.sense != Sense::Nothing);
        phrases.truncate(MAX_PHRASES);
        let last = phrases.len().saturating_sub(1);
        let lookup = Lookup { index, rows, alive: &columns.alive, columns: Some(columns) };
        let looked_up = |(place, phrase): (usize, Phrase)| {
            let is_last = place == last;
            let (matches, role) = match phrase.sense {
                Sense::Need(meaning) => (lookup.meant(&phrase.words, meaning.categories, is_last), Role::Need),
                Sense::Soft(meaning) => (lookup.meant(&phrase.words, meaning.categories, is_last), Role::Soft),
                // A fact that nobody has taken for one before is words.
                Sense::Fact(_) => (lookup.meant(&phrase.words, CodeSet::EMPTY, is_last), Role::Word),
                Sense::Word | Sense::Nothing => {
                    let word = phrase.words.first().map_or("", String::as_str);
                    (lookup.word(word, is_last), Role::Word)
                }
            };
            Matches { role, at: phrase.at, ..matches }
        };
        Self { phrases: phrases.into_iter().enumerate().map(looked_up).collect(), rows }
    }

    /// Narrows a set to the rows that match every phrase; without phrases it stays as it is.
    pub fn narrow(&self, set: &mut Option<RowSet>, rows: usize) {
        for phrase in self.narrowing() {
            let matching = phrase.union(rows);
            match set {
                Some(set) => set.intersect(&matching),
                None => *set = Some(matching),
            }
        }
    }

    /// The phrases that have to match: soft ones only where there are no others.
    fn narrowing(&self) -> impl Iterator<Item = &Matches> {
        let is_firm = |phrase: &Matches| matches!(phrase.role, Role::Word | Role::Need);
        let any_firm = self.phrases.iter().any(is_firm);
        self.phrases.iter().filter(move |phrase| match phrase.role {
            Role::Word | Role::Need => true,
            Role::Soft => !any_firm,
            Role::Yielded => false,
        })
    }

    /// Lets the next phrase yield; says whether there was one besides the last. `alive` are the rows that count.
    pub fn yield_one(&mut self, alive: &RowSet) -> bool {
        if self.narrowing().count() < 2 {
            return false;
        }
        let weight = |phrase: &Matches| {
            let mut matching = phrase.union(self.rows);
            matching.intersect(alive);
            let count = matching.len();
            (count > 0, phrase.role != Role::Word, count, Reverse(phrase.at.start))
        };
        let next = self.narrowing().min_by_key(|phrase| weight(phrase)).map(|phrase| phrase.at.clone());
        let yielded = self.phrases.iter_mut().find(|phrase| Some(&phrase.at) == next.as_ref());
        yielded.into_iter().for_each(|phrase| phrase.role = Role::Yielded);
        true
    }

    /// The phrases that yielded, as they stand in the text.
    pub fn left_out(&self, text: &str) -> Vec<String> {
        let yielded = self.phrases.iter().filter(|phrase| phrase.role == Role::Yielded);
        yielded.filter_map(|phrase| text.get(phrase.at.clone()).map(str::to_owned)).collect()
    }

    /// The mean of the points of a row, 0–600.
    pub fn points(&self, row: usize) -> u32 {
        let sum: u32 = self.phrases.iter().map(|phrase| phrase.points(row)).sum();
        sum.checked_div(self.phrases.len() as u32).unwrap_or(0)
    }
}

struct Lookup<'a> {
    index: &'a TextIndex,
    rows: usize,
    alive: &'a RowSet,
    /// Where categories are looked up; `None` where words mean nothing more.
    columns: Option<&'a Columns>,
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
            self.add_categories(wording::begun, word, begins_body);
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
        self.add_categories(wording::misspelt, word, body);
        matches
    }

    fn add_categories(&self, of: fn(&str) -> CodeSet<Category>, word: &str, into: &mut RowSet) {
        if self.columns.is_some() {
            into.unite(&self.with_categories(of(word)));
        }
    }

    fn with_categories(&self, categories: CodeSet<Category>) -> RowSet {
        let mut rows = RowSet::none_of(self.rows);
        let values = categories.iter().map(|category| facet::CATEGORY.from + crate::Code::index(category));
        for value in values {
            self.columns.into_iter().for_each(|columns| rows.unite(&columns.with_value(value)));
        }
        rows
    }

    /// The rows of some categories, and those that say all of the words, of which the last may be only begun.
    fn meant(&self, words: &[String], categories: CodeSet<Category>, is_last: bool) -> Matches {
        let (mut in_name, mut said): (Option<RowSet>, Option<RowSet>) = (None, None);
        for (place, word) in words.iter().enumerate() {
            let (mut name, mut body) = (RowSet::none_of(self.rows), RowSet::none_of(self.rows));
            let mut read = |term| {
                self.index.read(term, Part::Name, &mut name);
                self.index.read(term, Part::Body, &mut body);
            };
            self.index.terms.find(stem(word)).into_iter().for_each(&mut read);
            if is_last && place + 1 == words.len() && word.chars().count() >= MIN_BEGINNING {
                self.index.terms.each_beginning_with(word, read);
            }
            body.unite(&name);
            for (all, rows) in [(&mut in_name, name), (&mut said, body)] {
                match all {
                    Some(all) => all.intersect(&rows),
                    None => *all = Some(rows),
                }
            }
        }
        let none = || RowSet::none_of(self.rows);
        let (in_name, said) = (in_name.unwrap_or_else(none), said.unwrap_or_else(none));
        let meant = self.with_categories(categories);
        let mut best = meant.clone();
        best.intersect(&in_name);
        let levels = vec![(MEANT_IN_NAME, best), (MEANT, meant), (SAID_IN_NAME, in_name), (SAID, said)];
        Matches { levels, role: Role::Need, at: 0..0 }
    }
}
