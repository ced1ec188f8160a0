//! The specification in the module documentation of `domain::engine`, as loops over all entries.
//! Written from that text; it shares with the engine only the analysis, distances, hours, zones and ages.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    code::{Code, CodeSet},
    engine::{Counts, Facets, Hit},
    entry::Entry,
    filter::Filter,
    listing::{ListingId, age_days},
    place::Chord2,
    time::{Timestamp, Zone},
    vocabulary::{Category, Kind, Sort},
};

use super::text::{Query, Role};

pub struct Naive<'a> {
    pub entries: &'a BTreeMap<ListingId, Entry>,
    pub zones: &'a [Zone],
}

/// Everything that an engine could say about a filter.
pub struct Expected {
    /// All results, in order.
    pub hits: Vec<Hit>,
    pub facets: Facets,
    pub left_out: Vec<String>,
}

/// The places of the facets in a row of booleans.
const KIND: usize = 0;
const CATEGORY: usize = 1;
const AUDIENCE: usize = 2;
const SPEAKS: usize = 3;
const DEPARTMENT: usize = 4;
const NEED: usize = 5;
const OPEN: usize = 6;
const FREE: usize = 7;
const REMOTE: usize = 8;

impl Naive<'_> {
    pub fn answer(&self, filter: &Filter, now: Timestamp) -> Expected {
        let used = CodeSet::from_bits(self.entries.values().fold(0, |bits, entry| bits | entry.categories.bits()));
        let words = Query::of_words(
            &filter.q,
            self.entries.values().flat_map(|entry| entry.name_stems.iter().chain(&entry.body_stems)),
            used,
        );
        let places = Query::of_place(&filter.place, self.entries.values().flat_map(|entry| &entry.place_stems));
        // Which phrases have to match.
        let firm = words.phrases().iter().any(|phrase| phrase.role != Role::Soft);
        let all: Vec<bool> = words.phrases().iter().map(|phrase| !firm || phrase.role != Role::Soft).collect();
        let mut needed = all.clone();
        loop {
            let expected = self.with_phrases(filter, now, (&words, &needed), &places);
            if !expected.hits.is_empty() {
                let yielded = words.phrases().iter().zip(all.iter().zip(&needed)).filter(|(_, (all, now))| all != now);
                let left_out = yielded.map(|(phrase, _)| phrase.typed.clone()).collect();
                return Expected { left_out, ..expected };
            }
            if needed.iter().filter(|needed| **needed).count() < 2 {
                return self.with_phrases(filter, now, (&words, &all), &places);
            }
            let matching =
                |place: usize| self.entries.values().filter(|entry| self.points(&words, entry)[place] > 0).count();
            let places = (0..all.len()).filter(|place| needed[*place]);
            let next = places.min_by_key(|place| {
                let count = matching(*place);
                (count > 0, words.phrases()[*place].role != Role::Word, count, Reverse(*place))
            });
            needed[next.expect("two are needed")] = false;
        }
    }

    #[expect(clippy::unused_self, reason = "It stands beside the other rules of the reference.")]
    fn points(&self, words: &Query, entry: &Entry) -> Vec<u32> {
        words.points(&entry.name_stems, &entry.body_stems, entry.categories)
    }

    fn with_phrases(&self, filter: &Filter, now: Timestamp, words: (&Query, &[bool]), places: &Query) -> Expected {
        let (words, needed) = words;
        let mut tally = Tally::default();
        let mut found = Vec::new();
        for entry in self.entries.values() {
            let points = self.points(words, entry);
            let in_place = places.points(&[], &entry.place_stems, CodeSet::EMPTY).iter().all(|points| *points > 0);
            let is_missing = points.iter().zip(needed).any(|(points, needed)| *needed && *points == 0);
            if is_missing || !in_place {
                continue;
            }
            let is_near = is_within(entry, filter);
            let is_nowhere = entry.position.is_none() && filter.bbox.is_none();
            let open = self.open(entry, now);
            let fits = fits(entry, filter, open);
            let asks = !points.is_empty();
            let counts = |facet: usize| is_near || (is_nowhere && (filter.remote || facet == REMOTE));
            tally.add(entry, open, fits, counts, filter, asks);
            if fits.iter().all(|fit| *fit) && counts(KIND) && is_of_kind(entry, filter, asks) {
                let text = if points.is_empty() { 0 } else { points.iter().sum::<u32>() / points.len() as u32 };
                let distance_m = filter.near.and_then(|near| entry.position.map(|position| position.metres_to(near)));
                found.push((place(entry, filter, now, text), Hit { id: entry.id, distance_m, open }));
            }
        }
        found.sort_by_key(|(place, hit)| (*place, hit.id));
        let hits = found.into_iter().map(|(_, hit)| hit).collect();
        Expected { hits, facets: tally.facets(), left_out: Vec::new() }
    }

    fn open(&self, entry: &Entry, now: Timestamp) -> Option<bool> {
        entry.schedule.is_open(self.zones.get(usize::from(entry.zone)).and_then(|zone| zone.there(now)))
    }
}

/// Whether a search for help leaves the listing in. `asks` says that there are words.
fn is_of_kind(entry: &Entry, filter: &Filter, asks: bool) -> bool {
    let asks = asks || filter.category != CodeSet::<Category>::EMPTY;
    !filter.kind.is_empty() || !filter.need.is_empty() || !asks || entry.kind != Kind::CollectionPoint
}

/// Whether a listing lies within radius and map section.
fn is_within(entry: &Entry, filter: &Filter) -> bool {
    let in_radius = match (filter.near, filter.radius) {
        (Some(near), Some(km)) => entry.position.is_some_and(|position| {
            position.unit().chord2(near.unit()) <= Chord2::within_metres(f64::from(km) * 1000.0)
        }),
        _ => true,
    };
    in_radius && filter.bbox.is_none_or(|bbox| entry.position.is_some_and(|position| bbox.contains(position)))
}

fn fits(entry: &Entry, filter: &Filter, open: Option<bool>) -> [bool; 9] {
    fn among<T>(values: CodeSet<T>, choice: CodeSet<T>) -> bool {
        choice.is_empty() || values.meets(choice)
    }
    let mut fits = [true; 9];
    fits[KIND] = among(CodeSet::only(entry.kind), filter.kind);
    fits[CATEGORY] = among(entry.categories, filter.category);
    fits[AUDIENCE] = among(entry.audiences, filter.audience);
    fits[SPEAKS] = among(entry.speaks, filter.speaks);
    fits[DEPARTMENT] =
        filter.department.is_empty() || entry.department.as_ref().is_some_and(|code| filter.department.contains(code));
    fits[NEED] = among(entry.needs, filter.need);
    fits[OPEN] = !filter.open_now || open == Some(true);
    fits[FREE] = !filter.free || entry.free;
    fits[REMOTE] = !filter.remote || entry.remote;
    fits
}

/// What results are sorted by before their id.
fn place(entry: &Entry, filter: &Filter, now: Timestamp, text: u32) -> (bool, u64, Reverse<u32>) {
    let chord = filter.near.and_then(|near| entry.position.map(|position| position.unit().chord2(near.unit())));
    let age = entry.confirmed_at.map(|at| age_days(at, now));
    match filter.order() {
        Sort::Distance => (chord.is_none(), chord.map_or(0, |chord| chord.0 as u64), Reverse(0)),
        Sort::Freshness => (age.is_none(), age.map_or(0, u64::from), Reverse(0)),
        Sort::Relevance => {
            let near = chord.map_or(0, |chord| 250 * 10_000 / (10_000 + u64::from(chord.metres())));
            let fresh = age.map_or(0, |days| 150 * 180 / (180 + u64::from(days)));
            (false, 0, Reverse(text + near as u32 + fresh as u32))
        }
    }
}

/// Counts by facet and code.
#[derive(Default)]
struct Tally {
    values: [[u32; 32]; 9],
    departments: BTreeMap<String, u32>,
}

impl Tally {
    fn add(
        &mut self,
        entry: &Entry,
        open: Option<bool>,
        fits: [bool; 9],
        counts: impl Fn(usize) -> bool,
        filter: &Filter,
        asks: bool,
    ) {
        // As if a value of the facet were chosen.
        let helps = |facet: usize| match facet {
            KIND | NEED => true,
            CATEGORY => is_of_kind(entry, filter, true),
            _ => is_of_kind(entry, filter, asks),
        };
        let all_but = |facet: usize| counts(facet) && helps(facet) && (0..9).all(|other| other == facet || fits[other]);
        let mut count = |facet: usize, value: usize| self.values[facet][value] += u32::from(all_but(facet));
        count(KIND, entry.kind.index());
        entry.categories.iter().for_each(|value| count(CATEGORY, value.index()));
        entry.audiences.iter().for_each(|value| count(AUDIENCE, value.index()));
        entry.speaks.iter().for_each(|value| count(SPEAKS, value.index()));
        entry.needs.iter().for_each(|value| count(NEED, value.index()));
        count(OPEN, usize::from(open == Some(true)));
        count(FREE, usize::from(entry.free));
        count(REMOTE, usize::from(entry.remote));
        if let Some(code) = entry.department.as_ref().filter(|_| all_but(DEPARTMENT)) {
            *self.departments.entry(code.clone()).or_default() += 1;
        }
    }

    fn facets(self) -> Facets {
        fn counts<T: Code>(numbers: &[u32; 32]) -> Counts<T> {
            Counts::from_indexed(&numbers[..T::ALL.len()])
        }
        Facets {
            kind: counts(&self.values[KIND]),
            category: counts(&self.values[CATEGORY]),
            audience: counts(&self.values[AUDIENCE]),
            speaks: counts(&self.values[SPEAKS]),
            need: counts(&self.values[NEED]),
            department: self.departments.into_iter().collect(),
            open_now: self.values[OPEN][1],
            free: self.values[FREE][1],
            remote: self.values[REMOTE][1],
        }
    }
}
