//! The room that a block of listings takes up, and what a circle or a map section says to it.
//! Knows nothing about rows.

use crate::place::{Bbox, Chord2, Unit};

/// The smallest box around the positions of a block, in space and on the map.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    least: [i32; 3],
    most: [i32; 3],
    south_west: (i32, i32),
    north_east: (i32, i32),
}

/// How a block lies to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    Outside,
    /// Some positions may be inside, some not.
    Partly,
    Inside,
}

impl Bounds {
    pub const NOTHING: Self = Self {
        least: [i32::MAX; 3],
        most: [i32::MIN; 3],
        south_west: (i32::MAX, i32::MAX),
        north_east: (i32::MIN, i32::MIN),
    };

    /// Grows to hold a position.
    pub fn take_in(&mut self, unit: Unit, point: (i32, i32)) {
        for (axis, value) in [unit.x, unit.y, unit.z].into_iter().enumerate() {
            self.least[axis] = self.least[axis].min(value);
            self.most[axis] = self.most[axis].max(value);
        }
        self.south_west = (self.south_west.0.min(point.0), self.south_west.1.min(point.1));
        self.north_east = (self.north_east.0.max(point.0), self.north_east.1.max(point.1));
    }

    /// How the box lies to a circle.
    pub fn in_circle(&self, centre: Unit, limit: Chord2) -> Overlap {
        let (mut near, mut far) = (0_u64, 0_u64);
        for (axis, value) in [centre.x, centre.y, centre.z].into_iter().enumerate() {
            let (least, most) = (i64::from(self.least[axis]), i64::from(self.most[axis]));
            let value = i64::from(value);
            // No coordinate exceeds 2³⁰, so that three squares of a difference stay below 2⁶⁴ (though not below 2⁶³).
            near += (value.clamp(least, most.max(least)) - value).unsigned_abs().pow(2);
            far += (value - least).unsigned_abs().max((most - value).unsigned_abs()).pow(2);
        }
        let limit = limit.0.unsigned_abs();
        if near > limit {
            Overlap::Outside
        } else if far <= limit {
            Overlap::Inside
        } else {
            Overlap::Partly
        }
    }

    /// How the box lies to a section of the map.
    pub fn in_section(&self, section: &Section) -> Overlap {
        let latitude = section.latitude.overlap(self.south_west.0, self.north_east.0);
        let longitudes = section.longitudes.map(|range| range.overlap(self.south_west.1, self.north_east.1));
        let longitude = match longitudes {
            [Overlap::Outside, Overlap::Outside] => Overlap::Outside,
            [Overlap::Inside, _] | [_, Overlap::Inside] => Overlap::Inside,
            _ => Overlap::Partly,
        };
        match (latitude, longitude) {
            (Overlap::Outside, _) | (_, Overlap::Outside) => Overlap::Outside,
            (Overlap::Inside, Overlap::Inside) => Overlap::Inside,
            _ => Overlap::Partly,
        }
    }
}

/// A rectangle of the map as ranges of whole numbers; two of longitude, since it may cross the antimeridian.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    latitude: Range,
    longitudes: [Range; 2],
}

#[derive(Clone, Copy, Debug)]
struct Range {
    from: i32,
    to: i32,
}

impl Range {
    fn contains(self, value: i32) -> bool {
        self.from <= value && value <= self.to
    }

    fn overlap(self, least: i32, most: i32) -> Overlap {
        if most < self.from || self.to < least {
            Overlap::Outside
        } else if self.from <= least && most <= self.to {
            Overlap::Inside
        } else {
            Overlap::Partly
        }
    }
}

impl Section {
    pub fn of(bbox: Bbox) -> Self {
        let (south, west) = bbox.south_west.e5();
        let (north, east) = bbox.north_east.e5();
        let longitudes = if west <= east {
            [Range { from: west, to: east }; 2]
        } else {
            [Range { from: west, to: i32::MAX }, Range { from: i32::MIN, to: east }]
        };
        Self { latitude: Range { from: south, to: north }, longitudes }
    }

    pub fn contains(&self, (lat, lon): (i32, i32)) -> bool {
        self.latitude.contains(lat) && self.longitudes.iter().any(|range| range.contains(lon))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::place::Position;

    fn any_position() -> impl Strategy<Value = Position> {
        (-90.0..=90.0_f64, -180.0..=180.0_f64).prop_map(|(lat, lon)| Position::new(lat, lon).unwrap())
    }

    fn around(points: &[Position]) -> Bounds {
        let mut bounds = Bounds::NOTHING;
        for point in points {
            bounds.take_in(point.unit(), point.e5());
        }
        bounds
    }

    proptest! {
        #[test]
        fn a_block_never_hides_a_position(
            points in proptest::collection::vec(any_position(), 1..6),
            centre in any_position(),
            metres in 0.0..20_100_000.0_f64,
            (corner, other) in (any_position(), any_position()),
        ) {
            let bounds = around(&points);
            let centre = centre.unit();
            let chords = points.iter().map(|point| point.unit().chord2(centre));
            // On the edge of the circle, just outside of it, and anywhere.
            let edges = chords.flat_map(|chord| [chord, Chord2((chord.0 - 1).max(0))]);
            for limit in edges.chain([Chord2::within_metres(metres)]) {
                let inside = points.iter().map(|point| point.unit().chord2(centre) <= limit);
                agrees(bounds.in_circle(centre, limit), inside)?;
            }
            let (low, high) = if corner.e5().0 <= other.e5().0 { (corner, other) } else { (other, corner) };
            let bbox = Bbox { south_west: low, north_east: high };
            let section = Section::of(bbox);
            agrees(bounds.in_section(&section), points.iter().map(|point| bbox.contains(*point)))?;
            prop_assert!(points.iter().all(|point| section.contains(point.e5()) == bbox.contains(*point)));
        }
    }

    fn agrees(overlap: Overlap, inside: impl Iterator<Item = bool>) -> Result<(), TestCaseError> {
        for inside in inside {
            prop_assert!(overlap == Overlap::Partly || (overlap == Overlap::Inside) == inside);
        }
        Ok(())
    }
}
