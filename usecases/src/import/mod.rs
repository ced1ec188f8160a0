//! Reading other people's directories: files in, listings out, and for every row that is not taken the reason why.
//!
//! Reading is pure: it knows files and formats, not the record. [`import_listings`] then puts what was read into the
//! record. A row is taken whole or refused whole. A value of a national file that cannot be used (a telephone number
//! without meaning, a coordinate in the sea) is left out with a warning and kept in the words of the source; in our own
//! format, where a person waits for the answer, it refuses the row.

mod check;
mod data_inclusion;
mod encoding;
mod error;
mod fields;
mod file;
mod france_services;
mod geojson;
mod judge;
mod own;
mod run;
#[cfg(test)]
pub(crate) mod samples;
mod sources;
mod table;
mod values;

use std::path::Path;

use domain::{Listing, Published, codes, time::Timestamp};

pub use error::{Reason, RowError};
pub use file::ReadError;
pub(crate) use own::{columns, needs};
pub use run::{ImportError, KEPT_ERRORS, Options, Progress, Report, import_listings};

codes! {
    /// A kind of file that can be imported.
    pub enum Profile {
        /// A table or JSON Lines in the columns of Ensemble, see `docs/data.md`.
        Ensemble = "ensemble",
        /// A `FeatureCollection` with the same names as properties, or those of `OpenStreetMap`.
        Geojson = "geojson",
        /// The national list of France services.
        FranceServices = "france-services",
        /// A folder with `structures.json` and `services.json` in the data·inclusion schema v1.
        DataInclusion = "data-inclusion",
    }
}

/// A row that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The row of a spreadsheet that shows the file, from 1; 0 where the file is no table.
    pub row: u64,
    pub entry: Entry,
    /// What was left out of it.
    pub warnings: Vec<RowError>,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A listing as its source describes it.
    Listing(Box<Listing>),
    /// A listing with its place in a record, from an export.
    Published(Box<Published>),
}

impl Entry {
    /// What it says, without its place in a record.
    pub fn listing(&self) -> &Listing {
        match self {
            Self::Listing(listing) => listing,
            Self::Published(published) => &published.listing,
        }
    }
}

/// A row, or everything that is wrong with it.
pub type RowResult = Result<Row, Vec<RowError>>;

/// The rows of a file, read one after another.
pub struct Rows {
    /// How many there will be, about.
    pub total: u64,
    /// What is to be told about the file as a whole.
    pub notes: Vec<RowError>,
    #[expect(clippy::struct_field_names, reason = "What is iterated is the rows.")]
    rows: Box<dyn Iterator<Item = RowResult> + Send>,
}

impl Iterator for Rows {
    type Item = RowResult;

    fn next(&mut self) -> Option<RowResult> {
        self.rows.next()
    }
}

impl Rows {
    fn new(total: u64, rows: impl Iterator<Item = RowResult> + Send + 'static) -> Self {
        Self { total, notes: Vec::new(), rows: Box::new(rows) }
    }

    fn with_notes(self, notes: Vec<RowError>) -> Self {
        Self { notes, ..self }
    }
}

/// The result of a row of a table, with the row of the spreadsheet beside the line of the file.
fn in_row(row: u64, result: RowResult) -> RowResult {
    let located = |errors: Vec<RowError>| errors.into_iter().map(|error| error.in_row(row)).collect();
    match result {
        Ok(read) => Ok(Row { row, warnings: located(read.warnings), ..read }),
        Err(errors) => Err(located(errors)),
    }
}

/// Opens a file, or for some profiles a folder, and reads its rows. `now` tells a date in the future from a past one.
pub fn read(profile: Profile, path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    match profile {
        Profile::Ensemble => own::read(path, now),
        Profile::Geojson => geojson::read(path, now),
        Profile::FranceServices => france_services::read(path, now),
        Profile::DataInclusion => data_inclusion::read(path, now),
    }
}
