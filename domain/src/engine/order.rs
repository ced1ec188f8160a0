//! The order of results, in whole numbers only: a browser and a server must agree on every place.
//!
//! A page has a few dozen results where a hundred thousand may be found. So results are not sorted: they are let in
//! while they could be on the page, and sometimes thinned out. Knows nothing about how results are found.

use std::sync::LazyLock;

use super::{
    columns::{Columns, Moment},
    text::words::Query,
};
use crate::{
    listing::age_days,
    place::{Chord2, Unit},
    time::Timestamp,
    vocabulary::Sort,
};

/// Most points for being near, and the distance in metres at which half of them are left.
const NEAR: u32 = 250;
const NEAR_HALF: u32 = 10_000;
/// Most points for being confirmed lately, and the days after which half of them are left.
const FRESH: u32 = 150;
const FRESH_HALF: u32 = 180;

/// [`fading`] for days: a division for each listing of the country would be half of the work.
static FRESH_POINTS: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..=FRESH * FRESH_HALF).map(|days| fading(FRESH, FRESH_HALF, days) as u8).collect());

/// How many candidates for a page are gathered before they are thinned out.
const GATHERED: usize = 1024;

/// What the order of a query depends on.
pub struct Ranking<'a> {
    columns: &'a Columns,
    order: Sort,
    near: Option<Unit>,
    now: Timestamp,
    words: &'a Query,
    /// Points for being confirmed so many days ago; none after that.
    fresh: &'static [u8],
    /// By the number of bits of a squared chord: no more points than these for being near.
    most_near: [u32; 65],
}

/// A result with what it is sorted by; smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked {
    key: u64,
    id: u32,
    pub row: u32,
}

impl<'a> Ranking<'a> {
    pub fn new(columns: &'a Columns, order: Sort, near: Option<Unit>, now: Timestamp, words: &'a Query) -> Self {
        let most_near = if order == Sort::Relevance && near.is_some() { most_near() } else { [0; 65] };
        Self { columns, order, near, now, words, fresh: &FRESH_POINTS, most_near }
    }

    /// The results at these places of the order.
    pub fn page(&self, rows: &[u32], skip: usize, take: usize) -> Vec<Ranked> {
        let end = skip.saturating_add(take).min(rows.len());
        if skip >= end {
            return Vec::new();
        }
        let mut page = self.first(rows, end);
        if skip > 0 {
            page.select_nth_unstable(skip);
        }
        let mut page = page.split_off(skip);
        page.sort_unstable();
        page
    }

    /// That many results that come before all others, in no order.
    fn first(&self, rows: &[u32], count: usize) -> Vec<Ranked> {
        let room = count.saturating_mul(2).max(GATHERED);
        let mut first = Vec::with_capacity(room.min(rows.len()));
        // Nobody behind this one comes onto the page.
        let mut last = Ranked { key: u64::MAX, id: u32::MAX, row: u32::MAX };
        let mut too_old = Moment::of(None);
        for &row in rows {
            if self.columns.confirmed[row as usize] < too_old {
                continue;
            }
            first.extend(self.rank(row, last.key).filter(|ranked| *ranked <= last));
            if first.len() == room {
                last = *first.select_nth_unstable(count - 1).1;
                too_old = self.too_old(last.key);
                first.truncate(count);
            }
        }
        if count < first.len() {
            first.select_nth_unstable(count);
            first.truncate(count);
        }
        first
    }

    /// What was confirmed before this moment is surely behind that key, as far as only the age decides.
    fn too_old(&self, key: u64) -> Moment {
        let days = match self.order {
            Sort::Freshness if key < u64::MAX => key,
            Sort::Relevance if key < u64::from(u32::MAX) && self.near.is_none() && self.words.is_empty() => {
                let points = u64::from(u32::MAX) - key;
                self.fresh.partition_point(|of_day| u64::from(*of_day) >= points) as u64
            }
            // The last one itself may never have been confirmed.
            _ => return Moment::of(None),
        };
        // A day more than needed: nothing depends on where exactly it ends.
        let days = i64::try_from(days).unwrap_or(i64::MAX).saturating_add(2);
        Moment::of(Some(self.now.saturating_sub(days.saturating_mul(86_400)).max(0)))
    }

    /// A row with its key; `None` if that is surely behind the last one wanted.
    #[inline]
    fn rank(&self, row: u32, last: u64) -> Option<Ranked> {
        let at = row as usize;
        let key = match self.order {
            Sort::Distance => self.chord2(at).map_or(u64::MAX, |chord| chord.0.unsigned_abs()),
            Sort::Freshness => self.age(at).map_or(u64::MAX, u64::from),
            Sort::Relevance => u64::from(self.unworthiness(at, last)?),
        };
        Some(Ranked { key, id: self.columns.ids[at], row })
    }

    /// The score turned around: the best come first.
    fn unworthiness(&self, row: usize, last: u64) -> Option<u32> {
        let points = |days: u32| self.fresh.get(days as usize).copied().unwrap_or(0);
        let fresh = u32::from(self.age(row).map_or(0, points));
        let best = u32::MAX - self.words.points(row) - fresh;
        let Some(chord) = self.chord2(row) else { return Some(best) };
        // An arc sine for each listing of the country would take longer than everything else.
        let bits = u64::BITS - chord.0.unsigned_abs().leading_zeros();
        if u64::from(best - self.most_near[bits as usize]) > last {
            return None;
        }
        Some(best - fading(NEAR, NEAR_HALF, chord.metres()))
    }

    fn chord2(&self, row: usize) -> Option<Chord2> {
        let near = self.near.filter(|_| self.columns.is_placed(row))?;
        Some(self.columns.units[row].chord2(near))
    }

    /// The distance of a row in metres.
    pub fn metres(&self, row: usize) -> Option<u32> {
        self.chord2(row).map(Chord2::metres)
    }

    fn age(&self, row: usize) -> Option<u32> {
        Some(age_days(self.columns.confirmed[row].known()?, self.now))
    }
}

/// One more than the points of the shortest chord of each length in bits: rounding may go either way.
fn most_near() -> [u32; 65] {
    std::array::from_fn(|bits| {
        let shortest = bits.checked_sub(1).map_or(0, |bits| 1_i64.checked_shl(bits as u32).unwrap_or(i64::MAX));
        (fading(NEAR, NEAR_HALF, Chord2(shortest.max(0)).metres()) + 1).min(NEAR)
    })
}

/// Points that halve at a value, fall to a third at twice that value, and so on.
fn fading(most: u32, half: u32, value: u32) -> u32 {
    most * half / half.saturating_add(value)
}
