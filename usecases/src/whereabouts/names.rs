//! Which country a town is in, as far as its name and its French postcode say so beyond doubt.
//! Knows nothing about positions and codes of an address.

use std::{collections::HashMap, sync::LazyLock};

use domain::{Code, Lang, gazetteer::PlaceKind, place::Position};

use super::postcode::department_of_postcode;
use crate::places;

/// A place that has the name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named {
    pub country: &'static str,
    pub department: Option<&'static str>,
    pub at: Position,
}

/// The place of that name: in France the one with the postcode, elsewhere one of which no other country has a namesake.
pub(super) fn place_of(commune: &str, postcode: &str) -> Option<Named> {
    let named = NAMES.get(&key(commune))?;
    let department = department_of_postcode(postcode);
    let french = named.iter().find(|place| place.country == "FR" && place.department == department.as_deref());
    if let Some(french) = french.filter(|_| department.is_some()) {
        return Some(*french);
    }
    let (first, others) = named.split_first()?;
    let alone = others.iter().all(|other| other.country == first.country);
    // A French name beside a postcode of another department is a town that the list does not have.
    (alone && (postcode.is_empty() || first.country != "FR")).then(|| {
        let department = first.department.filter(|code| others.iter().all(|other| other.department == Some(*code)));
        Named { department, ..*first }
    })
}

/// All settlements by their folded names. Read at the first import that needs them.
static NAMES: LazyLock<HashMap<String, Vec<Named>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<Named>> = HashMap::new();
    let places = places::gazetteer().into_iter().flat_map(|gazetteer| gazetteer.places());
    for place in places.filter(|place| place.kind().is_settlement() && place.kind() != PlaceKind::District) {
        let named = Named { country: place.country(), department: place.department(), at: place.position() };
        let mut keys: Vec<String> = Lang::ALL.iter().map(|lang| key(place.name(*lang))).collect();
        keys.push(key(place.own_name()));
        // In France these are communes of before.
        keys.extend(place.aliases().filter(|_| place.country() != "FR").map(key));
        keys.sort_unstable();
        keys.dedup();
        for name in keys {
            names.entry(name).or_default().push(named);
        }
    }
    names
});

/// A name as names are compared: `LYON CEDEX 03`, `Lyon 3e` and `lyon` are one.
fn key(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        domain::analysis::fold_char(c, |c| folded.push(if c.is_alphanumeric() { c } else { ' ' }));
    }
    let words = folded.split_whitespace().take_while(|word| *word != "cedex");
    let words = words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()) && *word != "arrondissement");
    let words = words.map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_known_by_its_name_where_only_one_country_has_it() {
        let country = |commune, postcode| place_of(commune, postcode).map(|place| place.country);
        assert_eq!(country("Львів", ""), Some("UA"));
        assert_eq!(country("Kharkiv", "61000"), Some("UA"));
        assert_eq!(country("Bourg-en-Bresse", "01000"), Some("FR"));
        assert_eq!(country("LYON CEDEX 03", "69401"), Some("FR"));
        assert_eq!(country("St-Étienne", "42000"), Some("FR"));
        assert_eq!(country("Warszawa", "00-001"), Some("PL"));
        assert_eq!(country("Mons", ""), None, "in Belgium and in France");
        assert_eq!(country("Nulle-Part-les-Bains", "69003"), None);
        assert_eq!(country("", "69003"), None, "Zaporizhzhia has this postcode as well");
    }

    #[test]
    fn towns_of_one_name_in_two_departments_have_none() {
        assert_eq!(place_of("Saint-Denis", "97400").unwrap().department, Some("974"));
        assert_eq!(place_of("Saint-Denis", "").unwrap().department, None);
    }
}
