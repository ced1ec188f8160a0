//! The rules of the engine, one by one, on directories small enough to see through.

mod changes;
mod choices;
mod order;
mod words;

use domain::{
    analysis::stems_of,
    code::{Code, CodeSet},
    engine::Engine,
    entry::Entry,
    filter::{Filter, parse},
    hours::{Schedule, Slice},
    listing::ListingId,
    place::Position,
    time::{Timestamp, Zone},
    vocabulary::{Audience, Category, Kind, NeedItem, Sort, Spoken},
};

/// A Monday at half past one in the afternoon, UTC.
const NOW: Timestamp = 1_795_440_600;
const DAY: i64 = 86_400;
const LYON: (f64, f64) = (45.76, 4.85);

/// An entry of which only the id is known.
fn listing(id: u32) -> Entry {
    Entry {
        id: ListingId(id),
        kind: Kind::AidResource,
        categories: CodeSet::EMPTY,
        audiences: CodeSet::EMPTY,
        speaks: CodeSet::EMPTY,
        needs: CodeSet::EMPTY,
        free: false,
        remote: false,
        department: None,
        position: None,
        schedule: Schedule::default(),
        zone: 0,
        confirmed_at: None,
        name_stems: vec![],
        body_stems: vec![],
        place_stems: vec![],
    }
}

fn stems(text: &str) -> Vec<String> {
    let mut stems = stems_of(text);
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn named(id: u32, name: &str) -> Entry {
    Entry { name_stems: stems(name), ..listing(id) }
}

fn about(id: u32, body: &str) -> Entry {
    Entry { body_stems: stems(body), ..listing(id) }
}

fn at(id: u32, (lat, lon): (f64, f64)) -> Entry {
    Entry { position: Position::new(lat, lon), ..listing(id) }
}

/// Open every day from one minute to another.
fn open(id: u32, from: u16, to: u16, sure: bool) -> Entry {
    let week = std::array::from_fn(|_| [Slice { from, to, sure }].into());
    Entry { schedule: Schedule { week: Some(week), ..Schedule::default() }, ..listing(id) }
}

fn engine(entries: impl IntoIterator<Item = Entry>) -> Engine {
    Engine::load(vec![Zone { name: "Europe/Paris".into(), offsets: vec![(0, 60)] }], entries)
}

#[track_caller]
fn filter(query: &str) -> Filter {
    let (filter, problems) = parse(query);
    assert!(problems.is_empty(), "{problems:?}");
    filter
}

/// Asserts the results of a query string, in order.
#[track_caller]
fn check(engine: &Engine, query: &str, expected: &[u32]) {
    let ids: Vec<u32> = engine.query(&filter(query), NOW).hits.iter().map(|hit| hit.id.0).collect();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn an_empty_engine_answers() {
    for engine in [Engine::default(), Engine::new(vec![]), engine([])] {
        let answer =
            engine.query(&filter("q=лікар&near=48,2&radius=5&open=now&category=food&department=69&sort=distance"), NOW);
        assert_eq!(answer, domain::engine::Answer::default());
        assert!(engine.is_empty() && engine.ids(&Filter::default(), NOW).is_empty());
    }
}
