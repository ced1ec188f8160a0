//! What part of the world a picture shows: Mercator, as tiles have it. Knows nothing about what is drawn.
//!
//! A picture is measured in points: the pixels of a screen of usual density. One world is 512 points wide at zoom 0.

use domain::place::Position;

/// Points across a tile.
const TILE: f64 = 512.0;
/// Mercator ends here, in degrees of latitude.
const END: f64 = 85.051_128;

/// A point of the picture: right and down, in points.
pub type Point = (f64, f64);

/// The part of the world that a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub width: f64,
    pub height: f64,
    pub zoom: f64,
    /// The corner above at the left, in points of the whole world at this zoom.
    corner: Point,
}

/// A tile and where it lies in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    pub z: u8,
    pub x: u32,
    pub y: u32,
    pub left: f64,
    pub top: f64,
    /// Points across.
    pub size: f64,
}

impl View {
    /// A point in the middle.
    pub fn around(middle: Position, zoom: f64, (width, height): (f64, f64)) -> Self {
        let (x, y) = on_world(middle);
        let world = TILE * zoom.exp2();
        let top = (y * world - height / 2.0).clamp(0.0, (world - height).max(0.0));
        Self { width, height, zoom, corner: (x * world - width / 2.0, top) }
    }

    /// Most points with room for their pins: some far away, as overseas, would make a dot of the country where the others
    /// are. `None` when there is none.
    pub fn fitting_most(points: &[Position], size: (f64, f64), nearest: f64) -> Option<Self> {
        const FAR: f64 = 14.0;
        let median = |of: fn(&Position) -> f64| {
            let mut values: Vec<f64> = points.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let (lat, lon) = (median(|point| point.lat())?, median(|point| point.lon())?);
        let is_near = |point: &&Position| (point.lat() - lat).abs() < FAR && (point.lon() - lon).abs() < FAR;
        let near: Vec<Position> = points.iter().filter(is_near).copied().collect();
        Self::fitting(if near.len() * 5 >= points.len() * 4 { &near } else { points }, size, nearest)
    }

    /// All points, with room for their pins; of one point the surroundings. `None` when there is none.
    /// `nearest` is the zoom beyond which there is no more to see.
    pub fn fitting(points: &[Position], (width, height): (f64, f64), nearest: f64) -> Option<Self> {
        const ROOM: f64 = 36.0;
        let worlds: Vec<Point> = points.iter().map(|point| on_world(*point)).collect();
        let ends = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(None, |ends: Option<(f64, f64)>, value| {
                Some(ends.map_or((value, value), |(least, most)| (least.min(value), most.max(value))))
            })
        };
        let (left, right) = ends(&mut worlds.iter().map(|point| point.0))?;
        let (top, bottom) = ends(&mut worlds.iter().map(|point| point.1))?;
        let zoom_for = |span: f64, room: f64| if span > 0.0 { (room / span / TILE).log2() } else { f64::MAX };
        let zoom = zoom_for(right - left, width - 2.0 * ROOM).min(zoom_for(bottom - top, height - 2.0 * ROOM));
        // The whole world once, not more often.
        let least = (width / TILE).log2().max(0.0);
        let middle = of_world((f64::midpoint(left, right), f64::midpoint(top, bottom)))?;
        Some(Self::around(middle, zoom.clamp(least, nearest.max(least)), (width, height)))
    }

    /// Where a position is in the picture, which may be outside of it.
    pub fn place(&self, position: Position) -> Point {
        let (x, y) = on_world(position);
        let world = TILE * self.zoom.exp2();
        (x * world - self.corner.0, y * world - self.corner.1)
    }

    /// Whether a point is in the picture, or at most that far outside.
    pub fn shows(&self, (x, y): Point, margin: f64) -> bool {
        (-margin..=self.width + margin).contains(&x) && (-margin..=self.height + margin).contains(&y)
    }

    /// The tiles that cover the picture.
    pub fn squares(&self) -> Vec<Square> {
        let z = self.zoom.floor().clamp(0.0, 22.0);
        let (count, size) = (z.exp2(), TILE * (self.zoom - z).exp2());
        let range = |from: f64, length: f64| ((from / size).floor() as i64, ((from + length) / size).floor() as i64);
        let (left, right) = range(self.corner.0, self.width);
        let (top, bottom) = range(self.corner.1, self.height);
        let rows = top.max(0)..=bottom.min(count as i64 - 1);
        let square = |x: i64, y: i64| Square {
            z: z as u8,
            x: x.rem_euclid(count as i64) as u32,
            y: y as u32,
            left: x as f64 * size - self.corner.0,
            top: y as f64 * size - self.corner.1,
            size,
        };
        rows.flat_map(|y| (left..=right).map(move |x| square(x, y))).collect()
    }

    /// Metres on the ground of one point, in the middle of the picture.
    pub fn metres_per_point(&self) -> f64 {
        const AROUND: f64 = std::f64::consts::TAU * 6_378_137.0;
        let world = TILE * self.zoom.exp2();
        let middle = (self.corner.1 + self.height / 2.0) / world;
        let latitude = of_world((0.5, middle)).map_or(0.0, Position::lat);
        AROUND / world * latitude.to_radians().cos()
    }
}

/// From a position to the world as a square of side 1, from north-west on.
fn on_world(position: Position) -> Point {
    let latitude = position.lat().clamp(-END, END).to_radians();
    let y = 0.5 - latitude.tan().asinh() / std::f64::consts::TAU;
    (position.lon() / 360.0 + 0.5, y)
}

fn of_world((x, y): Point) -> Option<Position> {
    let latitude = ((0.5 - y) * std::f64::consts::TAU).sinh().atan().to_degrees();
    Position::new(latitude, (x - 0.5) * 360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn the_middle_is_in_the_middle() {
        let view = View::around(at(45.764, 4.8357), 9.0, (640.0, 320.0));
        let (x, y) = view.place(at(45.764, 4.8357));
        assert!((x - 320.0).abs() < 0.01 && (y - 160.0).abs() < 0.01);
    }

    #[test]
    fn all_points_are_in_the_picture_with_room_for_their_pins() {
        let points = [at(48.85, 2.35), at(43.3, 5.4), at(50.6, 3.06), at(47.2, -1.55)];
        let view = View::fitting(&points, (640.0, 400.0), 9.5).unwrap();
        for point in points {
            assert!(view.shows(view.place(point), -30.0), "{point}");
        }
    }

    #[test]
    fn one_point_is_shown_with_its_surroundings_and_none_has_no_picture() {
        let view = View::fitting(&[at(48.85, 2.35)], (640.0, 400.0), 9.5).unwrap();
        assert!((view.zoom - 9.5).abs() < 1e-9);
        assert_eq!(View::fitting(&[], (640.0, 400.0), 9.5), None);
    }

    #[test]
    fn points_on_both_sides_of_the_earth_are_one_world() {
        let points = [at(-85.0, -180.0), at(85.0, 180.0), at(-90.0, 0.0)];
        let view = View::fitting(&points, (640.0, 400.0), 9.5).unwrap();
        assert!(view.zoom >= 0.3 && view.squares().len() <= 4, "{view:?}");
    }

    #[test]
    fn tiles_cover_the_picture_without_a_gap() {
        let view = View::around(at(48.8566, 2.3522), 9.4, (640.0, 320.0));
        let squares = view.squares();
        let left = squares.iter().map(|square| square.left).fold(f64::MAX, f64::min);
        let right = squares.iter().map(|square| square.left + square.size).fold(f64::MIN, f64::max);
        let bottom = squares.iter().map(|square| square.top + square.size).fold(f64::MIN, f64::max);
        assert!(left <= 0.0 && right >= 640.0 && bottom >= 320.0);
        assert!(squares.iter().all(|square| square.z == 9 && (258..=259).contains(&square.x)), "{squares:?}");
    }

    #[test]
    fn a_degree_is_a_degree() {
        let view = View::around(at(0.0, 0.0), 5.0, (640.0, 320.0));
        let degree = view.place(at(0.0, 1.0)).0 - view.place(at(0.0, 0.0)).0;
        assert!((degree * view.metres_per_point() - 111_319.5).abs() < 1.0);
    }
}
