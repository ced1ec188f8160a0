//! How fast and how large the engine is over a made-up directory:
//! `cargo run --release -p domain --example engine_timing [LISTINGS] [QUERIES] [PART OF A NAME]`.

mod synthetic;

use std::time::{Duration, Instant};

use domain::{engine::Engine, filter::Filter};
use synthetic::{Directory, NOW};

type Asked = fn(&Directory, &mut synthetic::Random) -> Filter;

/// Kinds of queries. The first is the one that matters: words, two facets, 30 km around, open now, by distance.
const QUERIES: [(&str, Asked); 9] = [
    ("real query, 1-2 words", Directory::real),
    ("real query, last word begun", Directory::begun),
    ("real query, misspelt", Directory::misspelt),
    ("real query, no words", Directory::without_words),
    ("words alone, by relevance", Directory::words_alone),
    ("2 letters alone, by relevance", Directory::two_letters),
    ("map section, 2 facets", Directory::map_section),
    ("everything, by distance", Directory::everything_near),
    ("everything, by relevance", Directory::everything_ranked),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default| arguments.get(place).and_then(|number| number.parse().ok()).unwrap_or(default);
    let (listings, queries) = (number(0, 100_000), number(1, 2_000));
    let part = arguments.get(2).map_or("", String::as_str);
    let directory = Directory::new(listings);
    let entries = directory.entries();
    let mut engine = Engine::default();
    let time = busy(|| engine = Engine::load(synthetic::zones(), entries));
    println!("load          {time:>9.1} ms for {} listings", engine.len());
    print_memory(&engine);
    for (name, asked) in QUERIES.into_iter().filter(|(name, _)| name.contains(part)) {
        measure(name, &engine, &directory, asked, queries);
    }
    change(&mut engine, &directory);
}

/// How long something keeps the processor busy where the system tells it, so that other processes do not count; else
/// how long it takes.
fn busy(work: impl FnOnce()) -> f64 {
    let told = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (before, started) = (told(), Instant::now());
    work();
    let on_the_wall = started.elapsed();
    millis(told().zip(before).and_then(|(after, before)| after.checked_sub(before)).unwrap_or(on_the_wall))
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn print_memory(engine: &Engine) {
    let (memory, listings) = (engine.memory(), engine.len() as f64);
    let parts = [
        ("columns", memory.columns),
        ("postings", memory.postings),
        ("terms", memory.terms),
        ("dictionary", memory.dictionary),
        ("all", memory.total()),
    ];
    for (name, bytes) in parts {
        println!("{name:<13} {:>9.1} B per listing", bytes as f64 / listings);
    }
}

/// Each filter is asked in three rounds and its best time counts: what else the machine does is not the engine's time.
fn measure(name: &str, engine: &Engine, directory: &Directory, asked: Asked, queries: usize) {
    let mut random = synthetic::Random::new(7);
    let filters: Vec<Filter> = (0..queries).map(|_| asked(directory, &mut random)).collect();
    let (mut times, mut results) = (vec![Duration::MAX; queries], 0);
    for round in 0..3 {
        for (count, (filter, time)) in filters.iter().zip(&mut times).enumerate() {
            // A new minute every hundred queries.
            let now = NOW + (round * queries + count / 100) as i64 * 3_660;
            let started = Instant::now();
            let answer = engine.query(filter, now);
            *time = started.elapsed().min(*time);
            results += u64::from(answer.total);
        }
    }
    times.sort_unstable();
    let at = |share: usize| millis(times[(times.len() * share / 1000).min(times.len() - 1)]);
    let (p50, p99, most) = (at(500), at(990), at(1000));
    println!(
        "{name:<30} p50 {p50:>7.3} ms   p99 {p99:>7.3} ms   max {most:>7.3} ms   {:>8} results",
        results / queries as u64 / 3
    );
}

/// Changes a tenth of the directory, one listing at a time.
fn change(engine: &mut Engine, directory: &Directory) {
    let mut times = Vec::new();
    for (number, entry) in directory.entries().into_iter().enumerate().filter(|(number, _)| number % 10 == 0) {
        let started = Instant::now();
        if number % 30 == 0 {
            engine.remove(entry.id);
        } else {
            engine.upsert(entry);
        }
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let (p50, most) = (millis(times[times.len() / 2]), millis(times[times.len() - 1]));
    println!("one change    p50 {p50:.4} ms, max {most:.4} ms, of {}", times.len());
    measure("real query after the changes", engine, directory, Directory::real, 2_000);
    println!("compact       {:>9.1} ms", busy(|| engine.compact()));
}
