//! The last gate before the record: what every listing must be, whatever file it comes from.
//!
//! What a valid listing is says [`domain::valid`]; here is added what needs lists: time zones, communes, borders. Hours
//! are not read again here: whoever makes a listing has them from [`super::values::hours`].

use std::collections::HashMap;

use domain::{
    Listing, ListingId,
    time::Timestamp,
    valid::{self, Fault, Flaw},
};

use super::{Entry, Reason, Row, RowError, RowResult};
use crate::{
    hours,
    whereabouts::{Contradiction, contradictions},
};

/// The row, or everything that is wrong with its listing.
pub(super) fn row(line: u64, entry: Entry, warnings: Vec<RowError>, now: Timestamp) -> RowResult {
    let mut errors = errors(line, entry.listing(), now);
    if let Entry::Published(published) = &entry {
        errors.extend(valid::faults_of_place(published).into_iter().map(|fault| error(line, fault)));
    }
    if errors.is_empty() { Ok(Row { line, row: 0, entry, warnings }) } else { Err(errors) }
}

/// Everything that is wrong with a listing.
pub(super) fn errors(line: u64, listing: &Listing, now: Timestamp) -> Vec<RowError> {
    let mut errors: Vec<RowError> = valid::faults(listing, now).into_iter().map(|fault| error(line, fault)).collect();
    if !listing.zone.is_empty() && !hours::is_zone(&listing.zone) {
        errors.push(RowError::new(line, "zone", &listing.zone, Reason::NotZone));
    }
    errors.extend(contradictions(listing).into_iter().map(|found| contradiction(line, listing, found)));
    errors
}

fn error(line: u64, Fault { field, value, flaw }: Fault) -> RowError {
    RowError::new(line, field, &value, Reason::from(flaw))
}

fn contradiction(line: u64, listing: &Listing, found: Contradiction) -> RowError {
    let point = listing.position.map(|point| point.to_string()).unwrap_or_default();
    let postcode = listing.address.as_ref().map_or("", |address| &*address.postcode);
    match found {
        Contradiction::Swapped => RowError::new(line, "latitude", &point, Reason::Swapped),
        Contradiction::Elsewhere => RowError::new(line, "latitude", &point, Reason::Elsewhere),
        Contradiction::OtherDepartment(code) => RowError::new(line, "department", "", Reason::OtherDepartment(code)),
        Contradiction::PostcodeElsewhere => RowError::new(line, "postcode", postcode, Reason::PostcodeElsewhere),
    }
}

impl From<Flaw> for Reason {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Missing => Self::Missing,
            Flaw::TooLong(most) => Self::TooLong(most),
            Flaw::Unseen => Self::Unseen,
            Flaw::NotSource => Self::UnknownCode("lower-case letters, digits and hyphens".to_owned()),
            Flaw::NotPhone => Self::NotPhone,
            Flaw::NotEmail => Self::NotEmail,
            Flaw::NotAddress => Self::NotAddress,
            Flaw::NotCountry => Self::NotCountry,
            Flaw::NotPostcode => Self::NotPostcode,
            Flaw::NotCommuneCode => Self::NotCommuneCode,
            Flaw::NotDepartment => Self::NotDepartment,
            Flaw::NotArea => Self::NotArea,
            Flaw::NullIsland => Self::NullIsland,
            Flaw::Future => Self::Future,
            Flaw::NotDate => Self::NotDate,
            Flaw::NotClosure => Self::NotClosure,
            Flaw::NotNeed => Self::NotNeed,
            Flaw::NotSlug => Self::NotListing("the slug must be words and end with the id".to_owned()),
            Flaw::NotId => Self::NotListing("ids count from 1 to 1,000,000,000".to_owned()),
            Flaw::NotRevision => Self::NotListing("revisions count from 1".to_owned()),
        }
    }
}

/// Refuses listings that stand in the same file twice.
#[derive(Default)]
pub(super) struct Duplicates {
    sources: HashMap<(String, String), u64>,
    ids: HashMap<ListingId, u64>,
}

impl Duplicates {
    /// The row, unless one before it has the same source and id, or the same place in the record.
    pub fn pass(&mut self, row: RowResult) -> RowResult {
        let row = row?;
        let source = &row.entry.listing().source;
        let first = *self.sources.entry((source.code.clone(), source.id.clone())).or_insert(row.line);
        if first != row.line {
            let error = RowError::new(row.line, "source_id", &source.id, Reason::Duplicate(first));
            return Err(vec![error.in_row(row.row)]);
        }
        if let Entry::Published(published) = &row.entry {
            let first = *self.ids.entry(published.id).or_insert(row.line);
            if first != row.line {
                return Err(vec![RowError::new(row.line, "id", &published.id.to_string(), Reason::DuplicateId(first))]);
            }
        }
        Ok(row)
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
