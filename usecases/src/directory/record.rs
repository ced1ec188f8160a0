//! Listings in memory, each as the text that the store keeps, read when somebody asks.
//! Knows nothing about searching and showing.

use std::collections::HashMap;

use domain::{
    Listing, Published,
    listing::{ListingId, Need},
    vocabulary::Kind,
};
use store::RawListing;

use super::{
    Directory, State,
    shelf::{self, Packed, Place, Shelf},
};

/// What is known of a published listing without reading its text.
pub(super) struct Record {
    pub slug: Box<str>,
    pub revision: u32,
    /// The number of its opening hours.
    pub hours: u32,
    pub demonstration: bool,
    /// What a collection point needs, without notes.
    pub needs: Box<[Need]>,
}

/// All published listings. The texts stay packed: most listings are never opened between two changes.
#[derive(Default)]
pub(super) struct Records {
    by_id: HashMap<u32, (Record, Place)>,
    shelf: Shelf,
    /// How many listings are made up.
    demonstrations: u32,
}

impl Record {
    /// What is known of a listing whose hours have that number.
    pub fn of(row: &RawListing<'_>, listing: &Listing, hours: u32) -> Self {
        let bare = |need: &Need| Need { note: String::new(), ..*need };
        let needs = match listing.kind {
            Kind::CollectionPoint => listing.needs.iter().map(bare).collect(),
            Kind::AidResource | Kind::Initiative => Box::default(),
        };
        let slug = row.slug.as_ref().into();
        Self { slug, revision: row.revision, hours, demonstration: listing.demonstration, needs }
    }
}

impl Records {
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn has_demonstrations(&self) -> bool {
        self.demonstrations > 0
    }

    pub fn get(&self, id: ListingId) -> Option<&Record> {
        self.by_id.get(&id.0).map(|(record, _)| record)
    }

    /// A listing with what is known of it; `None` also when its text cannot be read, which was reported when it came.
    pub fn listing(&self, id: ListingId) -> Option<(&Record, Listing)> {
        let (record, place) = self.by_id.get(&id.0)?;
        let listing = serde_json::from_str(&self.shelf.get(*place)?).ok()?;
        Some((record, listing))
    }

    /// Every listing, in no order.
    pub fn all(&self) -> impl Iterator<Item = (ListingId, &Record)> {
        self.by_id.iter().map(|(id, (record, _))| (ListingId(*id), record))
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.by_id.values_mut().map(|(record, _)| record)
    }

    /// Adds listings, or replaces those with the same ids; the shelf holds their texts.
    pub fn put(&mut self, shelf: Shelf, records: Vec<(ListingId, Record, Place)>) {
        let start = self.shelf.append(shelf);
        for (id, record, place) in records {
            self.insert(id, record, place.behind(start));
        }
    }

    /// Adds listings whose texts are packed later.
    pub fn put_loose<T: AsRef<str>>(&mut self, records: Vec<(ListingId, Record)>, texts: &[T]) {
        let places = self.shelf.put_loose(texts);
        for ((id, record), place) in records.into_iter().zip(places) {
            self.insert(id, record, place);
        }
    }

    /// Some of the texts that are not packed, packed; [`Records::replace`] then lets them take their place.
    pub fn packed(&self) -> Packed {
        self.shelf.packed()
    }

    pub fn replace(&mut self, packed: Packed) -> bool {
        self.shelf.replace(packed)
    }

    fn insert(&mut self, id: ListingId, record: Record, place: Place) {
        self.demonstrations += u32::from(record.demonstration);
        let old = self.by_id.insert(id.0, (record, place));
        self.forget(old);
    }

    pub fn remove(&mut self, id: ListingId) {
        let old = self.by_id.remove(&id.0);
        self.forget(old);
    }

    fn forget(&mut self, old: Option<(Record, Place)>) {
        if let Some((record, place)) = old {
            self.demonstrations -= u32::from(record.demonstration);
            self.shelf.remove(place);
        }
    }

    /// Packs all texts anew if much memory is held for those that were replaced.
    pub fn repack_if_worn(&mut self) {
        if !self.shelf.is_worn(self.by_id.len()) {
            return;
        }
        let old = std::mem::take(&mut self.shelf);
        let mut ids: Vec<u32> = self.by_id.keys().copied().collect();
        ids.sort_unstable();
        for ids in ids.chunks(shelf::BLOCK) {
            let texts: Vec<String> = ids.iter().map(|id| old.get(self.by_id[id].1).unwrap_or_default()).collect();
            let places = self.shelf.put(&texts);
            for (id, place) in ids.iter().zip(places) {
                self.by_id.entry(*id).and_modify(|kept| kept.1 = place);
            }
        }
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
    pub fn published(&self, id: ListingId) -> Found<Published> {
        self.read().find(id).map(|(record, listing)| {
            let (slug, revision) = (record.slug.to_string(), record.revision);
            Published { id, slug, revision, listing }
        })
    }
}

impl State {
    /// What is known of an id, with the listing if it is there.
    pub fn find(&self, id: ListingId) -> Found<(&Record, Listing)> {
        match self.records.listing(id) {
            Some(found) => Found::Here(found),
            None if self.gone.contains(&id.0) => Found::Gone,
            None => Found::Never,
        }
    }
}
