//! The order of results, in whole numbers only: a browser and a server must agree on every place.
//! Knows nothing about how results are found.

use super::{columns::Columns, text::words::Query};
use crate::{
    listing::age_days,
    place::Unit,
    time::Timestamp,
    vocabulary::Sort,
};

/// Most points for being near, and the distance in metres at which half of them are left.
const NEAR: u32 = 250;
const NEAR_HALF: u32 = 10_000;
/// Most points for being confirmed lately, and the days after which half of them are left.
const FRESH: u32 = 150;
const FRESH_HALF: u32 = 180;

/// What the order of a query depends on.
pub struct Ranking<'a> {
    pub columns: &'a Columns,
    pub order: Sort,
    pub near: Option<Unit>,
    pub now: Timestamp,
    pub words: &'a Query,
}

/// A result with what it is sorted by; smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked {
    key: u64,
    id: u32,
    pub row: u32,
}

impl Ranking<'_> {
    /// The results at these places of the order.
    pub fn page(&self, rows: &[u32], skip: usize, take: usize) -> Vec<Ranked> {
        let end = skip.saturating_add(take).min(rows.len());
        if skip >= end {
            return Vec::new();
        }
        let mut ranked: Vec<Ranked> = rows.iter().map(|&row| self.rank(row)).collect();
        if end < ranked.len() {
            ranked.select_nth_unstable(end);
            ranked.truncate(end);
        }
        if skip > 0 {
            ranked.select_nth_unstable(skip);
        }
        ranked[skip..].sort_unstable();
        ranked.split_off(skip)
    }

    fn rank(&self, row: u32) -> Ranked {
        let at = row as usize;
        let key = match self.order {
            Sort::Distance => self.chord2(at).map_or(u64::MAX, i64::unsigned_abs),
            Sort::Freshness => self.age(at).map_or(u64::MAX, u64::from),
            Sort::Relevance => u64::from(u32::MAX - self.score(at)),
        };
        Ranked { key, id: self.columns.ids[at], row }
    }

    fn chord2(&self, row: usize) -> Option<i64> {
        let near = self.near.filter(|_| self.columns.is_placed(row))?;
        Some(self.columns.units[row].chord2(near).0)
    }

    /// The distance of a row in metres.
    pub fn metres(&self, row: usize) -> Option<u32> {
        let near = self.near.filter(|_| self.columns.is_placed(row))?;
        Some(self.columns.units[row].chord2(near).metres())
    }

    fn age(&self, row: usize) -> Option<u32> {
        Some(age_days(self.columns.confirmed[row].known()?, self.now))
    }

    fn score(&self, row: usize) -> u32 {
        let near = self.metres(row).map_or(0, |metres| fading(NEAR, NEAR_HALF, metres));
        let fresh = self.age(row).map_or(0, |days| fading(FRESH, FRESH_HALF, days));
        self.words.points(row) + near + fresh
    }
}

/// Points that halve at a value, fall to a third at twice that value, and so on.
fn fading(most: u32, half: u32, value: u32) -> u32 {
    let (most, half, value) = (u64::from(most), u64::from(half), u64::from(value));
    (most * half / (half + value)) as u32
}
