//! Taking listings out of what is published.

use domain::ListingId;
use store::{ChangeNumber, StoreError};

use crate::{
    ground::TestStore,
    sample::{NOON, everything, listing, put, put_many},
};

pub async fn a_withdrawn_listing_is_not_published_but_remembered(store: TestStore) {
    put_many(&store, 3).await;
    store.withdraw(ListingId(2), NOON + 60, "Olena").await.unwrap();
    let ids: Vec<_> = everything(&store).await.into_iter().map(|row| row.id.0).collect();
    assert_eq!(ids, [1, 3]);
    assert_eq!(store.withdrawn().await.unwrap(), [ListingId(2)]);
    let stored = store.listing(ListingId(2)).await.unwrap().unwrap();
    assert_eq!(
        (stored.withdrawn_at, stored.changed_at, stored.published.listing),
        (Some(NOON + 60), NOON + 60, listing("2"))
    );
    assert_eq!(store.revisions(ListingId(2)).await.unwrap().len(), 1);
}

pub async fn withdrawing_twice_changes_nothing(store: TestStore) {
    put(&store, listing("a")).await;
    store.withdraw(ListingId(1), NOON, "Olena").await.unwrap();
    store.withdraw(ListingId(1), NOON + 60, "Olena").await.unwrap();
    assert_eq!(store.listing(ListingId(1)).await.unwrap().unwrap().withdrawn_at, Some(NOON));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
}

pub async fn an_unknown_listing_cannot_be_withdrawn(store: TestStore) {
    let result = store.withdraw(ListingId(1), NOON, "Olena").await;
    assert!(matches!(result, Err(StoreError::NotFound)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(0));
}
