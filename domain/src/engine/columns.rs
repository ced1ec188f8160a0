//! What the engine keeps of every listing, column by column; facets and bounds block by block.
//! Knows nothing about words and about which rows a filter wants.

use super::{
    bounds::Bounds,
    facet::VALUES,
    rows::{BLOCK, RowSet, each_bit},
};
use crate::{
    place::{Position, Unit},
    time::Timestamp,
};

/// One listing on its way into the columns.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: u32,
    pub position: Option<Position>,
    pub values: u128,
    pub department: u16,
    pub schedule: u32,
    pub confirmed: Moment,
}

/// A moment of confirmation in four bytes: seconds since 1970, 0 when nobody confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u32);

impl Moment {
    /// What lies before 1970 or after 2106 is taken for the nearest moment between.
    pub fn of(at: Option<Timestamp>) -> Self {
        Self(at.map_or(0, |at| at.clamp(1, Timestamp::from(u32::MAX)) as u32))
    }

    pub fn known(self) -> Option<Timestamp> {
        (self.0 > 0).then_some(Timestamp::from(self.0))
    }
}

/// The department of a whole block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// Every row has this one.
    All(u16),
    Mixed,
}

/// The columns. Rows are never moved; a row that is no longer wanted is only dead.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub ids: Vec<u32>,
    pub units: Vec<Unit>,
    /// Latitude and longitude in hundred-thousandths of a degree.
    pub points: Vec<(i32, i32)>,
    pub schedules: Vec<u32>,
    pub confirmed: Vec<Moment>,
    pub departments: Vec<u16>,
    pub alive: RowSet,
    /// Rows whose position is known.
    pub placed: RowSet,
    /// For each block a word per value. What a query needs of a block lies together in memory.
    pub values: Vec<[u64; VALUES]>,
    pub bounds: Vec<Bounds>,
    pub common: Vec<Common>,
    pub live: usize,
}

const FIND_CHUNK: usize = 1024;
const NOWHERE: Unit = Unit { x: 0, y: 0, z: 0 };

impl Columns {
    pub fn with_capacity(rows: usize) -> Self {
        let blocks = rows.div_ceil(BLOCK);
        Self {
            ids: Vec::with_capacity(rows),
            units: Vec::with_capacity(rows),
            points: Vec::with_capacity(rows),
            schedules: Vec::with_capacity(rows),
            confirmed: Vec::with_capacity(rows),
            departments: Vec::with_capacity(rows),
            alive: RowSet::with_capacity(rows),
            placed: RowSet::with_capacity(rows),
            values: Vec::with_capacity(blocks),
            bounds: Vec::with_capacity(blocks),
            common: Vec::with_capacity(blocks),
            live: 0,
        }
    }

    /// Rows, dead ones included.
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    pub fn blocks(&self) -> usize {
        self.values.len()
    }

    /// The rows with a value of a facet.
    pub fn with_value(&self, value: usize) -> RowSet {
        self.values.iter().map(|block| block[value]).collect()
    }

    /// Appends a row and gives its number. Not inlined, so that a browser runs it well after some rows.
    #[inline(never)]
    pub fn push(&mut self, row: &Row) -> usize {
        let number = self.rows();
        let block = self.block_for(number, row.department);
        each_value(row.values, |value| self.values[block][value] |= 1 << (number % BLOCK));
        let unit = row.position.map(Position::unit);
        if let (Some(position), Some(unit)) = (row.position, unit) {
            self.placed.insert(number);
            self.bounds[block].take_in(unit, position.e5());
        }
        self.ids.push(row.id);
        self.units.push(unit.unwrap_or(NOWHERE));
        self.points.push(row.position.map_or((0, 0), Position::e5));
        self.schedules.push(row.schedule);
        self.confirmed.push(row.confirmed);
        self.departments.push(row.department);
        self.alive.insert(number);
        self.live += 1;
        number
    }

    fn block_for(&mut self, row: usize, department: u16) -> usize {
        let block = row / BLOCK;
        if block == self.blocks() {
            self.values.push([0; VALUES]);
            self.bounds.push(Bounds::NOTHING);
            self.common.push(Common::All(department));
        } else if self.common[block] != Common::All(department) {
            self.common[block] = Common::Mixed;
        }
        block
    }

    /// The living row of a listing. A scan of some ten microseconds, for which no index has to be kept.
    pub fn find(&self, id: u32) -> Option<usize> {
        // Counting has no way out of its loop, so that it runs on vectors.
        let has_it = |ids: &[u32]| ids.iter().filter(|other| **other == id).count() > 0;
        let chunks = self.ids.chunks(FIND_CHUNK).enumerate().filter(|(_, ids)| has_it(ids));
        let mut rows = chunks.flat_map(|(chunk, ids)| (chunk * FIND_CHUNK..).take(ids.len()));
        rows.find(|&row| self.ids[row] == id && self.alive.contains(row))
    }

    pub fn kill(&mut self, row: usize) {
        self.alive.remove(row);
        self.live -= 1;
    }

    pub fn is_placed(&self, row: usize) -> bool {
        self.placed.contains(row)
    }

    /// The row as it was pushed.
    pub fn row(&self, row: usize) -> Row {
        let values = (0..VALUES).fold(0, |values, value| {
            let word = self.values[row / BLOCK][value];
            values | u128::from(word >> (row % BLOCK) & 1) << value
        });
        let (lat, lon) = self.points[row];
        Row {
            id: self.ids[row],
            position: self.is_placed(row).then(|| Position::from_e5(lat, lon)).flatten(),
            values,
            department: self.departments[row],
            schedule: self.schedules[row],
            confirmed: self.confirmed[row],
        }
    }

    /// Bytes that the columns hold.
    pub fn bytes(&self) -> usize {
        let per_row =
            size_of::<u32>() * 2 + size_of::<Unit>() + size_of::<(i32, i32)>() + size_of::<Moment>() + size_of::<u16>();
        let per_block = size_of::<[u64; VALUES]>() + size_of::<Bounds>() + size_of::<Common>();
        self.ids.capacity() * per_row + self.values.capacity() * per_block + self.alive.bytes() + self.placed.bytes()
    }
}

fn each_value(values: u128, mut each: impl FnMut(usize)) {
    each_bit(values as u64, &mut each);
    each_bit((values >> 64) as u64, |value| each(value + 64));
}
