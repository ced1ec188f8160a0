//! Which country a point lies in, from the borders in the program. Knows nothing about addresses.

use std::sync::LazyLock;

use country_boundaries::{BOUNDARIES_ODBL_60X30, CountryBoundaries, LatLon};
use domain::place::Position;

use super::territory;

/// Where a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    /// ISO 3166-1, `FR` in all of France.
    pub country: &'static str,
    /// The territory that has a code of its own: a French one overseas, an archipelago (`IC`, `PT-20`).
    pub part: Option<&'static str>,
}

impl Ground {
    /// The ground under a point; none at sea.
    pub fn under(point: Position) -> Option<Self> {
        static BORDERS: LazyLock<Option<CountryBoundaries>> =
            LazyLock::new(|| CountryBoundaries::from_reader(BOUNDARIES_ODBL_60X30).ok());
        let ids = BORDERS.as_ref()?.ids(LatLon::new(point.lat(), point.lon()).ok()?);
        // Crimea and Sevastopol, which the borders give to two countries, are Ukraine's: their parts are named so.
        if ids.iter().any(|id| id.starts_with("UA")) {
            return Some(Self { country: "UA", part: None });
        }
        // The smallest comes first. Canary Islands, Ceuta and Melilla have codes that are reserved, and no country.
        let country = ids.iter().copied().find(|id| id.len() == 2 && !matches!(*id, "IC" | "EA"))?;
        let part = ids.iter().copied().find(|id| matches!(*id, "IC" | "PT-20" | "PT-30"));
        match territory::department_of_code(country) {
            Some(_) => Some(Self { country: "FR", part: Some(country) }),
            None => Some(Self { country, part }),
        }
    }

    /// The department overseas.
    pub fn overseas(self) -> Option<&'static str> {
        self.part.and_then(territory::department_of_code)
    }
}
