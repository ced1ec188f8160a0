//! What parts of an address, and its point, say against each other. Knows nothing about who wrote them.

use std::{collections::HashMap, sync::LazyLock};

use domain::{
    Listing,
    gazetteer::PlaceKind,
    place::{Address, Position},
};

use super::{country_at, department_of_commune, department_of_postcode, territory};
use crate::places;

/// Two parts that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Contradiction {
    /// Latitude and longitude stand in each other's place.
    Swapped,
    /// The point does not lie where the address is.
    Elsewhere,
    /// The department of the commune is another.
    OtherDepartment(String),
    /// The postcode is of another department.
    PostcodeElsewhere,
}

/// How far a point may lie from the communes of its department: a door is not in the middle of a commune.
const NEAR_METRES: u32 = 30_000;
/// How far a point may lie from the country of its address: harbours, and points that somebody took from a small map.
const COAST_DEGREES: f64 = 0.2;

/// What a listing says against itself about where it is.
pub(crate) fn contradictions(listing: &Listing) -> Vec<Contradiction> {
    let Some(address) = &listing.address else { return Vec::new() };
    let mut found = Vec::new();
    if address.country == "FR" {
        found.extend(of_codes(address));
    }
    found.extend(listing.position.and_then(|point| of_point(address, point)));
    found
}

/// Whether a point may lie in a French department.
pub(crate) fn may_lie_in(point: Position, department: &str) -> bool {
    if !territory::may_contain(department, point) {
        return false;
    }
    let communes = COMMUNES.of_department.get(department);
    // Overseas, communes are larger and some lie on islands of their own; the bounds of the territory are narrow.
    department.len() == 3 || communes.is_none_or(|all| all.iter().any(|at| at.metres_to(point) <= NEAR_METRES))
}

fn of_point(address: &Address, point: Position) -> Option<Contradiction> {
    let department = address.department.clone().or_else(|| department_of_postcode(&address.postcode));
    let fits = |point: Position| match (&*address.country, &department) {
        ("", _) => true,
        ("FR", Some(department)) => may_lie_in(point, department),
        (country, _) => may_lie_in_country(point, country),
    };
    if fits(point) {
        return None;
    }
    let exchanged = Position::new(point.lon(), point.lat()).is_some_and(fits);
    Some(if exchanged { Contradiction::Swapped } else { Contradiction::Elsewhere })
}

fn may_lie_in_country(point: Position, country: &str) -> bool {
    let around = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
    let mut points = around.iter().filter_map(|(north, east)| {
        Position::new(point.lat() + north * COAST_DEGREES, point.lon() + east * COAST_DEGREES)
    });
    points.any(|point| country_at(point) == Some(country))
}

fn of_codes(address: &Address) -> Option<Contradiction> {
    let department = address.department.as_deref()?;
    let of_commune = address.commune_code.as_deref().and_then(department_of_commune);
    if let Some(other) = of_commune.filter(|other| other != department) {
        return Some(Contradiction::OtherDepartment(other));
    }
    let is_used = is_used_in(&address.postcode, department)?;
    (!is_used).then_some(Contradiction::PostcodeElsewhere)
}

/// Whether a postcode is used in a department; nothing when it is no postcode. A few communes share the post office of a
/// neighbouring department.
pub(crate) fn is_used_in(postcode: &str, department: &str) -> Option<bool> {
    let usual = department_of_postcode(postcode)?;
    let is_shared = || COMMUNES.of_postcode.get(postcode).is_some_and(|all| all.contains(&department));
    Some(usual == department || is_shared())
}

#[derive(Default)]
struct Communes {
    of_department: HashMap<&'static str, Vec<Position>>,
    /// The departments in which a postcode is used.
    of_postcode: HashMap<&'static str, Vec<&'static str>>,
}

/// The communes of France. Read at the first import that has a French address.
static COMMUNES: LazyLock<Communes> = LazyLock::new(|| {
    let mut communes = Communes::default();
    let places = places::gazetteer().into_iter().flat_map(|gazetteer| gazetteer.places());
    for place in places.filter(|place| matches!(place.kind(), PlaceKind::Commune | PlaceKind::District)) {
        let Some(department) = place.department() else { continue };
        communes.of_department.entry(department).or_default().push(place.position());
        place.postcodes().for_each(|code| communes.of_postcode.entry(code).or_default().push(department));
    }
    communes
});

#[cfg(test)]
mod tests {
    use super::*;

    fn address(country: &str, department: &str, postcode: &str) -> Address {
        let department = Some(department.to_owned()).filter(|code| !code.is_empty());
        Address { country: country.into(), department, postcode: postcode.into(), ..Address::default() }
    }

    fn of(address: Address, lat: f64, lon: f64) -> Option<Contradiction> {
        of_point(&address, Position::new(lat, lon).unwrap())
    }

    #[test]
    fn a_point_lies_where_the_address_is() {
        assert_eq!(of(address("FR", "69", "69001"), 45.767, 4.834), None);
        assert_eq!(of(address("FR", "69", "69001"), 4.834, 45.767), Some(Contradiction::Swapped));
        assert_eq!(of(address("FR", "", "97400"), 48.85, 2.35), Some(Contradiction::Elsewhere));
        assert_eq!(of(address("FR", "13", "13001"), 48.85, 2.35), Some(Contradiction::Elsewhere));
        assert_eq!(of(address("FR", "974", "97400"), -20.88, 55.45), None);
        assert_eq!(of(address("UA", "", "01001"), 50.45, 30.52), None);
        assert_eq!(of(address("UA", "", "01001"), 30.52, 50.45), Some(Contradiction::Swapped));
        assert_eq!(of(address("UA", "", "01001"), 48.85, 2.35), Some(Contradiction::Elsewhere));
        assert_eq!(of(address("FR", "", ""), 46.20, 6.14), None, "Geneva is nearer than the border is precise");
        assert_eq!(of(address("", "", ""), 4.834, 45.767), None);
    }

    #[test]
    fn codes_agree_with_each_other() {
        let codes = |department: &str, code: &str, postcode: &str| {
            let address = Address { commune_code: Some(code.into()), ..address("FR", department, postcode) };
            of_codes(&Address { commune_code: address.commune_code.clone().filter(|code| !code.is_empty()), ..address })
        };
        assert_eq!(codes("69", "69381", "69001"), None);
        assert_eq!(codes("75", "69381", "69001"), Some(Contradiction::OtherDepartment("69".into())));
        assert_eq!(codes("75", "", "69001"), Some(Contradiction::PostcodeElsewhere));
        assert_eq!(codes("2A", "2A004", "20090"), None);
    }

    #[test]
    fn every_commune_lies_in_its_department() {
        for place in places::gazetteer().unwrap().places().filter(|place| place.kind() == PlaceKind::Commune) {
            let department = place.department().unwrap();
            assert!(may_lie_in(place.position(), department), "{place:?}");
        }
    }
}
