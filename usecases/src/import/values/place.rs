//! Coordinates: what they mean, and what they contradict.

use domain::place::Position;

use crate::{import::Reason, whereabouts::may_lie_in};

/// A point from two numbers in degrees; empty when neither is given.
pub fn position(lat: &str, lon: &str) -> Result<Option<Position>, Reason> {
    if lat.trim().is_empty() && lon.trim().is_empty() {
        return Ok(None);
    }
    // French spreadsheets write a decimal comma, and typesetters a minus that is no hyphen.
    let plain = |text: &str| text.trim().replace(',', ".").replace(['−', '–', '‐', '‑'], "-");
    let degrees = |text: &str| plain(text).parse::<f64>().map_err(|_| Reason::NotNumber);
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
    if may_lie_in(point, department) {
        return None;
    }
    let exchanged = Position::new(point.lon(), point.lat()).filter(|other| may_lie_in(*other, department));
    Some((if exchanged.is_some() { Reason::Swapped } else { Reason::Elsewhere }, exchanged))
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
        assert_eq!(position("−20.88", "55.45"), Ok(Some(at(-20.88, 55.45))));
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
}
