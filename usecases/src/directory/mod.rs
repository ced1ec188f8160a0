//! The published directory in memory: what readers are answered from.
//!
//! Loaded once from the store and kept true by following its change numbers; when the store cannot be reached, readers
//! are still answered. Knows nothing about HTTP, languages' words or who may change what.

mod answer;
mod follow;
mod load;
mod pack;
mod record;
mod renew;
mod shelf;

pub use follow::{Followed, follow};
pub use pack::Since;
pub use record::Found;

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use domain::{
    engine::{Answer, Engine, Points},
    filter::Filter,
    guide::{AidPage, HelpNumber},
    listing::ListingId,
    place::Position,
    reading::Settled,
    time::Timestamp,
};
use store::{Source, Store, StoreError};

use crate::{places::settle, schedules::Schedules, site::Collective};
use pack::Recent;
use record::Records;

/// The directory of one server. Cheap to clone; all clones share one memory.
#[derive(Clone)]
pub struct Directory {
    store: Store,
    state: Arc<RwLock<State>>,
}

/// Everything that readers are answered from, as of one change number.
struct State {
    change: u64,
    engine: Engine,
    records: Records,
    gone: HashSet<u32>,
    schedules: Schedules,
    pages: Vec<AidPage>,
    sources: Vec<Source>,
    numbers: Vec<HelpNumber>,
    collective: Collective,
    /// What changed of late, oldest first, up to `change`.
    recent: VecDeque<Recent>,
    /// The change number up to which what was read may be true already, though it was read for an earlier change.
    seen: u64,
}

/// What the directory consists of, for operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Census {
    pub listings: u32,
    pub pages: u32,
    pub change: u64,
}

impl Directory {
    /// Loads everything that is published.
    pub async fn load(store: Store, numbers: Vec<HelpNumber>, now: Timestamp) -> Result<Self, StoreError> {
        let state = State::load(&store, numbers, now).await?;
        Ok(Self { store, state: Arc::new(RwLock::new(state)) })
    }

    /// The store behind the directory.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The change number up to which the directory is true.
    pub fn change(&self) -> u64 {
        self.read().change
    }

    /// How much there is.
    pub fn census(&self) -> Census {
        let state = self.read();
        Census { listings: state.records.len() as u32, pages: state.pages.len() as u32, change: state.change }
    }

    /// The engine's answer together with the change number that it was given at.
    pub fn query(&self, filter: &Filter, now: Timestamp) -> (Answer, u64) {
        let (answer, change, _) = self.ask(filter, now);
        (answer, change)
    }

    /// The same, and what the filter means here.
    pub fn ask(&self, filter: &Filter, now: Timestamp) -> (Answer, u64, Settled<'static>) {
        let state = self.read();
        let settled = settle(&state.engine, filter, now);
        let mut answer = state.engine.query(&settled.filter, now);
        answer.left_out.splice(..0, settled.left_out.iter().cloned());
        (answer, state.change, settled)
    }

    /// All results in order, on whatever page, together with the change number: for a map or an export.
    pub fn ids(&self, filter: &Filter, now: Timestamp) -> (Vec<ListingId>, u64) {
        let state = self.read();
        let filter = settle(&state.engine, filter, now).filter;
        (state.engine.ids(&filter, now), state.change)
    }

    /// All results as points of a map, the middle of what is searched, and the change number.
    pub fn points(&self, filter: &Filter, now: Timestamp) -> (Points, Option<Position>, u64) {
        let state = self.read();
        let filter = settle(&state.engine, filter, now).filter;
        (state.engine.points(&filter, now), filter.near, state.change)
    }

    /// Ids and slugs of everything that is published, in the order of ids: for sitemaps.
    pub fn slugs(&self) -> Vec<(ListingId, String)> {
        let state = self.read();
        let mut slugs: Vec<_> = state.records.all().map(|(id, record)| (id, record.slug.to_string())).collect();
        slugs.sort_unstable();
        slugs
    }

    /// Slugs of all pages of the guide.
    pub fn page_slugs(&self) -> Vec<String> {
        self.read().pages.iter().map(|page| page.slug.clone()).collect()
    }

    /// Where listings come from.
    pub fn sources(&self) -> Vec<Source> {
        self.read().sources.clone()
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        // A panic in a writer leaves whole listings behind, never half of one: reading goes on.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}
