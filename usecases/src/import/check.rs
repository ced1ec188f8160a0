//! What every listing must be, whatever file it comes from. The last gate before the record.
//! Hours are not read again here: whoever makes a listing has them from [`super::values::hours`].

use std::collections::HashMap;

use domain::{Listing, ListingId, Published, slug::id_of_slug};

use super::{
    Entry, Reason, Row, RowError, RowResult,
    values::{email, phone, web},
};
use crate::hours;

/// Characters of a name: what fits on a card twice over.
const MAX_NAME: usize = 300;
/// Characters of an id.
const MAX_ID: usize = 300;
/// Characters of a text: ten pages.
const MAX_TEXT: usize = 20_000;

/// The row, or what its listing lacks.
pub(super) fn row(line: u64, entry: Entry, warnings: Vec<RowError>) -> RowResult {
    let mut found = Found { line, errors: Vec::new() };
    found.listing(entry.listing());
    if let Entry::Published(published) = &entry {
        found.place(published);
    }
    if found.errors.is_empty() { Ok(Row { line, entry, warnings }) } else { Err(found.errors) }
}

struct Found {
    line: u64,
    errors: Vec<RowError>,
}

impl Found {
    fn unless(&mut self, holds: bool, column: &str, value: &str, reason: Reason) {
        if !holds {
            self.errors.push(RowError::new(self.line, column, value, reason));
        }
    }

    fn length(&mut self, column: &str, value: &str, max: usize) {
        self.unless(value.chars().nth(max).is_none(), column, value, Reason::TooLong(max));
    }

    fn listing(&mut self, listing: &Listing) {
        self.source(listing);
        for version in listing.texts.versions() {
            let text = &version.text;
            self.unless(!text.name.trim().is_empty(), "name", "", Reason::Missing);
            self.length("name", &text.name, MAX_NAME);
            for (column, value) in
                [("description", &text.description), ("conditions", &text.conditions), ("directions", &text.directions)]
            {
                self.length(column, value, MAX_TEXT);
            }
            self.length("documents", &text.documents.concat(), MAX_TEXT);
        }
        self.length("organisation", &listing.organisation, MAX_NAME);
        self.contact(listing);
        self.unless(hours::is_zone(&listing.zone), "zone", &listing.zone, Reason::NotZone);
        for closure in &listing.closures {
            self.unless(closure.first <= closure.last, "closures", &closure.reason, Reason::NotClosure);
        }
    }

    fn source(&mut self, listing: &Listing) {
        let (code, id) = (&listing.source.code, &listing.source.id);
        let is_code =
            !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        self.unless(is_code, "source", code, Reason::UnknownCode("lower-case letters, digits and hyphens".to_owned()));
        self.length("source", code, 60);
        self.unless(!id.trim().is_empty(), "source_id", id, Reason::Missing);
        self.length("source_id", id, MAX_ID);
    }

    fn contact(&mut self, listing: &Listing) {
        let contact = &listing.contact;
        for number in &contact.phones {
            self.unless(phone::number(number, "FR").as_ref() == Some(number), "phones", number, Reason::NotPhone);
        }
        for address in &contact.emails {
            self.unless(email::address(address).is_some(), "emails", address, Reason::NotEmail);
        }
        if let Some(address) = &contact.website {
            self.unless(web::address(address).is_some(), "website", address, Reason::NotAddress);
        }
    }

    fn place(&mut self, published: &Published) {
        let fits = published.id.0 > 0 && id_of_slug(&published.slug) == Some(published.id);
        self.unless(fits, "slug", &published.slug, Reason::NotListing("the slug must end with the id".to_owned()));
        self.unless(published.revision > 0, "revision", "0", Reason::NotListing("revisions count from 1".to_owned()));
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
            return Err(vec![RowError::new(row.line, "source_id", &source.id, Reason::Duplicate(first))]);
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
