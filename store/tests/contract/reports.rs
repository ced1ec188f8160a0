//! Reports of errors, and requests that arrive twice.

use domain::{
    Lang, ListingId,
    report::Report,
    time::Timestamp,
    vocabulary::{ReportState, Wrong},
};
use store::{ChangeNumber, Done, KeptReport, Once, Store, StoreError};
use tokio::task::JoinSet;

use crate::{
    ground::TestStore,
    sample::{NOON, listing, put, put_many},
};

const ONE: ListingId = ListingId(1);

fn report() -> Report {
    Report {
        listing: ONE,
        wrong: Wrong::Hours,
        comment: "En été c’est fermé. Влітку зачинено 🙂".to_owned(),
        contact: Some("olena@example.org".to_owned()),
        lang: Lang::Uk,
    }
}

pub fn request(key: &str) -> Once {
    Once { key: key.to_owned(), digest: "digest".to_owned(), answer: format!("answer to {key}") }
}

async fn add(store: &Store, key: &str) -> Done {
    store.add_report(&report(), NOON, &request(key), NOON).await.unwrap()
}

async fn waiting(store: &Store) -> Vec<KeptReport> {
    store.reports(ReportState::Waiting).await.unwrap()
}

pub async fn a_report_is_kept_as_it_was_written(store: TestStore) {
    put(&store, listing("a")).await;
    assert_eq!(store.add_report(&report(), NOON - 60, &request("a"), NOON).await.unwrap(), Done::Now);
    let bare = Report { comment: String::new(), contact: None, ..report() };
    store.add_report(&bare, NOON, &request("b"), NOON).await.unwrap();
    let state = ReportState::Waiting;
    let expected = [
        KeptReport { id: 1, report: report(), at: NOON - 60, state },
        KeptReport { id: 2, report: bare, at: NOON, state },
    ];
    assert_eq!(waiting(&store).await, expected);
    assert!(store.reports(ReportState::Settled).await.unwrap().is_empty());
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(1), "readers see nothing of it");
}

pub async fn the_same_request_again_is_done_once_and_gets_the_same_answer(store: TestStore) {
    put(&store, listing("a")).await;
    assert_eq!(add(&store, "a").await, Done::Now);
    let again = Once { answer: "another answer".to_owned(), ..request("a") };
    let done = store.add_report(&report(), NOON + 60, &again, NOON + 60).await.unwrap();
    assert_eq!(done, Done::Before("answer to a".to_owned()));
    assert_eq!(store.remembered("a", "digest").await.unwrap(), Some(done));
    assert_eq!(store.remembered("b", "digest").await.unwrap(), None);
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn requests_at_once_under_one_key_are_done_once(store: TestStore) {
    put(&store, listing("a")).await;
    let other = store.second().await;
    let mut tasks = JoinSet::new();
    for n in 0..12 {
        let store = if n % 2 == 0 { store.handle() } else { other.clone() };
        tasks.spawn(async move { add(&store, "a").await });
    }
    let mut firsts = 0;
    while let Some(done) = tasks.join_next().await {
        firsts += u32::from(done.unwrap() == Done::Now);
    }
    assert_eq!((firsts, waiting(&store).await.len()), (1, 1));
    other.close().await;
}

pub async fn a_key_of_another_request_is_refused(store: TestStore) {
    put(&store, listing("a")).await;
    add(&store, "a").await;
    let other = Once { digest: "other".to_owned(), ..request("a") };
    assert_eq!(store.add_report(&report(), NOON, &other, NOON).await.unwrap(), Done::Otherwise);
    assert_eq!(store.remembered("a", "other").await.unwrap(), Some(Done::Otherwise));
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn what_breaks_off_before_the_answer_is_remembered_was_not_done(store: TestStore) {
    put(&store, listing("a")).await;
    store.tamper("ALTER TABLE remembered_answer RENAME COLUMN at TO lost").await;
    store.add_report(&report(), NOON, &request("a"), NOON).await.unwrap_err();
    store.tamper("ALTER TABLE remembered_answer RENAME COLUMN lost TO at").await;
    assert!(waiting(&store).await.is_empty());
    assert_eq!(add(&store, "a").await, Done::Now);
}

pub async fn a_clock_that_jumps_forgets_no_answer(store: TestStore) {
    const YEAR: Timestamp = 365 * 86_400;
    put(&store, listing("a")).await;
    add(&store, "a").await;
    for (key, at) in [("b", NOON + YEAR), ("c", NOON - YEAR), ("d", NOON)] {
        store.add_report(&report(), NOON, &request(key), at).await.unwrap();
    }
    for key in ["a", "b", "c", "d"] {
        assert!(store.remembered(key, "digest").await.unwrap().is_some(), "{key}");
    }
    assert_eq!(add(&store, "a").await, Done::Before("answer to a".to_owned()));
}

pub async fn answers_are_forgotten_after_a_month_when_many_have_come_since_and_reports_are_not(store: TestStore) {
    const MONTH: Timestamp = 30 * 86_400;
    put(&store, listing("a")).await;
    add(&store, "a").await;
    store.add_report(&report(), NOON, &request("b"), NOON + MONTH).await.unwrap();
    store.tamper("UPDATE remembered_answer SET number = 100000 WHERE key = 'b'").await;
    store.add_report(&report(), NOON, &request("c"), NOON + MONTH + 1).await.unwrap();
    assert_eq!(store.remembered("a", "digest").await.unwrap(), None);
    assert!(store.remembered("b", "digest").await.unwrap().is_some(), "not a day too early");
    assert_eq!(waiting(&store).await.len(), 3);
}

pub async fn what_is_closed_waits_no_longer(store: TestStore) {
    put(&store, listing("a")).await;
    for key in ["a", "b", "c"] {
        add(&store, key).await;
    }
    store.close_reports(&[1, 3], ReportState::Settled, NOON).await.unwrap();
    store.close_reports(&[1], ReportState::Dismissed, NOON + 60).await.unwrap();
    assert_eq!(waiting(&store).await.iter().map(|kept| kept.id).collect::<Vec<_>>(), [2]);
    assert_eq!(store.reports(ReportState::Settled).await.unwrap().len(), 2, "what is closed stays so");
    assert!(matches!(store.close_reports(&[2, 9], ReportState::Settled, NOON).await, Err(StoreError::NotFound)));
    assert_eq!(waiting(&store).await.len(), 1, "all or none");
}

pub async fn what_is_erased_is_gone(store: TestStore) {
    put(&store, listing("a")).await;
    for key in ["a", "b"] {
        add(&store, key).await;
    }
    store.erase_reports(&[1]).await.unwrap();
    assert_eq!(waiting(&store).await.iter().map(|kept| kept.id).collect::<Vec<_>>(), [2]);
    assert!(matches!(store.erase_reports(&[1]).await, Err(StoreError::NotFound)));
}

pub async fn contacts_are_erased_by_when_reports_were_closed_or_arrived(store: TestStore) {
    put(&store, listing("a")).await;
    let told = Report { contact: Some("olena@example.org".into()), ..report() };
    for (key, arrived) in [("a", NOON), ("b", NOON), ("c", NOON + 100)] {
        store.add_report(&told, NOON - 86_400, &request(key), arrived).await.unwrap();
    }
    store.close_reports(&[2], ReportState::Settled, NOON + 50).await.unwrap();
    assert_eq!(store.erase_contacts(NOON - 1).await.unwrap(), 0);
    assert_eq!(store.erase_contacts(NOON).await.unwrap(), 1);
    assert_eq!(store.erase_contacts(NOON + 50).await.unwrap(), 1);
    let contacts: Vec<_> = waiting(&store).await.into_iter().map(|kept| kept.report.contact).collect();
    assert_eq!(contacts, [None, told.contact], "one is erased with its words kept, one is not due");
    assert_eq!(store.reports(ReportState::Settled).await.unwrap()[0].report.contact, None);
}

pub async fn reports_come_oldest_first(store: TestStore) {
    put_many(&store, 3).await;
    for (number, at) in [(3, NOON), (1, NOON - 60), (2, NOON + 60)] {
        let report = Report { listing: ListingId(number), ..report() };
        store.add_report(&report, at, &request(&number.to_string()), NOON).await.unwrap();
    }
    let listings: Vec<u32> = waiting(&store).await.iter().map(|kept| kept.report.listing.0).collect();
    assert_eq!(listings, [3, 1, 2], "in the order in which they arrived");
}
