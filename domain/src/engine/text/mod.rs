//! Which rows contain a term: in the name, or in the rest of what is searched.
//! Knows nothing about queries; see [`words`].

mod arena;
pub mod forward;
mod rice;
mod terms;
pub mod typo;
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
    /// Which groups belong to the list of bodies, the length in bytes of the list of names, that list, the list of
    /// bodies without those groups.
    lists: Vec<u8>,
    /// Rows that many lists hold together, such as a category, which is found by a hundred words.
    groups: Vec<RowSet>,
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
    /// Rows without a term.
    pub fn empty(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// From sorted terms and, for each, its rows in names and in bodies and the groups that it has besides: `groups` are
    /// rows that many lists of bodies hold together, 32 groups at most.
    fn build<'a>(
        rows: usize,
        terms: impl Iterator<Item = &'a str>,
        lists: impl Iterator<Item = (&'a [u32], &'a [u32], u32)>,
        groups: Vec<RowSet>,
    ) -> Self {
        let smallest = groups.iter().map(RowSet::len).filter(|rows| *rows > 0).min().unwrap_or(usize::MAX);
        let mut index = Self { terms: Terms::of(terms), rows, groups, ..Self::default() };
        for (names, bodies, known) in lists {
            let may_hold = known == 0 && names.len() + bodies.len() >= smallest;
            let held = if may_hold { index.groups_within(names, bodies) } else { known };
            index.push(names, bodies, held);
        }
        index.lists.extend([0; rice::PADDING]);
        index.lists.shrink_to_fit();
        index.starts.shrink_to_fit();
        index
    }

    /// Adds the lists of a term whose bodies hold these groups. Not inlined, see [`forward`].
    #[inline(never)]
    fn push(&mut self, names: &[u32], bodies: &[u32], held: u32) {
        self.starts.push(self.lists.len() as u32);
        rice::write_number(held, &mut self.lists);
        let mut in_names = Vec::new();
        if !names.is_empty() {
            rice::write(names, self.rows, &mut in_names);
        }
        rice::write_number(in_names.len() as u32, &mut self.lists);
        self.lists.extend(&in_names);
        if held == 0 {
            return rice::write(bodies, self.rows, &mut self.lists);
        }
        let rest: Vec<u32> = bodies.iter().copied().filter(|row| !self.is_in_groups(held, *row)).collect();
        rice::write(&rest, self.rows, &mut self.lists);
    }

    /// The groups whose rows all have the term: one bit for each.
    fn groups_within(&self, names: &[u32], bodies: &[u32]) -> u32 {
        let mut rows = RowSet::none_of(self.rows);
        names.iter().chain(bodies).for_each(|row| rows.insert(*row as usize));
        let within = |group: &RowSet| !group.is_empty() && group.is_within(&rows);
        (0..).zip(&self.groups).filter(|(_, group)| within(group)).fold(0, |held, (number, _)| held | 1 << number)
    }

    fn is_in_groups(&self, held: u32, row: u32) -> bool {
        self.held(held).any(|group| group.contains(row as usize))
    }

    fn held(&self, held: u32) -> impl Iterator<Item = &RowSet> {
        (0..).zip(&self.groups).filter(move |(number, _)| held >> number & 1 == 1).map(|(_, group)| group)
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
        self.read_loaded(term, part, into);
        self.each_added(term, part, |row| into.insert(row));
    }

    /// A row with the term in its name may be read as one with it in its body as well: the name counts.
    fn read_loaded(&self, term: u32, part: Part, into: &mut RowSet) {
        let Some(lists) = self.lists_of(term) else { return };
        match part {
            Part::Name if lists.names.is_empty() => {}
            Part::Name => rice::read(lists.names, self.rows, into),
            Part::Body => {
                rice::read(lists.bodies, self.rows, into);
                self.held(lists.held).for_each(|group| into.unite(group));
            }
        }
    }

    /// Calls back with the rows that contain a term, ascending.
    fn each(&self, term: u32, part: Part, mut each: impl FnMut(usize)) {
        let mut rows = RowSet::none_of(self.rows);
        self.read_loaded(term, part, &mut rows);
        if part == Part::Body {
            let mut names = RowSet::none_of(self.rows);
            self.read_loaded(term, Part::Name, &mut names);
            names.each(|row| rows.remove(row));
        }
        rows.each(&mut each);
        self.each_added(term, part, each);
    }

    fn lists_of(&self, term: u32) -> Option<Lists<'_>> {
        let start = *self.starts.get(term as usize)?;
        let (held, lists) = rice::read_number(self.lists.get(start as usize..)?);
        let (length, lists) = rice::read_number(lists);
        let names = if length > 0 { lists } else { &[] };
        Some(Lists { held, names, bodies: lists.get(length as usize..)? })
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
        let groups: usize = self.groups.iter().map(RowSet::bytes).sum();
        (texts, tables + self.starts.capacity() * size_of::<u32>() + self.lists.capacity() + groups + added)
    }
}

/// The lists of a term; that of names is empty when no name has it.
struct Lists<'a> {
    held: u32,
    names: &'a [u8],
    bodies: &'a [u8],
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[usize]) -> RowSet {
        let mut set = RowSet::none_of(200);
        rows.iter().for_each(|row| set.insert(*row));
        set
    }

    #[test]
    fn a_group_that_a_term_holds_whole_is_named_and_read_again() {
        let (names, bodies): (Vec<u32>, Vec<u32>) = (vec![70], vec![3, 64, 65, 190]);
        let groups = vec![set(&[]), set(&[3, 64, 70]), set(&[65, 66])];
        let index = TextIndex::build(200, ["term"].into_iter(), [(&names[..], &bodies[..], 0)].into_iter(), groups);
        assert_eq!(index.lists_of(0).map(|lists| lists.held), Some(0b10));
        let rows_of = |part| {
            let mut rows = Vec::new();
            index.each(0, part, |row| rows.push(row as u32));
            rows
        };
        assert_eq!((rows_of(Part::Name), rows_of(Part::Body)), (names, bodies));
    }
}
