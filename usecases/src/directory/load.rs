//! Filling the memory from the store.

use std::collections::HashMap;

use domain::{Listing, engine::Engine, entry::Entry, guide::HelpNumber, listing::ListingId, time::Timestamp};
use store::{Store, StoreError};

use super::{State, record::Record};
use crate::{schedules::Schedules, synonyms::synonyms};

impl State {
    /// Reads everything that is published. A body that cannot be read is left out and reported once.
    pub(super) async fn load(store: &Store, numbers: Vec<HelpNumber>, now: Timestamp) -> Result<Self, StoreError> {
        let mut bodies: Vec<(u32, Record)> = Vec::new();
        // The number that comes with the listings is never too new: what changed since is applied by the follower.
        let change = store
            .each_listing(|row| match row {
                Ok(row) => bodies.push((row.id.0, Record::new(&row))),
                Err(error) => tracing::error!(%error, "a listing cannot be read; it is left out"),
            })
            .await?
            .0;
        let (engine, records, schedules) = build(bodies, now);
        Ok(Self {
            change,
            engine,
            gone: store.withdrawn().await?.into_iter().map(|id| id.0).collect(),
            demonstrations: records.values().filter(|record| record.demonstration).count() as u32,
            records,
            schedules,
            pages: store.pages().await?,
            sources: store.sources().await?,
            numbers,
        })
    }
}

/// Makes the engine of many listings, on all cores.
pub(super) fn build(bodies: Vec<(u32, Record)>, now: Timestamp) -> (Engine, HashMap<u32, Record>, Schedules) {
    let mut schedules = Schedules::new(now);
    let mut records = HashMap::with_capacity(bodies.len());
    let mut entries = Vec::with_capacity(bodies.len());
    for (id, mut record, listing) in parse_all(bodies) {
        let entry = entry_of(ListingId(id), &mut record, &listing, &mut schedules);
        entries.push(entry);
        records.insert(id, record);
    }
    (Engine::load(schedules.zones().to_vec(), entries), records, schedules)
}

/// The engine's entry of a listing; the record remembers its schedule.
pub(super) fn entry_of(id: ListingId, record: &mut Record, listing: &Listing, schedules: &mut Schedules) -> Entry {
    let (schedule, zone) = schedules.of(listing);
    record.schedule = schedule;
    record.zone = zone;
    record.demonstration = listing.demonstration;
    Entry::of(id, listing, (*record.schedule).clone(), zone, synonyms)
}

fn parse_all(bodies: Vec<(u32, Record)>) -> Vec<(u32, Record, Listing)> {
    let parse = |(id, record): (u32, Record)| match serde_json::from_str(&record.body) {
        Ok(listing) => Some((id, record, listing)),
        Err(error) => {
            tracing::error!(listing = id, %error, "the stored body of a listing cannot be read; it is left out");
            None
        }
    };
    bodies.into_iter().filter_map(parse).collect()
}
