//! Filling the memory from the store.
//!
//! Three do this at the same time: the store reads rows, one thread reads what the engine and the records need out of
//! the texts, another packs the texts. Knows nothing about what listings say.

use std::sync::{
    Arc,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use domain::{
    Listing, ListingId,
    engine::{Engine, Loader},
    guide::HelpNumber,
    time::Timestamp,
};
use store::{ChangeNumber, RawListing, Store, StoreError};
use tokio::task::{JoinError, spawn_blocking};

use super::{
    State,
    record::{Record, Records},
    shelf::{Place, Shelf},
};
use crate::{schedules::Schedules, synonyms::synonyms};

/// Rows that travel together.
const BATCH: usize = 256;
/// Batches that may wait for a thread that is slower than the store.
const AHEAD: usize = 8;

type Batch = Arc<Vec<RawListing<'static>>>;

impl State {
    /// Reads everything that is published. A body that cannot be read is left out and reported once.
    pub(super) async fn load(store: &Store, numbers: Vec<HelpNumber>, now: Timestamp) -> Result<Self, StoreError> {
        let (to_read, rows) = sync_channel(AHEAD);
        let (to_pack, texts) = sync_channel(AHEAD);
        let reading = spawn_blocking(move || read(&rows, now));
        let packing = spawn_blocking(move || pack(&texts));
        let change = send_all(store, [to_read, to_pack]).await?.0;
        let (loaded, (shelf, places)) = (finished(reading.await), finished(packing.await));
        let rows = loaded.rows.into_iter().zip(places);
        Ok(Self {
            change,
            engine: loaded.engine,
            records: Records::of(shelf, rows.filter_map(|(row, place)| row.map(|(id, record)| (id, record, place)))),
            schedules: loaded.schedules,
            gone: store.withdrawn().await?.into_iter().map(|id| id.0).collect(),
            pages: store.pages().await?,
            sources: store.sources().await?,
            numbers,
        })
    }
}

/// Shows all rows to both threads. The number that comes with them is never too new: what changed since is applied by
/// the follower.
async fn send_all(store: &Store, threads: [SyncSender<Batch>; 2]) -> Result<ChangeNumber, StoreError> {
    // Who does not listen any more has panicked, which is told when it is waited for.
    let send = |batch: Vec<_>| {
        let batch = Arc::new(batch);
        threads.iter().for_each(|thread| drop(thread.send(Arc::clone(&batch))));
    };
    let mut batch = Vec::with_capacity(BATCH);
    let change = store
        .each_listing(|row| match row {
            Ok(row) => {
                batch.push(row.into_owned());
                if batch.len() == BATCH {
                    send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
                }
            }
            Err(error) => tracing::error!(%error, "a listing cannot be read; it is left out"),
        })
        .await?;
    send(batch);
    Ok(change)
}

/// What was read out of the texts.
struct Loaded {
    engine: Engine,
    schedules: Schedules,
    /// In the order of rows; `None` for what cannot be read.
    rows: Vec<Option<(ListingId, Record)>>,
}

fn read(batches: &Receiver<Batch>, now: Timestamp) -> Loaded {
    let (mut loader, mut schedules, mut rows) = (Loader::new(synonyms), Schedules::new(now), Vec::new());
    for batch in batches {
        for row in batch.iter() {
            rows.push(parsed(row).map(|listing| {
                let hours = schedules.number(&listing);
                loader.add(row.id, &listing, hours);
                (row.id, Record::of(row, &listing, hours))
            }));
        }
    }
    schedules.compile();
    let engine = loader.finish(schedules.zones().to_vec(), schedules.compiled());
    Loaded { engine, schedules, rows }
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

fn pack(batches: &Receiver<Batch>) -> (Shelf, Vec<Place>) {
    let (mut shelf, mut places) = (Shelf::default(), Vec::new());
    for batch in batches {
        let texts: Vec<&str> = batch.iter().map(|row| row.body.as_ref()).collect();
        places.extend(shelf.put(&texts));
    }
    (shelf, places)
}

/// What a thread made. If it panicked, so does whoever waits for it: there is nothing to answer readers from.
fn finished<T>(result: Result<T, JoinError>) -> T {
    result.unwrap_or_else(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(error) => unreachable!("nobody aborts this thread: {error}"),
    })
}
