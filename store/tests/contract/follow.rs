//! Reading what is published.

use domain::{Listing, ListingId};
use store::{ChangeNumber, StoreError};

use crate::{
    ground::TestStore,
    sample::{NOON, listing, named, put, put_many},
};

pub async fn each_published_listing_is_shown_in_the_order_of_ids(store: TestStore) {
    put_many(&store, 20).await;
    put(&store, named("3", "Updated")).await;
    store.withdraw(ListingId(4), NOON, "Olena").await.unwrap();
    let mut seen = Vec::new();
    let number = store.each_listing(|row| {
        let row = row.unwrap();
        let body: Listing = serde_json::from_str(&row.body).unwrap();
        assert_eq!(row.published().unwrap().listing, body);
        seen.push((row.id.0, row.revision, row.slug.into_owned()));
    });
    assert_eq!(number.await.unwrap(), ChangeNumber(22));
    assert_eq!(seen.iter().map(|row| row.0).collect::<Vec<_>>(), (1..=20).filter(|id| *id != 4).collect::<Vec<_>>());
    assert_eq!(seen[2], (3, 2, "updated-3".to_owned()));
}

pub async fn batches_join_without_a_gap(store: TestStore) {
    put_many(&store, 300).await;
    for id in (60..70).chain(100..250) {
        store.withdraw(ListingId(id), NOON, "Olena").await.unwrap();
    }
    let mut batches: Vec<Vec<u32>> = Vec::new();
    let number = store.each_batch(|batch| batches.push(batch.listings().map(|row| row.unwrap().id.0).collect())).await;
    assert_eq!(number.unwrap(), ChangeNumber(460));
    assert!(batches.len() > 1 && batches.iter().all(|batch| !batch.is_empty()));
    let expected: Vec<u32> = (1..60).chain(70..100).chain(250..=300).collect();
    assert_eq!(batches.concat(), expected);
}

pub async fn a_listing_that_cannot_be_read_is_named_and_the_others_follow(store: TestStore) {
    put_many(&store, 3).await;
    store.tamper("UPDATE listing SET body = '{\"kind\":' WHERE id = 2").await;
    let (mut read, mut broken) = (Vec::new(), Vec::new());
    let walk = store.each_listing(|row| match row.and_then(|row| row.published()) {
        Ok(published) => read.push(published.id.0),
        Err(StoreError::Corrupt(sentence)) => broken.push(sentence),
        Err(other) => panic!("{other}"),
    });
    walk.await.unwrap();
    assert_eq!(read, [1, 3]);
    assert!(broken.len() == 1 && broken[0].starts_with("The record of listing 2 cannot be read"), "{broken:?}");
    let result = store.listing(ListingId(2)).await;
    assert!(matches!(result, Err(StoreError::Corrupt(sentence)) if sentence.contains("listing 2")));
}

pub async fn what_is_published_is_answered_in_the_order_asked(store: TestStore) {
    put_many(&store, 4).await;
    store.withdraw(ListingId(2), NOON, "Olena").await.unwrap();
    let asked = [4, 2, 99, 1, 4].map(ListingId);
    let answer = store.published_in(&asked).await.unwrap();
    assert_eq!(answer.iter().map(|(id, _)| *id).collect::<Vec<_>>(), asked);
    assert_eq!(answer.iter().map(|(_, row)| row.is_some()).collect::<Vec<_>>(), [true, false, false, true, true]);
    assert_eq!(answer[0].1.as_ref().unwrap().published().unwrap().listing, listing("4"));
    assert_eq!(store.published_in(&[]).await.unwrap(), []);
}

pub async fn an_empty_record_says_so(store: TestStore) {
    assert!(store.is_empty().await.unwrap());
    assert_eq!(store.each_listing(|_| panic!("there is nothing")).await.unwrap(), ChangeNumber(0));
    put(&store, listing("a")).await;
    store.withdraw(ListingId(1), NOON, "Olena").await.unwrap();
    assert!(!store.is_empty().await.unwrap(), "there was one once");
    assert_eq!(store.each_listing(|_| panic!("nothing is published")).await.unwrap(), ChangeNumber(2));
}

pub async fn a_listing_is_found_by_id_and_by_source(store: TestStore) {
    put_many(&store, 3).await;
    let by_id = store.listing(ListingId(2)).await.unwrap();
    assert_eq!(store.listing_by_source("test", "2").await.unwrap(), by_id);
    assert!(by_id.is_some());
    assert_eq!(store.listing(ListingId(9)).await.unwrap(), None);
    assert_eq!(store.listing_by_source("other", "2").await.unwrap(), None);
    assert!(store.revisions(ListingId(9)).await.unwrap().is_empty());
}
