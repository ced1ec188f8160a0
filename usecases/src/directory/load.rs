//! Filling the memory from the store.
//!
//! The store reads rows, and at the same time a thread reads out of their texts what the engine and the records need.
//! Knows nothing about what listings say.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use domain::{
    Listing,
    engine::{Engine, Loader},
    guide::HelpNumber,
    time::Timestamp,
};
use store::{ChangeNumber, RawListing, Store, StoreError};
use tokio::task::{JoinError, spawn_blocking};

use super::{
    State,
    record::{Record, Records},
};
use crate::{schedules::Schedules, synonyms::synonyms};

/// Rows that travel together.
const BATCH: usize = 64;
/// Batches that may wait for a thread that is slower than the store.
const AHEAD: usize = 4;

type Batch = Vec<RawListing<'static>>;

impl State {
    /// Reads everything that is published. A body that cannot be read is left out and reported once.
    pub(super) async fn load(store: &Store, numbers: Vec<HelpNumber>, now: Timestamp) -> Result<Self, StoreError> {
        let (sender, batches) = sync_channel(AHEAD);
        let reading = spawn_blocking(move || read(&batches, now));
        let change = send_all(store, sender).await?.0;
        let Loaded { engine, records, schedules } = finished(reading.await);
        Ok(Self {
            change,
            engine,
            records,
            schedules,
            gone: store.withdrawn().await?.into_iter().map(|id| id.0).collect(),
            pages: store.pages().await?,
            sources: store.sources().await?,
            numbers,
        })
    }
}

/// Sends all rows to the thread. The number that comes with them is never too new: what changed since is applied by the
/// follower.
async fn send_all(store: &Store, thread: SyncSender<Batch>) -> Result<ChangeNumber, StoreError> {
    let mut batch = Vec::with_capacity(BATCH);
    // If nobody listens any more the thread has panicked, which is told when it is waited for.
    let change = store
        .each_listing(|row| match row {
            Ok(row) => {
                batch.push(row.into_owned());
                if batch.len() == BATCH {
                    drop(thread.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))));
                }
            }
            Err(error) => tracing::error!(%error, "a listing cannot be read; it is left out"),
        })
        .await?;
    drop(thread.send(batch));
    Ok(change)
}

/// What was read out of the texts.
struct Loaded {
    engine: Engine,
    records: Records,
    schedules: Schedules,
}

fn read(batches: &Receiver<Batch>, now: Timestamp) -> Loaded {
    let (mut loader, mut schedules, mut records) = (Loader::new(synonyms), Schedules::new(now), Records::default());
    for batch in batches {
        let (mut fresh, mut texts) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        for row in &batch {
            let Some(listing) = parsed(row) else { continue };
            let hours = schedules.number(&listing);
            loader.add(row.id, &listing, hours);
            fresh.push((row.id, Record::of(row, &listing, hours)));
            texts.push(&row.body);
        }
        records.put_loose(fresh, &texts);
    }
    schedules.compile();
    let engine = loader.finish(schedules.zones().to_vec(), schedules.compiled());
    Loaded { engine, records, schedules }
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

/// What a thread made. If it panicked, so does whoever waits for it: there is nothing to answer readers from.
fn finished<T>(result: Result<T, JoinError>) -> T {
    result.unwrap_or_else(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(error) => unreachable!("nobody aborts this thread: {error}"),
    })
}
