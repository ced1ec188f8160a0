//! The numbers of changes, and waiting for them.

use std::time::{Duration, Instant};

use domain::{ListingId, guide::Theme};
use serde_json::json;
use store::{ChangeNumber, Store, Subject};

use crate::{
    ground::TestStore,
    sample::{NOON, confirmed, listing, page, put, put_many},
};

/// Longer than any machine needs, shorter than anybody waits.
const LONG: Duration = Duration::from_mins(1);

pub async fn numbers_count_every_change_without_a_gap(store: TestStore) {
    put_many(&store, 2).await;
    store.confirm(ListingId(2), confirmed(NOON + 1), "Olena").await.unwrap();
    store.put_page(&page("housing", Theme::Rights, 1, "Житло"), "Olena", NOON + 2).await.unwrap();
    store.put_setting("name", &json!("Ensemble"), NOON + 3).await.unwrap();
    store.withdraw(ListingId(1), NOON + 4, "Olena").await.unwrap();
    let changes = store.changes_since(ChangeNumber(0), 100).await.unwrap();
    assert_eq!(changes.iter().map(|change| change.number.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(changes.iter().map(|change| change.at - NOON).collect::<Vec<_>>(), [0, 0, 1, 2, 3, 4]);
    let listing = |id| Subject::Listing(ListingId(id));
    let expected = [
        listing(1),
        listing(2),
        listing(2),
        Subject::Page("housing".into()),
        Subject::Setting("name".into()),
        listing(1),
    ];
    assert_eq!(changes.into_iter().map(|change| change.subject).collect::<Vec<_>>(), expected);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(6));
}

pub async fn a_failed_write_leaves_no_gap(store: TestStore) {
    put(&store, listing("a")).await;
    store.withdraw(ListingId(99), NOON, "Olena").await.unwrap_err();
    let mut foreign = crate::sample::published(&store, 1).await;
    foreign.id = ListingId(50);
    store.put_published(&[foreign], NOON, "restore").await.unwrap_err();
    put(&store, listing("b")).await;
    let numbers: Vec<_> =
        store.changes_since(ChangeNumber(0), 9).await.unwrap().iter().map(|change| change.number.0).collect();
    assert_eq!(numbers, [1, 2]);
}

pub async fn changes_come_in_pages(store: TestStore) {
    put_many(&store, 5).await;
    let numbers = async |after, limit| {
        let changes = store.changes_since(ChangeNumber(after), limit).await.unwrap();
        changes.iter().map(|change| change.number.0).collect::<Vec<_>>()
    };
    assert_eq!(numbers(0, 2).await, [1, 2]);
    assert_eq!(numbers(2, 2).await, [3, 4]);
    assert_eq!(numbers(4, 2).await, [5]);
    assert!(numbers(5, 2).await.is_empty());
    assert!(numbers(u64::MAX, 2).await.is_empty());
}

pub async fn waiting_ends_at_once_when_there_is_something_newer(store: TestStore) {
    put_many(&store, 2).await;
    assert_eq!(store.wait_for_change(ChangeNumber(1), LONG).await.unwrap(), ChangeNumber(2));
}

pub async fn waiting_ends_with_the_time(store: TestStore) {
    put(&store, listing("a")).await;
    let started = Instant::now();
    assert_eq!(store.wait_for_change(ChangeNumber(1), Duration::from_millis(50)).await.unwrap(), ChangeNumber(1));
    assert!(started.elapsed() >= Duration::from_millis(50));
}

pub async fn waiting_ends_with_a_write(store: TestStore) {
    wakes(&store, store.handle()).await;
}

pub async fn waiting_ends_with_a_write_through_another_handle(store: TestStore) {
    let other = store.second().await;
    wakes(&store, other.clone()).await;
    other.close().await;
}

async fn wakes(writer: &TestStore, reader: Store) {
    let started = Instant::now();
    let waiting = tokio::spawn(async move { reader.wait_for_change(ChangeNumber(0), LONG).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    put(writer, listing("a")).await;
    assert_eq!(waiting.await.unwrap().unwrap(), ChangeNumber(1));
    assert!(started.elapsed() < LONG / 2);
}
