//! Figures of the engine on this machine, and the data that the page measures the same with.
//!
//! `measure engine LISTINGS QUERIES` prints one line of JSON; `measure data LISTINGS QUERIES FOLDER` writes
//! `entries.bin` for wasm, `rows.json` for JavaScript and `queries.json` for both.

mod packs;
mod questions;

use std::{fs, path::Path, time::Instant};

use anyhow::{Context, Result, bail};
use domain::{
    Code, CodeSet, ListingId, Published, analysis,
    engine::Engine,
    entry::Entry,
    filter::{Filter, print},
    place::Position,
    vocabulary::{Audience, Category, Sort},
};
use serde::Serialize;
use usecases::{demo::demo_listings, schedules::Schedules, synonyms::synonyms};

/// Monday 23 November 2026, 10:20 UTC: most places are open.
const NOW: i64 = 1_795_429_200;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |place: usize| args.get(place).and_then(|text| text.parse::<u32>().ok()).context("a number is missing");
    match args.first().map(String::as_str) {
        Some("engine") => {
            engine(number(1)?, number(2)?);
            Ok(())
        }
        Some("data") => data(number(1)?, number(2)?, Path::new(args.get(3).context("a folder is missing")?)),
        Some("entries") => exported(&args),
        Some("pack") => {
            let text =
                |place: usize| args.get(place).map(String::as_str).context("usage: measure pack JSONL|COUNT LANG");
            packs::sizes(text(1)?, text(2)?)
        }
        Some("questions") => questions::questions(args.get(1).map_or("", String::as_str)),
        _ => bail!(
            "usage: measure engine LISTINGS QUERIES | data LISTINGS QUERIES FOLDER | entries JSONL FILE | questions"
        ),
    }
}

/// The demonstration directory as entries.
fn entries(listings: u32) -> (Schedules, Vec<Entry>) {
    let mut schedules = Schedules::new(NOW);
    let entries = demo_listings(listings, 1, NOW)
        .zip(1..)
        .map(|(listing, id)| {
            let (schedule, zone) = schedules.of(&listing);
            Entry::of(ListingId(id), &listing, (*schedule).clone(), zone, synonyms)
        })
        .collect();
    (schedules, entries)
}

/// The entries of an export, as the server that exported it has them.
fn exported(args: &[String]) -> Result<()> {
    let [_, lines, file] = args else { bail!("usage: measure entries JSONL FILE") };
    let now = usecases::clock::Clock::system().now();
    let mut schedules = Schedules::new(now);
    let mut entries = Vec::new();
    for line in fs::read_to_string(lines)?.lines() {
        let published: Published = serde_json::from_str(line)?;
        let (schedule, zone) = schedules.of(&published.listing);
        entries.push(Entry::of(published.id, &published.listing, (*schedule).clone(), zone, synonyms));
    }
    fs::write(file, postcard::to_allocvec(&(schedules.zones(), &entries))?)?;
    Ok(())
}

/// A small generator of numbers (splitmix64): the same queries every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// What people type, in four languages.
const WORDS: [&str; 24] = [
    "лікар",
    "житло",
    "одяг",
    "документи",
    "їжа",
    "психолог",
    "юрист",
    "школа",
    "médecin",
    "logement",
    "vêtements",
    "cours français",
    "avocat",
    "repas chaud",
    "aide",
    "doctor",
    "housing",
    "french courses",
    "food",
    "врач",
    "жильё",
    "помощь",
    "курсы",
    "перевод",
];

/// Real queries: words, two facets, 30 km around a listing, open now, by distance. The counts always come along.
fn queries(entries: &[Entry], count: u32) -> Vec<String> {
    let mut random = Random(7);
    let places: Vec<Position> = entries.iter().filter_map(|entry| entry.position).collect();
    (0..count)
        .map(|_| {
            let filter = Filter {
                q: WORDS[random.below(WORDS.len())].into(),
                category: CodeSet::only(Category::ALL[random.below(Category::ALL.len())])
                    .with(Category::ALL[random.below(Category::ALL.len())]),
                audience: CodeSet::only(Audience::ALL[random.below(Audience::ALL.len())]),
                near: Some(places[random.below(places.len())]),
                radius: Some(30),
                open_now: true,
                sort: Some(Sort::Distance),
                ..Filter::default()
            };
            print(&filter)
        })
        .collect()
}

fn engine(listings: u32, count: u32) {
    let (schedules, entries) = entries(listings);
    let queries = queries(&entries, count);
    let started = Instant::now();
    let engine = Engine::load(schedules.zones().to_vec(), entries);
    let load_ms = started.elapsed().as_secs_f64() * 1000.0;
    let filters: Vec<Filter> = queries.iter().map(|query| domain::filter::parse(query).0).collect();
    let (mut times, mut found) = (Vec::with_capacity(filters.len()), 0_u64);
    for (place, filter) in filters.iter().enumerate() {
        // A new minute now and then, so that opening hours are looked at again.
        let now = NOW + place as i64 / 100 * 60;
        let started = Instant::now();
        found += u64::from(engine.query(filter, now).total);
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_unstable_by(f64::total_cmp);
    let memory = engine.memory();
    let per_listing = |bytes: usize| bytes as f64 / f64::from(listings);
    let figures = serde_json::json!({
        "listings": listings, "queries": count, "results": found, "load_ms": load_ms,
        "p50_ms": times[times.len() / 2], "p99_ms": times[times.len() * 99 / 100],
        "bytes_per_listing": per_listing(memory.total() - memory.terms),
        "columns": per_listing(memory.columns), "postings": per_listing(memory.postings),
        "dictionary": per_listing(memory.dictionary), "terms": per_listing(memory.terms),
    });
    println!("{figures}");
}

/// An entry as plain JavaScript data.
#[derive(Serialize)]
struct Row<'a> {
    id: u32,
    name: &'a [String],
    body: &'a [String],
    category: u32,
    audience: u32,
    speaks: u32,
    kind: usize,
    need: u32,
    free: bool,
    remote: bool,
    department: Option<&'a str>,
    at: Option<(f64, f64)>,
    /// Minutes of today during which it is surely open, and the local minute now.
    today: Option<Vec<(u16, u16, bool)>>,
    minute: u16,
}

fn data(listings: u32, count: u32, folder: &Path) -> Result<()> {
    let (schedules, entries) = entries(listings);
    let queries = queries(&entries, count);
    let row = |entry: &Entry| -> Result<String> {
        let local = schedules.zones()[usize::from(entry.zone)].local(NOW);
        let today = entry.schedule.day(local.day);
        let row = Row {
            id: entry.id.0,
            name: &entry.name_stems,
            body: &entry.body_stems,
            category: entry.categories.bits(),
            audience: entry.audiences.bits(),
            speaks: entry.speaks.bits(),
            kind: entry.kind.index(),
            need: entry.needs.bits(),
            free: entry.free,
            remote: entry.remote,
            department: entry.department.as_deref(),
            at: entry.position.map(|at| (at.lat(), at.lon())),
            today: today.map(|slices| slices.iter().map(|slice| (slice.from, slice.to, slice.sure)).collect()),
            minute: local.minute,
        };
        Ok(serde_json::to_string(&row)?)
    };
    let rows = entries.iter().map(row).collect::<Result<Vec<String>>>()?;
    fs::create_dir_all(folder)?;
    fs::write(folder.join("rows.json"), format!("[{}]", rows.join(",\n")))?;
    let parsed: Vec<serde_json::Value> = queries.iter().map(|query| parsed(query)).collect();
    let all = serde_json::json!({ "now": NOW, "queries": queries, "parsed": parsed });
    fs::write(folder.join("queries.json"), all.to_string())?;
    fs::write(folder.join("entries.bin"), postcard::to_allocvec(&(schedules.zones(), &entries))?)?;
    Ok(())
}

/// A query as plain JavaScript data, its words analysed as the engine does.
fn parsed(query: &str) -> serde_json::Value {
    let filter = domain::filter::parse(query).0;
    let near = filter.near.map_or((0.0, 0.0), |near| (near.lat(), near.lon()));
    serde_json::json!({
        "words": analysis::words_of(&filter.q), "stems": analysis::stems_of(&filter.q),
        "category": filter.category.bits(), "audience": filter.audience.bits(),
        "lat": near.0, "lon": near.1, "radius": filter.radius,
    })
}
