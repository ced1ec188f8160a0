//! Putting listings as their sources give them.

use domain::{Listing, ListingId, listing::SourceRef};
use store::{ChangeNumber, Put, StoreError};

use crate::{
    ground::TestStore,
    sample::{NOON, confirmed, listing, named, published, put, put_many, write},
};

pub async fn a_new_listing_gets_an_id_a_slug_and_its_first_revision(store: TestStore) {
    assert_eq!(put(&store, named("a", "Амбулаторія «Солідарність»")).await, Put::Created(ListingId(1)));
    let stored = store.listing(ListingId(1)).await.unwrap().unwrap();
    assert_eq!(stored.published.slug, "ambulatoriia-solidarnist-1");
    assert_eq!(stored.published.revision, 1);
    assert_eq!(stored.published.listing, named("a", "Амбулаторія «Солідарність»"));
    assert_eq!((stored.withdrawn_at, stored.created_at, stored.changed_at), (None, NOON, NOON));
    let revisions = store.revisions(ListingId(1)).await.unwrap();
    assert_eq!(revisions.len(), 1);
    assert_eq!((revisions[0].number, revisions[0].at, revisions[0].author.as_str()), (1, NOON, "Olena"));
}

pub async fn the_same_listing_again_is_unchanged(store: TestStore) {
    put(&store, listing("a")).await;
    assert_eq!(put(&store, listing("a")).await, Put::Unchanged(ListingId(1)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(1));
    assert_eq!(store.revisions(ListingId(1)).await.unwrap().len(), 1);
}

pub async fn another_text_is_a_new_revision_and_the_old_one_stays(store: TestStore) {
    put(&store, listing("a")).await;
    let writes = [write(Listing { remote: Some(true), ..listing("a") })];
    assert_eq!(store.put_listings(&writes, NOON + 60).await.unwrap(), [Put::Updated(ListingId(1))]);
    let stored = store.listing(ListingId(1)).await.unwrap().unwrap();
    assert_eq!((stored.published.revision, stored.published.listing.remote), (2, Some(true)));
    assert_eq!((stored.created_at, stored.changed_at), (NOON, NOON + 60));
    let said: Vec<_> = store
        .revisions(ListingId(1))
        .await
        .unwrap()
        .into_iter()
        .map(|revision| (revision.number, revision.body.remote))
        .collect();
    assert_eq!(said, [(1, None), (2, Some(true))]);
}

pub async fn a_renamed_listing_keeps_its_id(store: TestStore) {
    put(&store, named("a", "Old name")).await;
    assert_eq!(put(&store, named("a", "New name")).await, Put::Updated(ListingId(1)));
    assert_eq!(published(&store, 1).await.slug, "new-name-1");
}

pub async fn a_withdrawn_listing_comes_back_as_an_update(store: TestStore) {
    put(&store, listing("a")).await;
    store.withdraw(ListingId(1), NOON, "Olena").await.unwrap();
    assert_eq!(put(&store, listing("a")).await, Put::Updated(ListingId(1)));
    let stored = store.listing(ListingId(1)).await.unwrap().unwrap();
    assert_eq!((stored.withdrawn_at, stored.published.revision), (None, 2));
    assert!(store.withdrawn().await.unwrap().is_empty());
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(3));
}

pub async fn a_listing_twice_in_a_batch_is_created_then_updated(store: TestStore) {
    let writes =
        [write(named("a", "First")), write(listing("b")), write(named("a", "Second")), write(named("a", "Second"))];
    let puts = store.put_listings(&writes, NOON).await.unwrap();
    let (a, b) = (ListingId(1), ListingId(2));
    assert_eq!(puts, [Put::Created(a), Put::Created(b), Put::Updated(a), Put::Unchanged(a)]);
    assert_eq!(published(&store, 1).await.slug, "second-1");
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(3));
}

pub async fn the_same_id_in_two_sources_is_two_listings(store: TestStore) {
    put(&store, listing("a")).await;
    let source = SourceRef { code: "other".to_owned(), ..listing("a").source };
    let other = Listing { source, ..listing("a") };
    assert_eq!(put(&store, other).await, Put::Created(ListingId(2)));
}

pub async fn a_large_batch_keeps_its_order(store: TestStore) {
    let expected: Vec<_> = (1..=1234).map(|id| Put::Created(ListingId(id))).collect();
    assert_eq!(put_many(&store, 1234).await, expected);
    assert_eq!(published(&store, 777).await.listing.source.id, "777");
    let mut writes: Vec<_> = (1..=1234).map(|n: u32| write(listing(&n.to_string()))).collect();
    writes[1000].listing.remote = Some(false);
    let puts = store.put_listings(&writes, NOON).await.unwrap();
    assert_eq!(puts.iter().filter(|put| put.is_change()).collect::<Vec<_>>(), [&Put::Updated(ListingId(1001))]);
}

pub async fn an_empty_batch_changes_nothing(store: TestStore) {
    assert_eq!(store.put_listings(&[], NOON).await.unwrap(), []);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(0));
}

pub async fn every_character_survives(store: TestStore) {
    let awkward = "\"quotes\" 'l’œuvre' \\ \u{0} \u{1} \u{7f} \u{2028} % $1 ?1 [\"a\"] {} \n\r\t їґё 🇺🇦 \u{10ffff}";
    let mut given = named("id \"with\" 'quotes' \\ ї", awkward);
    given.kept.insert(awkward.to_owned(), awkward.to_owned());
    put(&store, given.clone()).await;
    assert_eq!(published(&store, 1).await.listing, given);
    assert_eq!(put(&store, given.clone()).await, Put::Unchanged(ListingId(1)));
    let found = store.listing_by_source("test", &given.source.id).await.unwrap().unwrap();
    assert_eq!(found.published.id, ListingId(1));
}

pub async fn a_confirmed_listing_that_its_source_repeats_is_unchanged(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ListingId(1), confirmed(NOON), "Olena").await.unwrap();
    assert_eq!(put(&store, listing("a")).await, Put::Unchanged(ListingId(1)));
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(confirmed(NOON)));
}

pub async fn a_listing_put_as_it_is_published_is_unchanged(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ListingId(1), confirmed(NOON), "Olena").await.unwrap();
    let shown = published(&store, 1).await.listing;
    assert_eq!(put(&store, shown).await, Put::Unchanged(ListingId(1)));
}

pub async fn a_listing_that_says_something_new_is_as_confirmed_as_the_writer_says(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ListingId(1), confirmed(NOON), "Olena").await.unwrap();
    put(&store, named("a", "Moved")).await;
    assert_eq!(published(&store, 1).await.listing.confirmation, None);
}

pub async fn a_name_with_nul_is_refused(store: TestStore) {
    for result in [
        store.put_listings(&[write(listing("a")), write(listing("b\0"))], NOON).await.map(drop),
        store.put_setting("a\0", &serde_json::json!(1), NOON).await.map(drop),
        store.listing_by_source("test", "b\0").await.map(drop),
    ] {
        assert!(matches!(result, Err(StoreError::Conflict(_))), "{result:?}");
    }
    assert!(store.is_empty().await.unwrap());
}
