//! An index that was read: every row can be asked for. Knows nothing about searching; the engine is built out of it.

use std::borrow::Cow;

use super::{
    PackError,
    column::{Steps, meant},
    communes::Commune,
    index::{ADDRESSED, Bare, Columns, DAY, DEMONSTRATION, HERE, Index, PLACED, Shared},
    lists::Shelf,
};
use crate::{
    code::{Code, CodeSet},
    engine::Hours,
    entry::{self, Entry},
    lang::{Lang, TextState, Translated, Version},
    listing::{Confirmation, Contact, Listing, ListingId, ListingText, Need, SourceRef},
    place::{Address, Position},
    slug::slug,
    sorting,
    time::Zone,
    vocabulary::ConfirmedBy,
};

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
    /// Rows that have a slug of their own, ascending, and those.
    slugged: Vec<u32>,
    slugs: Shelf,
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
        let is_whole = [&columns.categories, &columns.audiences, &columns.speaks, &columns.zones]
            .map(|column| column.len())
            .into_iter()
            .chain(
                [&columns.kinds, &columns.costs, &columns.appointments, &columns.wheelchairs]
                    .map(|column| column.len()),
            )
            .chain([&columns.remotes, &columns.texts, &columns.flags, &columns.confirmed_by].map(|column| column.len()))
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
            slugged: ascending(&index.slugged)?,
            slugs: Shelf::of(index.slugs)?,
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
        let fits = is_whole
            && this.slugged.len() == this.slugs.len()
            && mentions.into_iter().all(|column| column.len() == rows);
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
        sorting::sort(&mut codes);
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

    /// From 1; 0 is none.
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

    pub fn name(&self, row: usize) -> Cow<'_, str> {
        let name = self.names.get(self.name_of[row] as usize - 1);
        if name.contains(HERE) { name.replace(HERE, self.commune_words(row).0).into() } else { name.into() }
    }

    pub fn organisation(&self, row: usize) -> &str {
        self.organisation_number(row).checked_sub(1).map_or("", |number| self.organisations.get(number))
    }

    /// From 1; 0 is none.
    pub fn organisation_number(&self, row: usize) -> usize {
        self.organisation_of[row] as usize
    }

    pub fn organisations(&self) -> usize {
        self.organisations.len()
    }

    pub fn communes(&self) -> usize {
        self.communes.len()
    }

    fn commune(&self, row: usize) -> Option<&Commune> {
        self.communes.get((self.commune_of[row] as usize).checked_sub(1)?)
    }

    /// The name and the postcode of the commune; empty where there is none.
    pub fn commune_words(&self, row: usize) -> (&str, &str) {
        self.commune(row).map_or(("", ""), |commune| (&commune.name, &commune.postcode))
    }

    pub fn position(&self, row: usize) -> Option<Position> {
        self.positions[row]
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
        match self.slugged.binary_search(&(row as u32)).map(|place| self.slugs.get(place)) {
            Ok("") => id.to_string(),
            Ok(words) => format!("{words}-{id}"),
            Err(_) => slug(&self.name(row), id),
        }
    }

    /// Writes what the engine needs of a row into an entry, but for department, hours and words.
    /// Not inlined, so that a browser runs it well after some rows.
    #[inline(never)]
    pub fn describe(&self, row: usize, entry: &mut Entry) {
        let columns = &self.columns;
        entry.id = self.id(row);
        entry.kind = of_index(columns.kinds[row]);
        entry.categories = CodeSet::from_bits(columns.categories[row]);
        entry.audiences = entry::audiences(CodeSet::from_bits(columns.audiences[row]));
        entry.speaks = CodeSet::from_bits(columns.speaks[row]);
        entry.needs = entry::wanted(self.needs(row));
        entry.free = entry::is_free(of_code(columns.costs[row]));
        entry.remote = columns.remotes[row] == 2;
        entry.position = self.positions[row];
        entry.confirmed_at = self.confirmations[row].map(|confirmation| confirmation.counts_from());
    }

    /// The listing as far as a list shows it: without descriptions, streets, contacts.
    pub fn listing(&self, row: usize) -> Listing {
        let columns = &self.columns;
        let (lang, state) = self.language(row);
        let text = ListingText { name: self.name(row).into_owned(), ..ListingText::default() };
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
            contact: Contact::default(),
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

/// The rows behind steps from one to the next.
fn ascending(steps: &[u32]) -> Option<Vec<u32>> {
    let mut row = 0_u32;
    let next = |step: &u32| {
        row = row.checked_add(*step)?;
        Some(row)
    };
    steps.iter().map(next).collect()
}

fn positions(columns: &Columns) -> Option<Vec<Option<Position>>> {
    let (mut lat, mut lon) = (Steps::default(), Steps::default());
    let mut steps = columns.lats.iter().zip(&*columns.lons);
    let mut positions = Vec::with_capacity(columns.flags.len());
    for flags in &*columns.flags {
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
    let mut moments = columns.confirmed_days.iter().zip(&*columns.confirmed_seconds);
    let mut confirmations = Vec::with_capacity(columns.confirmed_by.len());
    for by in &*columns.confirmed_by {
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
