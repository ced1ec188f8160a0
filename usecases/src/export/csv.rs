//! A table that spreadsheets open without harm: no value is taken for a formula.

use std::io::{self, Write};

use domain::Published;

use super::{ListingWriter, columns};
use crate::import::columns::{ALL, guarded};

/// Writes a header and a row for each listing.
pub struct CsvWriter<W: Write> {
    rows: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header, behind the mark by which spreadsheets know that the text is UTF-8.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(ALL.iter())?;
        Ok(Self { rows })
    }
}

impl<W: Write + Send> ListingWriter for CsvWriter<W> {
    fn write(&mut self, published: &Published) -> io::Result<()> {
        let mut values = columns::values(published);
        let row = ALL.iter().map(|column| guarded(&values.remove(column.as_str()).unwrap_or_default()));
        Ok(self.rows.write_record(row)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.rows.flush()
    }
}
