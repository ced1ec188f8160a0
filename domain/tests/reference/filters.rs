//! Random filters, as people and as machines make them.

use domain::{
    filter::{Filter, parse, print},
    place::{Bbox, Position},
    vocabulary::Sort,
};

use super::{
    directory::{PLACES, WORDS, position, set},
    random::Random,
};
use domain::code::{Code, CodeSet};

pub fn filter(random: &mut Random) -> Filter {
    let filter = Filter {
        q: if random.percent(45) { words(random) } else { String::new() },
        place: if random.percent(15) { typed(random.pick(&PLACES).0, random) } else { String::new() },
        kind: choice(15, random),
        category: choice(25, random),
        audience: choice(15, random),
        speaks: choice(15, random),
        department: departments(random),
        need: choice(10, random),
        near: random.percent(50).then(|| point(random)),
        radius: random.percent(40).then(|| random.pick(&[1, 5, 30, 300, 20_000])),
        bbox: random.percent(20).then(|| bbox(random)),
        open_now: random.percent(15),
        free: random.percent(15),
        remote: random.percent(8),
        sort: random.percent(60).then(|| random.pick(Sort::ALL)),
        page: random.pick(&[0, 0, 1, 2, 3, 70]),
        per_page: random.pick(&[0, 0, 1, 3, 20, 1000]),
    };
    if random.percent(30) { parse(&print(&filter)).0 } else { filter }
}

fn choice<T: Code>(chance: usize, random: &mut Random) -> CodeSet<T> {
    if random.percent(chance) { set(random) } else { CodeSet::EMPTY }
}

fn departments(random: &mut Random) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    if random.percent(15) {
        codes.extend((0..=random.below(3)).map(|_| random.pick(&["69", "42", "2A", "974", "99"]).to_owned()));
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn point(random: &mut Random) -> Position {
    if random.percent(10) {
        let (lat, lon) = (random.between(-90.0, 90.0), random.between(-180.0, 180.0));
        return Position::new(lat, lon).expect("both are within their ranges");
    }
    position(random.pick(&PLACES), random)
}

fn bbox(random: &mut Random) -> Bbox {
    let (a, b) = (point(random), point(random));
    if a.e5().0 <= b.e5().0 { Bbox { south_west: a, north_east: b } } else { Bbox { south_west: b, north_east: a } }
}

fn words(random: &mut Random) -> String {
    let count = random.pick(&[1, 1, 1, 1, 2, 2, 3, 14]);
    // More than count, and yet some listings have them all.
    let few = if count > 12 { random.pick(&WORDS) } else { "" };
    let word = |place, random: &mut Random| {
        if few.is_empty() || place >= 11 { typed(random.pick(&WORDS), random) } else { few.to_owned() }
    };
    let words: Vec<String> = (0..count).map(|place| word(place, random)).collect();
    words.join(random.pick(&[" ", ", ", "  — ", "’"]))
}

/// Words as somebody types them: whole, not yet finished, or wrong.
fn typed(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = random.below(letters.len());
    match random.below(10) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, random.pick(&['а', 'e', 'ї', '7'])),
        2 => letters[place] = random.pick(&['о', 'a', 'ъ', '-']),
        3 if place > 0 => letters.swap(place, place - 1),
        4 | 5 => letters.truncate(place + 1),
        6 => letters = text.to_uppercase().chars().collect(),
        _ => {}
    }
    letters.into_iter().collect()
}
