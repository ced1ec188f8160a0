//! Random directories, small enough that everything coincides often: words, places, hours, ages.

use domain::{
    analysis::stems_of,
    code::{Code, CodeSet},
    entry::Entry,
    hours::{Schedule, Slice},
    listing::ListingId,
    place::Position,
    time::{Day, Timestamp, Zone},
    vocabulary::Kind,
};

use super::random::Random;

/// A Monday at half past one in the afternoon, UTC.
pub const NOW: Timestamp = 1_795_440_600;
const DAY: i64 = 86_400;

pub const WORDS: [&str; 48] = [
    "лікар",
    "лікаря",
    "лікарня",
    "лікарство",
    "врач",
    "школа",
    "школи",
    "одяг",
    "одягу",
    "дім",
    "їжа",
    "допомога",
    "допомогти",
    "переклад",
    "перекладач",
    "житло",
    "жінки",
    "hôpital",
    "hôpitaux",
    "accueil",
    "accueille",
    "aide",
    "aider",
    "alimentaire",
    "vêtements",
    "vêtement",
    "école",
    "courses",
    "cours",
    "de",
    "la",
    "le",
    "maison",
    "maisons",
    "115",
    "covid19",
    "69003",
    "a",
    "救援物资",
    "救援",
    // Words that mean something: needs, phrases of several words, for whom, facts, and some with a letter wrong.
    "стоматолог",
    "психолохом",
    "carte",
    "vitale",
    "enfants",
    "gratuit",
    "де знайти",
    "sim card",
];
pub const PLACES: [(&str, &str, f64, f64); 7] = [
    ("Lyon 69003", "69", 45.76, 4.85),
    ("Villeurbanne 69100", "69", 45.77, 4.88),
    ("Saint-Étienne 42000", "42", 45.44, 4.39),
    ("Ajaccio 20000", "2A", 41.92, 8.74),
    ("Suva Fiji", "", -18.14, 178.44),
    ("Taveuni 0101", "974", -16.85, -179.97),
    ("Pôle 90", "974", 89.999_99, 12.0),
];

pub fn zones() -> Vec<Zone> {
    let zone = |name: &str, offsets| Zone { name: name.into(), offsets };
    vec![
        zone("Europe/Paris", vec![(0, 120), (NOW - 30 * DAY, 60)]),
        zone("Indian/Reunion", vec![(0, 240)]),
        // Changes in the middle of a minute, as historical zones do.
        zone("Odd/Seconds", vec![(0, -600), (NOW + 17, -300)]),
        zone("No/Offsets", vec![]),
    ]
}

pub fn entry(id: u32, random: &mut Random) -> Entry {
    let place = random.pick(&PLACES);
    let (name, body) = stems(random);
    let (text, department, ..) = place;
    Entry {
        id: ListingId(id),
        kind: random.pick(Kind::ALL),
        categories: set(random),
        audiences: if random.percent(10) { all() } else { set(random) },
        speaks: set(random),
        needs: set(random),
        free: random.percent(50),
        remote: random.percent(20),
        department: Some(department.to_owned()).filter(|code| !code.is_empty()),
        position: (!random.percent(20)).then(|| position(place, random)),
        schedule: schedule(random),
        zone: random.below(5) as u16,
        confirmed_at: (!random.percent(25)).then(|| NOW - random.below(500) as i64 * DAY / 2 + 50 * DAY),
        place_stems: sorted(stems_of(&format!("{text} {department}"))),
        name_stems: name,
        body_stems: body,
    }
}

pub fn set<T: Code>(random: &mut Random) -> CodeSet<T> {
    (0..random.below(4)).map(|_| random.pick(T::ALL)).collect()
}

fn all<T: Code>() -> CodeSet<T> {
    T::ALL.iter().copied().collect()
}

pub fn position((_, _, lat, lon): (&str, &str, f64, f64), random: &mut Random) -> Position {
    // Often the very same point, so that ids must decide.
    let spread = random.pick(&[0.0, 0.0, 0.01, 0.3, 3.0]);
    let lat = (lat + random.between(-spread, spread)).clamp(-90.0, 90.0);
    let lon = lon + random.between(-spread, spread);
    let lon = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    Position::new(lat, lon).expect("both were kept in their ranges")
}

fn stems(random: &mut Random) -> (Vec<String>, Vec<String>) {
    let mut words = |count: usize| -> Vec<String> { (0..count).flat_map(|_| stems_of(&word(random))).collect() };
    let (name, body) = (sorted(words(2)), sorted(words(6)));
    let body = body.into_iter().filter(|stem| !name.contains(stem)).collect();
    (name, body)
}

/// A word of the list; now and then one that nobody else has.
fn word(random: &mut Random) -> String {
    if random.percent(8) {
        format!("{}{}", random.pick(&WORDS), random.pick(&["ист", "ник", "eur", "b"]))
    } else {
        random.pick(&WORDS).to_owned()
    }
}

fn sorted(mut stems: Vec<String>) -> Vec<String> {
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn schedule(random: &mut Random) -> Schedule {
    if random.percent(25) {
        return Schedule::default();
    }
    let slices = |random: &mut Random| -> std::sync::Arc<[Slice]> {
        let from = random.pick(&[0, 480, 540, 810, 870, 930]);
        let long = random.pick(&[1, 60, 240, 500]);
        let first = Slice { from, to: from + long, sure: !random.percent(15) };
        if random.percent(20) { [].into() } else { [first].into() }
    };
    let today = domain::time::utc_day(NOW);
    let week = (!random.percent(15)).then(|| std::array::from_fn(|_| slices(random)));
    let exceptions = if random.percent(20) { vec![(today, slices(random))] } else { vec![] };
    let closures = if random.percent(10) { vec![(Day(today.0 - 1), Day(today.0 + 1))] } else { vec![] };
    Schedule { week, exceptions, closures }
}
