//! Writing the directory down: as a table, as GeoJSON for maps, or as JSON Lines, which loses nothing.
//!
//! Listings go one by one from the record to the output; nothing is held. What is written is read by
//! [`crate::import`] under the profiles `ensemble` and `geojson`.

mod columns;
mod csv;
mod geojson;
mod jsonl;

use std::io::{self, Write};

use domain::{Published, codes};
use store::{Store, StoreError};

pub use self::{csv::CsvWriter, geojson::GeojsonWriter, jsonl::JsonlWriter};

codes! {
    /// A form in which listings leave.
    pub enum Format {
        /// One object on each line, with ids, slugs and revisions: a copy of everything that is published.
        Jsonl = "jsonl",
        /// A table for spreadsheets.
        Csv = "csv",
        /// Points for maps, with the columns of the table as properties.
        Geojson = "geojson",
    }
}

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the export cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Takes listings one after another.
pub trait ListingWriter: Send {
    /// Writes one listing.
    fn write(&mut self, published: &Published) -> io::Result<()>;

    /// Writes what must stand at the end.
    fn finish(&mut self) -> io::Result<()>;
}

/// Writes every published listing; answers how many there were.
pub async fn export(store: &Store, format: Format, out: impl Write + Send) -> Result<u64, ExportError> {
    match format {
        Format::Jsonl => write_all(store, JsonlWriter::new(out)).await,
        Format::Csv => write_all(store, CsvWriter::new(out)?).await,
        Format::Geojson => write_all(store, GeojsonWriter::new(out)?).await,
    }
}

async fn write_all(store: &Store, mut writer: impl ListingWriter) -> Result<u64, ExportError> {
    let mut written = 0;
    let mut failure: Option<ExportError> = None;
    store
        .each_listing(|listing| {
            // The visitor cannot stop the record from showing the rest.
            if failure.is_none() {
                let result = listing.and_then(|raw| raw.published()).map_err(ExportError::from);
                match result.and_then(|published| Ok(writer.write(&published)?)) {
                    Ok(()) => written += 1,
                    Err(error) => failure = Some(error),
                }
            }
        })
        .await?;
    match failure {
        Some(error) => Err(error),
        None => {
            writer.finish()?;
            Ok(written)
        }
    }
}

#[cfg(test)]
mod tests;
