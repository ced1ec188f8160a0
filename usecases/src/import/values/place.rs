//! Coordinates and administrative codes: what they mean, and what they contradict.

use domain::place::{Position, department_of};

use super::territory;
use crate::import::Reason;

/// A point from two numbers in degrees; empty when neither is given.
pub fn position(lat: &str, lon: &str) -> Result<Option<Position>, Reason> {
    if lat.trim().is_empty() && lon.trim().is_empty() {
        return Ok(None);
    }
    // French spreadsheets write a decimal comma.
    let degrees = |text: &str| text.trim().replace(',', ".").parse::<f64>().map_err(|_| Reason::NotNumber);
    let (lat, lon) = (degrees(lat)?, degrees(lon)?);
    if lat == 0.0 && lon == 0.0 {
        return Err(Reason::NullIsland);
    }
    Position::new(lat, lon).map(Some).ok_or(Reason::NotCoordinate)
}

/// The point of a French address, and what is wrong with what was written. Coordinates that were
/// exchanged are put right, others left out: a wrong mark on the map sends people to the wrong place.
pub fn french_position(lat: &str, lon: &str, department: Option<&str>) -> (Option<Position>, Option<Reason>) {
    match (position(lat, lon), department) {
        (Err(reason), _) => (None, Some(reason)),
        (Ok(Some(point)), Some(department)) => match misplaced(point, department) {
            None => (Some(point), None),
            Some((reason, instead)) => (instead, Some(reason)),
        },
        (Ok(point), _) => (point, None),
    }
}

/// What is wrong with a point of a French department, and the point to use instead if that is beyond doubt.
fn misplaced(point: Position, department: &str) -> Option<(Reason, Option<Position>)> {
    if territory::may_contain(department, point) {
        return None;
    }
    let exchanged = Position::new(point.lon(), point.lat()).filter(|other| territory::may_contain(department, *other));
    Some((if exchanged.is_some() { Reason::Swapped } else { Reason::Elsewhere }, exchanged))
}

/// The department of a French commune.
pub fn department_of_commune(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_uppercase();
    let digits =
        code.bytes().enumerate().all(|(place, b)| b.is_ascii_digit() || (place == 1 && matches!(b, b'A' | b'B')));
    department_of(&code).filter(|department| digits && territory::is_department(department))
}

/// The department of most communes with a French postcode: a few use the post office across the border.
pub fn department_of_postcode(postcode: &str) -> Option<String> {
    if !is_french_postcode(postcode) {
        return None;
    }
    let code = match &postcode[..3] {
        "200" | "201" => "2A".to_owned(),
        "202" | "206" => "2B".to_owned(),
        "971" if postcode == "97133" => "977".to_owned(),
        "971" if postcode == "97150" => "978".to_owned(),
        _ => department_of(postcode)?,
    };
    territory::is_department(&code).then_some(code)
}

/// Five digits.
pub fn is_french_postcode(postcode: &str) -> bool {
    postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn coordinates_are_two_numbers_of_degrees() {
        assert_eq!(position("46,106", " 5.826 "), Ok(Some(at(46.106, 5.826))));
        assert_eq!(position("", " "), Ok(None));
        assert_eq!(position("46.1", ""), Err(Reason::NotNumber));
        assert_eq!(position("0", "0.0"), Err(Reason::NullIsland));
        assert_eq!(position("146.1", "5.8"), Err(Reason::NotCoordinate));
        assert_eq!(position("NaN", "5.8"), Err(Reason::NotCoordinate));
    }

    #[test]
    fn exchanged_coordinates_are_put_right_and_others_are_not_guessed() {
        assert_eq!(misplaced(at(46.1, 5.8), "01"), None);
        assert_eq!(misplaced(at(5.8, 46.1), "01"), Some((Reason::Swapped, Some(at(46.1, 5.8)))));
        assert_eq!(misplaced(at(55.4, -21.2), "974"), Some((Reason::Swapped, Some(at(-21.2, 55.4)))));
        assert_eq!(misplaced(at(46.1, 5.8), "974"), Some((Reason::Elsewhere, None)));
    }

    #[test]
    fn the_department_follows_from_the_commune_and_mostly_from_the_postcode() {
        let commune = |code| department_of_commune(code).unwrap_or_default();
        assert_eq!([commune("01033"), commune("2a004"), commune("97411")], ["01", "2A", "974"]);
        assert_eq!([commune("20004"), commune("0103"), commune("A1033"), commune("010A3")], [""; 4]);
        let postcode = |code| department_of_postcode(code).unwrap_or_default();
        assert_eq!(
            [postcode("20090"), postcode("20200"), postcode("20620"), postcode("97150")],
            ["2A", "2B", "2B", "978"]
        );
        assert_eq!([postcode("00100"), postcode("1000"), postcode("96000")], [""; 3]);
    }
}
