//! Filling the memory from the store.
//!
//! The store reads rows, and at the same time a thread reads out of their texts what the engine and the records need.
//! Knows nothing about what listings say.

use std::{
    collections::VecDeque,
    panic::resume_unwind,
    sync::{
        Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use domain::{
    Listing,
    engine::{Engine, Loader},
    guide::HelpNumber,
    time::Timestamp,
};
use store::{Batch, ChangeNumber, RawListing, Store, StoreError};
use tokio::task::{JoinError, spawn_blocking};

use super::{
    State,
    pack::{REMEMBERED, Recent},
    record::{Record, Records},
};
use crate::{schedules::Schedules, site, synonyms::synonyms};

/// Threads that read texts. Each that is added leaves less to win, and what they found must be put together.
const THREADS: usize = 4;
/// Batches that may wait for threads that are slower than the store.
const AHEAD: usize = 8;

impl State {
    /// Reads everything that is published. A body that cannot be read is left out and reported once.
    pub(super) async fn load(store: &Store, numbers: Vec<HelpNumber>, now: Timestamp) -> Result<Self, StoreError> {
        let (sender, batches) = sync_channel(AHEAD);
        let reading = spawn_blocking(move || Desk::new(batches, now).read_all());
        let change = send_all(store, sender).await?;
        let (engine, records, schedules) = reading.await.map_err(stopped)?;
        Ok(Self {
            change: change.0,
            engine,
            records,
            schedules,
            gone: store.withdrawn().await?.into_iter().map(|id| id.0).collect(),
            pages: store.pages().await?,
            sources: store.sources().await?,
            recent: recent(store, change.0).await?,
            seen: store.last_change().await?.0,
            numbers,
            collective: site::told(store).await?,
        })
    }
}

/// The latest changes up to a number, so that a phone that knew the directory before a restart need not begin anew.
async fn recent(store: &Store, change: u64) -> Result<VecDeque<Recent>, StoreError> {
    let since = ChangeNumber(change.saturating_sub(REMEMBERED as u64));
    let changes = store.changes_since(since, REMEMBERED as u32).await?;
    Ok(changes.iter().filter(|known| known.number.0 <= change).map(Recent::from).collect())
}

/// Sends all rows to the threads. The number that comes with them is never too new: what changed since is applied by
/// the follower.
async fn send_all(store: &Store, threads: SyncSender<Batch>) -> Result<ChangeNumber, StoreError> {
    // If nobody listens any more the threads have panicked, which is told when they are waited for.
    store.each_batch(|batch| drop(threads.send(batch))).await
}

/// What the threads share: the batches that wait, and where they put what they read.
struct Desk {
    batches: Mutex<Receiver<Batch>>,
    schedules: Mutex<Schedules>,
    records: Mutex<Records>,
}

impl Desk {
    fn new(batches: Receiver<Batch>, now: Timestamp) -> Self {
        Self { batches: batches.into(), schedules: Schedules::new(now).into(), records: Mutex::default() }
    }

    /// Reads all batches and puts together what the threads found.
    fn read_all(self) -> (Engine, Records, Schedules) {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let loader = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| self.read())).collect();
            let mut all = self.read();
            for other in others {
                all.append(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            all
        });
        let (schedules, records) = (unlocked(self.schedules), unlocked(self.records));
        let (mut engine, schedules) = thread::scope(|scope| {
            let compiling = scope.spawn(|| compiled(schedules));
            (loader.finish(), compiling.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let of = |id| records.get(id).map(|record| record.hours);
        engine.set_hours(schedules.zones().to_vec(), schedules.compiled(), of);
        (engine, records, schedules)
    }

    /// Reads batches until there are no more.
    fn read(&self) -> Loader {
        let mut loader = Loader::new(synonyms);
        loop {
            let batch = locked(&self.batches).recv();
            let Ok(batch) = batch else { return loader };
            self.read_batch(&batch, &mut loader);
        }
    }

    fn read_batch(&self, batch: &Batch, loader: &mut Loader) {
        let mut read = Vec::new();
        for row in batch.listings() {
            match row {
                Ok(row) => read.extend(parsed(&row).map(|listing| (row, listing))),
                Err(error) => tracing::error!(%error, "a listing cannot be read; it is left out"),
            }
        }
        let mut schedules = locked(&self.schedules);
        let hours: Vec<u32> = read.iter().map(|(_, listing)| schedules.number(listing)).collect();
        drop(schedules);
        let (mut fresh, mut texts) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
        for ((row, listing), hours) in read.iter().zip(hours) {
            loader.add(row.id, listing);
            fresh.push((row.id, Record::of(row, listing, hours)));
            texts.push(&row.body);
        }
        locked(&self.records).put_loose(fresh, &texts);
    }
}

fn compiled(mut schedules: Schedules) -> Schedules {
    schedules.compile();
    schedules
}

// A thread that panics is told of when it is waited for; what it left behind is whole.

fn unlocked<T>(shared: Mutex<T>) -> T {
    shared.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread panicked: there is nothing to answer readers from.
fn stopped(error: JoinError) -> StoreError {
    StoreError::Corrupt(format!("The directory cannot be made ready: {error}."))
}

/// The listing of a row; `None`, and a report, when it cannot be read.
pub(super) fn parsed(row: &RawListing<'_>) -> Option<Listing> {
    match serde_json::from_str(&row.body) {
        Ok(listing) => Some(listing),
        Err(error) => {
            tracing::error!(listing = row.id.0, %error, "the stored body of a listing cannot be read; it is left out");
            None
        }
    }
}
