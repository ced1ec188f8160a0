//! One place as people see it, read out of the text when it is asked for.
//! Knows nothing about searching.

use super::{Gazetteer, read::Column, weigh::Weight};
use crate::{Lang, codes, place::Position};

codes! {
    /// What a place is.
    pub enum PlaceKind {
        Commune = "commune",
        /// An arrondissement of Paris, Lyon or Marseille.
        District = "district",
        /// A town or village outside of France.
        Town = "town",
        /// A French department. It lies at its prefecture.
        Department = "department",
        /// A French region. It lies at its prefecture.
        Region = "region",
    }
}

impl PlaceKind {
    /// Whether people live next to each other there; an administrative area is no settlement.
    pub fn is_settlement(self) -> bool {
        match self {
            Self::Commune | Self::District | Self::Town => true,
            Self::Department | Self::Region => false,
        }
    }

    /// Whether a place of this kind, in that country (ISO 3166) and with so many people, is a larger one: understood within
    /// a sentence, and kept by every device, so that it is understood in the same way there.
    pub fn is_large(self, country: &str, people: u32) -> bool {
        let least = match country {
            "FR" => LARGE_IN_FRANCE,
            "UA" => LARGE_IN_UKRAINE,
            _ => LARGE_ELSEWHERE,
        };
        !self.is_settlement() || people >= least
    }
}

/// People of a larger town: where readers are, where they come from, and elsewhere.
const LARGE_IN_FRANCE: u32 = 8_000;
const LARGE_IN_UKRAINE: u32 = 50_000;
const LARGE_ELSEWHERE: u32 = 1_000_000;

/// A place of a [`Gazetteer`]. As small as a reference; copy it.
#[derive(Clone, Copy)]
pub struct Place<'g> {
    gazetteer: &'g Gazetteer,
    row: u32,
}

impl<'g> Place<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, row: u32) -> Self {
        Self { gazetteer, row }
    }

    pub(super) fn row(self) -> u32 {
        self.row
    }

    pub(super) fn weight(self) -> Weight {
        self.gazetteer.rows.weight(self.row)
    }

    fn cell(self, column: Column) -> &'g str {
        let line = &self.gazetteer.text[self.gazetteer.rows.line(self.row)..];
        let line = line.split('\n').next().unwrap_or_default();
        line.split('\t').nth(column as usize).unwrap_or_default()
    }

    /// A key that stays the same when the list is renewed: the code of a commune or district (`69123`), a letter and
    /// the code of a department or region (`d69`, `r84`), elsewhere country and position (`UA49.83826,24.02324`).
    pub fn id(self) -> String {
        match self.kind() {
            PlaceKind::Commune | PlaceKind::District => self.code().to_owned(),
            PlaceKind::Department => format!("d{}", self.code()),
            PlaceKind::Region => format!("r{}", self.code()),
            PlaceKind::Town => format!("{}{}", self.country(), self.position()),
        }
    }

    pub fn kind(self) -> PlaceKind {
        self.weight().kind
    }

    /// The name that the place has itself: French in France, Ukrainian in Ukraine, elsewhere in Latin letters.
    pub fn own_name(self) -> &'g str {
        self.cell(Column::Name)
    }

    /// The name for readers of that language; where nobody knows one, the name that the place has itself.
    pub fn name(self, lang: Lang) -> &'g str {
        let name = self.cell(match lang {
            Lang::Uk => Column::NameUk,
            Lang::Fr => Column::NameFr,
            Lang::En => Column::NameEn,
            Lang::Ru => Column::NameRu,
        });
        if name.is_empty() { self.own_name() } else { name }
    }

    /// The name with what tells it from others of the same name in France: `Saint-Denis (93)`.
    /// Abroad the caller adds the country in words; a district has its city in its name, a region needs nothing.
    pub fn label(self, lang: Lang) -> String {
        let name = self.name(lang);
        match (self.kind(), self.department()) {
            (PlaceKind::Commune | PlaceKind::Department, Some(department)) => format!("{name} ({department})"),
            _ => name.to_owned(),
        }
    }

    /// Where it lies: the town hall of a commune where it is known, else a point inside.
    pub fn position(self) -> Position {
        // Reading has refused every line without one.
        Position::parse(self.cell(Column::Lat), self.cell(Column::Lon)).unwrap_or(Position::ORIGIN)
    }

    /// How many people live there; 0 when nobody says.
    pub fn population(self) -> u32 {
        self.cell(Column::Population).parse().unwrap_or(0)
    }

    /// ISO 3166-1 code of the country, `FR` in all of France.
    pub fn country(self) -> &'g str {
        self.cell(Column::Country)
    }

    /// Code of the French department or overseas collectivity (`69`, `2A`, `974`); none abroad and for a region.
    pub fn department(self) -> Option<&'g str> {
        Some(self.cell(Column::Department)).filter(|code| !code.is_empty())
    }

    /// Official code: INSEE's of a commune or district, that of a department or region. Empty abroad.
    pub fn code(self) -> &'g str {
        self.cell(Column::Code)
    }

    /// French postcodes in their order; none for areas and abroad.
    pub fn postcodes(self) -> impl Iterator<Item = &'g str> {
        self.cell(Column::Postcodes).split(' ').filter(|code| !code.is_empty())
    }

    /// Other names: communes merged into it, other spellings.
    pub fn aliases(self) -> impl Iterator<Item = &'g str> {
        self.cell(Column::Aliases).split('|').filter(|name| !name.is_empty())
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.gazetteer, other.gazetteer) && self.row == other.row
    }
}

impl Eq for Place<'_> {}

impl std::fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {}", self.kind(), self.label(Lang::Fr), self.population())
    }
}

/// The place of that [`Place::id`].
pub fn find<'g>(gazetteer: &'g Gazetteer, id: &str) -> Option<Place<'g>> {
    let is_of = |place: &Place, kinds: &[PlaceKind]| kinds.contains(&place.kind());
    match (id.get(..1)?, id.get(2..)) {
        ("d", _) => gazetteer.departments().find(|place| place.code() == &id[1..]),
        ("r", _) => gazetteer.regions().find(|place| place.code() == &id[1..]),
        (_, Some(rest)) if rest.contains(',') => {
            let (lat, lon) = rest.split_once(',')?;
            let at = Position::parse(lat, lon)?;
            let here = |place: &Place| place.kind() == PlaceKind::Town && place.weight().may_be_at(at);
            gazetteer.places().filter(here).find(|place| place.id() == id)
        }
        _ => {
            let kinds = [PlaceKind::Commune, PlaceKind::District];
            gazetteer.places().filter(|place| is_of(place, &kinds)).find(|place| place.code() == id)
        }
    }
}

/// The name of a place with what tells it from others: the department, or abroad the code of the country.
pub fn label(place: Place, lang: Lang) -> String {
    match place.kind() {
        PlaceKind::Town => format!("{} ({})", place.name(lang), place.country()),
        PlaceKind::Commune | PlaceKind::District | PlaceKind::Department | PlaceKind::Region => place.label(lang),
    }
}
