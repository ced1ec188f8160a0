//! Outlines on their way from a tile into a picture: cut at a frame, without points that nobody would see, and written
//! as the path of an SVG. Knows nothing about tiles.

use std::fmt::Write;

use super::view::Point;

/// Parts of a point that a path is written in: halves are enough for any screen.
const STEPS: f64 = 2.0;
/// What is nearer to a line than this many points is taken to lie on it.
const TOLERANCE: f64 = 0.45;

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame(pub f64, pub f64, pub f64, pub f64);

impl Frame {
    /// What two rectangles have in common; `None` when that is nothing.
    pub fn and(self, other: Self) -> Option<Self> {
        let both = Self(self.0.max(other.0), self.1.max(other.1), self.2.min(other.2), self.3.min(other.3));
        (both.0 < both.2 && both.1 < both.3).then_some(both)
    }

    /// The part of a ring that lies within, as one ring (Sutherland and Hodgman); its edges may run along the frame.
    pub fn ring(self, ring: &[Point]) -> Vec<Point> {
        // For each side whether it is upright, where it lies, and on which side of it is inside.
        let sides = [(true, self.0, 1.0), (true, self.2, -1.0), (false, self.1, 1.0), (false, self.3, -1.0)];
        sides.into_iter().fold(ring.to_vec(), |ring, (is_upright, side, sign)| {
            let of = |(x, y): Point| if is_upright { x } else { y };
            let inside = |point: Point| (of(point) - side) * sign >= 0.0;
            let mut kept = Vec::with_capacity(ring.len());
            let mut before = *ring.last().unwrap_or(&(0.0, 0.0));
            for point in ring {
                if inside(point) != inside(before) {
                    kept.push(between(before, point, (side - of(before)) / (of(point) - of(before))));
                }
                if inside(point) {
                    kept.push(point);
                }
                before = point;
            }
            kept
        })
    }

    /// The parts of a line that lie within (Liang and Barsky for each stretch).
    pub fn lines(self, line: &[Point]) -> Vec<Vec<Point>> {
        let mut parts: Vec<Vec<Point>> = Vec::new();
        for stretch in line.windows(2) {
            let Some((from, to)) = self.stretch(stretch[0], stretch[1]) else { continue };
            match parts.last_mut() {
                Some(part) if part.last() == Some(&from) => part.push(to),
                _ => parts.push(vec![from, to]),
            }
        }
        parts
    }

    fn stretch(self, from: Point, to: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in
            [(-dx, from.0 - self.0), (dx, self.2 - from.0), (-dy, from.1 - self.1), (dy, self.3 - from.1)]
        {
            if step == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if step < 0.0 {
                enters = enters.max(room / step);
            } else {
                leaves = leaves.min(room / step);
            }
        }
        // An end that lies within stays as it is, to the last bit: the next stretch begins with it.
        let first = if enters > 0.0 { between(from, to, enters) } else { from };
        let last = if leaves < 1.0 { between(from, to, leaves) } else { to };
        (enters < leaves).then_some((first, last))
    }
}

fn between(from: Point, to: Point, share: f64) -> Point {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

/// Adds an outline to a path; outlines too small to see are left out.
pub fn write(path: &mut String, points: &[Point], closed: bool) {
    let steps = |(x, y): Point| ((x * STEPS).round() as i32, (y * STEPS).round() as i32);
    let mut corners: Vec<(i32, i32)> = simple(points).into_iter().map(steps).collect();
    corners.dedup();
    if closed && corners.first() == corners.last() {
        corners.pop();
    }
    if corners.len() < if closed { 3 } else { 2 } {
        return;
    }
    let (mut x, mut y) = corners[0];
    let _ = write!(path, "M{x} {y}l");
    let mut first = true;
    for &(right, down) in &corners[1..] {
        let (dx, dy) = (right - x, down - y);
        // A minus separates as a space does.
        let _ = write!(path, "{}{dx}{}{dy}", if first || dx < 0 { "" } else { " " }, if dy < 0 { "" } else { " " });
        (x, y, first) = (right, down, false);
    }
    if closed {
        path.push('z');
    }
}

/// The outline without the points that lie nearly on the line between their neighbours (Douglas and Peucker).
fn simple(points: &[Point]) -> Vec<Point> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![false; points.len()];
    (kept[0], kept[last]) = (true, true);
    let mut stretches = vec![(0, last)];
    while let Some((from, to)) = stretches.pop() {
        let away = |at: &usize| distance(points[*at], points[from], points[to]);
        let farthest = (from + 1..to).max_by(|a, b| away(a).total_cmp(&away(b)));
        if let Some(at) = farthest.filter(|at| away(at) > TOLERANCE) {
            kept[at] = true;
            stretches.extend([(from, at), (at, to)]);
        }
    }
    points.iter().zip(kept).filter_map(|(point, kept)| kept.then_some(*point)).collect()
}

/// From a point to the stretch between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length2 = dx * dx + dy * dy;
    let share = if length2 == 0.0 { 0.0 } else { ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length2 };
    let near = between(from, to, share.clamp(0.0, 1.0));
    (point.0 - near.0).hypot(point.1 - near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame(0.0, 0.0, 10.0, 10.0);

    #[test]
    fn a_ring_around_everything_becomes_the_frame() {
        let ring = FRAME.ring(&[(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)]);
        assert_eq!(ring.len(), 4);
        assert!(ring.iter().all(|(x, y)| [0.0, 10.0].contains(x) && [0.0, 10.0].contains(y)));
        assert!(FRAME.ring(&[(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)]).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two() {
        let parts = FRAME.lines(&[(1.0, 5.0), (5.0, 5.0), (5.0, 20.0), (8.0, 20.0), (8.0, 5.0)]);
        assert_eq!(parts, [vec![(1.0, 5.0), (5.0, 5.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 5.0)]]);
        assert!(FRAME.lines(&[(-1.0, -1.0), (-5.0, 30.0)]).is_empty());
    }

    #[test]
    fn a_path_is_written_in_halves_of_a_point_without_what_nobody_sees() {
        let mut path = String::new();
        write(&mut path, &[(0.0, 0.0), (2.0, 0.1), (4.0, 0.0), (4.0, -3.0), (0.0, 0.0)], true);
        assert_eq!(path, "M0 0l8 0 0-6z");
        path.clear();
        write(&mut path, &[(1.0, 1.0), (1.1, 1.1), (1.2, 1.0)], true);
        assert_eq!(path, "", "smaller than a point");
        write(&mut path, &[], false);
        write(&mut path, &[(1.0, 1.0)], false);
        assert_eq!(path, "");
    }
}
