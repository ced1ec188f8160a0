//! Where the values of each facet stand: one bit per value, the same places for a listing, a filter and a count.
//! Knows nothing about departments and opening hours, which are no closed vocabularies.

use super::columns::{Moment, Row};
use crate::{
    code::Code,
    entry::Entry,
    filter::Filter,
    vocabulary::{Audience, Category, Kind, NeedItem, Spoken},
};

/// The places of one facet's values.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: usize,
    pub to: usize,
}

impl Span {
    const fn after(before: Self, length: usize) -> Self {
        Self { from: before.to, to: before.to + length }
    }

    const fn mask(self) -> u128 {
        ((1 << (self.to - self.from)) - 1) << self.from
    }

    /// The chosen values of this facet, as places within the span; nothing when every value will do.
    pub fn chosen(self, choice: u128) -> u64 {
        ((choice & self.mask()) >> self.from) as u64
    }
}

pub const KIND: Span = Span { from: 0, to: Kind::ALL.len() };
pub const CATEGORY: Span = Span::after(KIND, Category::ALL.len());
pub const AUDIENCE: Span = Span::after(CATEGORY, Audience::ALL.len());
pub const SPEAKS: Span = Span::after(AUDIENCE, Spoken::ALL.len());
pub const NEED: Span = Span::after(SPEAKS, NeedItem::ALL.len());
/// A flag is a facet with one value: wanting it is choosing that value.
pub const FREE: Span = Span::after(NEED, 1);
pub const REMOTE: Span = Span::after(FREE, 1);

/// All facets with a closed vocabulary.
pub const SPANS: [Span; 7] = [KIND, CATEGORY, AUDIENCE, SPEAKS, NEED, FREE, REMOTE];
/// All their values.
pub const VALUES: usize = REMOTE.to;

/// The values that a listing has.
pub fn values_of(entry: &Entry) -> u128 {
    1 << (KIND.from + entry.kind.index())
        | u128::from(entry.categories.bits()) << CATEGORY.from
        | u128::from(entry.audiences.bits()) << AUDIENCE.from
        | u128::from(entry.speaks.bits()) << SPEAKS.from
        | u128::from(entry.needs.bits()) << NEED.from
        | u128::from(entry.free) << FREE.from
        | u128::from(entry.remote) << REMOTE.from
}

/// The columns of an entry whose department and hours have these numbers.
pub fn row_of(entry: &Entry, department: u16, schedule: u32) -> Row {
    Row {
        id: entry.id.0,
        position: entry.position,
        values: values_of(entry),
        department,
        schedule,
        confirmed: Moment::of(entry.confirmed_at),
    }
}

/// The values that a filter chooses.
pub fn values_in(filter: &Filter) -> u128 {
    u128::from(filter.kind.bits()) << KIND.from
        | u128::from(filter.category.bits()) << CATEGORY.from
        | u128::from(filter.audience.bits()) << AUDIENCE.from
        | u128::from(filter.speaks.bits()) << SPEAKS.from
        | u128::from(filter.need.bits()) << NEED.from
        | u128::from(filter.free) << FREE.from
        | u128::from(filter.remote) << REMOTE.from
}
