//! Restoring listings with their ids, slugs and revision numbers.

use domain::{ListingId, Published};
use store::{ChangeNumber, Put, StoreError};

use crate::{
    ground::TestStore,
    sample::{NOON, confirmed, everything, export, listing, named, published, put, put_many},
};

fn exported(id: u32, revision: u32, name: &str) -> Published {
    Published {
        id: ListingId(id),
        slug: format!("from-elsewhere-{id}"),
        revision,
        listing: named(&id.to_string(), name),
    }
}

/// Restores one listing.
async fn restore(store: &TestStore, published: Published) -> Result<Put, StoreError> {
    store.put_published(&[published], NOON + 60, "restore").await.map(|puts| puts[0])
}

fn sentence(result: Result<Put, StoreError>) -> String {
    match result {
        Err(StoreError::Conflict(sentence)) => sentence,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

pub async fn what_was_exported_is_restored_as_it_was(store: TestStore) {
    let folder = tempfile::TempDir::new().unwrap();
    let elsewhere = crate::ground::fresh(crate::ground::sqlite_url(&folder)).await;
    put_many(&elsewhere, 700).await;
    put(&elsewhere, named("5", "Renamed")).await;
    elsewhere.confirm(ListingId(6), confirmed(NOON), "Olena").await.unwrap();
    elsewhere.withdraw(ListingId(7), NOON, "Olena").await.unwrap();
    let puts = store.put_published(&export(&elsewhere).await, NOON, "restore").await.unwrap();
    assert_eq!((puts.len(), puts[6]), (699, Put::Created(ListingId(8))));
    assert_eq!(everything(&store).await, everything(&elsewhere).await);
    assert_eq!(store.revisions(ListingId(5)).await.unwrap()[0].number, 2);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(699));
}

pub async fn restoring_again_changes_nothing(store: TestStore) {
    restore(&store, exported(9, 4, "Name")).await.unwrap();
    assert_eq!(restore(&store, exported(9, 4, "Name")).await.unwrap(), Put::Unchanged(ListingId(9)));
    assert_eq!(published(&store, 9).await, exported(9, 4, "Name"));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(1));
}

pub async fn a_later_revision_is_added(store: TestStore) {
    restore(&store, exported(9, 1, "Old")).await.unwrap();
    assert_eq!(restore(&store, exported(9, 3, "New")).await.unwrap(), Put::Updated(ListingId(9)));
    let numbers: Vec<_> =
        store.revisions(ListingId(9)).await.unwrap().into_iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [1, 3]);
    assert_eq!(published(&store, 9).await, exported(9, 3, "New"));
}

pub async fn an_earlier_revision_that_the_record_has_is_left(store: TestStore) {
    restore(&store, exported(9, 1, "Old")).await.unwrap();
    restore(&store, exported(9, 2, "New")).await.unwrap();
    assert_eq!(restore(&store, exported(9, 1, "Old")).await.unwrap(), Put::Unchanged(ListingId(9)));
    assert_eq!(published(&store, 9).await, exported(9, 2, "New"));
}

pub async fn an_earlier_revision_that_the_record_lacks_is_a_conflict(store: TestStore) {
    restore(&store, exported(9, 2, "New")).await.unwrap();
    sentence(restore(&store, exported(9, 1, "Old")).await);
}

pub async fn another_text_under_the_same_revision_is_a_conflict(store: TestStore) {
    restore(&store, exported(9, 2, "Name")).await.unwrap();
    let said = sentence(restore(&store, exported(9, 2, "Other")).await);
    assert_eq!(said, "Listing 9 says something else in revision 2 of this record.");
}

pub async fn an_id_that_belongs_to_another_listing_is_a_conflict(store: TestStore) {
    put(&store, listing("a")).await;
    let both = [exported(2, 1, "Fine"), exported(1, 1, "Not fine")];
    let result = store.put_published(&both, NOON, "restore").await;
    assert!(matches!(result, Err(StoreError::Conflict(sentence)) if sentence.contains("id 1")));
    assert_eq!(store.listing(ListingId(2)).await.unwrap(), None, "all or nothing");
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(1));
}

pub async fn a_listing_that_has_another_id_is_a_conflict(store: TestStore) {
    put(&store, listing("7")).await;
    let said = sentence(restore(&store, exported(7, 1, "Name")).await);
    assert_eq!(said, "Listing 7 has the id 1 in this record.");
}

pub async fn a_later_confirmation_is_shown_and_an_earlier_one_is_not(store: TestStore) {
    let with = |at| {
        let mut published = exported(9, 1, "Name");
        published.listing.confirmation = Some(confirmed(at));
        published
    };
    restore(&store, exported(9, 1, "Name")).await.unwrap();
    assert_eq!(restore(&store, with(NOON)).await.unwrap(), Put::Updated(ListingId(9)));
    assert_eq!(restore(&store, with(NOON - 1)).await.unwrap(), Put::Unchanged(ListingId(9)));
    assert_eq!(restore(&store, exported(9, 1, "Name")).await.unwrap(), Put::Unchanged(ListingId(9)));
    assert_eq!(published(&store, 9).await, with(NOON));
    assert_eq!(store.revisions(ListingId(9)).await.unwrap().len(), 1);
}

pub async fn a_withdrawn_listing_comes_back(store: TestStore) {
    restore(&store, exported(9, 1, "Name")).await.unwrap();
    store.confirm(ListingId(9), confirmed(NOON), "Olena").await.unwrap();
    store.withdraw(ListingId(9), NOON, "Olena").await.unwrap();
    assert_eq!(restore(&store, exported(9, 1, "Name")).await.unwrap(), Put::Updated(ListingId(9)));
    assert_eq!(store.withdrawn().await.unwrap(), []);
    assert_eq!(
        published(&store, 9).await.listing.confirmation,
        Some(confirmed(NOON)),
        "what is shown is not forgotten"
    );
}

pub async fn new_listings_get_ids_after_the_restored_ones(store: TestStore) {
    restore(&store, exported(90, 1, "Name")).await.unwrap();
    assert_eq!(put(&store, listing("new")).await, Put::Created(ListingId(91)));
}
