//! JSON Lines: a listing on each line, or a listing with its place in the record it was exported from.

use std::path::Path;

use domain::{Listing, Published, time::Timestamp};
use serde_json::Value;

use crate::{
    import::{
        Entry, ReadError, Reason, RowError, RowResult, Rows, check, file, table::MAX_FIELD, values::hours::Hours,
    },
    whereabouts::Whereabouts,
};

/// A line that is longer holds no listing: all its texts together may have no more characters in any language.
const MAX_LINE: usize = 40 * MAX_FIELD;

pub(super) fn read(path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    let bytes = file::bytes(path)?;
    let total = bytes.split(|byte| *byte == b'\n').filter(|line| !is_blank(line)).count() as u64;
    let mut start = 0;
    let mut number = 0;
    let mut hours = Hours::default();
    let rows = std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            start += line.len() + 1;
            number += 1;
            let line = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
            if !is_blank(line) {
                return Some(row(number, line, &mut hours, now));
            }
        }
    });
    Ok(Rows::new(total, rows))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn row(line: u64, bytes: &[u8], hours: &mut Hours, now: Timestamp) -> RowResult {
    let refuse = |shown: &str, reason| Err(vec![RowError::new(line, "", shown, reason)]);
    let Ok(text) = std::str::from_utf8(bytes) else { return refuse("", Reason::NotUtf8) };
    if text.len() > MAX_LINE {
        return refuse(text, Reason::TooLong(MAX_LINE));
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return refuse(text, Reason::NotJson(error.to_string())),
    };
    let entry = match entry(value) {
        Ok(entry) => entry,
        Err(error) => return refuse(text, Reason::NotListing(error.to_string())),
    };
    // An export is restored letter by letter: its hours are read, and left as they are spelled.
    if let Some((osm, Err(error))) = entry.listing().hours.as_deref().map(|osm| (osm, hours.normalised(osm))) {
        return Err(vec![RowError::new(line, "hours", osm, Reason::NotHours(error))]);
    }
    check::row(line, entry, Vec::new(), now)
}

/// An object with a revision comes from a record.
fn entry(value: Value) -> Result<Entry, serde_json::Error> {
    if value.get("revision").is_some() {
        Ok(Entry::Published(Box::new(serde_json::from_value::<Published>(value)?)))
    } else {
        let mut listing = serde_json::from_value::<Listing>(value)?;
        Whereabouts::complete(&mut listing);
        Ok(Entry::Listing(Box::new(listing)))
    }
}
