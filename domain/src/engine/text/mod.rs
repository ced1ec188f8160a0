//! Which rows contain a term: in the name, or in the rest of what is searched.
//! Knows nothing about queries; see [`words`].

mod arena;
pub mod forward;
mod rice;
mod terms;
mod typo;
pub mod words;

use std::collections::BTreeMap;

use super::rows::RowSet;
use terms::Terms;

/// The index of one kind of text.
#[derive(Clone, Debug, Default)]
pub struct TextIndex {
    terms: Terms,
    /// For each loaded term the place of its lists, one behind the other.
    starts: Vec<u32>,
    /// The length in bytes of the list of names, that list, the list of bodies.
    lists: Vec<u8>,
    /// Rows there were at the load.
    rows: usize,
    /// For terms of later listings: twice the row, and one more when it is in the name.
    added: BTreeMap<u32, Vec<u32>>,
}

/// In which part of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Name,
    Body,
}

impl TextIndex {
    /// From sorted terms and, for each, its rows in names and in bodies.
    fn build<'a>(
        rows: usize,
        terms: impl Iterator<Item = &'a str>,
        lists: impl Iterator<Item = (&'a [u32], &'a [u32])>,
    ) -> Self {
        let mut index = Self { terms: Terms::of(terms), rows, ..Self::default() };
        let mut in_names = Vec::new();
        for (names, bodies) in lists {
            index.starts.push(index.lists.len() as u32);
            in_names.clear();
            if !names.is_empty() {
                rice::write(names, rows, &mut in_names);
            }
            rice::write_number(in_names.len() as u32, &mut index.lists);
            index.lists.extend(&in_names);
            rice::write(bodies, rows, &mut index.lists);
        }
        index.lists.extend([0; rice::PADDING]);
        index.lists.shrink_to_fit();
        index.starts.shrink_to_fit();
        index
    }

    /// Adds a row that came after the load.
    pub fn add(&mut self, row: usize, stems: &[String], part: Part) {
        let posting = (row as u32) << 1 | u32::from(part == Part::Name);
        for stem in stems {
            let term = self.terms.intern(stem);
            self.added.entry(term).or_default().push(posting);
        }
    }

    /// Adds the rows that contain a term to a set with room for all rows.
    fn read(&self, term: u32, part: Part, into: &mut RowSet) {
        if let Some(list) = self.list(term, part) {
            rice::read(list, self.rows, into);
        }
        self.each_added(term, part, |row| into.insert(row));
    }

    /// Calls back with the rows that contain a term, ascending.
    fn each(&self, term: u32, part: Part, mut each: impl FnMut(usize)) {
        if let Some(list) = self.list(term, part) {
            rice::each(list, self.rows, |row| each(row as usize));
        }
        self.each_added(term, part, each);
    }

    fn list(&self, term: u32, part: Part) -> Option<&[u8]> {
        let start = *self.starts.get(term as usize)?;
        let (length, lists) = rice::read_number(self.lists.get(start as usize..)?);
        match part {
            Part::Name => (length > 0).then_some(lists),
            Part::Body => lists.get(length as usize..),
        }
    }

    fn each_added(&self, term: u32, part: Part, mut each: impl FnMut(usize)) {
        for &posting in self.added.get(&term).into_iter().flatten() {
            if (posting & 1 == 1) == (part == Part::Name) {
                each(posting as usize >> 1);
            }
        }
    }

    /// Bytes of the terms, and of everything else.
    pub fn bytes(&self) -> (usize, usize) {
        let (texts, tables) = self.terms.bytes();
        let added: usize = self.added.values().map(|list| 48 + list.capacity() * size_of::<u32>()).sum();
        (texts, tables + self.starts.capacity() * size_of::<u32>() + self.lists.capacity() + added)
    }
}
