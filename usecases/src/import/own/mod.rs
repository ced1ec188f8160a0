//! Our own format: a table with one listing in each row, or JSON Lines with one object on each line.
//! `docs/data.md` describes it for those who fill it in.

pub(crate) mod columns;
mod lines;
pub(crate) mod needs;
pub(super) mod record;

use std::{collections::BTreeSet, path::Path};

use super::{
    Entry, ReadError, Reason, RowError, RowResult, Rows, check,
    fields::Fields,
    table::{Table, TableRow},
    values::hours::Hours,
};

/// Columns without which a table is not ours.
const REQUIRED: [&str; 3] = ["source", "source_id", "name"];

/// Reads a table, or JSON Lines where the name says so.
pub(super) fn read(path: &Path) -> Result<Rows, ReadError> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "jsonl" | "ndjson" | "json" => lines::read(path),
        _ => table(path),
    }
}

fn table(path: &Path) -> Result<Rows, ReadError> {
    let table = Table::open(path, &REQUIRED)?;
    let total = table.total;
    let mut unknown = unknown_columns(&table.columns);
    let mut hours = Hours::default();
    let rows = table.filter(|row| !row.as_ref().is_ok_and(is_hashtags));
    Ok(Rows::new(total, rows.map(move |row| of_table(row?, &mut hours, std::mem::take(&mut unknown)))))
}

fn of_table(mut row: TableRow, hours: &mut Hours, warnings: Vec<RowError>) -> RowResult {
    for value in row.values.values_mut() {
        *value = columns::unguarded(value).to_owned();
    }
    of_fields(Fields::new(row), hours, warnings)
}

/// The row that named values describe.
pub(super) fn of_fields(mut fields: Fields, hours: &mut Hours, warnings: Vec<RowError>) -> RowResult {
    let listing = record::listing(&mut fields, hours);
    let line = fields.line();
    let errors = fields.into_errors();
    if errors.is_empty() { check::row(line, Entry::Listing(Box::new(listing)), warnings) } else { Err(errors) }
}

/// A warning for each column that has no meaning here; it is given with the first row.
fn unknown_columns(found: &[String]) -> Vec<RowError> {
    let known: BTreeSet<&str> = columns::ALL.iter().map(String::as_str).collect();
    let unknown = found.iter().filter(|column| !column.is_empty() && !known.contains(column.as_str()));
    unknown.map(|column| RowError::new(1, column, "", Reason::UnknownColumn)).collect()
}

/// A row of HXL hashtags (<https://hxlstandard.org>) below the header, which humanitarian tables often have.
fn is_hashtags(row: &TableRow) -> bool {
    row.values.values().all(|value| value.starts_with('#'))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
