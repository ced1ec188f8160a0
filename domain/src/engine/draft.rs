//! All listings on their way into an engine: at a load, and when an engine is made anew out of itself.
//!
//! Rows are put into the order of a curve that fills the map (Morton's), so that the 64 rows of a block are neighbours
//! and most blocks lie wholly inside or outside of what a query looks at. Knows nothing about queries.

use super::{
    Engine,
    columns::{Columns, Row},
    dictionary::{Departments, Schedules},
    facet,
    open::Memory,
    rows::RowSet,
    text::{
        Part, TextIndex,
        forward::{Collector, Forward},
    },
};
use crate::{entry::Entry, place::Position, time::Zone};

/// Rows, still in the order in which they came.
#[derive(Debug, Default)]
pub struct Draft {
    pub rows: Vec<Row>,
    pub departments: Departments,
    pub schedules: Schedules,
}

/// An engine of all entries; of several with one id the last.
pub fn load(zones: Vec<Zone>, entries: impl IntoIterator<Item = Entry>) -> Engine {
    let mut draft = Draft::default();
    let (mut texts, mut places) = (Collector::default(), Collector::default());
    for entry in entries {
        texts.add(&entry.name_stems, Part::Name);
        texts.add(&entry.body_stems, Part::Body);
        places.add(&entry.place_stems, Part::Body);
        texts.end_row();
        places.end_row();
        draft.rows.push(row_of(entry, &mut draft.departments, &mut draft.schedules));
    }
    let order = latest(&draft.rows);
    draft.build(zones, order, &texts.finish(), &places.finish())
}

/// The columns of an entry.
pub fn row_of(mut entry: Entry, departments: &mut Departments, schedules: &mut Schedules) -> Row {
    let department = departments.intern(entry.department.as_deref());
    let schedule = schedules.intern(std::mem::take(&mut entry.schedule).into(), entry.zone);
    facet::row_of(&entry, department, schedule)
}

/// The same engine without dead rows, with neighbours in one block again and with one index.
pub fn again(old: &Engine) -> Engine {
    let (rows, alive) = (old.columns.rows(), &old.columns.alive);
    let mut draft = Draft::default();
    alive.each(|row| {
        let mut row = old.columns.row(row);
        let (schedule, zone) = old.schedules.get(row.schedule).clone();
        row.schedule = draft.schedules.intern(schedule, zone);
        row.department = draft.departments.intern(old.departments.code(row.department));
        draft.rows.push(row);
    });
    let (texts, places) = (Forward::of(&old.texts, rows, alive), Forward::of(&old.places, rows, alive));
    let order = draft.all();
    draft.build(old.zones.clone(), order, &texts, &places)
}

impl Draft {
    /// The engine of those rows, each of which has an id of its own, and of their words.
    pub fn build(self, zones: Vec<Zone>, rows: Vec<u32>, texts: &Forward, places: &Forward) -> Engine {
        let order = self.in_order(rows);
        let engine = self.without_words(zones, &order);
        let categories = engine.categories();
        Engine { texts: texts.invert(&order, categories), places: places.invert(&order, Vec::new()), ..engine }
    }

    /// The same of all rows, without their words.
    pub fn build_without_words(self, zones: Vec<Zone>) -> Engine {
        let order = self.in_order(self.all());
        self.without_words(zones, &order)
    }

    fn without_words(self, zones: Vec<Zone>, order: &[u32]) -> Engine {
        let mut columns = Columns::with_capacity(order.len());
        for row in order {
            columns.push(&self.rows[*row as usize]);
        }
        Engine {
            columns,
            departments: self.departments,
            schedules: self.schedules,
            zones,
            texts: TextIndex::empty(order.len()),
            places: TextIndex::empty(order.len()),
            memory: Memory::default(),
            loaded: order.len(),
        }
    }

    fn all(&self) -> Vec<u32> {
        (0..self.rows.len() as u32).collect()
    }

    /// Rows with neighbours together; those at one point by their ids.
    fn in_order(&self, rows: Vec<u32>) -> Vec<u32> {
        let place = |number: u32| {
            let row = &self.rows[number as usize];
            (along_the_curve(row), row.id, number)
        };
        let mut places: Vec<(u64, u32, u32)> = rows.into_iter().map(place).collect();
        // The rows of a pack are in this order but for a few at the end, which a stable sort makes use of.
        places.sort_by_key(|(place, id, _)| (*place, *id));
        places.into_iter().map(|(_, _, number)| number).collect()
    }
}

impl Engine {
    /// The rows of each category: the words by which it is found are in all of them.
    pub(super) fn categories(&self) -> Vec<RowSet> {
        (facet::CATEGORY.from..facet::CATEGORY.to).map(|value| self.columns.with_value(value)).collect()
    }
}

/// Of several rows with one id the last.
pub fn latest(rows: &[Row]) -> Vec<u32> {
    let mut latest: Vec<(u32, u32)> = (0..).zip(rows).map(|(number, row)| (row.id, number)).collect();
    latest.sort_unstable();
    latest.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 = later.1;
        }
        same
    });
    latest.into_iter().map(|(_, number)| number).collect()
}

/// The place of a row on the curve; those without a position behind it, by department.
fn along_the_curve(row: &Row) -> u64 {
    match row.position.map(Position::e5) {
        Some((lat, lon)) => spread((lat + 9_000_000) as u32) << 1 | spread((lon + 18_000_000) as u32),
        None => 1 << 63 | u64::from(row.department),
    }
}

/// The bits of a number with a gap after each.
fn spread(number: u32) -> u64 {
    let mut bits = u64::from(number);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        bits = (bits | bits << shift) & mask;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreading_leaves_a_gap_after_each_bit() {
        assert_eq!(spread(0b1011), 0b100_0101);
        assert_eq!(spread(u32::MAX), 0x5555_5555_5555_5555);
    }
}
