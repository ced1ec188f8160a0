//! The directory that a device keeps: read from the blocks of a pack, kept true by changes, asked like a server's.
//!
//! Knows nothing about where the blocks are kept and when they are fetched, and no clock.

use std::{borrow::Cow, hash::BuildHasherDefault};

use super::{
    Block, Changes, Detail, Details, Frame, Guide, Index, PackError, Source, Words, frame, rows::Rows, words::Stems,
};
use crate::{
    engine::{Builder, Engine, Hours, RowWords},
    entry::Field,
    filter::{Filter, parse},
    gazetteer::{self, Gazetteer, Settled},
    guide::{AidPage, HelpNumber},
    lang::Lang,
    listing::{Listing, ListingId, Need},
    reading::{self, Answer, Directory, Known, Question, SiteSource},
    slug::id_of_slug,
    time::{Timestamp, Zone},
};

/// Rows that were read together: those of a pack, or those of a block of changes.
#[derive(Debug)]
struct Part {
    rows: Rows,
    stems: Option<Stems>,
    /// Where the hours of these rows begin among all hours.
    hours: usize,
}

/// The directory in one language.
#[derive(Debug)]
pub struct Local {
    frame: Frame,
    change: u64,
    engine: Engine,
    zones: Vec<Zone>,
    hours: Vec<Hours>,
    parts: Vec<Part>,
    /// The part and the row of each listing, by its id.
    places: Places,
    details: Table<Detail>,
    pages: Vec<AidPage>,
    numbers: Vec<HelpNumber>,
    synonyms: Vec<String>,
    sources: Vec<Source>,
    departments: Vec<(String, String)>,
    demonstrations: usize,
    gazetteer: Option<&'static Gazetteer>,
    /// Whether the engine knows the words that the rows show.
    has_words: bool,
}

type Table<T> = std::collections::HashMap<u32, T>;
type Places = crate::engine::FastMap<u32, (u32, u32)>;

/// What a device does not keep, so that it cannot answer as a server would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The listing or its details are not kept, or there is no such thing.
    Listing,
    Guide,
    /// Words are searched of which not all are kept.
    Words,
    /// A place is named, and names of places are not kept.
    Places,
    /// Only a server knows.
    Never,
}

impl Local {
    /// Reads the index; ready for every filter without words.
    pub fn read(index: &[u8]) -> Result<Self, PackError> {
        let (frame, index) = frame::read::<Index>(index, Block::Index)?;
        let rows = Rows::of(index)?;
        let shared = rows.shared.clone().ok_or(PackError::Senseless)?;
        let mut local = Self {
            frame,
            change: frame.change,
            engine: engine(&rows),
            zones: rows.zones.clone(),
            hours: rows.hours.clone(),
            places: Places::with_capacity_and_hasher(rows.len(), BuildHasherDefault::default()),
            parts: Vec::new(),
            details: Table::new(),
            pages: Vec::new(),
            numbers: Vec::new(),
            synonyms: shared.synonyms,
            sources: shared.sources,
            departments: shared.departments,
            demonstrations: 0,
            gazetteer: None,
            has_words: false,
        };
        local.add(Part { rows, stems: None, hours: 0 });
        Ok(local)
    }

    fn add(&mut self, part: Part) {
        let number = self.parts.len() as u32;
        for row in 0..part.rows.len() {
            self.demonstrations += usize::from(part.rows.is_demonstration(row));
            self.places.insert(part.rows.ids()[row], (number, row as u32));
        }
        self.parts.push(part);
    }

    /// Reads the words that belong to the index.
    pub fn read_words(&mut self, words: &[u8]) -> Result<(), PackError> {
        let (_, words) = frame::read::<Words>(words, Block::Words)?;
        if words.index != self.frame.checksum {
            return Err(PackError::Other);
        }
        self.parts[0].stems = Some(Stems::of(words, self.parts[0].rows.len())?);
        self.has_words = false;
        Ok(())
    }

    /// Reads the guide.
    pub fn read_guide(&mut self, guide: &[u8]) -> Result<(), PackError> {
        let (frame, guide) = frame::read::<Guide>(guide, Block::Guide)?;
        self.is_ours(&frame)?;
        (self.pages, self.numbers) = (guide.pages, guide.numbers);
        Ok(())
    }

    /// Reads the details of a department; gives its code.
    pub fn read_details(&mut self, details: &[u8]) -> Result<String, PackError> {
        let (frame, details) = frame::read::<Details>(details, Block::Details)?;
        self.is_ours(&frame)?;
        self.details.extend(details.listings.into_iter().map(|detail| (detail.id.0, detail)));
        Ok(details.department)
    }

    /// Takes a list of places, so that searches may name them.
    pub fn set_gazetteer(&mut self, gazetteer: &'static Gazetteer) {
        self.gazetteer = Some(gazetteer);
    }

    fn is_ours(&self, frame: &Frame) -> Result<(), PackError> {
        if frame.lang == self.frame.lang { Ok(()) } else { Err(PackError::Other) }
    }

    /// Applies a block of changes; one that leaves a gap is refused, one that is known already does no harm.
    pub fn apply(&mut self, changes: &[u8]) -> Result<(), PackError> {
        let (frame, changes) = frame::read::<Changes>(changes, Block::Changes)?;
        self.is_ours(&frame)?;
        if changes.since > self.change {
            return Err(PackError::Other);
        }
        if frame.change < self.change {
            return Ok(());
        }
        let rows = Rows::of(changes.index)?;
        let stems = Stems::of(changes.words, rows.len())?;
        changes.gone.into_iter().for_each(|id| self.forget(id));
        self.put(rows, stems);
        self.details.extend(changes.details.into_iter().map(|detail| (detail.id.0, detail)));
        if let Some(guide) = changes.guide {
            (self.pages, self.numbers) = (guide.pages, guide.numbers);
        }
        self.change = frame.change;
        Ok(())
    }

    fn forget(&mut self, id: u32) {
        self.engine.remove(ListingId(id));
        self.details.remove(&id);
        if let Some((part, row)) = self.places.remove(&id) {
            self.demonstrations -= usize::from(self.parts[part as usize].rows.is_demonstration(row as usize));
        }
    }

    fn put(&mut self, rows: Rows, stems: Stems) {
        for zone in &rows.zones {
            if self.zones.iter().all(|known| known.name != zone.name) {
                self.zones.push(zone.clone());
            }
        }
        self.engine.set_zones(self.zones.clone());
        let start = self.hours.len();
        for (schedule, zone) in &rows.hours {
            let zone = self.zone_number(&rows.zones[usize::from(*zone)].name);
            self.hours.push((schedule.clone(), zone));
        }
        rows.ids().iter().for_each(|id| self.forget(*id));
        let part = Part { rows, stems: Some(stems), hours: start };
        for row in 0..part.rows.len() {
            let mut entry = part.rows.entry(row);
            entry.department = part.rows.department(row).map(str::to_owned);
            if let Some(number) = part.rows.hours_number(row) {
                let (schedule, zone) = &self.hours[start + number];
                (entry.schedule, entry.zone) = ((**schedule).clone(), *zone);
            }
            self.engine.upsert(entry);
        }
        self.add(part);
        self.has_words = false;
    }

    fn zone_number(&self, name: &str) -> u16 {
        self.zones.iter().position(|zone| zone.name == name).unwrap_or_default() as u16
    }

    /// Makes the engine know the words of all rows: for the first search with words, or in a quiet moment.
    pub fn learn_words(&mut self) {
        if self.has_words {
            return;
        }
        let (parts, places) = (&self.parts, &self.places);
        self.engine.set_words(&self.synonyms, |id, words| {
            if let Some((part, row)) = places.get(&id.0) {
                parts[*part as usize].each_word(*row as usize, words);
            }
        });
        self.has_words = true;
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
        codes.sort_unstable();
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
        let names_a_place = !filter.place.is_empty() && filter.near.is_none();
        if names_a_place && self.gazetteer.is_none() {
            return Some(Missing::Places);
        }
        let all_words = self.parts.iter().all(|part| part.stems.is_some());
        (!filter.q.is_empty() && !all_words).then_some(Missing::Words)
    }

    /// The answer of the engine, with the place that is named settled.
    pub fn query(&mut self, filter: &Filter, now: Timestamp) -> crate::engine::Answer {
        let filter = self.prepared(filter);
        self.engine.query(&filter, now)
    }

    /// All results as points of a map.
    pub fn points(&mut self, filter: &Filter, now: Timestamp) -> crate::engine::Points {
        let filter = self.prepared(filter);
        self.engine.points(&filter, now)
    }

    fn prepared(&mut self, filter: &Filter) -> Filter {
        let filter = self.settle(filter).filter;
        if !filter.q.is_empty() || !filter.place.is_empty() {
            self.learn_words();
        }
        filter
    }

    /// The answer to a question as a server would give it, or what is missing for that. With `anyway` the answer is as
    /// good as what is kept: for a reader without a network.
    pub fn answer(&mut self, question: &Question, now: Timestamp, anyway: bool) -> Result<Answer, Missing> {
        let lang = self.lang();
        Ok(match question {
            Question::Home if self.pages.is_empty() && !anyway => return Err(Missing::Guide),
            Question::Home => Answer::Home(reading::home(self, lang, now)),
            Question::Help => Answer::Help(Box::new(reading::help(self, lang, now))),
            Question::Find(query) => {
                let (filter, problems) = parse(query);
                if let Some(missing) = self.lacks(&filter).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepared(&filter);
                Answer::Find(Box::new(reading::find(self, &filter, problems, lang, now)))
            }
            Question::Listing { slug, near } => {
                let id = id_of_slug(slug).ok_or(Missing::Listing)?;
                if !anyway && !self.details.contains_key(&id.0) {
                    return Err(Missing::Listing);
                }
                let near = parse(&format!("near={near}")).0.near;
                let view = reading::listing(self, id, lang, near, now).ok_or(Missing::Listing)?;
                Answer::Listing(Box::new(view), String::new())
            }
            Question::Guide | Question::GuidePage(_) if self.pages.is_empty() => return Err(Missing::Guide),
            Question::Guide => Answer::Guide(reading::guide(self, lang)),
            Question::GuidePage(slug) => {
                Answer::GuidePage(Box::new(reading::guide_page(self, slug, lang, now).ok_or(Missing::Guide)?))
            }
            Question::Saved { listings, pages } => {
                let slugs: Vec<&str> = pages.split(',').collect();
                let ids = reading::ids(listings);
                if !anyway && ids.iter().any(|id| !self.places.contains_key(&id.0)) {
                    return Err(Missing::Listing);
                }
                let cards = reading::cards(self, &ids, lang, now);
                Answer::Saved { cards, pages: reading::saved_pages(self, &slugs, lang) }
            }
            Question::Sources => return Err(Missing::Never),
        })
    }
}

/// The engine of the rows of a pack, without words.
fn engine(rows: &Rows) -> Engine {
    let departments = rows.departments();
    let department_of = rows.departments_in(&departments);
    let mut builder = Builder::new(&rows.hours, departments.iter().copied());
    for row in 0..rows.len() {
        let department = department_of.get(rows.commune_number(row)).copied().flatten();
        builder.add(&rows.entry(row), department, rows.hours_number(row));
    }
    builder.finish(rows.zones.clone())
}

impl Part {
    /// Tells the words of a row, those of names first.
    fn each_word(&self, row: usize, words: &mut RowWords<'_>) {
        let (commune, postcode) = self.rows.commune_words(row);
        words.read(Field::Name, &self.rows.name(row));
        let mut hidden = |of_names: bool| {
            if let Some(stems) = &self.stems {
                stems.each(row, |stem, in_name| {
                    if in_name == of_names {
                        words.meet(stem, in_name);
                    }
                });
            }
        };
        hidden(true);
        hidden(false);
        for text in [self.rows.organisation(row), commune, postcode] {
            words.read(Field::Body, text);
        }
        let department = self.rows.department(row).unwrap_or_default();
        [commune, postcode, department].into_iter().for_each(|text| words.read(Field::Place, text));
    }
}

impl Directory for Local {
    fn change(&self) -> u64 {
        self.change
    }

    fn engine(&self) -> &Engine {
        &self.engine
    }

    fn listing(&self, id: ListingId, now: Timestamp) -> Option<Known<'_>> {
        let (part, row) = self.places.get(&id.0)?;
        let (part, row) = (&self.parts[*part as usize], *row as usize);
        let mut listing: Listing = part.rows.listing(row);
        if let Some(detail) = self.details.get(&id.0) {
            detail.complete(&mut listing);
        }
        let schedule = part.rows.hours_number(row).map_or(&NO_HOURS, |number| &*self.hours[part.hours + number].0);
        Some(Known { slug: Cow::Owned(part.rows.slug(row)), listing, schedule, local: part.rows.zone(row).local(now) })
    }

    fn needs(&self, id: ListingId) -> &[Need] {
        self.places.get(&id.0).map_or(&[][..], |(part, row)| self.parts[*part as usize].rows.needs(*row as usize))
    }

    fn has_demonstrations(&self) -> bool {
        self.demonstrations > 0
    }

    fn pages(&self) -> &[AidPage] {
        &self.pages
    }

    fn numbers(&self) -> &[HelpNumber] {
        &self.numbers
    }

    fn source(&self, code: &str) -> Option<SiteSource> {
        let source = self.sources.iter().find(|source| source.code == code)?.clone();
        Some(SiteSource { name: source.name, url: source.url, licence: source.licence })
    }

    fn department_name(&self, code: &str, _: Lang) -> Option<&str> {
        let known = self.departments.iter().find(|(known, _)| known == code)?;
        Some(&known.1)
    }

    fn settle(&self, filter: &Filter) -> Settled<'_> {
        gazetteer::settle(self.gazetteer, filter)
    }
}

/// The hours of a listing that says none.
static NO_HOURS: crate::hours::Schedule =
    crate::hours::Schedule { week: None, exceptions: Vec::new(), closures: Vec::new() };
