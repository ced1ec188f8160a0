//! One listing in memory: its body as the store keeps it, read when somebody asks.

use std::sync::Arc;

use domain::{Listing, hours::Schedule, listing::ListingId};
use store::RawListing;

use super::Directory;

/// A published listing. The body stays text: most listings are never opened between two changes.
#[derive(Clone)]
pub(super) struct Record {
    pub slug: Box<str>,
    pub revision: u32,
    pub body: Arc<str>,
    pub schedule: Arc<Schedule>,
    pub zone: u16,
    pub demonstration: bool,
}

impl Record {
    /// A listing as the store keeps it; its schedule follows.
    pub fn new(row: &RawListing<'_>) -> Self {
        Self {
            slug: row.slug.as_ref().into(),
            revision: row.revision,
            body: row.body.as_ref().into(),
            schedule: Arc::default(),
            zone: 0,
            demonstration: false,
        }
    }

    /// The listing; `None` when the body cannot be read, which loading has already reported.
    pub fn listing(&self) -> Option<Listing> {
        serde_json::from_str(&self.body).ok()
    }
}

/// What is known of an id.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<T> {
    Here(T),
    /// It was published once.
    Gone,
    Never,
}

impl<T> Found<T> {
    /// Applies a function to what is here.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Self::Here(value) => Found::Here(change(value)),
            Self::Gone => Found::Gone,
            Self::Never => Found::Never,
        }
    }
}

impl Directory {
    /// A listing with its slug and revision.
    pub fn published(&self, id: ListingId) -> Found<domain::Published> {
        let state = self.read();
        match state.records.get(&id.0) {
            Some(record) => match record.listing() {
                Some(listing) => {
                    let (slug, revision) = (record.slug.to_string(), record.revision);
                    Found::Here(domain::Published { id, slug, revision, listing })
                }
                None => Found::Never,
            },
            None if state.gone.contains(&id.0) => Found::Gone,
            None => Found::Never,
        }
    }
}
