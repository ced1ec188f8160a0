//! One point for a geometry of any kind: a door, or a place inside of the building or the grounds.
//! Knows nothing about what stands there.

use domain::place::Position;
use geojson::GeometryValue;

use crate::import::Reason;

/// Longitude and latitude.
type Point = (f64, f64);

/// The point, and why there is none.
pub fn of(geometry: &GeometryValue) -> Result<Position, Reason> {
    let (lon, lat) = inside(geometry).ok_or(Reason::NotPoint)?;
    if lat == 0.0 && lon == 0.0 {
        return Err(Reason::NullIsland);
    }
    Position::new(lat, lon).ok_or(Reason::NotCoordinate)
}

fn inside(geometry: &GeometryValue) -> Option<Point> {
    match geometry {
        GeometryValue::Point { coordinates } => point(coordinates),
        GeometryValue::MultiPoint { coordinates } => coordinates.first().and_then(point),
        GeometryValue::LineString { coordinates } => middle(coordinates),
        GeometryValue::MultiLineString { coordinates } => {
            coordinates.iter().max_by_key(|line| line.len()).and_then(|line| middle(line))
        }
        GeometryValue::Polygon { coordinates } => within(coordinates).map(|(point, _)| point),
        GeometryValue::MultiPolygon { coordinates } => {
            let widest = coordinates.iter().filter_map(|polygon| within(polygon));
            widest.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(point, _)| point)
        }
        GeometryValue::GeometryCollection { geometries } => geometries.iter().find_map(|one| inside(&one.value)),
    }
}

fn point(position: &geojson::Position) -> Option<Point> {
    match position.as_slice() {
        [lon, lat, ..] if lon.is_finite() && lat.is_finite() => Some((*lon, *lat)),
        _ => None,
    }
}

/// A point on the line.
fn middle(line: &[geojson::Position]) -> Option<Point> {
    point(line.get(line.len() / 2)?)
}

/// A point inside of a polygon, holes apart, and how much room there is. A centroid may lie in a courtyard.
fn within(rings: &[Vec<geojson::Position>]) -> Option<(Point, f64)> {
    let rings: Vec<Vec<Point>> = rings.iter().map(|ring| ring.iter().filter_map(point).collect()).collect();
    let mut heights: Vec<f64> = rings.iter().flatten().map(|(_, lat)| *lat).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup();
    // Between the heights of two corners no edge ends. The strip with most room has the point.
    let strips = heights.windows(2).filter_map(|pair| {
        let (point, width) = widest(&rings, f64::midpoint(pair[0], pair[1]))?;
        Some((point, width * (pair[1] - pair[0])))
    });
    strips.max_by(|(_, one), (_, other)| one.total_cmp(other))
}

/// The middle of the widest stretch of a polygon at a latitude.
fn widest(rings: &[Vec<Point>], lat: f64) -> Option<(Point, f64)> {
    let mut crossed: Vec<f64> = Vec::new();
    for ring in rings {
        for (place, (from_lon, from_lat)) in ring.iter().enumerate() {
            let (to_lon, to_lat) = ring[(place + 1) % ring.len()];
            if (*from_lat > lat) != (to_lat > lat) {
                crossed.push(from_lon + (lat - from_lat) / (to_lat - from_lat) * (to_lon - from_lon));
            }
        }
    }
    crossed.sort_by(f64::total_cmp);
    let stretches = crossed.chunks_exact(2).map(|pair| ((f64::midpoint(pair[0], pair[1]), lat), pair[1] - pair[0]));
    stretches.max_by(|(_, one), (_, other)| one.total_cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(json: &str) -> Result<(f64, f64), Reason> {
        let geometry: geojson::Geometry = serde_json::from_str(json).unwrap();
        of(&geometry.value).map(|point| (point.lat(), point.lon()))
    }

    #[test]
    fn a_building_has_a_point_inside() {
        let square = r#"{"type":"Polygon","coordinates":[[[2,48],[2.002,48],[2.002,48.002],[2,48.002],[2,48]]]}"#;
        assert_eq!(at(square), Ok((48.001, 2.001)));
        // A horseshoe, whose centroid lies in the courtyard.
        let shoe =
            r#"{"type":"Polygon","coordinates":[[[0,40],[3,40],[3,43],[2,43],[2,41],[1,41],[1,43],[0,43],[0,40]]]}"#;
        assert_eq!(at(shoe), Ok((40.5, 1.5)));
        let hole = r#"{"type":"Polygon","coordinates":[[[0,40],[4,40],[4,44],[0,44],[0,40]],[[1,40.1],[3,40.1],[3,43.9],[1,43.9],[1,40.1]]]}"#;
        let (_, lon) = at(hole).unwrap();
        assert!(!(1.0..=3.0).contains(&lon));
        let two = r#"{"type":"MultiPolygon","coordinates":[[[[0,40],[1,40],[1,41],[0,41],[0,40]]],[[[5,40],[9,40],[9,41],[5,41],[5,40]]]]}"#;
        assert_eq!(at(two), Ok((40.5, 7.0)));
    }

    #[test]
    fn a_line_has_a_point_on_it_and_nothing_has_none() {
        assert_eq!(at(r#"{"type":"LineString","coordinates":[[2,48],[2.1,48.1],[2.2,48]]}"#), Ok((48.1, 2.1)));
        assert_eq!(at(r#"{"type":"MultiPoint","coordinates":[[4.84,45.76]]}"#), Ok((45.76, 4.84)));
        let collection = r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[4.84,45.76]}]}"#;
        assert_eq!(at(collection), Ok((45.76, 4.84)));
        assert_eq!(at(r#"{"type":"Polygon","coordinates":[]}"#), Err(Reason::NotPoint));
        assert_eq!(at(r#"{"type":"Point","coordinates":[0,0]}"#), Err(Reason::NullIsland));
        assert_eq!(at(r#"{"type":"Point","coordinates":[842000,6520000]}"#), Err(Reason::NotCoordinate));
    }
}
