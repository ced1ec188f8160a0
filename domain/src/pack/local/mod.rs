//! The directory that a device keeps: read from the blocks of a pack, kept true by changes, asked like a server's.
//!
//! Knows nothing about where the blocks are kept and when they are fetched, and no clock.

mod answer;
mod changes;
mod words;

pub use answer::Missing;

use std::hash::BuildHasherDefault;

use super::{
    Block, Detail, Details, Frame, Guide, Index, PackError, Places, Shared, Source, Words, frame, places::Known,
    rows::Rows, words::Stems,
};
use crate::{
    engine::{Builder, Engine, Hours},
    entry::Entry,
    filter::Filter,
    gazetteer::Place,
    guide::{AidPage, HelpNumber},
    lang::Lang,
    place::Position,
    reading::{Directory as _, Hint, hints, may_name_place},
    sorting,
    time::{Timestamp, Zone},
    view::Collective,
};

/// The checksum of no index.
const NO_INDEX: u32 = 0;

/// Rows that were read together: those of a pack, or those of a block of changes.
#[derive(Debug)]
struct Part {
    rows: Rows,
    /// The words of the first rows.
    stems: Option<Stems>,
    /// Where the hours of these rows begin among all hours.
    hours: usize,
}

/// The directory in one language.
#[derive(Debug)]
pub struct Local {
    frame: Frame,
    change: u64,
    /// The change up to which all of it is true, when a block was read that is older than the rows.
    owed: Option<u64>,
    engine: Engine,
    zones: Vec<Zone>,
    hours: Vec<Hours>,
    parts: Vec<Part>,
    /// The part and the row of each listing, by its id.
    places: Rooms,
    /// The latest listing of the pack: what is older and not there is no longer published.
    newest: u32,
    /// Listings that were taken back since, and where they were.
    gone: Table<Option<Position>>,
    /// The same of those words that are not with their row, which is newer.
    word_places: Rooms,
    details: Table<Detail>,
    pages: Vec<AidPage>,
    numbers: Vec<HelpNumber>,
    collective: Collective,
    synonyms: Vec<String>,
    sources: Vec<Source>,
    departments: Vec<(String, String)>,
    demonstrations: usize,
    towns: Option<Known>,
    /// Whether the engine knows the words that the rows show.
    has_words: bool,
}

type Table<T> = std::collections::HashMap<u32, T>;
type Rooms = crate::engine::FastMap<u32, (u32, u32)>;

impl Local {
    /// Reads the index; ready for every filter without words.
    pub fn read(index: &[u8]) -> Result<Self, PackError> {
        let (frame, index) = frame::read::<Index>(index, Block::Index)?;
        Self::of(frame, index)
    }

    /// A device without an index that can be read: the guide and the details answer for themselves.
    pub fn without(lang: Lang) -> Result<Self, PackError> {
        let frame = Frame { block: Block::Index, lang, change: 0, made_at: 0, checksum: NO_INDEX };
        Self::of(frame, Index { shared: Some(Shared::default()), ..Index::default() })
    }

    fn of(frame: Frame, index: Index) -> Result<Self, PackError> {
        let rows = Rows::of(index)?;
        let shared = rows.shared.clone().ok_or(PackError::Senseless)?;
        let mut places = Rooms::with_capacity_and_hasher(rows.len(), BuildHasherDefault::default());
        places.extend((0..).zip(rows.ids()).map(|(row, id)| (*id, (0, row))));
        // The engine takes it for granted that each id is there once.
        if places.len() != rows.len() {
            return Err(PackError::Senseless);
        }
        Ok(Self {
            frame,
            change: frame.change,
            owed: None,
            engine: engine(&rows),
            zones: rows.zones.clone(),
            hours: rows.hours.clone(),
            demonstrations: (0..rows.len()).filter(|row| rows.is_demonstration(*row)).count(),
            parts: vec![Part { rows, stems: None, hours: 0 }],
            newest: places.keys().copied().max().unwrap_or_default(),
            places,
            gone: Table::new(),
            word_places: Rooms::default(),
            details: Table::new(),
            pages: Vec::new(),
            numbers: Vec::new(),
            collective: Collective::default(),
            synonyms: shared.synonyms,
            sources: shared.sources,
            departments: shared.departments,
            towns: None,
            has_words: false,
        })
    }

    /// Reads the words that belong to the index.
    pub fn read_words(&mut self, words: &[u8]) -> Result<(), PackError> {
        let (_, words) = frame::read::<Words>(words, Block::Words)?;
        if words.index != self.frame.checksum {
            return Err(PackError::Other);
        }
        let stems = Stems::of(words)?;
        if stems.rows() != self.parts[0].rows.len() {
            return Err(PackError::Senseless);
        }
        self.parts[0].stems = Some(stems);
        self.has_words = false;
        Ok(())
    }

    /// Reads the guide.
    pub fn read_guide(&mut self, guide: &[u8]) -> Result<(), PackError> {
        let (frame, guide) = frame::read::<Guide>(guide, Block::Guide)?;
        self.is_ours(&frame)?;
        self.owe(frame.change);
        self.take_guide(guide);
        Ok(())
    }

    fn take_guide(&mut self, guide: Guide) {
        (self.pages, self.numbers, self.collective) = (guide.pages, guide.numbers, guide.collective);
    }

    /// Reads the details of a department; gives its code.
    pub fn read_details(&mut self, details: &[u8]) -> Result<String, PackError> {
        let (frame, details) = frame::read::<Details>(details, Block::Details)?;
        self.is_ours(&frame)?;
        self.owe(frame.change);
        self.details.extend(details.listings.into_iter().map(|detail| (detail.id.0, detail)));
        Ok(details.department)
    }

    /// Reads places, so that searches may name them; a few take no place of all.
    pub fn read_places(&mut self, places: &[u8]) -> Result<(), PackError> {
        let (frame, places) = frame::read::<Places>(places, Block::Places)?;
        self.is_ours(&frame)?;
        let known = Known::of(places);
        if known.whole || self.towns.is_none() {
            self.towns = Some(known);
        }
        Ok(())
    }

    fn has_index(&self) -> bool {
        self.frame.checksum != NO_INDEX
    }

    /// A server that makes a new block gives the old one meanwhile: what changed since is asked for again.
    fn owe(&mut self, change: u64) {
        if change < self.change() {
            self.owed = Some(change);
        }
    }

    fn is_ours(&self, frame: &Frame) -> Result<(), PackError> {
        if frame.lang == self.frame.lang { Ok(()) } else { Err(PackError::Other) }
    }

    /// Makes the engine anew when many changes wore it out: for a quiet moment.
    pub fn rest(&mut self) {
        if self.engine.is_worn() {
            self.engine.compact();
        }
    }

    pub fn lang(&self) -> Lang {
        self.frame.lang
    }

    /// The header of the index.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    pub fn len(&self) -> usize {
        self.engine.len()
    }

    pub fn is_empty(&self) -> bool {
        self.engine.is_empty()
    }

    /// Codes of the departments in which there are listings.
    pub fn departments(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.parts.iter().flat_map(|part| part.rows.departments()).collect();
        sorting::sort(&mut codes);
        codes.dedup();
        codes
    }

    /// The department of a listing.
    pub fn department_of(&self, id: u32) -> Option<&str> {
        let (part, row) = self.places.get(&id)?;
        self.parts[*part as usize].rows.department(*row as usize)
    }

    /// What a filter needs that is not kept.
    pub fn lacks(&self, filter: &Filter) -> Option<Missing> {
        if may_name_place(filter) && !self.towns.as_ref().is_some_and(|towns| towns.whole) {
            return Some(Missing::Places);
        }
        let all_words = self.parts.iter().all(|part| part.stems.is_some());
        (!filter.q.is_empty() && !all_words).then_some(Missing::Words)
    }

    /// The answer of the engine, with the place that is named settled.
    pub fn query(&mut self, filter: &Filter, now: Timestamp) -> crate::engine::Answer {
        let filter = self.settled(filter, now);
        self.engine.query(&filter, now)
    }

    /// All results as points of a map.
    pub fn points(&mut self, filter: &Filter, now: Timestamp) -> crate::engine::Points {
        let filter = self.settled(filter, now);
        self.engine.points(&filter, now)
    }

    /// At most `limit` places for what is typed so far, best first, out of those that are kept.
    pub fn suggest(&mut self, typed: &str, near: Option<Position>, limit: usize) -> Vec<Place<'_>> {
        self.towns.iter_mut().for_each(Known::make_ready);
        let known = self.towns.as_ref().and_then(Known::gazetteer);
        known.map(|places| places.suggest(typed, self.frame.lang, near, limit)).unwrap_or_default()
    }

    /// What may be meant by what somebody types, as far as it is kept.
    pub fn hints(&self, typed: &str) -> Vec<Hint> {
        hints(self, typed, self.frame.lang)
    }

    /// Makes ready what a filter needs.
    fn prepare(&mut self, filter: &Filter) {
        if may_name_place(filter) {
            self.towns.iter_mut().for_each(Known::make_ready);
        }
        if !filter.q.is_empty() || !filter.place.is_empty() {
            self.learn_words();
        }
    }

    /// Not inlined: a browser compiles what it enters, and most searches have no words.
    #[inline(never)]
    fn settled(&mut self, filter: &Filter, now: Timestamp) -> Filter {
        self.prepare(filter);
        self.settle(filter, now).filter
    }
}

/// The engine of the rows of a pack, without words.
fn engine(rows: &Rows) -> Engine {
    let departments = rows.departments();
    let department_of = rows.departments_in(&departments);
    let mut builder = Builder::new(&rows.hours, departments.iter().copied());
    let mut entry = Entry::unknown();
    for row in 0..rows.len() {
        let department = department_of.get(rows.commune_number(row)).copied().flatten();
        rows.describe(row, &mut entry);
        builder.add(&entry, department, rows.hours_number(row));
    }
    builder.finish(rows.zones.clone())
}
