//! The index block: what is filtered, sorted and shown in a list, column by column.
//! Knows nothing about searching; the engine is built out of it.

use serde::{Deserialize, Serialize};

use super::{
    column::{Column, Numbering, Steps},
    communes::{Commune, Communes, commune},
    hours::{self, HoursTable},
    lists::Texts,
};
use crate::{
    code::Code,
    entry::Entry,
    hours::Schedule,
    lang::{Lang, TextState},
    listing::{Listing, ListingId, Need},
    place::Position,
    slug::slug,
    time::{Timestamp, Zone},
};

/// The content of an index block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// What all listings share; absent from changes.
    pub shared: Option<Shared>,
    pub(super) hours: HoursTable,
    pub(super) communes: Communes,
    pub(super) organisations: Texts,
    /// [`HERE`] stands for the name of the commune.
    pub(super) names: Texts,
    pub(super) columns: Columns,
    /// Rows whose slug is not made of the name that is shown, as steps from the one before, and the words of the slug.
    pub(super) slugged: Column<u32>,
    pub(super) slugs: Texts,
    /// Rows of collection points, and what they need.
    pub(super) needs: Vec<(u32, Vec<Bare>)>,
}

impl Index {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.columns.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What the pack says once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// For each category, in the order of the vocabulary, the words by which its listings are found.
    pub synonyms: Vec<String>,
    pub sources: Vec<Source>,
    /// Codes of departments and their names in the language of the pack, by code.
    pub departments: Vec<(String, String)>,
}

/// A source of listings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub code: String,
    pub name: String,
    pub url: Option<String>,
    pub licence: Option<String>,
}

/// Stands in a name for the name of the commune, which many names contain.
pub(super) const HERE: char = '\u{1}';

/// A need without its note: priority and item as places in their vocabularies, and when urgency lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bare(pub u8, pub u8, pub Option<Timestamp>);

/// One number for each row. Optional codes count from 1, 0 is nothing; sets are words of bits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Columns {
    /// Steps from the id before.
    pub ids: Column<i32>,
    /// Steps from the position before, in hundred-thousandths of a degree; of rows that have one.
    pub lats: Column<i32>,
    pub lons: Column<i32>,
    /// Mentions.
    pub communes: Column<u32>,
    pub organisations: Column<u32>,
    pub names: Column<u32>,
    pub hours: Column<u32>,
    pub kinds: Column<u8>,
    pub categories: Column<u32>,
    pub audiences: Column<u32>,
    pub speaks: Column<u32>,
    pub costs: Column<u8>,
    pub appointments: Column<u8>,
    pub wheelchairs: Column<u8>,
    /// 1 for no, 2 for yes.
    pub remotes: Column<u8>,
    /// Place of the language of the name, four times, and of its state.
    pub texts: Column<u8>,
    /// [`PLACED`], [`ADDRESSED`], [`DEMONSTRATION`].
    pub flags: Column<u8>,
    pub zones: Column<u32>,
    /// Whole days and the seconds after them, of rows that somebody confirmed.
    pub confirmed_days: Column<i32>,
    pub confirmed_seconds: Column<u32>,
    pub confirmed_by: Column<u8>,
}

pub(super) const PLACED: u8 = 1;
pub(super) const ADDRESSED: u8 = 2;
pub(super) const DEMONSTRATION: u8 = 4;

pub(super) const DAY: i64 = 86_400;

/// A listing on its way into a block: its address in the site, what it says, and its hours.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub id: ListingId,
    pub slug: &'a str,
    pub listing: &'a Listing,
    pub schedule: &'a Schedule,
    pub zone: &'a Zone,
}

/// Makes an index.
#[derive(Debug)]
pub struct Writer {
    lang: Lang,
    index: Index,
    hours: hours::Writer,
    communes: Numbering<Commune>,
    organisations: Numbering<String>,
    names: Numbering<String>,
    slugged: u32,
    id: Steps,
    lat: Steps,
    lon: Steps,
}

fn code<T: Code>(value: Option<T>) -> u8 {
    value.map_or(0, |value| value.index() as u8 + 1)
}

fn texts<'a>(texts: impl Iterator<Item = &'a String>) -> Texts {
    let mut column = Texts::default();
    texts.for_each(|text| column.push(text));
    column
}

impl Writer {
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            index: Index::default(),
            hours: hours::Writer::default(),
            communes: Numbering::default(),
            organisations: Numbering::default(),
            names: Numbering::default(),
            slugged: 0,
            id: Steps::default(),
            lat: Steps::default(),
            lon: Steps::default(),
        }
    }

    pub fn push(&mut self, row: &Row) {
        let (listing, number) = (row.listing, self.index.columns.ids.len() as u32);
        let version = listing.texts.for_reader(self.lang);
        let entry = Entry::without_words(row.id, listing);
        let columns = &mut self.index.columns;
        columns.ids.push(self.id.to(row.id.0 as i32));
        let organisation = Some(&listing.organisation).filter(|name| !name.is_empty());
        columns.organisations.push(self.organisations.mention(organisation));
        let commune = commune(listing, entry.department);
        columns.names.push(self.names.mention(Some(&without_commune(&version.text.name, commune.as_ref()))));
        columns.hours.push(self.hours.mention((row.schedule, row.zone)));
        columns.zones.push(u32::from(self.hours.zone(row.zone)));
        columns.kinds.push(listing.kind.index() as u8);
        columns.categories.push(listing.categories.bits());
        columns.audiences.push(listing.audiences.bits());
        columns.speaks.push(listing.speaks.bits());
        columns.costs.push(code(listing.cost));
        columns.appointments.push(code(listing.appointment));
        columns.wheelchairs.push(code(listing.wheelchair));
        columns.remotes.push(listing.remote.map_or(0, |remote| u8::from(remote) + 1));
        columns.texts.push((version.lang.index() * TextState::ALL.len() + version.state.index()) as u8);
        let mut flags = if listing.demonstration { DEMONSTRATION } else { 0 };
        if let Some((lat, lon)) = listing.position.map(Position::e5) {
            flags |= PLACED;
            columns.lats.push(self.lat.to(lat));
            columns.lons.push(self.lon.to(lon));
        }
        flags |= if listing.address.is_some() { ADDRESSED } else { 0 };
        columns.flags.push(flags);
        columns.communes.push(self.communes.mention(commune.as_ref()));
        columns.confirmed_by.push(code(listing.confirmation.map(|confirmation| confirmation.by)));
        if let Some(at) = listing.confirmation.map(|confirmation| confirmation.at) {
            columns.confirmed_days.push(at.div_euclid(DAY) as i32);
            columns.confirmed_seconds.push(at.rem_euclid(DAY) as u32);
        }
        if slug(&version.text.name, row.id) != row.slug {
            let words = row.slug.strip_suffix(&row.id.to_string()).unwrap_or(row.slug);
            self.index.slugged.push(number - std::mem::replace(&mut self.slugged, number));
            self.index.slugs.push(words.trim_end_matches('-'));
        }
        if !listing.needs.is_empty() {
            let bare = |need: &Need| Bare(need.priority.index() as u8, need.item.index() as u8, need.lapses_at);
            self.index.needs.push((number, listing.needs.iter().map(bare).collect()));
        }
    }

    pub fn finish(self, shared: Option<Shared>) -> Index {
        Index {
            shared,
            hours: self.hours.finish(),
            communes: Communes::of(&self.communes.distinct),
            organisations: texts(self.organisations.distinct.iter()),
            names: texts(self.names.distinct.iter()),
            ..self.index
        }
    }
}

/// A name with [`HERE`] where it says the name of the commune.
fn without_commune(name: &str, commune: Option<&Commune>) -> String {
    // What stands for something else cannot stand for itself.
    let name = name.replace(HERE, " ");
    match commune.filter(|commune| !commune.name.is_empty()) {
        Some(commune) => name.replace(&commune.name, HERE.encode_utf8(&mut [0; 4])),
        None => name,
    }
}
