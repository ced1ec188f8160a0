//! A made-up directory that has the statistics of a real one: listings around towns of very different size, words by
//! Zipf's law, a few thousand different opening hours.

use domain::{
    code::{Code, CodeSet},
    entry::Entry,
    filter::Filter,
    hours::{Schedule, Slice},
    listing::ListingId,
    place::{Bbox, Position},
    time::{Timestamp, Zone},
    vocabulary::{Audience, Category, Kind, Sort},
};

/// A Monday at half past one in the afternoon, UTC.
pub const NOW: Timestamp = 1_795_440_600;

const TOWNS: usize = 300;
const VOCABULARY: usize = 30_000;
const STEMS: usize = 80;
const IN_NAME: usize = 5;
const SCHEDULES: usize = 3_000;

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A place in a list of that length; the n-th comes up in proportion to 1/n.
    fn zipf(&mut self, length: usize) -> usize {
        ((length as f64 + 1.0).powf(self.unit()) as usize).clamp(1, length) - 1
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

pub struct Directory {
    listings: usize,
    words: Vec<String>,
    towns: Vec<(f64, f64)>,
    schedules: Vec<Schedule>,
}

pub fn zones() -> Vec<Zone> {
    vec![Zone { name: "Europe/Paris".into(), offsets: vec![(0, 60)] }]
}

impl Directory {
    pub fn new(listings: usize) -> Self {
        let mut random = Random::new(1);
        let mut words: Vec<String> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        while words.len() < VOCABULARY {
            let word = word(&mut random);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let towns = (0..TOWNS).map(|_| (42.5 + 8.0 * random.unit(), -4.0 + 11.0 * random.unit())).collect();
        let schedules = (0..SCHEDULES).map(|_| schedule(&mut random)).collect();
        Self { listings, words, towns, schedules }
    }

    pub fn entries(&self) -> Vec<Entry> {
        let mut random = Random::new(2);
        (0..self.listings).map(|number| self.entry(number as u32, &mut random)).collect()
    }

    fn position(&self, town: usize, random: &mut Random) -> Position {
        let (lat, lon) = self.towns[town];
        // Most are near the middle of the town.
        let away = 0.15 * random.unit() * random.unit();
        let angle = random.unit() * std::f64::consts::TAU;
        Position::new(lat + away * angle.sin(), lon + away * angle.cos()).expect("towns are on Earth")
    }

    fn somewhere(&self, random: &mut Random) -> Position {
        let town = random.zipf(TOWNS);
        self.position(town, random)
    }

    fn entry(&self, number: u32, random: &mut Random) -> Entry {
        let town = random.zipf(TOWNS);
        let mut numbers = Vec::new();
        while numbers.len() < STEMS {
            let word = random.zipf(VOCABULARY);
            if !numbers.contains(&word) {
                numbers.push(word);
            }
        }
        let stems = |numbers: &[usize]| {
            let mut stems: Vec<String> = numbers.iter().map(|&number| self.words[number].clone()).collect();
            stems.sort_unstable();
            stems
        };
        let department = format!("{:02}", town % 96 + 1);
        Entry {
            id: ListingId(number),
            kind: if random.below(10) == 0 { Kind::CollectionPoint } else { Kind::AidResource },
            categories: (0..=random.below(2)).map(|_| Category::ALL[random.zipf(15)]).collect(),
            audiences: if random.below(2) == 0 { Audience::ALL.iter().copied().collect() } else { some(3, random) },
            speaks: some(4, random),
            needs: if random.below(10) == 0 { some(6, random) } else { CodeSet::EMPTY },
            free: random.below(2) == 0,
            remote: random.below(5) == 0,
            place_stems: vec![department.clone(), format!("town{town}"), format!("{department}{:03}", town * 7 % 1000)],
            department: Some(department),
            position: (random.below(20) > 0).then(|| self.position(town, random)),
            schedule: self.schedules[random.zipf(SCHEDULES)].clone(),
            zone: 0,
            confirmed_at: (random.below(10) > 0).then(|| NOW - random.below(600 * 86_400) as i64),
            // The commonest words are no names.
            name_stems: stems(&numbers[STEMS - IN_NAME..]),
            body_stems: stems(&numbers[..STEMS - IN_NAME]),
        }
    }

    /// Words that are worth typing: not the fifty commonest, which are "and" and "the".
    fn typed(&self, random: &mut Random) -> &str {
        &self.words[50 + random.zipf(VOCABULARY - 50)]
    }

    pub fn without_words(&self, random: &mut Random) -> Filter {
        Filter {
            category: [Category::ALL[random.zipf(15)], Category::ALL[random.zipf(15)]].into_iter().collect(),
            speaks: some(2, random),
            near: Some(self.somewhere(random)),
            radius: Some(30),
            open_now: true,
            sort: Some(Sort::Distance),
            ..Filter::default()
        }
    }

    pub fn real(&self, random: &mut Random) -> Filter {
        let mut q = self.typed(random).to_owned();
        if random.below(2) == 0 {
            q = format!("{q} {}", self.typed(random));
        }
        Filter { q, ..self.without_words(random) }
    }

    pub fn begun(&self, random: &mut Random) -> Filter {
        let length = 2 + random.below(3);
        let q = self.typed(random).chars().take(length).collect();
        Filter { q, ..self.without_words(random) }
    }

    pub fn misspelt(&self, random: &mut Random) -> Filter {
        let mut letters: Vec<char> = self.typed(random).chars().collect();
        let place = random.below(letters.len());
        letters[place] = if letters[place] == 'ф' { 'щ' } else { 'ф' };
        Filter { q: letters.into_iter().collect(), ..self.without_words(random) }
    }

    pub fn words_alone(&self, random: &mut Random) -> Filter {
        Filter { q: self.real(random).q, ..Filter::default() }
    }

    pub fn two_letters(&self, random: &mut Random) -> Filter {
        Filter { q: self.typed(random).chars().take(2).collect(), ..Filter::default() }
    }

    pub fn map_section(&self, random: &mut Random) -> Filter {
        let (lat, lon) = self.towns[random.zipf(TOWNS)];
        let at = |lat, lon| Position::new(lat, lon).expect("towns are on Earth");
        let bbox = Bbox { south_west: at(lat - 0.1, lon - 0.2), north_east: at(lat + 0.1, lon + 0.2) };
        Filter { bbox: Some(bbox), near: None, radius: None, open_now: false, sort: None, ..self.without_words(random) }
    }

    pub fn everything_near(&self, random: &mut Random) -> Filter {
        Filter { near: Some(self.somewhere(random)), sort: Some(Sort::Distance), ..Filter::default() }
    }

    pub fn everything_ranked(&self, random: &mut Random) -> Filter {
        Filter { near: Some(self.somewhere(random)), sort: Some(Sort::Relevance), ..Filter::default() }
    }
}

fn some<T: Code>(most: usize, random: &mut Random) -> CodeSet<T> {
    (0..=random.below(most)).map(|_| T::ALL[random.zipf(T::ALL.len())]).collect()
}

fn word(random: &mut Random) -> String {
    const LATIN: [&str; 28] = [
        "a", "ba", "con", "de", "el", "fer", "gi", "ho", "in", "jour", "ki", "lo", "men", "na", "or", "pre", "qui",
        "re", "sou", "ter", "u", "ver", "tion", "eur", "ment", "ant", "is", "ol",
    ];
    const CYRILLIC: [&str; 28] = [
        "а", "ба", "ви", "го", "до", "ен", "жи", "за", "ін", "кол", "лі", "мо", "на", "о", "при", "ро", "со", "тор",
        "у", "фон", "хід", "ць", "чен", "шко", "ств", "пере", "ник", "єк",
    ];
    let syllables = if random.below(2) == 0 { LATIN } else { CYRILLIC };
    (0..2 + random.below(4)).map(|_| random.pick(&syllables)).collect()
}

fn schedule(random: &mut Random) -> Schedule {
    let mut day = || -> std::sync::Arc<[Slice]> {
        let from = 420 + 15 * random.below(16) as u16;
        let noon = 690 + 15 * random.below(6) as u16;
        let to = 960 + 15 * random.below(16) as u16;
        [Slice { from, to: noon, sure: true }, Slice { from: noon + 60, to, sure: true }].into()
    };
    let weekday = day();
    let week = std::array::from_fn(|number| match number {
        0..5 => weekday.clone(),
        5 => day(),
        _ => [].into(),
    });
    Schedule { week: Some(week), ..Schedule::default() }
}
