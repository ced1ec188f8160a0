//! Many writers and many followers at once.

use std::time::Duration;

use domain::ListingId;
use store::{ChangeNumber, Store, StoreError, Subject};
use tokio::task::JoinSet;

use crate::{
    ground::TestStore,
    sample::{NOON, everything, listing, named, put, write},
};

const WRITERS: u32 = 8;
const WRITES: u32 = 50;
const ALL: u64 = (WRITERS * WRITES) as u64;

pub async fn every_follower_sees_every_number_once_in_order(store: TestStore) {
    let other = store.second().await;
    let mut followers = JoinSet::new();
    for follower in 0..4 {
        followers.spawn(follow(if follower % 2 == 0 { store.handle() } else { other.clone() }));
    }
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        writers.spawn(write_many(store.handle(), writer));
    }
    while let Some(written) = writers.join_next().await {
        written.unwrap();
    }
    while let Some(seen) = followers.join_next().await {
        let (numbers, listings) = seen.unwrap();
        assert_eq!(numbers, (1..=ALL).collect::<Vec<_>>());
        assert_eq!(listings.len() as u64, ALL, "what a number announces can be read");
    }
    other.close().await;
}

/// Writes listings one by one; no write may fail.
async fn write_many(store: Store, writer: u32) {
    for n in 0..WRITES {
        store.put_listings(&[write(listing(&format!("{writer}-{n}")))], NOON).await.unwrap();
    }
}

/// Follows to the end as a server does: waits, reads what changed, reads what it changed to.
async fn follow(store: Store) -> (Vec<u64>, std::collections::HashSet<ListingId>) {
    let (mut numbers, mut listings) = (Vec::new(), std::collections::HashSet::new());
    let mut last = ChangeNumber(0);
    while last < ChangeNumber(ALL) {
        store.wait_for_change(last, Duration::from_secs(30)).await.unwrap();
        let changes = store.changes_since(last, 7).await.unwrap();
        let ids: Vec<_> = changes
            .iter()
            .filter_map(|change| match change.subject {
                Subject::Listing(id) => Some(id),
                Subject::Page(_) | Subject::Setting(_) => None,
            })
            .collect();
        let published = store.published_in(&ids).await.unwrap();
        listings.extend(published.into_iter().filter_map(|(id, row)| row.map(|_| id)));
        numbers.extend(changes.iter().map(|change| change.number.0));
        last = changes.last().map_or(last, |change| change.number);
    }
    (numbers, listings)
}

pub async fn failing_writes_leave_the_others_be(store: TestStore) {
    let mut tasks = JoinSet::new();
    for n in 0..60 {
        let store = store.handle();
        tasks.spawn(async move {
            if n % 3 == 0 {
                assert!(matches!(store.withdraw(ListingId(9999), NOON, "Olena").await, Err(StoreError::NotFound)));
            } else {
                store.put_listings(&[write(listing(&n.to_string()))], NOON).await.unwrap();
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    assert_eq!(everything(&store).await.len(), 40);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(40));
}

pub async fn two_programs_write_to_one_record(store: TestStore) {
    let other = store.second().await;
    let mut writers = JoinSet::new();
    for writer in 0..4 {
        writers.spawn(write_many(if writer % 2 == 0 { store.handle() } else { other.clone() }, writer));
    }
    while let Some(written) = writers.join_next().await {
        written.unwrap();
    }
    assert_eq!(other.last_change().await.unwrap(), ChangeNumber(u64::from(4 * WRITES)));
    put(&store, named("0-0", "Changed here")).await;
    assert_eq!(other.listing_by_source("test", "0-0").await.unwrap().unwrap().published.revision, 2);
    other.close().await;
}
