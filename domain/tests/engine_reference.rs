//! The engine gives the answers of its specification, over random directories, changes and filters.
//! `ENSEMBLE_REFERENCE_QUERIES` says how many filters are compared.

mod reference;

use std::collections::BTreeMap;

use domain::{
    engine::{Answer, Engine},
    entry::Entry,
    filter::Filter,
    listing::ListingId,
    time::Timestamp,
};
use reference::{
    directory::{self, NOW, zones},
    filters,
    naive::{Expected, Naive},
    random::Random,
};

/// Filters between two rounds of changes.
const ROUND: usize = 25;
const ROUNDS: usize = 8;

#[test]
fn the_engine_answers_as_the_reference_does() {
    let wanted =
        std::env::var("ENSEMBLE_REFERENCE_QUERIES").ok().and_then(|number| number.parse().ok()).unwrap_or(20_000);
    let mut asked = 0;
    for seed in 0.. {
        if asked >= wanted {
            break;
        }
        asked += live_through(seed, wanted - asked);
    }
}

/// A directory from its load through its changes. Says how many filters were compared.
fn live_through(seed: u64, most: usize) -> usize {
    let mut random = Random::new(seed);
    let mut pair = Pair::new(&mut random);
    let mut asked = 0;
    for _ in 0..ROUNDS {
        for _ in 0..ROUND.min(most - asked) {
            pair.compare(&filters::filter(&mut random), NOW + random.below(200_000) as i64, &mut random, seed);
            asked += 1;
        }
        pair.change(&mut random);
    }
    asked
}

/// The engine and what it should know.
struct Pair {
    engine: Engine,
    entries: BTreeMap<ListingId, Entry>,
    ids: u32,
}

impl Pair {
    fn new(random: &mut Random) -> Self {
        // Now and then so many that a page is chosen out of more results than are gathered for it.
        let count = if random.percent(1) { 2_500 } else { random.pick(&[0, 1, 2, 30, 63, 64, 65, 129, 200, 400]) };
        let ids = count * 2 + 10;
        let mut loaded = Vec::new();
        for _ in 0..count {
            // Ids come in no order, and now and then twice: the last counts.
            loaded.push(directory::entry(random.below(ids as usize) as u32, random));
        }
        let entries = loaded.iter().map(|entry| (entry.id, entry.clone())).collect();
        Self { engine: Engine::load(zones(), loaded), entries, ids }
    }

    fn change(&mut self, random: &mut Random) {
        for _ in 0..random.pick(&[0, 1, 5, 60]) {
            let id = random.below(self.ids as usize) as u32;
            if random.percent(60) {
                let entry = directory::entry(id, random);
                self.engine.upsert(entry.clone());
                self.entries.insert(entry.id, entry);
            } else {
                let was_there = self.entries.remove(&ListingId(id)).is_some();
                assert_eq!(self.engine.remove(ListingId(id)), was_there);
            }
        }
        if random.percent(20) {
            self.engine.compact();
            assert!(!self.engine.is_worn());
        }
        if random.percent(10) {
            self.engine = self.engine.clone();
        }
        assert_eq!(self.engine.len(), self.entries.len());
    }

    fn compare(&self, filter: &Filter, now: Timestamp, random: &mut Random, seed: u64) {
        let zones = zones();
        let expected = Naive { entries: &self.entries, zones: &zones }.answer(filter, now);
        same(&self.engine.query(filter, now), &expected, filter, seed);
        if random.percent(10) {
            let ids: Vec<ListingId> = expected.hits.iter().map(|hit| hit.id).collect();
            assert_eq!(self.engine.ids(filter, now), ids, "seed {seed}: {filter:?}");
            self.compare_all_pages(filter, now, &expected, seed);
        }
    }

    fn compare_all_pages(&self, filter: &Filter, now: Timestamp, expected: &Expected, seed: u64) {
        let pages = (expected.hits.len() as u32).div_ceil(filter.page_size());
        for page in 1..=pages + 1 {
            let filter = Filter { page, ..filter.clone() };
            same(&self.engine.query(&filter, now), expected, &filter, seed);
        }
    }
}

fn same(answer: &Answer, expected: &Expected, filter: &Filter, seed: u64) {
    let skip = (filter.page_number() as usize - 1) * filter.page_size() as usize;
    let page: Vec<_> = expected.hits.iter().skip(skip).take(filter.page_size() as usize).copied().collect();
    assert_eq!(answer.total as usize, expected.hits.len(), "seed {seed}: total of {filter:?}");
    assert_eq!(answer.hits, page, "seed {seed}: hits of {filter:?}");
    assert_eq!(answer.left_out, expected.left_out, "seed {seed}: what yielded in {filter:?}");
    assert_eq!(answer.facets, expected.facets, "seed {seed}: facets of {filter:?}");
}
