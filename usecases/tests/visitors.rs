//! What visitors write: kept once, and only about what is published.

use domain::{
    Lang, Listing, ListingId,
    lang::Translated,
    listing::{Confirmation, ListingText, SourceRef},
    vocabulary::{ConfirmedBy, Kind, ReportState, Wrong},
};
use store::{ListingWrite, Store};
use usecases::{
    arrival::{Arrival, Key, NotReceived, Received},
    clock::Clock,
    confirm_listing::confirm_listing,
    directory::Directory,
    pace::{Origin, Pace},
    report_listing::{Written, report_listing},
};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;
const DAY: i64 = 86_400;
const ONE: ListingId = ListingId(1);

/// A directory with one listing, and whoever writes about it.
struct Ground {
    directory: Directory,
    pace: Pace,
}

impl Ground {
    async fn new() -> Self {
        let store = Store::open("sqlite://:memory:").await.expect("opened");
        store.migrate().await.expect("migrated");
        let write = ListingWrite { listing: a_listing(), author: "test".into() };
        store.put_listings(&[write], NOW - 200 * DAY).await.expect("written");
        let directory = Directory::load(store, Vec::new(), NOW).await.expect("loaded");
        Self { directory, pace: Pace::new(Clock::fixed(NOW)) }
    }

    fn arrival(&self, key: u32, waited: u32) -> Arrival<'_> {
        let key = Key::parse(&format!("00000000-0000-4000-8000-{key:012}")).expect("a key");
        let origin = Origin::of([192, 0, 2, 1].into());
        Arrival { directory: &self.directory, pace: &self.pace, origin, key, waited, now: NOW }
    }

    async fn report(&self, key: u32, written: &Written) -> Result<Received, NotReceived> {
        report_listing(&self.arrival(key, 0), written).await
    }

    async fn waiting(&self) -> Vec<usecases::KeptReport> {
        self.directory.store().reports(ReportState::Waiting).await.expect("read")
    }

    async fn withdraw(&self) {
        self.directory.store().withdraw(ONE, NOW, "test").await.expect("withdrawn");
        self.directory.catch_up().await.expect("followed");
    }

    async fn shown(&self) -> Option<Confirmation> {
        self.directory.catch_up().await.expect("followed");
        self.directory.store().listing(ONE).await.expect("read").expect("there").published.listing.confirmation
    }
}

fn a_listing() -> Listing {
    let text = ListingText { name: "Accueil".into(), ..ListingText::default() };
    Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text),
        organisation: String::new(),
        categories: [].into_iter().collect(),
        audiences: [].into_iter().collect(),
        needs: vec![],
        contact: domain::listing::Contact::default(),
        address: None,
        position: None,
        area: None,
        remote: None,
        hours: None,
        zone: domain::listing::USUAL_ZONE.into(),
        closures: vec![],
        appointment: None,
        speaks: [].into_iter().collect(),
        cost: None,
        wheelchair: None,
        source: SourceRef { code: "ensemble".into(), id: "a".into() },
        confirmation: None,
        demonstration: false,
        kept: [].into(),
    }
}

fn written(wrong: &str) -> Written {
    let (comment, contact) = ("Зачинено".to_owned(), String::new());
    Written { listing: ONE, wrong: wrong.to_owned(), comment, contact, lang: Lang::Uk }
}

#[tokio::test]
async fn a_report_that_arrives_twice_is_one_and_gets_one_answer() {
    let ground = Ground::new().await;
    let first = ground.report(1, &written("closed")).await.expect("kept");
    let again = ground.report(1, &written("closed")).await.expect("kept");
    assert!(!first.again && again.again);
    assert_eq!(first.receipt, again.receipt);
    let waiting = ground.waiting().await;
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].report.wrong, waiting[0].report.comment.as_str()), (Wrong::Closed, "Зачинено"));
}

#[tokio::test]
async fn what_was_answered_stays_answered_when_the_listing_is_gone() {
    let ground = Ground::new().await;
    let first = ground.report(1, &written("closed")).await.expect("kept");
    ground.withdraw().await;
    assert_eq!(ground.report(1, &written("closed")).await.expect("kept").receipt, first.receipt);
    assert!(matches!(ground.report(2, &written("closed")).await, Err(NotReceived::Gone)));
    let never = Written { listing: ListingId(9), ..written("closed") };
    assert!(matches!(ground.report(3, &never).await, Err(NotReceived::Never)));
}

#[tokio::test]
async fn a_key_is_good_for_one_request() {
    let ground = Ground::new().await;
    ground.report(1, &written("closed")).await.expect("kept");
    assert!(matches!(ground.report(1, &written("moved")).await, Err(NotReceived::KeyOfAnother)));
    assert!(matches!(confirm_listing(&ground.arrival(1, 0), ONE).await, Err(NotReceived::KeyOfAnother)));
    assert_eq!(ground.waiting().await.len(), 1);
}

#[tokio::test]
async fn whoever_writes_too_much_waits_but_what_was_kept_is_still_answered() {
    let ground = Ground::new().await;
    let about = |n: u32| Written { comment: format!("Зачинено, {n}"), ..written("closed") };
    let mut kept = 0;
    while ground.report(kept, &about(kept)).await.is_ok() {
        kept += 1;
    }
    assert_eq!(kept, 21, "the first, and twenty about one listing");
    assert!(matches!(ground.report(100, &about(100)).await, Err(NotReceived::TooMany)));
    assert!(ground.report(0, &about(0)).await.expect("kept").again);
}

#[tokio::test]
async fn that_a_place_is_not_safe_is_heard_however_much_is_written() {
    let ground = Ground::new().await;
    for n in 0..200 {
        let _ = confirm_listing(&ground.arrival(n, 0), ONE).await;
        let other = Written { comment: format!("{n}"), ..written("closed") };
        let _ = ground.report(1000 + n, &other).await;
    }
    let before = ground.waiting().await.len();
    for n in 0..120 {
        let origin = Origin::of([10, 0, n as u8, 1].into());
        let told = Written { comment: format!("Він вимагає паспорт, {n}"), ..written("unsafe") };
        report_listing(&Arrival { origin, ..ground.arrival(2000 + n, 0) }, &told).await.expect("kept");
    }
    assert_eq!(ground.waiting().await.len(), before + 120);
}

#[tokio::test]
async fn the_same_words_from_the_same_corner_are_one_report() {
    let ground = Ground::new().await;
    let first = ground.report(1, &written("unsafe")).await.expect("kept");
    for (key, comment) in (2..500).zip(["Зачинено", "зачинено!", " Зачинено. "].iter().cycle())
    {
        let told = Written { comment: (*comment).to_owned(), ..written("unsafe") };
        assert_eq!(ground.report(key, &told).await.expect("received").receipt, first.receipt);
    }
    assert_eq!(ground.waiting().await.len(), 1);
    let elsewhere = Arrival { origin: Origin::of([10, 0, 0, 1].into()), ..ground.arrival(900, 0) };
    report_listing(&elsewhere, &written("unsafe")).await.expect("kept");
    assert_eq!(ground.waiting().await.len(), 2, "somebody else says the same");
}

#[tokio::test]
async fn what_waited_on_a_phone_is_dated_when_it_was_written() {
    let ground = Ground::new().await;
    report_listing(&ground.arrival(1, 7200), &written("closed")).await.expect("kept");
    report_listing(&ground.arrival(2, u32::MAX), &written("moved")).await.expect("kept");
    let dates: Vec<i64> = ground.waiting().await.iter().map(|kept| kept.at).collect();
    assert_eq!(dates, [NOW - 7200, NOW - 30 * DAY]);
}

#[tokio::test]
async fn a_visit_is_shown_as_that_of_a_visitor_and_takes_no_warning_away() {
    let ground = Ground::new().await;
    let visit = Confirmation { at: NOW - 60, by: ConfirmedBy::Visitor };
    confirm_listing(&ground.arrival(1, 60), ONE).await.expect("kept");
    assert_eq!(ground.shown().await, Some(visit));
    let card = ground.directory.cards(&[ONE], Lang::Fr, NOW).remove(0);
    assert_eq!(card.confirmed.last, Some((0, ConfirmedBy::Visitor)));
    assert_eq!(card.confirmed.freshness, domain::listing::Freshness::Stale);
    let stated = Confirmation { at: NOW - 180 * DAY, by: ConfirmedBy::Owner };
    ground.directory.store().confirm(ONE, stated, "owner").await.expect("confirmed");
    confirm_listing(&ground.arrival(2, 0), ONE).await.expect("kept");
    assert_eq!(ground.shown().await, Some(stated));
}

#[tokio::test]
async fn without_its_record_a_server_says_that_nothing_was_kept() {
    let ground = Ground::new().await;
    ground.directory.store().close().await;
    assert!(matches!(ground.report(1, &written("closed")).await, Err(NotReceived::Store(_))));
}
