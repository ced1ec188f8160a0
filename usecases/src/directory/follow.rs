//! Keeping the memory true: applying changes in the order of their numbers.

use std::time::Duration;

use domain::{Listing, ListingId, entry::Entry, hours::Schedule};
use store::{Change, ChangeNumber, RawListing, StoreError, Subject};

use super::{
    Directory, State,
    load::parsed,
    record::Record,
    shelf::{Place, Shelf},
};
use crate::{site, synonyms::synonyms};

/// Changes taken at a time.
const BATCH: u32 = 1000;
/// How long one wait for a change lasts at most.
const WAIT: Duration = Duration::from_secs(20);
/// Pause after the store could not be reached.
const PAUSE: Duration = Duration::from_secs(2);

/// What a turn of following did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    pub applied: u32,
}

/// Follows the store for ever. A store that cannot be reached is tried again; readers keep their answers meanwhile.
pub async fn follow(directory: Directory) {
    let mut reachable = true;
    loop {
        let after = ChangeNumber(directory.change());
        let turn = match directory.store.wait_for_change(after, WAIT).await {
            Ok(_) => directory.catch_up().await,
            Err(error) => Err(error),
        };
        match turn {
            Ok(_) if !reachable => tracing::info!("the database can be reached again"),
            Ok(_) => {}
            Err(error) => {
                if reachable {
                    tracing::warn!(%error, "the database cannot be followed; readers are answered from memory");
                }
                tokio::time::sleep(PAUSE).await;
                reachable = false;
                continue;
            }
        }
        reachable = true;
    }
}

impl Directory {
    /// Applies everything that changed since the last time.
    pub async fn catch_up(&self) -> Result<Followed, StoreError> {
        let mut applied = 0;
        loop {
            let changes = self.store.changes_since(ChangeNumber(self.change()), BATCH).await?;
            if changes.is_empty() {
                return Ok(Followed { applied });
            }
            applied += changes.len() as u32;
            self.apply(&changes).await?;
        }
    }

    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut ids: Vec<ListingId> = changes.iter().filter_map(Change::listing).collect();
        ids.sort_unstable();
        ids.dedup();
        let rows = self.store.published_in(&ids).await?;
        let seen = self.store.last_change().await?.0;
        let pages = if changes.iter().any(|change| matches!(change.subject, Subject::Page(_))) {
            Some(self.store.pages().await?)
        } else {
            None
        };
        let sources = self.store.sources().await?;
        let collective = site::told(&self.store).await?;
        let gone: Vec<ListingId> = rows.iter().filter(|(_, row)| row.is_none()).map(|(id, _)| *id).collect();
        let fresh = Fresh::of(rows.into_iter().filter_map(|(_, row)| row));
        let touched = self.read().touched(fresh.listings.iter().map(|(entry, _, listing)| (entry.id, listing)));
        let mut state = self.write();
        state.put(fresh);
        gone.into_iter().for_each(|id| state.remove(id));
        state.pages = pages.unwrap_or_else(|| std::mem::take(&mut state.pages));
        state.sources = sources;
        state.collective = collective;
        state.remember(changes, &touched);
        state.seen = seen;
        state.change = changes.last().map_or(state.change, |change| change.number.0);
        Ok(())
    }
}

/// Listings that changed, as far as they can be made ready while readers are answered.
struct Fresh {
    listings: Vec<(Entry, Record, Listing)>,
    shelf: Shelf,
    places: Vec<Place>,
}

impl Fresh {
    /// The rows that can be read; of the others, the old state stays.
    fn of(rows: impl Iterator<Item = RawListing<'static>>) -> Self {
        let (mut listings, mut texts, mut shelf) = (Vec::new(), Vec::new(), Shelf::default());
        for row in rows {
            let Some(listing) = parsed(&row) else { continue };
            let entry = Entry::of(row.id, &listing, Schedule::default(), 0, synonyms);
            listings.push((entry, Record::of(&row, &listing, 0), listing));
            texts.push(row.body);
        }
        let places = shelf.put(&texts);
        Self { listings, shelf, places }
    }
}

impl State {
    fn put(&mut self, mut fresh: Fresh) {
        for (_, record, listing) in &mut fresh.listings {
            record.hours = self.schedules.number(listing);
        }
        self.schedules.compile();
        self.engine.set_zones(self.schedules.zones().to_vec());
        let mut records = Vec::with_capacity(fresh.listings.len());
        for ((mut entry, record, _), place) in fresh.listings.into_iter().zip(fresh.places) {
            let (schedule, zone) = self.schedules.hours(record.hours);
            (entry.schedule, entry.zone) = (Schedule::clone(schedule), zone);
            self.gone.remove(&entry.id.0);
            records.push((entry.id, record, place));
            self.engine.upsert(entry);
        }
        self.records.put(fresh.shelf, records);
    }

    fn remove(&mut self, id: ListingId) {
        self.engine.remove(id);
        self.records.remove(id);
        self.gone.insert(id.0);
    }
}
