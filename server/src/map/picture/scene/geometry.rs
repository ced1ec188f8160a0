//! Shapes of a tile, moved into the picture. Knows nothing about what they are.

use geo_types::{Geometry as Shape, LineString};

use crate::map::picture::view::{Point, Square};

/// From a tile to the picture.
pub struct Geometry {
    /// Where the tile lies.
    pub tile: Square,
    /// Steps across the tile.
    pub extent: f64,
}

impl Geometry {
    fn place(&self, x: f32, y: f32) -> Point {
        let scale = self.tile.size / self.extent;
        (f64::from(x).mul_add(scale, self.tile.left), f64::from(y).mul_add(scale, self.tile.top))
    }

    fn outline(&self, line: &LineString<f32>) -> Vec<Point> {
        line.0.iter().map(|point| self.place(point.x, point.y)).collect()
    }

    /// The first point of a shape of points.
    pub fn point(&self, shape: &Shape<f32>) -> Option<Point> {
        match shape {
            Shape::Point(point) => Some(self.place(point.x(), point.y())),
            Shape::MultiPoint(points) => points.0.first().map(|point| self.place(point.x(), point.y())),
            _ => None,
        }
    }

    /// Each ring of a shape of surfaces.
    pub fn rings(&self, shape: &Shape<f32>, mut each: impl FnMut(Vec<Point>)) {
        let surfaces: &[_] = match shape {
            Shape::Polygon(surface) => std::slice::from_ref(surface),
            Shape::MultiPolygon(surfaces) => &surfaces.0,
            _ => &[],
        };
        for surface in surfaces {
            each(self.outline(surface.exterior()));
            surface.interiors().iter().for_each(|ring| each(self.outline(ring)));
        }
    }

    /// Each line of a shape of lines.
    pub fn lines(&self, shape: &Shape<f32>, mut each: impl FnMut(Vec<Point>)) {
        match shape {
            Shape::LineString(line) => each(self.outline(line)),
            Shape::MultiLineString(lines) => lines.0.iter().for_each(|line| each(self.outline(line))),
            _ => {}
        }
    }
}
