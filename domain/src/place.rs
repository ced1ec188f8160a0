//! Where things are: coordinates, distance, addresses, areas served.
//! Knows nothing about names of places; the gazetteer is elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Mean radius of the Earth in metres (IUGG mean radius R₁).
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point in WGS 84, in hundred-thousandths of a degree (about one metre).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    lat_e5: i32,
    lon_e5: i32,
}

impl Position {
    /// Where the equator meets the prime meridian.
    pub const ORIGIN: Self = Self { lat_e5: 0, lon_e5: 0 };

    /// A point from degrees; `None` when it is not on Earth.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        let valid = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        valid.then(|| Self { lat_e5: libm::round(lat * 1e5) as i32, lon_e5: libm::round(lon * 1e5) as i32 })
    }

    /// A point from hundred-thousandths of a degree; `None` when it is not on Earth.
    pub fn from_e5(lat_e5: i32, lon_e5: i32) -> Option<Self> {
        let valid = (-9_000_000..=9_000_000).contains(&lat_e5) && (-18_000_000..=18_000_000).contains(&lon_e5);
        valid.then_some(Self { lat_e5, lon_e5 })
    }

    /// A point from degrees as people write them (`48.8566`); what is finer than a metre is rounded.
    pub fn parse(lat: &str, lon: &str) -> Option<Self> {
        Self::from_e5(parse_e5(lat)?, parse_e5(lon)?)
    }

    /// Latitude in degrees north.
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e5) / 1e5
    }

    /// Longitude in degrees east.
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e5) / 1e5
    }

    /// Latitude and longitude in hundred-thousandths of a degree.
    pub fn e5(self) -> (i32, i32) {
        (self.lat_e5, self.lon_e5)
    }

    /// The same point as a vector of length one.
    pub fn unit(self) -> Unit {
        let (sin_lat, cos_lat) = libm::sincos(self.lat().to_radians());
        let (sin_lon, cos_lon) = libm::sincos(self.lon().to_radians());
        let scale = |value: f64| libm::round(value * UNIT_SCALE) as i32;
        Unit { x: scale(cos_lat * cos_lon), y: scale(cos_lat * sin_lon), z: scale(sin_lat) }
    }

    /// Great-circle distance in metres, as the crow flies.
    pub fn metres_to(self, other: Self) -> u32 {
        self.unit().chord2(other.unit()).metres()
    }
}

/// Latitude and longitude, as in `48.8566,2.3522`.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", Degrees(self.lat_e5), Degrees(self.lon_e5))
    }
}

/// Hundred-thousandths of a degree, written as degrees. Whole numbers, because code for fractions is large on a phone.
struct Degrees(i32);

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.unsigned_abs() / 100_000, self.0.unsigned_abs() % 100_000);
        let digits = format!("{fraction:05}");
        match digits.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            digits => write!(f, "{sign}{whole}.{digits}"),
        }
    }
}

fn parse_e5(degrees: &str) -> Option<i32> {
    let digits = degrees.trim();
    let (sign, digits) = digits.strip_prefix('-').map_or((1, digits), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    // One digit more than is kept, for rounding.
    let six = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    let e6 = six.fold(whole.parse::<i32>().ok()?, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    Some(sign * ((e6 + 5) / 10))
}

impl Serialize for Position {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.lat(), self.lon()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (lat, lon) = <(f64, f64)>::deserialize(deserializer)?;
        Self::new(lat, lon).ok_or_else(|| serde::de::Error::custom("not a point on Earth"))
    }
}

const UNIT_SCALE: f64 = (1_i64 << 30) as f64;

/// A point on the unit sphere in steps of 2⁻³⁰ (6 mm on the ground).
///
/// Distances are compared on whole numbers: floating-point libraries differ between a phone and a server,
/// and the same query must give the same order on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub x: i32,
    pub y: i32,
    pub z: i32,
}

impl Unit {
    /// The square of the straight line through the Earth between two points.
    pub fn chord2(self, other: Self) -> Chord2 {
        let square = |a: i32, b: i32| {
            let difference = i64::from(a) - i64::from(b);
            difference * difference
        };
        Chord2(square(self.x, other.x) + square(self.y, other.y) + square(self.z, other.z))
    }
}

/// The square of a straight line through the Earth, in steps of 2⁻⁶⁰ of the squared radius. Grows with distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord2(pub i64);

impl Chord2 {
    /// The longest chord whose great circle is at most that long.
    pub fn within_metres(metres: f64) -> Self {
        let half_angle = (metres / EARTH_RADIUS_M / 2.0).clamp(0.0, std::f64::consts::FRAC_PI_2);
        let chord = 2.0 * libm::sin(half_angle) * UNIT_SCALE;
        Self((chord * chord) as i64)
    }

    /// The great-circle distance in whole metres.
    pub fn metres(self) -> u32 {
        let half_chord = libm::sqrt(self.0 as f64) / UNIT_SCALE / 2.0;
        libm::round(2.0 * EARTH_RADIUS_M * libm::asin(half_chord.min(1.0))) as u32
    }
}

/// A rectangle of the map: west, south, east, north. West may lie east of east: the box then crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bbox {
    pub south_west: Position,
    pub north_east: Position,
}

/// As in an address: `west,south,east,north`.
impl fmt::Display for Bbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sw, ne) = (self.south_west, self.north_east);
        let [west, south, east, north] = [sw.lon_e5, sw.lat_e5, ne.lon_e5, ne.lat_e5].map(Degrees);
        write!(f, "{west},{south},{east},{north}")
    }
}

impl Bbox {
    /// Whether the point lies inside or on the edge.
    pub fn contains(self, point: Position) -> bool {
        let (lat, lon) = point.e5();
        let (south, west) = self.south_west.e5();
        let (north, east) = self.north_east.e5();
        let between = if west <= east { west <= lon && lon <= east } else { lon >= west || lon <= east };
        south <= lat && lat <= north && between
    }
}

/// A postal address as it stands on the door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Number and street.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// Building, floor, entrance.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub complement: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub commune: String,
    /// Official code of the commune (INSEE in France).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune_code: Option<String>,
    /// Code of the department (`69`, `2A`, `974`), or of the second administrative level elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// ISO 3166-1 code of the country, `FR` in all of France; empty when nobody knows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Address {
    /// Whether it names a place to go to, and not only a country.
    pub fn is_door(&self) -> bool {
        !(self.street.is_empty() && self.postcode.is_empty() && self.commune.is_empty())
    }
}

/// The department of a French commune code or postcode: `69123` → `69`, `2A004` → `2A`, `97411` → `974`.
pub fn department_of(commune_code: &str) -> Option<String> {
    let bytes = commune_code.as_bytes();
    if bytes.len() != 5 || !bytes.iter().all(u8::is_ascii_alphanumeric) || !bytes[0].is_ascii_digit() {
        return None;
    }
    let length = if commune_code.starts_with("97") || commune_code.starts_with("98") { 3 } else { 2 };
    Some(commune_code[..length].to_ascii_uppercase())
}

/// The area in which a listing helps, where it is not only a place to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "level", content = "code", rename_all = "kebab-case")]
pub enum Area {
    /// Official code of a commune.
    Commune(String),
    /// Code of a department.
    Department(String),
    /// Code of a region.
    Region(String),
    /// ISO 3166-1 code of a country.
    Country(String),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook formula in floating point.
    fn haversine(a: Position, b: Position) -> f64 {
        let (lat1, lat2) = (a.lat().to_radians(), b.lat().to_radians());
        let (dlat, dlon) = (lat2 - lat1, (b.lon() - a.lon()).to_radians());
        let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }

    proptest! {
        #[test]
        fn distance_is_the_great_circle(a in -89.0..89.0_f64, b in -180.0..180.0_f64, c in -89.0..89.0_f64, d in -180.0..180.0_f64) {
            let (from, to) = (Position::new(a, b).unwrap(), Position::new(c, d).unwrap());
            let expected = haversine(from, to);
            // Near the antipode the arc sine is steep: a step of the chord is some ten metres there.
            let tolerance = if expected > 19_000_000.0 { 60.0 } else { 1.0 };
            prop_assert!((f64::from(from.metres_to(to)) - expected).abs() <= tolerance);
        }

        #[test]
        fn degrees_are_read_as_they_were_written(lat in -9_000_000..=9_000_000_i32, lon in -18_000_000..=18_000_000_i32) {
            let here = Position::from_e5(lat, lon).unwrap();
            prop_assert_eq!(here.to_string(), format!("{},{}", here.lat(), here.lon()));
            let (lat, lon) = here.to_string().split_once(',').map(|(lat, lon)| (lat.to_owned(), lon.to_owned())).unwrap();
            prop_assert_eq!(Position::parse(&lat, &lon), Some(here));
        }

        #[test]
        fn fine_degrees_are_rounded(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
            let read = Position::parse(&format!("{lat:.9}"), &format!("{lon:.9}")).unwrap();
            let made = Position::new(lat, lon).unwrap();
            prop_assert!((read.lat_e5 - made.lat_e5).abs() <= 1 && (read.lon_e5 - made.lon_e5).abs() <= 1);
        }

        #[test]
        fn a_radius_takes_what_is_nearer(metres in 0.0..1_000_000.0_f64, lat in 40.0..52.0_f64, lon in -5.0..9.0_f64) {
            let paris = Position::new(48.8566, 2.3522).unwrap();
            let other = Position::new(lat, lon).unwrap();
            let inside = paris.unit().chord2(other.unit()) <= Chord2::within_metres(metres);
            let distance = haversine(paris, other);
            prop_assert!((distance - metres).abs() < 1.0 || inside == (distance < metres));
        }
    }

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let at = |lat, lon| Position::new(lat, lon).unwrap();
        let pacific = Bbox { south_west: at(-20.0, 170.0), north_east: at(0.0, -170.0) };
        assert!(pacific.contains(at(-10.0, 179.0)));
        assert!(pacific.contains(at(-10.0, -175.0)));
        assert!(!pacific.contains(at(-10.0, 0.0)));
    }

    #[test]
    fn the_department_is_read_from_the_commune() {
        assert_eq!(department_of("69123").as_deref(), Some("69"));
        assert_eq!(department_of("2A004").as_deref(), Some("2A"));
        assert_eq!(department_of("97411").as_deref(), Some("974"));
        assert_eq!(department_of("é123"), None);
    }

    #[test]
    fn a_point_off_the_earth_is_refused() {
        assert_eq!(Position::new(91.0, 0.0), None);
        assert_eq!(Position::new(f64::NAN, 0.0), None);
        for degrees in ["", "-", ".5", "1e2", "NaN", "+1", "91", "4 8", "48.85x"] {
            assert_eq!(Position::parse(degrees, "2"), None, "{degrees}");
        }
    }
}
