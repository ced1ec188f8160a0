//! Results as points of a map: where, of which kind, about what. Knows nothing about how they are drawn.

use super::{
    Engine, Found,
    facet::{CATEGORY, KIND},
    rows::BLOCK,
};
use crate::{
    code::{Code, CodeSet},
    filter::Filter,
    listing::ListingId,
    place::Position,
    time::Timestamp,
    vocabulary::{Category, Kind},
};

/// All results of a filter, as far as anybody knows where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// In no order that means anything, but always the same.
    pub points: Vec<Point>,
    /// Results without a position: they are in the list only.
    pub unplaced: u32,
}

/// A result on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub id: ListingId,
    pub position: Position,
    pub kind: Kind,
    /// The first of its categories that the filter chose, or its first; `None` when it has none.
    pub category: Option<Category>,
}

impl Points {
    /// Results, those without a position included.
    pub fn total(&self) -> u32 {
        self.points.len() as u32 + self.unplaced
    }
}

impl Engine {
    /// All results as points.
    pub fn points(&self, filter: &Filter, now: Timestamp) -> Points {
        self.ask(filter, now, |_, _, found| self.points_of(found, filter.category))
    }

    fn points_of(&self, found: &Found, chosen: CodeSet<Category>) -> Points {
        let columns = &self.columns;
        let mut all = Points { points: Vec::with_capacity(found.rows.len()), unplaced: 0 };
        for row in found.rows.iter().map(|row| *row as usize) {
            let (lat, lon) = columns.points[row];
            let position = Position::from_e5(lat, lon).filter(|_| columns.is_placed(row));
            let block = &columns.values[row / BLOCK];
            let has = |value: usize| block[value] >> (row % BLOCK) & 1 == 1;
            let kind = Kind::ALL.iter().copied().find(|kind| has(KIND.from + kind.index()));
            let of_chosen = chosen.iter().find(|category| has(CATEGORY.from + category.index()));
            let of_all = || Category::ALL.iter().copied().find(|category| has(CATEGORY.from + category.index()));
            match (position, kind) {
                (Some(position), Some(kind)) => {
                    let (id, category) = (ListingId(columns.ids[row]), of_chosen.or_else(of_all));
                    all.points.push(Point { id, position, kind, category });
                }
                _ => all.unplaced += 1,
            }
        }
        all
    }
}
