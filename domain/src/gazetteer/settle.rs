//! What a place that somebody typed means for a search: a middle to count distances from, or departments.
//! Knows nothing about how names are found; that is [`Gazetteer::resolve`].

use super::{Gazetteer, Place, PlaceKind, Resolved};
use crate::{
    Lang,
    filter::{self, AROUND_KM, Filter},
    view::{Choice, Where},
};

/// A filter as the engine takes it.
#[derive(Clone, Debug)]
pub struct Settled<'g> {
    /// The same filter with the place as a middle or as departments; words in addresses where no place has the name.
    pub filter: Filter,
    /// The place that is meant, when one is.
    pub place: Option<Place<'g>>,
    /// Others of the same name, the larger first.
    pub others: Vec<Place<'g>>,
    gazetteer: Option<&'g Gazetteer>,
}

/// Puts the place that is meant in the place of its name.
///
/// A town becomes the middle, and [`AROUND_KM`] the radius unless the filter has one or chooses departments; a
/// department or region becomes a choice of departments. A town takes the place of a position: who shares their position
/// and then types a town asks about the town. Without a name that is known, the words stay words.
pub fn settle<'g>(gazetteer: Option<&'g Gazetteer>, filter: &Filter) -> Settled<'g> {
    let words = || Settled { filter: filter.clone(), place: None, others: Vec::new(), gazetteer };
    if filter.place.is_empty() {
        return words();
    }
    let Some(places) = gazetteer else { return words() };
    let (place, others) = match places.resolve(&filter.place) {
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
    Settled { filter: settled, place: Some(place), others, gazetteer }
}

impl Settled<'_> {
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
            let name = self.gazetteer?.department_name(code, lang)?;
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
