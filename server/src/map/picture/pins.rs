//! What marks the listings: a pin where one stands alone, a number where many do. Knows nothing about the ground.

use std::{collections::BTreeMap, fmt::Write, sync::LazyLock};

use domain::{engine::Point, vocabulary::Kind};

use super::{
    ink::{Ink, family},
    view::View,
};

/// Points across the square whose listings become one number.
const CELL: f64 = 46.0;
/// Marks nearer than this would cover each other.
const NEAREST: f64 = 36.0;
/// Half of a pin.
const HALF: f64 = 16.0;

static ICONS: &str = include_str!("../../../../style/icons.svg");

/// What stands at a place of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub x: f64,
    pub y: f64,
    /// How many listings.
    pub count: usize,
    /// The listing that stands there, or the first of many.
    pub point: Point,
}

/// Listings that are in the picture, those close together as one. Counts add up.
pub fn marks(view: &View, points: &[Point]) -> Vec<Mark> {
    let mut cells: BTreeMap<(i64, i64), Mark> = BTreeMap::new();
    for point in points {
        let (x, y) = view.place(point.position);
        if !view.shows((x, y), 0.0) {
            continue;
        }
        let cell = ((y / CELL).floor() as i64, (x / CELL).floor() as i64);
        cells.entry(cell).or_insert(Mark { x, y, count: 0, point: *point }).take_in(x, y, 1);
    }
    // Neighbours across the edge of a cell may still cover each other: the larger one takes the smaller in.
    let mut found: Vec<Mark> = cells.into_values().collect();
    found.sort_by_key(|mark| (std::cmp::Reverse(mark.count), mark.point.id));
    let mut marks: Vec<Mark> = Vec::with_capacity(found.len());
    for mark in found {
        match marks.iter_mut().find(|other| (other.x - mark.x).hypot(other.y - mark.y) < NEAREST) {
            Some(other) => other.take_in(mark.x, mark.y, mark.count),
            None => marks.push(mark),
        }
    }
    marks
}

impl Mark {
    /// Adds listings; the mark moves to the middle of all.
    fn take_in(&mut self, x: f64, y: f64, count: usize) {
        let all = (self.count + count) as f64;
        let middle = |here: f64, there: f64| (here * self.count as f64 + there * count as f64) / all;
        (self.x, self.y) = (middle(self.x, x), middle(self.y, y));
        self.count += count;
    }
}

/// Writes the marks, and before them the icons that they use.
pub fn draw(svg: &mut String, marks: &[Mark], ink: &Ink) {
    let mut used: Vec<&str> =
        marks.iter().filter(|mark| mark.count == 1).filter_map(|mark| icon_of(&mark.point)).collect();
    used.sort_unstable();
    used.dedup();
    for name in used {
        if let Some(shape) = icon(name) {
            let _ = write!(svg, r#"<defs><g id="{name}">{shape}</g></defs>"#);
        }
    }
    for mark in marks {
        if mark.count > 1 { number(svg, mark, ink) } else { pin(svg, mark, ink) }
    }
}

fn number(svg: &mut String, mark: &Mark, ink: &Ink) {
    let text = if mark.count < 10_000 { mark.count.to_string() } else { format!("{}k", mark.count / 1000) };
    let radius = 12.0 + 3.0 * text.len() as f64;
    let (x, y) = (mark.x, mark.y);
    let _ = write!(
        svg,
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="{}" stroke="{}" stroke-width="2"/><text x="{x:.1}" y="{:.1}" font-size="14" font-weight="700" text-anchor="middle" fill="{}">{text}</text>"#,
        ink.label,
        ink.pin_line,
        y + 5.0,
        ink.halo,
    );
}

fn pin(svg: &mut String, mark: &Mark, ink: &Ink) {
    let (x, y, colour) = (mark.x, mark.y, family(ink, mark.point.category));
    let edge = format!(r#"fill="{colour}" stroke="{}" stroke-width="2""#, ink.pin_line);
    let (left, top, side) = (x - HALF + 1.0, y - HALF + 1.0, 2.0 * HALF - 2.0);
    let _ = match mark.point.kind {
        Kind::AidResource => write!(svg, r#"<circle cx="{x:.1}" cy="{y:.1}" r="{HALF}" {edge}/>"#),
        Kind::CollectionPoint => {
            write!(svg, r#"<rect x="{left:.1}" y="{top:.1}" width="{side}" height="{side}" rx="5" {edge}/>"#)
        }
        Kind::Initiative => {
            write!(svg, r#"<path d="M{x:.1} {:.1}l19 19-19 19-19-19z" stroke-linejoin="round" {edge}/>"#, y - 19.0)
        }
    };
    if let Some(name) = icon_of(&mark.point) {
        let _ = write!(
            svg,
            r##"<use href="#{name}" transform="translate({:.1} {:.1}) scale(.75)" fill="none" stroke="{}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>"##,
            x - 9.0,
            y - 9.0,
            ink.pin_line,
        );
    }
}

fn icon_of(point: &Point) -> Option<&'static str> {
    point.category.map(app::i18n::names::category_icon)
}

/// The lines of an icon of the site, on a ground of 24 by 24.
fn icon(name: &str) -> Option<&'static str> {
    static SHAPES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
        let symbols = ICONS.split("<symbol id=\"i-").skip(1);
        symbols
            .filter_map(|symbol| {
                let (name, rest) = symbol.split_once('"')?;
                let (_, inside) = rest.split_once('>')?;
                Some((name, inside.split_once("</symbol>")?.0))
            })
            .collect()
    });
    SHAPES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use domain::{Code, ListingId, place::Position, vocabulary::Category};

    use super::*;

    fn point(id: u32, lat: f64, lon: f64) -> Point {
        let position = Position::new(lat, lon).unwrap();
        Point { id: ListingId(id), position, kind: Kind::AidResource, category: Some(Category::Food) }
    }

    #[test]
    fn every_category_has_its_icon() {
        for category in Category::ALL {
            assert!(
                icon(app::i18n::names::category_icon(*category)).is_some_and(|shape| shape.contains("<path")),
                "{}",
                category.code()
            );
        }
    }

    #[test]
    fn close_listings_become_one_number_and_counts_add_up() {
        let view = View::around(Position::new(45.0, 5.0).unwrap(), 9.0, (360.0, 240.0));
        let points: Vec<_> =
            (0..50).map(|n| point(n, 45.0 + f64::from(n) * 0.001, 5.0 - f64::from(n % 7) * 0.01)).collect();
        let found = marks(&view, &points);
        assert!(found.len() < 50);
        assert_eq!(found.iter().map(|mark| mark.count).sum::<usize>(), 50);
        assert_eq!(marks(&view, &[point(1, 10.0, 10.0)]), []);
    }
}
