//! What somebody typed, read in all the ways it can be meant. Knows names only as folded letters.
//!
//! «Saint-Denis (93)», «saint denis 93», «93200 Saint-Denis» are a name and a number that says where; «Lyon 3» may be a
//! name with a number in it. A text is read both ways, and what exists decides.

use super::{
    Gazetteer, PlaceKind,
    index::Part,
    letters::{LastWord, fold},
    postcode,
    weigh::Department,
};

/// Longest text that is looked at, in characters.
const MAX_CHARS: usize = 200;

/// One text, read in several ways.
#[derive(Debug, Default)]
pub struct Query {
    pub readings: Vec<Reading>,
    /// The text is nothing but digits, or the code of a department.
    pub number: Option<String>,
}

/// One way to read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    /// The folded name; never empty.
    pub letters: Vec<u8>,
    pub within: Option<Within>,
    /// The last word, which may be going on, was taken for an abbreviation: «st» for «saint» instead of «Strasbourg».
    pub is_guess: bool,
}

/// Where in France the place has to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Within {
    department: Option<Department>,
    /// The rows that have a postcode like this, in order.
    rows: Vec<u32>,
}

impl Query {
    pub fn read(gazetteer: &Gazetteer, text: &str) -> Self {
        let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(end, _)| end);
        let (outside, inside) = parts(&text[..end]);
        let words: Vec<&str> = outside.split([' ', ',', ';', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        let mut query = Self::default();
        if let Some(number) = only_number(&words).or_else(|| inside.filter(|_| words.is_empty()).and_then(number_of)) {
            query.number = Some(number);
            return query;
        }
        match inside.and_then(|inside| Within::read(gazetteer, inside)) {
            Some(within) => query.add(&outside, Some(&within)),
            None => {
                query.add(&outside, None);
                query.add_with_number(gazetteer, &words);
            }
        }
        query
    }

    /// The name is complete: no last word is only begun.
    pub fn whole(mut self) -> Self {
        // The reading in which nothing is open comes last.
        self.readings.dedup_by(|later, earlier| {
            let is_same = later.within == earlier.within;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        self
    }

    fn add(&mut self, name: &str, within: Option<&Within>) {
        for last in [LastWord::Open, LastWord::Whole] {
            let mut letters = Vec::new();
            fold(name, last, &mut letters);
            let is_known =
                self.readings.last().is_some_and(|known| known.letters == letters && known.within.as_ref() == within);
            if !letters.is_empty() && !is_known {
                self.readings.push(Reading { letters, within: within.cloned(), is_guess: last == LastWord::Whole });
            }
        }
    }

    /// The first or the last word may be a postcode or department instead of a part of the name.
    fn add_with_number(&mut self, gazetteer: &Gazetteer, words: &[&str]) {
        let ends = [words.split_last(), words.split_first()];
        for (number, name) in ends.into_iter().flatten().filter(|(_, name)| !name.is_empty()) {
            if let Some(number) = number_of(number) {
                self.add(&name.join(" "), Some(&Within::of_number(gazetteer, &number)));
            }
        }
    }
}

/// What stands outside and what inside of brackets, which need not be closed yet.
fn parts(text: &str) -> (String, Option<&str>) {
    let Some((before, rest)) = text.split_once('(') else { return (text.to_owned(), None) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    (format!("{before}{after}"), Some(inside.trim()).filter(|inside| !inside.is_empty()))
}

/// «75 011» and «69» are numbers and nothing else.
fn only_number(words: &[&str]) -> Option<String> {
    let joined = words.concat();
    let digits =
        !joined.is_empty() && joined.len() <= postcode::DIGITS && joined.bytes().all(|byte| byte.is_ascii_digit());
    if digits { Some(joined) } else { Some(*words.first()?).filter(|_| words.len() == 1).and_then(number_of) }
}

/// A postcode, the beginning of one, or the code of a department.
fn number_of(word: &str) -> Option<String> {
    let is_number = (2..=postcode::DIGITS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_corsican = matches!(word, "2A" | "2B" | "2a" | "2b");
    (is_number || is_corsican).then(|| word.to_ascii_uppercase())
}

impl Within {
    /// A number, or the name of a department; anything else, such as a country, says nothing.
    fn read(gazetteer: &Gazetteer, text: &str) -> Option<Self> {
        if let Some(number) = number_of(text) {
            return Some(Self::of_number(gazetteer, &number));
        }
        let (mut letters, mut department) = (Vec::new(), None);
        fold(text, LastWord::Whole, &mut letters);
        gazetteer.index.begun(&letters, |hit| {
            let weight = gazetteer.rows.weight(hit.row);
            if hit.part == Part::Name && weight.kind == PlaceKind::Department {
                department = Some(weight.department());
            }
        });
        department.map(|department| Self { department: Some(department), rows: Vec::new() })
    }

    fn of_number(gazetteer: &Gazetteer, number: &str) -> Self {
        // Two digits are a department; with three, overseas, its postcodes begin with them as well.
        let mut rows: Vec<u32> = if number.len() > 2 { gazetteer.postcodes.rows(number).collect() } else { Vec::new() };
        rows.sort_unstable();
        // Companies have postcodes of their own, in their department.
        let beginning = if number.starts_with("97") || number.starts_with("98") { 3 } else { 2 };
        let is_unknown = rows.is_empty() && number.len() == postcode::DIGITS;
        let code = if is_unknown { number.get(..beginning).unwrap_or(number) } else { number };
        let department = Department::of_code(code);
        Self { department, rows }
    }

    pub fn has(&self, gazetteer: &Gazetteer, row: u32) -> bool {
        let is_there = |department| gazetteer.rows.weight(row).is_in(department);
        self.department.is_some_and(is_there) || self.rows.binary_search(&row).is_ok()
    }
}
