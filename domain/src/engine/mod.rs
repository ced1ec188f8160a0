//! The engine: the whole directory in memory, asked by a filter. The same on a server and in a browser.
//!
//! It refuses to know texts, slugs, languages of readers, the clock, and where listings come from. It answers with
//! numbers; whoever asks knows what to show for them.
//!
//! # What it answers
//!
//! **Facets** are kind, category, audience, speaks, department, need, open, free, remote. Values of one facet are
//! alternatives, facets combine; a facet without a choice restricts nothing. The count of a value is the number of
//! results there would be with that value as the *only* choice in its facet and the rest of the filter kept; for open,
//! free and remote, with that flag set. Text, place, radius and map section always apply.
//!
//! **Kind**: without a choice of kinds and needs, a search for help – one with words or categories – leaves out
//! collection points, which take things and give none. So the counts of categories leave them out where no kind and no
//! need is chosen, and the counts of needs never do.
//!
//! **Text** (`q`) is read phrase by phrase ([`crate::wording`]); phrases that carry nothing are left out, of the others
//! the first 12 count, and without any it restricts nothing. Every phrase must match, but for soft ones, which have to
//! only where there are no others.
//!
//! A *word* matches a stem of the listing (of its names or of its body) that equals the stem of the word. The last
//! phrase that counts, if it is a word of 2 characters or more, also matches every stem that begins with it, as typed
//! and folded, and as in its body the listings of categories whose needs it begins ([`crate::wording::begun`]). If no
//! listing of the whole directory, whatever the filter, matches a word in one of these ways, and the word has 4
//! characters or more and none is numeric ([`char::is_numeric`]), then it matches the stems at optimal string alignment
//! distance 1 from its own (one character too many, too few, wrong, or swapped with its neighbour), and as in a body
//! the listings of categories whose needs are one letter away ([`crate::wording::misspelt`]).
//!
//! A *need* or *soft* phrase matches the listings of the categories that it means, and those that say all its words. The last word
//! of the last phrase may be begun only, if it has 2 characters or more.
//!
//! **Before nothing**: when no listing is a result, one phrase after the other yields, and need not match any more: first
//! those that no listing of the whole directory matches, then words before needs, those that match fewer listings first,
//! of equals the last. The answer names those that yielded,
//! and its counts are without them. When nothing is found with only one phrase left, none yields.
//!
//! **Place** follows the rules for words, over the stems of the place: each word is one, and none means more.
//!
//! **Near and radius**: the listing has a position whose squared chord from the point is within that of the radius
//! ([`Chord2::within_metres`](crate::place::Chord2::within_metres)). A radius without a point has no effect; a point
//! without a radius gives distances and restricts nothing. Neither a radius nor a map section contains a listing without
//! a position, but for a radius where `remote` is wanted; so the count of remote has those within a radius, too.
//!
//! **Open**: [`Schedule::is_open`](crate::hours::Schedule::is_open) at the local time of the listing's zone. A zone
//! that the table of zones lacks makes it unknown. `open=now` takes what is surely open.
//!
//! **Opening** ([`Engine::opening`]): of what a filter finds, open or not, the listings that are closed and surely open
//! within the days that [`Schedule::state`](crate::hours::Schedule::state) looks at; by the minutes until then.
//!
//! **Order** ([`Filter::order`](crate::filter::Filter::order)), where all else is equal by id:
//! - distance: squared chord, listings without a position last;
//! - freshness: age of the confirmation in whole days, never confirmed last;
//! - relevance: score, highest first. The score adds up
//!   - text, 0–600: the mean over the phrases of `q` (whole-number division; 0 without phrases) of the best match of
//!     each. A word: 600 equal in the name, 450 begins in the name, 300 equal in the body, 220 begins in the body;
//!     misspelt 300 in the name, 150 in the body. A phrase with categories: 600 in one of them with all its words in
//!     the name, 500 in one of them, 300 elsewhere with all its words in the name, 150 with all its words. Whoever
//!     yielded counts as before, with 0 where it does not match. The place has no points;
//!   - distance, 0–250, when a point is given and the position known: 250 · 10,000 / (10,000 + metres);
//!   - freshness, 0–150, when confirmed: 150 · 180 / (180 + days).
//!
//! A page behind the last is empty and has the right total. Moments of confirmation are kept between 1970 and 2106.
//! Of several entries with one id, the last counts.
//!
//! # How it finds it
//!
//! Rows lie in blocks of 64, sorted along a curve over the map, so that a block is a word of bits wherever rows are
//! combined and a small box wherever distance is asked. A word per facet value and block replaces facet columns: a
//! query combines words and counts bits, and needs no second method for small results. Terms have compressed lists of
//! rows; hours are looked at once per distinct schedule and minute.
//!
//! A listing that changes is appended as a new row and its old row dies: microseconds, whatever the size. Rows that
//! were appended or died cost a little until [`Engine::compact`], which takes some tenths of a second for a hundred
//! thousand listings. It is not done behind the back of whoever must answer in the meantime: [`Engine::is_worn`] says
//! when it pays; a server then compacts a clone and swaps it in, a browser waits for an idle moment. Only an engine
//! that nobody cared for until half of its rows were worn does it by itself.

mod answer;
mod bounds;
mod builder;
mod columns;
mod dictionary;
mod draft;
mod facet;
mod hash;
mod loader;
mod open;
mod order;
mod points;
mod rows;
mod search;
mod text;

pub use answer::{Answer, Counts, Facets, Hit, Opening};
pub use builder::{Builder, RowWords, Term};
pub use dictionary::Hours;
pub use hash::FastMap;
pub use loader::Loader;
pub use points::{Point, Points};

use crate::{
    entry::Entry,
    filter::Filter,
    listing::ListingId,
    place::Position,
    time::{Timestamp, Zone},
};
use columns::Columns;
use dictionary::{Departments, Schedules, UNKNOWN_HOURS};
use order::{Ranked, Ranking};
use rows::RowSet;
use search::{Found, Search};
pub(crate) use text::typo::is_one_edit;
use text::{Part, TextIndex, words::Query};

/// Rows that may be worn in a small directory before anything is done about it.
const LITTLE_WEAR: usize = 4096;

/// The directory as it is searched.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    columns: Columns,
    departments: Departments,
    schedules: Schedules,
    zones: Vec<Zone>,
    texts: TextIndex,
    places: TextIndex,
    memory: open::Memory,
    /// Rows there were when it was built; the rest were appended.
    loaded: usize,
}

/// What an engine occupies, in bytes, reserved room included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Ids, positions, facets, bounds.
    pub columns: usize,
    /// Lists of rows by term, and the tables that lead there.
    pub postings: usize,
    /// The terms themselves.
    pub terms: usize,
    /// Opening hours and departments, each once.
    pub dictionary: usize,
}

impl Memory {
    pub fn total(&self) -> usize {
        self.columns + self.postings + self.terms + self.dictionary
    }
}

impl Engine {
    /// An empty directory.
    pub fn new(zones: Vec<Zone>) -> Self {
        Self::load(zones, [])
    }

    /// A directory of these entries, best packed.
    pub fn load(zones: Vec<Zone>, entries: impl IntoIterator<Item = Entry>) -> Self {
        draft::load(zones, entries)
    }

    /// Replaces the table of zones that entries refer to.
    pub fn set_zones(&mut self, zones: Vec<Zone>) {
        self.zones = zones;
    }

    /// Replaces all opening hours: `hours` is the table of them, `of` says at which place those of a listing stand.
    pub fn set_hours(&mut self, zones: Vec<Zone>, hours: &[Hours], of: impl Fn(ListingId) -> Option<u32>) {
        let mut schedules = Schedules::default();
        let numbers = schedules.intern_all(hours);
        for (id, schedule) in self.columns.ids.iter().zip(&mut self.columns.schedules) {
            let number = of(ListingId(*id)).and_then(|place| numbers.get(place as usize));
            *schedule = number.copied().unwrap_or(UNKNOWN_HOURS);
        }
        self.schedules = schedules;
        self.memory = open::Memory::default();
        self.zones = zones;
    }

    /// Adds a listing or replaces the one with its id.
    pub fn upsert(&mut self, entry: Entry) {
        self.kill(entry.id);
        let row = self.columns.rows();
        self.texts.add(row, &entry.name_stems, Part::Name);
        self.texts.add(row, &entry.body_stems, Part::Body);
        self.places.add(row, &entry.place_stems, Part::Body);
        self.columns.push(&draft::row_of(entry, &mut self.departments, &mut self.schedules));
        self.compact_if_neglected();
    }

    /// Takes a listing out; says whether it was there.
    pub fn remove(&mut self, id: ListingId) -> bool {
        let was_there = self.kill(id);
        self.compact_if_neglected();
        was_there
    }

    fn kill(&mut self, id: ListingId) -> bool {
        let row = self.columns.find(id.0);
        row.inspect(|&row| self.columns.kill(row)).is_some()
    }

    /// How many listings there are.
    pub fn len(&self) -> usize {
        self.columns.live
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows that are dead or stand outside of their neighbourhood.
    fn worn(&self) -> usize {
        (self.columns.rows() - self.columns.live) + (self.columns.rows() - self.loaded)
    }

    /// Whether [`Engine::compact`] pays: a quarter of the rows is worn.
    pub fn is_worn(&self) -> bool {
        self.worn() > rows::BLOCK + self.len() / 4
    }

    /// Builds the engine anew out of itself. Answers stay the same.
    pub fn compact(&mut self) {
        *self = draft::again(self);
    }

    fn compact_if_neglected(&mut self) {
        if self.worn() > LITTLE_WEAR + self.loaded {
            self.compact();
        }
    }

    /// The answer to a filter at a moment.
    pub fn query(&self, filter: &Filter, now: Timestamp) -> Answer {
        let (skip, take) = (u64::from(filter.page_number() - 1) * u64::from(filter.page_size()), filter.page_size());
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        self.ask(filter, now, |ranking, open, found| {
            let page = ranking.page(&found.rows, skip, take as usize);
            let hit = |ranked: &Ranked| {
                let row = ranked.row as usize;
                Hit {
                    id: ListingId(self.columns.ids[row]),
                    distance_m: ranking.metres(row),
                    open: open.state(self.columns.schedules[row]),
                }
            };
            Answer {
                total: found.rows.len() as u32,
                hits: page.iter().map(hit).collect(),
                facets: found.facets(&self.departments),
                left_out: found.left_out.clone(),
            }
        })
    }

    /// What opens next among what a filter finds, open or not: soonest first, then in the order of the filter.
    pub fn opening(&self, filter: &Filter, now: Timestamp, most: usize) -> Opening {
        let whenever = Filter { open_now: false, ..filter.clone() };
        self.ask(&whenever, now, |ranking, open, found| {
            let mut known = FastMap::default();
            let mut waits: Vec<(i32, usize)> = Vec::new();
            let mut today = 0;
            for ranked in ranking.page(&found.rows, 0, usize::MAX) {
                let row = ranked.row as usize;
                let schedule = self.columns.schedules[row];
                let Some(wait) = *known.entry(schedule).or_insert_with(|| open.opens_in(schedule)) else { continue };
                today += u32::from(wait.is_today);
                waits.push((wait.minutes, row));
            }
            waits.sort_by_key(|(minutes, _)| *minutes);
            let hit = |&(_, row): &(i32, usize)| Hit {
                id: ListingId(self.columns.ids[row]),
                distance_m: ranking.metres(row),
                open: Some(false),
            };
            Opening { next: waits.iter().take(most).map(hit).collect(), today }
        })
    }

    /// All results in order, on whatever page: for a map or an export.
    pub fn ids(&self, filter: &Filter, now: Timestamp) -> Vec<ListingId> {
        self.ask(filter, now, |ranking, _, found| {
            let all = ranking.page(&found.rows, 0, usize::MAX);
            all.iter().map(|ranked| ListingId(self.columns.ids[ranked.row as usize])).collect()
        })
    }

    /// All listings, neighbours on the map one after the other.
    pub fn all_ids(&self) -> Vec<ListingId> {
        let mut ids = Vec::with_capacity(self.len());
        self.columns.alive.each(|row| ids.push(ListingId(self.columns.ids[row])));
        ids
    }

    /// The listings of a department, or those without one, by id.
    pub fn ids_of_department(&self, code: Option<&str>) -> Vec<ListingId> {
        let number = code.map_or(Some(dictionary::NO_DEPARTMENT), |code| self.departments.number(code));
        let mut ids = Vec::new();
        self.columns.alive.each(|row| {
            if Some(self.columns.departments[row]) == number {
                ids.push(ListingId(self.columns.ids[row]));
            }
        });
        ids.sort_unstable();
        ids
    }

    fn ask<T>(&self, filter: &Filter, now: Timestamp, answer: impl FnOnce(&Ranking, &open::OpenNow, &Found) -> T) -> T {
        let (rows, alive) = (self.columns.rows(), &self.columns.alive);
        let mut words = Query::meant(&filter.q, &self.texts, &self.columns);
        let places = Query::words(&filter.place, &self.places, rows, alive);
        let open = self.memory.at(now, &self.zones, &self.schedules);
        let search = Search::new(filter, &self.columns, &self.departments, &open, !words.is_empty());
        let run = |words: &Query| {
            let mut text: Option<RowSet> = None;
            words.narrow(&mut text, rows);
            places.narrow(&mut text, rows);
            search.run(text.as_ref(), self.departments.end())
        };
        let mut found = run(&words);
        if found.rows.is_empty() {
            let mut fewer = words.clone();
            while fewer.yield_one(alive) {
                let some = run(&fewer);
                if !some.rows.is_empty() {
                    found = some;
                    found.left_out = fewer.left_out(&filter.q);
                    words = fewer;
                    break;
                }
            }
        }
        let near = filter.near.map(Position::unit);
        let ranking = Ranking::new(&self.columns, filter.order(), near, now, &words);
        answer(&ranking, &open, &found)
    }

    /// What it occupies.
    pub fn memory(&self) -> Memory {
        let (texts, places) = (self.texts.bytes(), self.places.bytes());
        Memory {
            columns: self.columns.bytes() + self.memory.bytes(),
            postings: texts.1 + places.1,
            terms: texts.0 + places.0,
            dictionary: self.departments.bytes() + self.schedules.bytes(),
        }
    }
}
