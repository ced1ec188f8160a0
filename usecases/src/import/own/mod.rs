//! Our own format: a table with one listing in each row, or JSON Lines with one object on each line.
//! `docs/data.md` describes it for those who fill it in.

pub(crate) mod columns;
mod lines;
pub(crate) mod needs;
pub(super) mod record;

use std::{collections::BTreeSet, path::Path};

use domain::{
    Listing,
    place::Address,
    time::{Timestamp, rfc3339},
};

use super::{
    Entry, ReadError, Reason, RowError, RowResult, Rows, check,
    fields::Fields,
    in_row,
    table::{Table, TableRow},
    values::{hours::Hours, markup, text},
};
use crate::whereabouts::Whereabouts;

/// Columns without which a table is not ours.
const REQUIRED: [&str; 3] = ["source", "source_id", "name"];

/// Reads a table, or JSON Lines where the name says so.
pub(super) fn read(path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "jsonl" | "ndjson" | "json" => lines::read(path, now),
        _ => table(path, now),
    }
}

fn table(path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    let table = Table::open(path, &REQUIRED)?;
    let (total, mut notes) = (table.total, table.notes());
    notes.extend(unknown_columns(&table.columns));
    let mut hours = Hours::default();
    let rows = table.filter(|row| !row.as_ref().is_ok_and(is_hashtags)).map(move |row| {
        let row = row?;
        in_row(row.row, of_table(row, &mut hours, now))
    });
    Ok(Rows::new(total, rows).with_notes(notes))
}

fn of_table(mut row: TableRow, hours: &mut Hours, now: Timestamp) -> RowResult {
    for value in row.values.values_mut() {
        *value = columns::unguarded(value).to_owned();
    }
    for (column, value) in &mut row.values {
        if columns::is_text(column) {
            *value = text::clean(&markup::plain(value));
        }
    }
    of_fields(Fields::new(row), hours, Vec::new(), now)
}

/// The row that named values describe.
pub(super) fn of_fields(
    mut fields: Fields,
    hours: &mut Hours,
    mut warnings: Vec<RowError>,
    now: Timestamp,
) -> RowResult {
    let mut listing = record::listing(&mut fields, hours);
    if fields.is_lenient() {
        leave_out(&mut fields, &mut listing, now);
        listing.kept.extend(fields.left_out());
    }
    let line = fields.line();
    let (errors, notes) = fields.into_errors_and_notes();
    warnings.extend(notes);
    if errors.is_empty() { check::row(line, Entry::Listing(Box::new(listing)), warnings, now) } else { Err(errors) }
}

/// Takes out of a listing what the gate would refuse it for, as far as it is a listing without it.
fn leave_out(fields: &mut Fields, listing: &mut Listing, now: Timestamp) {
    for error in check::errors(fields.line(), listing, now) {
        let address = listing.address.get_or_insert_default();
        match error.column.as_str() {
            // The point is what a mapper is surest of.
            "latitude" | "postcode" => {
                let postcode = std::mem::take(&mut address.postcode);
                fields.refuse("postcode", &postcode, error.reason);
                address.department = None;
            }
            "department" => drop(address.department.take()),
            "commune_code" => {
                let code = address.commune_code.take().unwrap_or_default();
                fields.refuse("commune_code", &code, error.reason);
                address.department = None;
            }
            "confirmed_at" => {
                let at = listing.confirmation.take().map(|confirmation| rfc3339(confirmation.at)).unwrap_or_default();
                fields.refuse("confirmed_at", at.split('T').next().unwrap_or_default(), error.reason);
            }
            _ => {}
        }
        if *address == Address::default() {
            listing.address = None;
        }
    }
    Whereabouts::complete(listing);
}

/// A note for each column that has no meaning here.
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
