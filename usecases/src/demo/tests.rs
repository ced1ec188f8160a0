use std::{
    collections::{BTreeMap, HashSet},
    fmt::Debug,
};

use domain::{
    Code, CodeSet, Lang, Listing,
    lang::TextState,
    place::Position,
    time::Timestamp,
    vocabulary::{
        Appointment, Audience, Category, ConfirmedBy, Cost, Kind, NeedItem, NeedPriority, Spoken, Wheelchair,
    },
};

use super::{communes::tests::of_code, content::Content, demo_listings};

const NOW: Timestamp = 1_795_427_400;

fn listings(count: u32) -> Vec<Listing> {
    demo_listings(count, 1, NOW).collect()
}

fn digest(listings: &[Listing]) -> u64 {
    // FNV-1a over the stored form: a digest that stays the same on every machine.
    let json = serde_json::to_string(listings).unwrap();
    json.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_same_seed_gives_the_same_listings_whatever_the_count() {
    let first = listings(1000);
    assert_eq!(first, listings(3000)[..1000]);
    assert_ne!(first, demo_listings(1000, 2, NOW).collect::<Vec<_>>());
    // Changes with the texts and the draws: then update it knowingly, because installed listings will change too.
    assert_eq!(format!("{:016x}", digest(&first)), "91f7e0eda3010c35");
}

#[test]
fn only_dates_move_with_the_calendar() {
    let undated = |mut listing: Listing| {
        listing.confirmation = None;
        listing.closures.clear();
        listing.needs.iter_mut().for_each(|need| need.lapses_at = None);
        listing
    };
    let (today, later) = (listings(300), demo_listings(300, 1, NOW + 40 * 86_400).collect::<Vec<_>>());
    assert_ne!(today, later);
    assert!(today.into_iter().map(undated).eq(later.into_iter().map(undated)));
    assert_eq!(listings(300), demo_listings(300, 1, NOW - NOW % 86_400).collect::<Vec<_>>());
}

fn assert_all<T: Code + Debug>(met: impl Iterator<Item = T>) {
    let met: CodeSet<T> = met.collect();
    let missing: Vec<_> = T::ALL.iter().filter(|value| !met.contains(**value)).collect();
    assert!(missing.is_empty(), "never met: {missing:?}");
}

#[test]
fn two_thousand_listings_meet_every_value() {
    let listings = listings(2000);
    let all = || listings.iter();
    assert_all::<Kind>(all().map(|l| l.kind));
    assert_all::<Category>(all().flat_map(|l| l.categories.iter()));
    assert_all::<Audience>(all().flat_map(|l| l.audiences.iter()));
    assert_all::<Spoken>(all().flat_map(|l| l.speaks.iter()));
    assert_all::<Cost>(all().filter_map(|l| l.cost));
    assert_all::<Appointment>(all().filter_map(|l| l.appointment));
    assert_all::<Wheelchair>(all().filter_map(|l| l.wheelchair));
    assert_all::<ConfirmedBy>(all().filter_map(|l| l.confirmation).map(|confirmation| confirmation.by));
    assert_all::<NeedItem>(all().flat_map(|l| &l.needs).map(|need| need.item));
    assert_all::<NeedPriority>(all().flat_map(|l| &l.needs).map(|need| need.priority));
    assert_all::<Lang>(all().flat_map(|l| l.texts.versions()).map(|version| version.lang));
    assert_all::<TextState>(all().flat_map(|l| l.texts.versions()).map(|version| version.state));
}

#[test]
fn kinds_and_unknowns_have_their_shares() {
    let listings = listings(5000);
    let share = |is: fn(&Listing) -> bool| listings.iter().filter(|l| is(l)).count() / 50;
    assert!((68..=72).contains(&share(|l| l.kind == Kind::AidResource)));
    assert!((18..=22).contains(&share(|l| l.kind == Kind::CollectionPoint)));
    assert!((8..=12).contains(&share(|l| l.texts.versions().len() == 1)));
    assert!((5..=20).contains(&share(|l| l.hours.is_none())));
    assert!((5..=20).contains(&share(|l| l.confirmation.is_none())));
    assert!((5..=20).contains(&share(|l| l.position.is_none())));
}

#[test]
fn every_text_is_complete_and_nothing_is_left_to_fill_in() {
    for listing in listings(3000) {
        assert_eq!(listing.texts.source().lang, Lang::Fr);
        for version in listing.texts.versions() {
            let text = &version.text;
            let words = [&text.name, &text.description, &text.conditions, &text.directions];
            let place = format!("{} in {}", listing.source.id, version.lang);
            assert!(!text.name.is_empty() && !text.description.is_empty(), "{place}");
            assert!(words.into_iter().chain(&text.documents).all(|text| !text.contains(['{', '}', '\''])), "{place}");
            assert!(text.documents.iter().all(|document| !document.is_empty()), "{place}");
        }
    }
}

#[test]
fn every_written_part_refers_to_what_exists() {
    let content = Content::get();
    for service in content.shelves.iter().flat_map(|shelf| &shelf.service) {
        let name = &service.name.fr;
        assert!(service.terms.iter().all(|term| content.terms.contains_key(term)), "{name}: {:?}", service.terms);
        assert!(service.papers.iter().all(|paper| content.papers.contains_key(paper)), "{name}: {:?}", service.papers);
        assert!(!service.hours.is_empty() && !service.run_by.is_empty(), "{name}");
        let placeholder = if name.contains("{saint}") { "{saint}" } else { "{brand}" };
        assert!(Lang::ALL.iter().all(|lang| service.name.of(*lang).contains(placeholder)), "{name}");
    }
    let mut counts = BTreeMap::new();
    for shelf in content.shelves.iter().filter(|shelf| shelf.kind == Kind::AidResource) {
        counts.insert(shelf.category, shelf.service.len());
    }
    assert_eq!(counts.len(), Category::ALL.len());
    assert!(counts.values().all(|count| *count >= 6), "{counts:?}");
}

#[test]
fn every_opening_hours_text_parses() {
    let texts: HashSet<String> = listings(20_000).into_iter().filter_map(|listing| listing.hours).collect();
    assert!(texts.len() > 800, "{}", texts.len());
    for text in &texts {
        assert!(text.parse::<opening_hours::OpeningHours>().is_ok(), "{text}");
        assert!(crate::hours::normalise(text).is_ok(), "{text}");
    }
}

#[test]
fn nobody_is_reached_by_mistake() {
    let fictional = ["+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998"];
    for listing in listings(3000) {
        let contact = &listing.contact;
        assert!(
            contact
                .phones
                .iter()
                .all(|phone| phone.len() == 12 && fictional.iter().any(|range| phone.starts_with(range)))
        );
        assert!(contact.emails.iter().all(|email| email.ends_with(".example")));
        assert!(contact.website.iter().all(|website| website.starts_with("https://") && website.ends_with(".example")));
        assert!(!contact.is_empty());
    }
}

#[test]
fn points_stand_near_their_commune_and_help_without_a_door_has_an_area() {
    for listing in listings(3000) {
        let Some(address) = &listing.address else {
            assert!(listing.position.is_none() && listing.area.is_some() && listing.remote == Some(true));
            continue;
        };
        let commune = of_code(address.commune_code.as_deref().unwrap()).unwrap();
        assert_eq!((listing.zone.as_str(), &address.commune), (commune.zone(), &commune.name));
        let centre = Position::new(commune.lat, commune.lon).unwrap();
        assert!(listing.position.is_none_or(|point| point.metres_to(centre) <= 2_010));
    }
}

#[test]
fn every_listing_says_that_it_is_made_up() {
    for (number, listing) in (1..).zip(listings(1000)) {
        assert!(listing.demonstration);
        assert_eq!((listing.source.code.as_str(), listing.source.id), ("demo", format!("{number}")));
    }
}

#[test]
fn collection_points_want_something_and_confirmations_are_past() {
    for listing in listings(2000) {
        let wants = listing.needs.iter().any(domain::listing::Need::is_wanted);
        assert_eq!(wants, listing.kind == Kind::CollectionPoint);
        let age = listing.confirmation.map(|confirmation| domain::listing::age_days(confirmation.at, NOW));
        assert!(age.is_none_or(|age| (0..=730).contains(&age)));
        assert!(listing.confirmation.is_none_or(|confirmation| confirmation.at < NOW - NOW % 86_400));
    }
}
