//! The real communes in which made-up listings stand, and points near their centres.

use std::sync::LazyLock;

use domain::{listing::USUAL_ZONE, place::Position};
use serde::Deserialize;

use super::rng::Rng;

const FILE: &str = include_str!("../../content/communes.csv");

/// A commune as the official geographic code has it.
#[derive(Clone, Debug, Deserialize)]
pub struct Commune {
    pub code: String,
    pub name: String,
    pub postcode: String,
    pub department: String,
    pub region: String,
    pub lat: f64,
    pub lon: f64,
    pub population: u32,
}

/// All communes with the share of listings that each gets.
pub struct Communes {
    all: Vec<Commune>,
    /// Sums of the weights up to and including each commune.
    sums: Vec<u64>,
}

impl Communes {
    /// The communes that the program carries.
    pub fn get() -> &'static Self {
        static COMMUNES: LazyLock<Communes> =
            LazyLock::new(|| Communes::read(FILE).expect("a test reads the file that the program carries"));
        &COMMUNES
    }

    fn read(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let all = reader.deserialize().collect::<Result<Vec<Commune>, _>>()?;
        let mut sum = 0;
        let sums = all.iter().map(|commune| {
            sum += weight(commune.population);
            sum
        });
        Ok(Self { sums: sums.collect(), all })
    }

    /// A commune, the large ones more often.
    pub fn draw(&self, rng: &mut Rng) -> &Commune {
        let total = self.sums.last().copied().unwrap_or_default();
        let draw = rng.below(total as usize) as u64;
        &self.all[self.sums.partition_point(|sum| *sum <= draw)]
    }
}

/// Help follows people, but a village that has some has more per head; hence less than in proportion.
fn weight(population: u32) -> u64 {
    12 + u64::from(population.isqrt()) / 4 + u64::from(population) / 1500
}

impl Commune {
    /// A point near the centre: most within a few hundred metres, none beyond two kilometres.
    pub fn point(&self, rng: &mut Rng) -> Option<Position> {
        let (mut east, mut north) = (2.0, 2.0);
        while east * east + north * north > 1.0 {
            (east, north) = (rng.unit() * 2.0 - 1.0, rng.unit() * 2.0 - 1.0);
        }
        // Scaled by the square of its own length, the point moves inwards: fewer stand in the sea beside a port.
        let metres = self.reach() * (east * east + north * north);
        let degree = 111_195.0;
        let narrowing = libm::cos(self.lat.to_radians());
        Position::new(self.lat + north * metres / degree, self.lon + east * metres / (degree * narrowing))
    }

    /// How far from the centre the houses stand, in metres.
    fn reach(&self) -> f64 {
        match self.population {
            0..2_000 => 500.0,
            2_000..20_000 => 1_200.0,
            _ => 2_000.0,
        }
    }

    /// The IANA time zone.
    pub fn zone(&self) -> &'static str {
        match self.department.as_str() {
            "971" => "America/Guadeloupe",
            "972" => "America/Martinique",
            "973" => "America/Cayenne",
            "974" => "Indian/Reunion",
            "976" => "Indian/Mayotte",
            _ => USUAL_ZONE,
        }
    }

    /// The first digits of fixed lines that exist only in fiction; none is set aside for the overseas departments.
    pub fn fictional_prefix(&self) -> Option<&'static str> {
        let languedoc = matches!(self.department.as_str(), "11" | "30" | "34" | "48" | "66");
        match self.region.as_str() {
            "11" => Some("+3319900"),
            "24" | "28" | "52" | "53" => Some("+3326191"),
            "27" | "32" | "44" => Some("+3335301"),
            "84" | "93" | "94" => Some("+3346571"),
            "76" if languedoc => Some("+3346571"),
            "75" | "76" => Some("+3353649"),
            _ => None,
        }
    }
}

#[cfg(test)]
pub mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The commune of that code.
    pub fn of_code(code: &str) -> Option<&'static Commune> {
        let all = &Communes::get().all;
        all.binary_search_by(|commune| commune.code.as_str().cmp(code)).ok().map(|at| &all[at])
    }

    #[test]
    fn every_department_has_communes_and_the_file_is_sorted() {
        let communes = Communes::get();
        let mut departments = BTreeMap::new();
        for commune in &communes.all {
            *departments.entry(commune.department.as_str()).or_insert(0) += 1;
        }
        assert_eq!(departments.len(), 101);
        assert!(departments.values().all(|count| *count >= 3));
        assert!(communes.all.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(of_code("97411").map(Commune::zone), Some("Indian/Reunion"));
    }

    #[test]
    fn the_department_is_that_of_the_code() {
        for commune in &Communes::get().all {
            assert_eq!(domain::place::department_of(&commune.code).as_deref(), Some(commune.department.as_str()));
            assert!(Position::new(commune.lat, commune.lon).is_some());
        }
    }
}
