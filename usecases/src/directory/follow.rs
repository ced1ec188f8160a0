//! Keeping the memory true: applying changes in the order of their numbers.

use std::time::Duration;

use domain::listing::ListingId;
use store::{Change, ChangeNumber, StoreError, Subject};

use super::{Directory, load::entry_of, record::Record};

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
        let mut ids: Vec<ListingId> = changes.iter().filter_map(listing_of).collect();
        ids.sort_unstable();
        ids.dedup();
        let bodies = self.store.published_in(&ids).await?;
        let pages = if changes.iter().any(|change| matches!(change.subject, Subject::Page(_))) {
            Some(self.store.pages().await?)
        } else {
            None
        };
        let sources = self.store.sources().await?;
        let mut state = self.write();
        for (id, body) in bodies {
            match body {
                Some(row) => state.put(id, Record::new(&row)),
                None => state.remove(id),
            }
        }
        state.pages = pages.unwrap_or_else(|| std::mem::take(&mut state.pages));
        state.sources = sources;
        state.change = changes.last().map_or(state.change, |change| change.number.0);
        Ok(())
    }
}

impl super::State {
    fn put(&mut self, id: ListingId, mut record: Record) {
        let listing = match serde_json::from_str(&record.body) {
            Ok(listing) => listing,
            Err(error) => {
                tracing::error!(listing = id.0, %error, "the new body of a listing cannot be read; the old one stays");
                return;
            }
        };
        let zones = self.schedules.zones().len();
        let entry = entry_of(id, &mut record, &listing, &mut self.schedules);
        if self.schedules.zones().len() > zones {
            self.engine.set_zones(self.schedules.zones().to_vec());
        }
        self.engine.upsert(entry);
        self.gone.remove(&id.0);
        self.demonstrations += u32::from(record.demonstration);
        if let Some(old) = self.records.insert(id.0, record) {
            self.demonstrations -= u32::from(old.demonstration);
        }
    }

    fn remove(&mut self, id: ListingId) {
        self.engine.remove(id);
        self.gone.insert(id.0);
        if let Some(old) = self.records.remove(&id.0) {
            self.demonstrations -= u32::from(old.demonstration);
        }
    }
}

fn listing_of(change: &Change) -> Option<ListingId> {
    match change.subject {
        Subject::Listing(id) => Some(id),
        Subject::Page(_) | Subject::Setting(_) => None,
    }
}
