//! What the engine answers: a page of hits and the counts beside the filters.
//! Knows nothing about how they were found.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap,
};

use crate::{
    code::Code,
    listing::ListingId,
    vocabulary::{Audience, Category, Kind, NeedItem, Spoken},
};

/// The answer to a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Results on all pages.
    pub total: u32,
    /// Results on the page that was asked for, in order.
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// Words of the filter, as typed, without which something was found.
    pub left_out: Vec<String>,
}

/// One result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub id: ListingId,
    /// From the point of the filter; `None` without one, or when nobody knows where the listing is.
    pub distance_m: Option<u32>,
    /// `None` when nobody knows.
    pub open: Option<bool>,
}

/// What is closed and opens within the days looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The first to open.
    pub next: Vec<Hit>,
    /// How many open on the same day.
    pub today: u32,
}

/// For each value how many results there would be if it were the only choice in its facet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub kind: Counts<Kind>,
    pub category: Counts<Category>,
    pub audience: Counts<Audience>,
    pub speaks: Counts<Spoken>,
    pub need: Counts<NeedItem>,
    /// Codes and counts, by code; departments without results are absent.
    pub department: Vec<(String, u32)>,
    pub open_now: u32,
    pub free: u32,
    pub remote: u32,
}

/// A count for each value of a vocabulary. As data it is a map from codes to the counts that are not zero.
#[derive(Clone, PartialEq, Eq)]
pub struct Counts<T> {
    /// By [`Code::index`].
    counts: [u32; 32],
    values: PhantomData<T>,
}

impl<T: Code> Counts<T> {
    /// The count of one value.
    pub fn of(&self, value: T) -> u32 {
        self.counts.get(value.index()).copied().unwrap_or(0)
    }

    /// Every value with its count, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (T, u32)> {
        T::ALL.iter().map(|&value| (value, self.of(value)))
    }

    /// Counts by [`Code::index`]; values without a number count zero.
    pub fn from_indexed(numbers: &[u32]) -> Self {
        let mut counts = Self::default();
        for (count, &number) in counts.counts.iter_mut().zip(numbers) {
            *count = number;
        }
        counts
    }

    fn not_zero(&self) -> impl Iterator<Item = (T, u32)> {
        self.iter().filter(|(_, count)| *count > 0)
    }
}

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self { counts: [0; 32], values: PhantomData }
    }
}

impl<T: Code + fmt::Debug> fmt::Debug for Counts<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.not_zero()).finish()
    }
}

impl<T: Code + Serialize> Serialize for Counts<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Compact formats want to know the length beforehand.
        let mut map = serializer.serialize_map(Some(self.not_zero().count()))?;
        for (value, count) in self.not_zero() {
            map.serialize_entry(&value, &count)?;
        }
        map.end()
    }
}

/// Entry by entry: a map in between would be downloaded once for each vocabulary.
impl<'de, T: Code + Deserialize<'de>> Deserialize<'de> for Counts<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Code + Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Counts<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("counts by code")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Counts<T>, A::Error> {
                let mut counts = Counts::default();
                while let Some((value, number)) = map.next_entry::<T, u32>()? {
                    counts.counts[value.index()] = number;
                }
                Ok(counts)
            }
        }

        deserializer.deserialize_map(Entries(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_travel_as_codes() {
        let mut facets = Facets { category: Counts::from_indexed(&[0, 0, 0, 12]), free: 3, ..Facets::default() };
        facets.department.push(("2A".into(), 7));
        let text = serde_json::to_string(&facets).unwrap();
        assert!(text.contains(r#""category":{"food":12}"#), "{text}");
        assert!(text.contains(r#""department":[["2A",7]]"#), "{text}");
        assert_eq!(serde_json::from_str::<Facets>(&text).unwrap(), facets);
        assert_eq!(facets.category.of(Category::Food), 12);
        assert_eq!(facets.category.of(Category::Culture), 0);
    }
}
