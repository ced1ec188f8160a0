//! Confirming listings.

use domain::{ListingId, listing::Confirmation, time::Timestamp, vocabulary::ConfirmedBy};
use store::{ChangeNumber, Done, StoreError, TakenBack};

use crate::{
    ground::TestStore,
    reports::request,
    sample::{NOON, confirmed, listing, published, put},
};

const ONE: ListingId = ListingId(1);

pub async fn a_confirmation_shows_without_a_revision(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ONE, confirmed(NOON + 60), "Olena").await.unwrap();
    let stored = store.listing(ONE).await.unwrap().unwrap();
    assert_eq!(stored.published.listing.confirmation, Some(confirmed(NOON + 60)));
    assert_eq!((stored.published.revision, stored.changed_at), (1, NOON + 60));
    assert_eq!(store.revisions(ONE).await.unwrap()[0].body, listing("a"), "what was written stays as it was written");
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
}

pub async fn an_earlier_confirmation_is_remembered_but_not_shown(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ONE, confirmed(NOON), "Olena").await.unwrap();
    store.confirm(ONE, confirmed(NOON - 60), "Taras").await.unwrap();
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(confirmed(NOON)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
    let all = store.confirmations(ONE).await.unwrap();
    let all: Vec<_> = all.iter().map(|record| (record.confirmation, record.author.as_str())).collect();
    assert_eq!(all, [(confirmed(NOON - 60), "Taras"), (confirmed(NOON), "Olena")]);
}

pub async fn the_same_confirmation_twice_counts_once(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ONE, confirmed(NOON), "Olena").await.unwrap();
    store.confirm(ONE, confirmed(NOON), "Olena").await.unwrap();
    assert_eq!(store.confirmations(ONE).await.unwrap().len(), 1);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
}

pub async fn a_withdrawn_or_unknown_listing_cannot_be_confirmed(store: TestStore) {
    assert!(matches!(store.confirm(ONE, confirmed(NOON), "Olena").await, Err(StoreError::NotFound)));
    put(&store, listing("a")).await;
    store.withdraw(ONE, NOON, "Olena").await.unwrap();
    assert!(matches!(store.confirm(ONE, confirmed(NOON), "Olena").await, Err(StoreError::Conflict(_))));
    assert!(store.confirmations(ONE).await.unwrap().is_empty());
}

const DAY: Timestamp = 86_400;

fn visit(at: Timestamp) -> Confirmation {
    Confirmation { at, by: ConfirmedBy::Visitor }
}

pub async fn a_visitor_is_shown_when_what_organisations_said_has_faded(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ONE, confirmed(NOON - 30 * DAY), "Olena").await.unwrap();
    assert_eq!(store.confirm_once(ONE, visit(NOON), &request("a"), NOON).await.unwrap(), Done::Now);
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(confirmed(NOON - 30 * DAY)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
    let later = NOON + 270 * DAY;
    store.confirm_once(ONE, visit(later), &request("b"), later).await.unwrap();
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(visit(later)));
    store.confirm(ONE, confirmed(later - DAY), "Olena").await.unwrap();
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(confirmed(later - DAY)));
    assert_eq!(store.confirmations(ONE).await.unwrap().len(), 4, "all are remembered");
}

pub async fn two_visitors_in_one_second_are_two(store: TestStore) {
    put(&store, listing("a")).await;
    for key in ["a", "b"] {
        store.confirm_once(ONE, visit(NOON), &request(key), NOON).await.unwrap();
    }
    assert_eq!(store.confirmations(ONE).await.unwrap().len(), 2);
}

pub async fn the_same_visit_sent_twice_counts_once(store: TestStore) {
    put(&store, listing("a")).await;
    assert_eq!(store.confirm_once(ONE, visit(NOON), &request("a"), NOON).await.unwrap(), Done::Now);
    store.withdraw(ONE, NOON + 1, "Olena").await.unwrap();
    let again = store.confirm_once(ONE, visit(NOON + 2), &request("a"), NOON + 2).await.unwrap();
    assert_eq!(again, Done::Before("answer to a".to_owned()), "what was answered stays so");
    assert!(store.confirm_once(ONE, visit(NOON + 2), &request("b"), NOON + 2).await.is_err());
    assert_eq!(store.remembered("b", "digest").await.unwrap(), None, "what was refused may be asked again");
    assert_eq!(store.confirmations(ONE).await.unwrap().len(), 1);
}

pub async fn visits_of_a_span_are_taken_back_and_others_are_shown_again(store: TestStore) {
    for id in ["a", "b", "c"] {
        put(&store, listing(id)).await;
    }
    let (old, start) = (confirmed(NOON), NOON + 300 * DAY);
    store.confirm(ONE, old, "Olena").await.unwrap();
    // The first comes before the span; another says that it was said before, and arrives in it.
    let visits = [(1, 10, 0, "a"), (1, 20, 20, "b"), (2, 21, 21, "c"), (3, 25, 1, "d"), (3, 31, 31, "e")];
    for (id, arrived, said, key) in visits {
        store.confirm_once(ListingId(id), visit(start + said), &request(key), start + arrived).await.unwrap();
    }
    let before = store.last_change().await.unwrap();
    let taken = store.take_back_visits(start + 20, start + 31, start + 60).await.unwrap();
    assert_eq!(taken, TakenBack { confirmations: 3, listings: 2 });
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(visit(start)));
    assert_eq!(published(&store, 2).await.listing.confirmation, None);
    assert_eq!(published(&store, 3).await.listing.confirmation, Some(visit(start + 31)), "shown and not in the span");
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(before.0 + 2));
    let all = store.take_back_visits(0, start + 100, start + 70).await.unwrap();
    assert_eq!(all, TakenBack { confirmations: 2, listings: 2 });
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(old), "what was said before them");
}

pub async fn what_organisations_said_is_never_taken_back(store: TestStore) {
    put(&store, listing("a")).await;
    store.confirm(ONE, confirmed(NOON), "Olena").await.unwrap();
    let taken = store.take_back_visits(0, NOON + DAY, NOON + DAY).await.unwrap();
    assert_eq!(taken, TakenBack::default());
    assert_eq!(published(&store, 1).await.listing.confirmation, Some(confirmed(NOON)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
}
