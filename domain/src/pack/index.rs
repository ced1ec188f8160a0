//! The index block: what is filtered, sorted and shown in a list, column by column.
//! Knows nothing about searching; the engine is built out of it.

use serde::{Deserialize, Serialize};

use super::{
    PackError,
    column::{Numbering, Shelf, Steps, Texts, meant},
    hours::{self, HoursTable},
};
use crate::{
    code::{Code, CodeSet},
    engine::Hours,
    entry::{self, Entry},
    hours::Schedule,
    lang::{Lang, TextState, Translated, Version},
    listing::{Confirmation, Listing, ListingId, ListingText, Need, SourceRef},
    place::{Address, Position},
    slug::slug,
    time::{Timestamp, Zone},
    vocabulary::ConfirmedBy,
};

/// The content of an index block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// What all listings share; absent from changes.
    pub shared: Option<Shared>,
    hours: HoursTable,
    communes: Communes,
    organisations: Texts,
    /// [`HERE`] stands for the name of the commune.
    names: Texts,
    columns: Columns,
    /// Rows whose slug is not made of the name that is shown, and the words of the slug.
    slugs: Vec<(u32, String)>,
    /// Rows of collection points, and what they need.
    needs: Vec<(u32, Vec<Bare>)>,
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
const HERE: char = '\u{1}';

/// Stands before a postcode that does not begin with the code of the department.
const WHOLE: char = '=';

/// Places as addresses and areas name them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Communes {
    names: Texts,
    /// Without the code of the department that they begin with; behind [`WHOLE`] those that do not.
    postcodes: Texts,
    departments: Vec<String>,
    /// Mentions of departments.
    department_of: Vec<u32>,
}

/// A place as addresses and areas name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Commune {
    name: String,
    postcode: String,
    department: Option<String>,
}

/// A need without its note: priority and item as places in their vocabularies, and when urgency lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Bare(u8, u8, Option<Timestamp>);

/// One number for each row. Optional codes count from 1, 0 is nothing; sets are words of bits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Columns {
    /// Steps from the id before.
    ids: Vec<i32>,
    /// Steps from the position before, in hundred-thousandths of a degree; of rows that have one.
    lats: Vec<i32>,
    lons: Vec<i32>,
    /// Mentions.
    communes: Vec<u32>,
    organisations: Vec<u32>,
    names: Vec<u32>,
    hours: Vec<u32>,
    kinds: Vec<u8>,
    categories: Vec<u32>,
    audiences: Vec<u32>,
    speaks: Vec<u32>,
    costs: Vec<u8>,
    appointments: Vec<u8>,
    wheelchairs: Vec<u8>,
    /// 1 for no, 2 for yes.
    remotes: Vec<u8>,
    /// Place of the language of the name, four times, and of its state.
    texts: Vec<u8>,
    /// [`PLACED`], [`ADDRESSED`], [`DEMONSTRATION`].
    flags: Vec<u8>,
    zones: Vec<u32>,
    /// Whole days and the seconds after them, of rows that somebody confirmed.
    confirmed_days: Vec<i32>,
    confirmed_seconds: Vec<u32>,
    confirmed_by: Vec<u8>,
}

const PLACED: u8 = 1;
const ADDRESSED: u8 = 2;
const DEMONSTRATION: u8 = 4;

const DAY: i64 = 86_400;

/// A listing on its way into a block: its address in the site, what it says, and its hours.
#[derive(Debug)]
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
        if let Some(at) = entry.confirmed_at {
            columns.confirmed_days.push(at.div_euclid(DAY) as i32);
            columns.confirmed_seconds.push(at.rem_euclid(DAY) as u32);
        }
        if slug(&version.text.name, row.id) != row.slug {
            let words = row.slug.strip_suffix(&row.id.to_string()).unwrap_or(row.slug);
            self.index.slugs.push((number, words.trim_end_matches('-').to_owned()));
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

/// Where a listing is, or the department in which it helps.
fn commune(listing: &Listing, department: Option<String>) -> Option<Commune> {
    let (name, postcode) =
        listing.address.as_ref().map(|address| (address.commune.clone(), address.postcode.clone())).unwrap_or_default();
    let commune = Commune { name, postcode, department };
    let says_something = !commune.name.is_empty() || !commune.postcode.is_empty() || commune.department.is_some();
    says_something.then_some(commune)
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

impl Communes {
    fn of(communes: &[Commune]) -> Self {
        let (mut this, mut departments) = (Self::default(), Numbering::default());
        for commune in communes {
            let department = commune.department.as_deref().unwrap_or_default();
            this.names.push(&commune.name);
            match commune.postcode.strip_prefix(department) {
                Some(rest) => this.postcodes.push(rest),
                None => this.postcodes.push(&format!("{WHOLE}{}", commune.postcode)),
            }
            this.department_of.push(departments.mention(commune.department.as_ref()));
        }
        Self { departments: departments.distinct, ..this }
    }

    fn read(self) -> Option<Vec<Commune>> {
        let (names, postcodes) = (Shelf::of(self.names)?, Shelf::of(self.postcodes)?);
        let numbers = meant(&self.department_of, self.departments.len())?;
        let commune = |(place, number): (usize, &u32)| {
            let department = (*number as usize).checked_sub(1).map(|number| self.departments[number].clone());
            let postcode = match postcodes.get(place).strip_prefix(WHOLE) {
                Some(whole) => whole.to_owned(),
                None => format!("{}{}", department.as_deref().unwrap_or_default(), postcodes.get(place)),
            };
            Commune { name: names.get(place).to_owned(), postcode, department }
        };
        let is_whole = names.len() == numbers.len() && postcodes.len() == numbers.len();
        is_whole.then(|| numbers.iter().enumerate().map(commune).collect())
    }
}

/// An index that was read: every row can be asked for.
#[derive(Debug)]
pub struct Rows {
    pub shared: Option<Shared>,
    pub zones: Vec<Zone>,
    pub hours: Vec<Hours>,
    communes: Vec<Commune>,
    organisations: Shelf,
    names: Shelf,
    columns: Columns,
    /// Ids, and from 1 the numbers of what rows mention.
    ids: Vec<u32>,
    commune_of: Vec<u32>,
    organisation_of: Vec<u32>,
    name_of: Vec<u32>,
    hours_of: Vec<u32>,
    /// By row, where there is one.
    positions: Vec<Option<Position>>,
    confirmations: Vec<Option<Confirmation>>,
    slugs: Vec<(u32, String)>,
    needs: Vec<(u32, Vec<Need>)>,
}

impl Rows {
    /// Reads an index; every number in it must make sense.
    pub fn of(index: Index) -> Result<Self, PackError> {
        Self::checked(index).ok_or(PackError::Senseless)
    }

    fn checked(index: Index) -> Option<Self> {
        let hours = index.hours.read().ok()?;
        let (columns, communes) = (index.columns, index.communes.read()?);
        let rows = columns.ids.len();
        let is_whole = [columns.categories.len(), columns.audiences.len(), columns.speaks.len(), columns.zones.len()]
            .into_iter()
            .chain([&columns.kinds, &columns.costs, &columns.appointments, &columns.wheelchairs].map(Vec::len))
            .chain([&columns.remotes, &columns.texts, &columns.flags, &columns.confirmed_by].map(Vec::len))
            .all(|length| length == rows);
        let mut step = Steps::default();
        let mut this = Self {
            shared: index.shared,
            ids: columns.ids.iter().map(|id| step.take(*id) as u32).collect(),
            commune_of: meant(&columns.communes, communes.len())?,
            organisations: Shelf::of(index.organisations)?,
            names: Shelf::of(index.names)?,
            organisation_of: Vec::new(),
            name_of: Vec::new(),
            hours_of: meant(&columns.hours, hours.len())?,
            positions: positions(&columns)?,
            confirmations: confirmations(&columns)?,
            zones: index.hours.zones().to_vec(),
            communes,
            slugs: index.slugs,
            needs: index
                .needs
                .into_iter()
                .map(|(row, needs)| Some((row, all_needs(&needs)?)))
                .collect::<Option<_>>()?,
            hours,
            columns,
        };
        this.organisation_of = meant(&this.columns.organisations, this.organisations.len())?;
        this.name_of = meant(&this.columns.names, this.names.len())?;
        let mentions = [&this.commune_of, &this.organisation_of, &this.name_of, &this.hours_of];
        let fits = is_whole && mentions.into_iter().all(|column| column.len() == rows);
        (fits && (0..rows).all(|row| this.makes_sense(row))).then_some(this)
    }

    fn makes_sense(&self, row: usize) -> bool {
        let columns = &self.columns;
        let codes = LAST.iter().zip([
            columns.kinds[row],
            columns.costs[row],
            columns.appointments[row],
            columns.wheelchairs[row],
            columns.remotes[row],
            columns.texts[row],
        ]);
        codes.into_iter().all(|(last, code)| code <= *last)
            && columns.zones[row] < self.zones.len() as u32
            && self.name_of[row] > 0
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn id(&self, row: usize) -> ListingId {
        ListingId(self.ids[row])
    }

    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The codes of departments, each once.
    pub fn departments(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.communes.iter().filter_map(|commune| commune.department.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    pub fn department(&self, row: usize) -> Option<&str> {
        self.commune(row)?.department.as_deref()
    }

    /// For each commune, from 1, the place of its department in a list; nothing stands for none.
    pub fn departments_in(&self, list: &[&str]) -> Vec<Option<usize>> {
        let place = |commune: &Commune| commune.department.as_deref().and_then(|code| list.binary_search(&code).ok());
        std::iter::once(None).chain(self.communes.iter().map(place)).collect()
    }

    pub fn commune_number(&self, row: usize) -> usize {
        self.commune_of[row] as usize
    }

    /// The place of the hours of a row in [`Rows::hours`].
    pub fn hours_number(&self, row: usize) -> Option<usize> {
        (self.hours_of[row] as usize).checked_sub(1)
    }

    pub fn zone(&self, row: usize) -> &Zone {
        &self.zones[self.columns.zones[row] as usize]
    }

    pub fn name(&self, row: usize) -> String {
        self.names.get(self.name_of[row] as usize - 1).replace(HERE, self.commune_words(row).0)
    }

    pub fn organisation(&self, row: usize) -> &str {
        (self.organisation_of[row] as usize).checked_sub(1).map_or("", |number| self.organisations.get(number))
    }

    fn commune(&self, row: usize) -> Option<&Commune> {
        self.communes.get((self.commune_of[row] as usize).checked_sub(1)?)
    }

    /// The name and the postcode of the commune; empty where there is none.
    pub fn commune_words(&self, row: usize) -> (&str, &str) {
        self.commune(row).map_or(("", ""), |commune| (&commune.name, &commune.postcode))
    }

    pub fn is_demonstration(&self, row: usize) -> bool {
        self.columns.flags[row] & DEMONSTRATION != 0
    }

    pub fn needs(&self, row: usize) -> &[Need] {
        let found = self.needs.binary_search_by_key(&(row as u32), |(row, _)| *row);
        found.map_or(&[][..], |place| &self.needs[place].1)
    }

    pub fn slug(&self, row: usize) -> String {
        let id = self.id(row);
        match self.slugs.binary_search_by_key(&(row as u32), |(row, _)| *row) {
            Ok(place) if self.slugs[place].1.is_empty() => id.to_string(),
            Ok(place) => format!("{}-{id}", self.slugs[place].1),
            Err(_) => slug(&self.name(row), id),
        }
    }

    /// What the engine needs, but for department, hours and words.
    pub fn entry(&self, row: usize) -> Entry {
        let columns = &self.columns;
        Entry {
            id: self.id(row),
            kind: of_index(columns.kinds[row]),
            categories: CodeSet::from_bits(columns.categories[row]),
            audiences: entry::audiences(CodeSet::from_bits(columns.audiences[row])),
            speaks: CodeSet::from_bits(columns.speaks[row]),
            needs: entry::wanted(self.needs(row)),
            free: entry::is_free(of_code(columns.costs[row])),
            remote: columns.remotes[row] == 2,
            department: None,
            position: self.positions[row],
            schedule: Schedule::default(),
            zone: 0,
            confirmed_at: self.confirmations[row].map(|confirmation| confirmation.at),
            name_stems: Vec::new(),
            body_stems: Vec::new(),
            place_stems: Vec::new(),
        }
    }

    /// The listing as far as a list shows it: without descriptions, streets, contacts.
    pub fn listing(&self, row: usize) -> Listing {
        let columns = &self.columns;
        let (lang, state) = self.language(row);
        let text = ListingText { name: self.name(row), ..ListingText::default() };
        let written = Translated::written_in(lang, text.clone());
        let address = (columns.flags[row] & ADDRESSED != 0).then(|| {
            let (commune, postcode) = self.commune_words(row);
            Address {
                commune: commune.to_owned(),
                postcode: postcode.to_owned(),
                department: self.department(row).map(str::to_owned),
                ..Address::default()
            }
        });
        Listing {
            kind: of_index(columns.kinds[row]),
            texts: Translated::try_from(vec![Version { lang, state, text }]).unwrap_or(written),
            organisation: self.organisation(row).to_owned(),
            categories: CodeSet::from_bits(columns.categories[row]),
            audiences: CodeSet::from_bits(columns.audiences[row]),
            needs: self.needs(row).to_vec(),
            contact: crate::listing::Contact::default(),
            address,
            position: self.positions[row],
            area: None,
            remote: [None, Some(false), Some(true)].get(columns.remotes[row] as usize).copied().flatten(),
            hours: None,
            zone: self.zone(row).name.clone(),
            closures: Vec::new(),
            appointment: of_code(columns.appointments[row]),
            speaks: CodeSet::from_bits(columns.speaks[row]),
            cost: of_code(columns.costs[row]),
            wheelchair: of_code(columns.wheelchairs[row]),
            source: SourceRef { code: String::new(), id: String::new() },
            confirmation: self.confirmations[row],
            demonstration: self.is_demonstration(row),
            kept: std::collections::BTreeMap::new(),
        }
    }

    fn language(&self, row: usize) -> (Lang, TextState) {
        let text = usize::from(self.columns.texts[row]);
        let (lang, state) = (text / TextState::ALL.len(), text % TextState::ALL.len());
        (Lang::ALL[lang.min(Lang::ALL.len() - 1)], TextState::ALL[state])
    }
}

/// The last code of each column that has a closed vocabulary.
const LAST: [u8; 6] = [
    crate::vocabulary::Kind::ALL.len() as u8 - 1,
    crate::vocabulary::Cost::ALL.len() as u8,
    crate::vocabulary::Appointment::ALL.len() as u8,
    crate::vocabulary::Wheelchair::ALL.len() as u8,
    2,
    (Lang::ALL.len() * TextState::ALL.len()) as u8 - 1,
];

/// A value by its place, which was checked.
fn of_index<T: Code>(index: u8) -> T {
    T::ALL.get(usize::from(index)).copied().unwrap_or(T::ALL[0])
}

/// A value by its place from 1; 0 is none.
fn of_code<T: Code>(code: u8) -> Option<T> {
    T::ALL.get(usize::from(code).checked_sub(1)?).copied()
}

fn positions(columns: &Columns) -> Option<Vec<Option<Position>>> {
    let (mut lat, mut lon) = (Steps::default(), Steps::default());
    let mut steps = columns.lats.iter().zip(&columns.lons);
    let mut positions = Vec::with_capacity(columns.flags.len());
    for flags in &columns.flags {
        positions.push(if flags & PLACED == 0 {
            None
        } else {
            let (to_lat, to_lon) = steps.next()?;
            Some(Position::from_e5(lat.take(*to_lat), lon.take(*to_lon))?)
        });
    }
    (steps.next().is_none() && columns.lats.len() == columns.lons.len()).then_some(positions)
}

fn confirmations(columns: &Columns) -> Option<Vec<Option<Confirmation>>> {
    let mut moments = columns.confirmed_days.iter().zip(&columns.confirmed_seconds);
    let mut confirmations = Vec::with_capacity(columns.confirmed_by.len());
    for by in &columns.confirmed_by {
        confirmations.push(match *by {
            0 => None,
            by => {
                let (day, second) = moments.next()?;
                let at = i64::from(*day) * DAY + i64::from(*second);
                Some(Confirmation { at, by: of_code::<ConfirmedBy>(by)? })
            }
        });
    }
    let counted = columns.confirmed_days.len() == columns.confirmed_seconds.len();
    (moments.next().is_none() && counted).then_some(confirmations)
}

fn all_needs(needs: &[Bare]) -> Option<Vec<Need>> {
    let need = |Bare(priority, item, lapses_at): &Bare| {
        let (item, priority) = (Code::ALL.get(usize::from(*item))?, Code::ALL.get(usize::from(*priority))?);
        Some(Need { item: *item, priority: *priority, lapses_at: *lapses_at, note: String::new() })
    };
    needs.iter().map(need).collect()
}
