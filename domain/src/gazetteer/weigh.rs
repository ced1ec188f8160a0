//! How much a place weighs among others that match as well.
//!
//! Weights are whole numbers, so that every device comes to the same order: [`DOUBLING`] for each doubling of the
//! population. Being near is worth six doublings next door, three at 30 km, one at 150 km.

use super::PlaceKind;
use crate::place::Position;

/// What twice as many people are worth.
pub const DOUBLING: u32 = 1024;
/// What an old commune or another spelling is worth less than a name: a town of 30 000 outweighs a city of a million
/// that is called the same in some other language.
pub const ALIAS_LOSS: u32 = 5 * DOUBLING;
/// What a name without its article is worth less than one that never had one.
pub const ARTICLE_LOSS: u32 = 3 * DOUBLING;
/// What the first words of a name are worth more than its first letters: three doublings.
pub const FIRST_WORDS: u32 = 3 * DOUBLING;
/// What a place in France gains where its name is only begun: most readers are there.
const IN_FRANCE: u32 = 5 * DOUBLING;
/// What a place in Ukraine gains there.
const IN_UKRAINE: u32 = 4 * DOUBLING;
/// What any place gains whose whole name is typed: eight doublings more than it could gain as a begun one.
const WHOLE: u32 = 8 * DOUBLING + IN_FRANCE;
/// What a department or region loses there: its population is that of all its places.
const OF_MANY: u32 = 3 * DOUBLING;
/// Next door, and how far away half of it is left.
const NEXT_DOOR: u32 = 6 * DOUBLING;
const HALF_AT_KM: u32 = 30;

/// A department as a number; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department(u16);

impl Department {
    /// The department of that code: two or three digits or letters.
    pub fn of_code(code: &str) -> Option<Self> {
        let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_code.then(|| Self(code.bytes().fold(0, |sum, byte| sum * 36 + digit(byte))))
    }
}

fn digit(byte: u8) -> u16 {
    u16::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.to_ascii_lowercase() - b'a' + 10 }) + 1
}

/// What decides the order, in twelve bytes.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// In parts of a doubling, at most 32 doublings.
    population: u16,
    department: Department,
    /// In 1/360 of a degree north and 1/180 of a degree east: 300 and at most 600 metres.
    north: i16,
    east: i16,
    pub kind: PlaceKind,
    home: Home,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    France,
    Ukraine,
    Elsewhere,
}

impl Weight {
    pub fn new(kind: PlaceKind, population: u32, country: &str, department: &str, position: Position) -> Self {
        let home = match country {
            "FR" => Home::France,
            "UA" => Home::Ukraine,
            _ => Home::Elsewhere,
        };
        let (lat, lon) = position.e5();
        Self {
            population: doublings(population),
            department: Department::of_code(department).unwrap_or(Department(0)),
            north: (lat * 9 / 2500) as i16,
            east: (lon * 9 / 5000) as i16,
            kind,
            home,
        }
    }

    /// The weight when the whole name is typed. Among namesakes it is the population alone that counts.
    pub fn of_name(self) -> u32 {
        u32::from(self.population) + WHOLE
    }

    /// The weight when the name is only begun.
    pub fn of_begun(self) -> u32 {
        let home = match self.home {
            Home::France => IN_FRANCE,
            Home::Ukraine => IN_UKRAINE,
            Home::Elsewhere => 0,
        };
        let whole = u32::from(self.population) + home;
        if self.kind.is_settlement() { whole } else { whole.saturating_sub(OF_MANY) }
    }

    /// What being near to a position is worth.
    pub fn nearness(self, near: Near) -> u32 {
        let north = i64::from(self.north) - i64::from(near.north);
        let east = (i64::from(self.east) - i64::from(near.east)).abs();
        // The antimeridian is no border, and degrees east grow narrow towards the poles.
        let east = east.min(360 * 180 - east) * 2 * i64::from(near.narrow) / 1024;
        // 1/360 of a degree is 309 metres.
        let km = libm::sqrt((north * north + east * east) as f64 * 0.309 * 0.309) as u32;
        NEXT_DOOR * HALF_AT_KM / (HALF_AT_KM + km)
    }

    /// Whether it could be the place at that position, as far as the weight knows it.
    pub fn may_be_at(self, position: Position) -> bool {
        let near = Near::from(position);
        (self.north, self.east) == (near.north, near.east)
    }

    pub fn is_in(self, department: Department) -> bool {
        self.department == department
    }

    pub fn department(self) -> Department {
        self.department
    }

    pub fn is_in_ukraine(self) -> bool {
        self.home == Home::Ukraine
    }

    pub fn is_in_france(self) -> bool {
        self.home == Home::France
    }
}

/// A position to be near to.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    north: i16,
    east: i16,
    /// How long a degree east is there, in 1024ths of one at the equator.
    narrow: u16,
}

impl From<Position> for Near {
    fn from(position: Position) -> Self {
        let (lat, lon) = position.e5();
        let narrow = libm::round(libm::cos(position.lat().to_radians()) * 1024.0) as u16;
        Self { north: (lat * 9 / 2500) as i16, east: (lon * 9 / 5000) as i16, narrow }
    }
}

/// The logarithm of a population to the base two, in parts of a doubling.
fn doublings(population: u32) -> u16 {
    let people = u64::from(population) + 1;
    let whole = people.ilog2();
    // Between two powers a straight line: it keeps the order, and an order is all that is wanted.
    let part = ((people << 10) >> whole) as u32 - DOUBLING;
    (whole * DOUBLING + part).min(u32::from(u16::MAX)) as u16
}

/// Every kind has its place here, so that equal weights stand in the same order everywhere.
pub fn rank_of(kind: PlaceKind) -> usize {
    match kind {
        PlaceKind::Commune => 0,
        PlaceKind::District => 1,
        PlaceKind::Town => 2,
        PlaceKind::Department => 3,
        PlaceKind::Region => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(population: u32, lat: f64, lon: f64) -> Weight {
        Weight::new(PlaceKind::Commune, population, "FR", "69", Position::new(lat, lon).unwrap())
    }

    #[test]
    fn more_people_weigh_more() {
        let mut last = 0;
        for population in [0, 1, 2, 3, 10, 149_077, 155_634, 2_000_000, u32::MAX] {
            let weight = weight(population, 45.0, 5.0).of_name();
            assert!(population == 0 || weight > last, "{population}");
            last = weight;
        }
        assert_eq!(doublings(2 * 1000 + 1) - doublings(1000), 1024);
    }

    #[test]
    fn near_is_worth_doublings() {
        let place = weight(1000, 45.76, 4.84);
        let at = |lat, lon| place.nearness(Near::from(Position::new(lat, lon).unwrap()));
        assert_eq!(at(45.76, 4.84), 6 * DOUBLING);
        // 30 km to the north, and to the east.
        assert!(at(46.03, 4.84).abs_diff(3 * DOUBLING) < 100);
        assert!(at(45.76, 5.227).abs_diff(3 * DOUBLING) < 100);
        assert!(at(-21.0, 55.5) < DOUBLING / 20);
    }

    #[test]
    fn the_antimeridian_is_no_border() {
        let fiji = weight(1000, -17.0, 179.99);
        assert!(fiji.nearness(Near::from(Position::new(-17.0, -179.99).unwrap())) > 5 * DOUBLING);
    }

    #[test]
    fn departments_have_different_numbers() {
        let codes = ["01", "1", "2A", "2B", "20", "974", "97", "99"];
        let numbers: Vec<_> = codes.iter().map(|code| Department::of_code(code)).collect();
        assert_eq!(numbers[1], None);
        for (place, number) in numbers.iter().enumerate() {
            assert!(!numbers[..place].contains(number), "{}", codes[place]);
        }
    }
}
