//! How fast places are found, and how much memory that takes, over all places:
//! `cargo run --release -p domain --example gazetteer_timing [QUERIES]`.

use std::time::{Duration, Instant};

use domain::{
    Lang,
    code::Code,
    gazetteer::{Gazetteer, Place},
    place::Position,
};

const TEXT: &str = include_str!("../../basemap/places.tsv");

/// What somebody types who looks for a name.
type Typed = fn(&str, usize) -> String;

fn main() {
    let queries = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let times: Vec<Duration> = (0..9).map(|_| time(|| drop(Gazetteer::read(TEXT)))).collect();
    let gazetteer = Gazetteer::read(TEXT).expect("the list of places is whole");
    println!("text {:.2} MB, {} places", TEXT.len() as f64 / 1e6, gazetteer.len());
    println!("read {:.1} ms", times.iter().min().map_or(0.0, |time| time.as_secs_f64() * 1e3));
    println!("memory beside the text {:.2} MB", gazetteer.memory() as f64 / 1e6);
    let places: Vec<Place> = gazetteer.places().collect();
    let near = Position::new(45.76, 4.84);
    let kinds: [(&str, Typed); 6] = [
        ("whole name", |name, _| name.to_owned()),
        ("begun name", |name, random| name.chars().take(2 + random % 6).collect()),
        ("one letter", |name, _| name.chars().take(1).collect()),
        ("misspelt", misspelt),
        ("misspelt beginning", |name, random| misspelt(&name.chars().take(6 + random % 6).collect::<String>(), random)),
        ("as it is heard", |name, random| heard(&misspelt(name, random))),
    ];
    let mut all = Vec::new();
    for (kind, typed) in kinds {
        let mut random = 7_usize;
        let mut times: Vec<Duration> = Vec::with_capacity(queries);
        for count in 0..queries {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = places[(random >> 33) % places.len()];
            let text = typed(place.name(Lang::ALL[count % 4]), random >> 40);
            let near = near.filter(|_| count % 2 == 0);
            times.push(
                (0..3).map(|_| time(|| drop(gazetteer.suggest(&text, Lang::Uk, near, 8)))).min().unwrap_or_default(),
            );
        }
        print(kind, &mut times);
        all.extend(times);
    }
    print("all", &mut all);
    let mut times: Vec<Duration> =
        places.iter().step_by(5).map(|place| time(|| drop(gazetteer.resolve(place.name(Lang::Uk))))).collect();
    print("resolve", &mut times);
}

fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn print(kind: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 1000).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{kind:<20} p50 {:>6.3} ms   p99 {:>6.3} ms   max {:>6.3} ms", at(500), at(990), at(1000));
}

/// Two letters swapped.
fn misspelt(name: &str, random: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 3 {
        let at = random % (letters.len() - 1);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// Cyrillic letters for Latin ones, as far as they go.
fn heard(name: &str) -> String {
    let pairs = "aаbбvвgгdдeеjжzзiиkкlлmмnнoоpпrрsсtтuуfф";
    let letters: Vec<char> = pairs.chars().collect();
    let same = |c: char| {
        letters.iter().position(|&letter| letter == c.to_ascii_lowercase()).map_or('к', |at| letters[at ^ 1])
    };
    name.chars().map(|c| if c.is_ascii_alphabetic() { same(c) } else { c }).collect()
}
