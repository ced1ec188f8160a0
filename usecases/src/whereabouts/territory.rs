//! What a French department settles: its time zone and roughly where it lies.
//! Knows nothing about addresses.

pub use domain::valid::is_french_department as is_department;
use domain::{listing::USUAL_ZONE, place::Position};

/// A territory overseas, or the rest of France.
struct Territory {
    zone: &'static str,
    /// South, west, north, east in degrees, with a margin of some kilometres.
    bounds: (f64, f64, f64, f64),
}

/// France in Europe, Corsica included.
const EUROPE: Territory = Territory { zone: USUAL_ZONE, bounds: (41.2, -5.3, 51.3, 9.7) };

/// The time zone of a department.
pub fn zone(department: &str) -> &'static str {
    territory(department).zone
}

/// The department of a territory overseas that has an ISO 3166-1 code of its own.
pub fn department_of_code(country: &str) -> Option<&'static str> {
    Some(match country {
        "GP" => "971",
        "MQ" => "972",
        "GF" => "973",
        "RE" => "974",
        "PM" => "975",
        "YT" => "976",
        "BL" => "977",
        "MF" => "978",
        "WF" => "986",
        "PF" => "987",
        "NC" => "988",
        _ => return None,
    })
}

/// Whether a point may lie in a department: within the bounds of its territory.
pub fn may_contain(department: &str, point: Position) -> bool {
    let (south, west, north, east) = territory(department).bounds;
    (south..=north).contains(&point.lat()) && (west..=east).contains(&point.lon())
}

fn territory(department: &str) -> Territory {
    let (zone, bounds) = match department {
        "971" => ("America/Guadeloupe", (15.7, -61.9, 16.6, -60.9)),
        "972" => ("America/Martinique", (14.3, -61.3, 15.0, -60.7)),
        "973" => ("America/Cayenne", (2.0, -54.8, 6.0, -51.4)),
        "974" => ("Indian/Reunion", (-21.5, 55.1, -20.8, 55.9)),
        "975" => ("America/Miquelon", (46.7, -56.6, 47.2, -56.0)),
        "976" => ("Indian/Mayotte", (-13.1, 44.9, -12.5, 45.4)),
        "977" => ("America/St_Barthelemy", (17.8, -63.0, 18.0, -62.7)),
        "978" => ("America/Marigot", (17.9, -63.2, 18.2, -62.9)),
        "986" => ("Pacific/Wallis", (-14.5, -178.3, -13.1, -176.0)),
        "987" => ("Pacific/Tahiti", (-28.0, -155.0, -7.5, -134.0)),
        "988" => ("Pacific/Noumea", (-23.0, 158.0, -17.9, 172.5)),
        _ => return EUROPE,
    };
    Territory { zone, bounds }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::is_zone;

    #[test]
    fn every_department_has_a_time_zone() {
        let codes = (1..=999).flat_map(|n| [format!("{n:02}"), format!("{n:03}")]).chain(["2A".into(), "2B".into()]);
        let departments: std::collections::BTreeSet<String> = codes.filter(|code| is_department(code)).collect();
        assert_eq!(departments.len(), 96 + 11);
        assert!(departments.iter().all(|code| is_zone(zone(code))));
        assert_eq!([zone("974"), zone("2A")], ["Indian/Reunion", USUAL_ZONE]);
    }

    #[test]
    fn a_point_is_looked_for_where_the_territory_lies() {
        let (paris, saint_denis) = (Position::new(48.86, 2.35).unwrap(), Position::new(-20.88, 55.45).unwrap());
        assert!(may_contain("75", paris) && may_contain("974", saint_denis));
        assert!(!may_contain("974", paris) && !may_contain("75", saint_denis));
    }
}
