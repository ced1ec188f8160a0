//! Listings in the record: what is published, what was published before, and who confirmed it.
//! Knows nothing about whether a listing is good; it only keeps it.
//!
//! A listing is never edited in place: whatever it says anew becomes a revision. A confirmation is the exception,
//! because it adds nothing to what the listing says: it is kept in its own table and shown in the field `confirmation`
//! of the current body, without a revision.

mod confirm;
mod follow;
mod put;
mod restore;
mod row;
mod take_back;
mod withdraw;

use domain::{Listing, ListingId, Published, listing::Confirmation, time::Timestamp};

use crate::{
    Store,
    error::{Result, StoreError},
    sql::{Row, Sql},
};

pub use follow::{Batch, RawListing};
pub use put::ListingWrite;
pub use take_back::TakenBack;

/// A listing with its history in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredListing {
    /// What is published, or was when it was withdrawn.
    pub published: Published,
    /// When it ceased to be published.
    pub withdrawn_at: Option<Timestamp>,
    /// When the record first had it.
    pub created_at: Timestamp,
    /// When it was last updated, confirmed or withdrawn.
    pub changed_at: Timestamp,
}

/// What a listing said at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Counts from 1.
    pub number: u32,
    /// When it was written, as its writer says.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// As it was written.
    pub body: Listing,
}

/// A confirmation and who entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationRecord {
    /// When, and by what kind of person.
    pub confirmation: Confirmation,
    /// Who entered it.
    pub author: String,
}

const BY_ID: Sql =
    Sql::shared("SELECT id, slug, revision, body, withdrawn_at, created_at, changed_at FROM listing WHERE id = $1");

const BY_SOURCE: Sql = Sql::shared(
    "SELECT id, slug, revision, body, withdrawn_at, created_at, changed_at FROM listing WHERE source_code = $1 AND source_id = $2",
);

const WITHDRAWN: Sql = Sql::shared("SELECT id FROM listing WHERE withdrawn_at IS NOT NULL ORDER BY id");

const REVISIONS: Sql =
    Sql::shared("SELECT number, at, author, body FROM listing_revision WHERE listing = $1 ORDER BY number");

const ANY: Sql = Sql::shared("SELECT id FROM listing LIMIT 1");

impl Store {
    /// The listing of that id, published or withdrawn.
    pub async fn listing(&self, id: ListingId) -> Result<Option<StoredListing>> {
        self.one(&BY_ID, &[id.into()]).await?.as_ref().map(stored).transpose()
    }

    /// The listing that a source knows under that id, published or withdrawn.
    pub async fn listing_by_source(&self, code: &str, id: &str) -> Result<Option<StoredListing>> {
        self.one(&BY_SOURCE, &[code.into(), id.into()]).await?.as_ref().map(stored).transpose()
    }

    /// The ids that were published and are not any more, in order.
    pub async fn withdrawn(&self) -> Result<Vec<ListingId>> {
        self.all(&WITHDRAWN, &[]).await?.iter().map(|row| row.number(0).map(ListingId)).collect()
    }

    /// Everything a listing ever said, oldest first; empty for an unknown id. A listing that was restored from a file
    /// begins with the revision it had there.
    pub async fn revisions(&self, id: ListingId) -> Result<Vec<Revision>> {
        self.all(&REVISIONS, &[id.into()]).await?.iter().map(|row| revision(id, row)).collect()
    }

    /// Whether there was never a listing.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(self.one(&ANY, &[]).await?.is_none())
    }
}

fn stored(row: &Row) -> Result<StoredListing> {
    let id = ListingId(row.number(0)?);
    let listing = parse(id, row.text(3)?)?;
    Ok(StoredListing {
        published: Published { id, slug: row.text(1)?.to_owned(), revision: row.number(2)?, listing },
        withdrawn_at: row.maybe_int(4)?,
        created_at: row.int(5)?,
        changed_at: row.int(6)?,
    })
}

fn revision(id: ListingId, row: &Row) -> Result<Revision> {
    Ok(Revision {
        number: row.number(0)?,
        at: row.int(1)?,
        author: row.text(2)?.to_owned(),
        body: parse(id, row.text(3)?)?,
    })
}

/// The stored text as a listing.
fn parse(id: ListingId, body: &str) -> Result<Listing> {
    serde_json::from_str(body)
        .map_err(|error| StoreError::Corrupt(format!("The record of listing {id} cannot be read: {error}.")))
}
