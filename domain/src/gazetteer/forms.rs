//! How a place is written besides its name: as on a letter, after a preposition, with its country, within an address.
//! Knows words, and no places.

use super::letters::{LastWord, fold};

/// Words before a name that are no part of it.
const BEFORE: &[&str] = &[
    "à",
    "a",
    "au",
    "aux",
    "en",
    "dans",
    "de",
    "du",
    "des",
    "d",
    "près",
    "proche",
    "autour",
    "vers",
    "sur",
    "chez",
    "ville",
    "commune",
    "département",
    "secteur",
    "mairie",
    "centre", // French
    "in",
    "at",
    "near",
    "around",
    "to",
    "from",
    "by",
    "of",
    "the",
    "city",
    "town",
    "close", // English
    "в",
    "у",
    "во",
    "на",
    "до",
    "з",
    "із",
    "зі",
    "біля",
    "коло",
    "під",
    "поблизу",
    "поруч",
    "недалеко",
    "від",
    "місто",
    "місті",
    "міста",
    "м",
    "смт",
    "село",
    "селі", // Ukrainian
    "с",
    "из",
    "от",
    "к",
    "около",
    "возле",
    "под",
    "рядом",
    "город",
    "городе",
    "города",
    "г", // Russian
];
/// The two countries of this directory behind a name, in every case.
const COUNTRIES: &[&str] = &[
    "france",
    "ukraine",
    "франція",
    "франції",
    "францію",
    "франция",
    "франции",
    "францию",
    "україна",
    "україні",
    "україни",
    "україну",
    "украина",
    "украине",
    "украины",
    "украину",
];
/// What stands on letters behind a name, each with a number or without.
const POSTAL: &[&str] = &["cedex", "bp", "cs", "tsa"];
/// What says that the words are an address.
const STREETS: &[&str] = &[
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "place",
    "chemin",
    "route",
    "impasse",
    "allée",
    "quai",
    "cours",
    "street",
    "road",
    "square",
    "вулиця",
    "вул",
    "улица",
    "ул",
    "проспект",
    "площа",
    "площадь",
];
/// Beginnings of the word for a district of a city.
const DISTRICTS: &[&str] = &["arr", "ardt", "округ"];

/// The texts by which a name may be looked for, the text itself first.
pub fn written(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    let plain = plain(text);
    all.extend(district(&plain));
    all.push(plain);
    all.dedup();
    all
}

/// The name without what stands before and behind it.
pub fn plain(text: &str) -> String {
    let mut words: Vec<&str> = words(text).collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_one_of(COUNTRIES, word)) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|word| is_one_of(BEFORE, word)) {
        words.remove(0);
    }
    while let Some(at) = words.iter().position(|word| is_one_of(POSTAL, word)).filter(|_| words.len() > 1) {
        words.remove(at);
        if words.len() > 1 && words.get(at).is_some_and(|word| is_number(word)) {
            words.remove(at);
        }
    }
    let name = words.join(" ");
    // Spreadsheets take the zero of a postcode for nothing.
    let lost_zero = words.len() > 1 && words[0].len() == 4 && is_number(words[0]);
    if lost_zero { format!("0{name}") } else { name }
}

/// Whether the words are the name of one of the two countries and nothing else.
pub fn is_country(text: &str) -> bool {
    let mut words = words(text).filter(|word| !is_one_of(BEFORE, word));
    words.next().is_some_and(|word| is_one_of(COUNTRIES, word)) && words.next().is_none()
}

/// Whether the words look like an address.
pub fn is_address(text: &str) -> bool {
    text.contains(',') || words(text).any(|word| is_one_of(STREETS, word) || word.bytes().any(|b| b.is_ascii_digit()))
}

/// The ends and then the beginnings of an address, the longest first: where the name of a town stands.
pub fn within(text: &str) -> Vec<String> {
    let words: Vec<&str> = words(text).collect();
    let ends = (1..words.len()).map(|from| words[from..].join(" "));
    let beginnings = (1..words.len()).rev().map(|to| words[..to].join(" "));
    ends.chain(beginnings).filter(|part| part.chars().any(char::is_alphabetic)).collect()
}

/// «13e arrondissement de Paris» as «Paris 13».
fn district(text: &str) -> Option<String> {
    let words: Vec<&str> = words(text).collect();
    let at = words.iter().position(|word| DISTRICTS.iter().any(|district| lower(word).starts_with(district)))?;
    let before = at.checked_sub(1).and_then(|at| words.get(at))?;
    let number: String = before.chars().take_while(char::is_ascii_digit).collect();
    let behind = words[at + 1..].iter().skip_while(|word| is_one_of(BEFORE, word));
    let name: Vec<&str> = behind.copied().collect();
    (!number.is_empty() && !name.is_empty()).then(|| format!("{} {number}", name.join(" ")))
}

/// The words of a text; what is elided and what is abbreviated before a name stands for itself.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let cuts = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let pieces = text.split(cuts).flat_map(|word| {
        let cut = ["d'", "d’", "D'", "D’", "м.", "г.", "М.", "Г."].iter().find(|short| word.starts_with(**short));
        let (before, rest) = word.split_at(cut.map_or(0, |short| short.len()));
        [before.trim_end_matches(['\'', '’', '.']), rest]
    });
    pieces.filter(|word| !word.is_empty())
}

fn lower(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    let word = lower(word);
    words.contains(&word.as_str())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The folded letters of a whole name.
pub fn letters(name: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    fold(name, LastWord::Whole, &mut letters);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_without_what_is_before_and_behind_it() {
        for (text, name) in [
            ("à Lyon", "Lyon"),
            ("Lyon, France", "Lyon"),
            ("Київ, Україна", "Київ"),
            ("м. Львів", "Львів"),
            ("м.Львів", "Львів"),
            ("69003 LYON CEDEX 03", "69003 LYON"),
            ("BP 1234 69003 Lyon", "69003 Lyon"),
            ("1220 DIVONNE-LES-BAINS", "01220 DIVONNE-LES-BAINS"),
            ("près d'Annecy", "Annecy"),
            ("Le Havre", "Le Havre"),
        ] {
            assert_eq!(plain(text), name);
        }
        assert!(is_country("во Франции") && is_country("France") && !is_country("Île-de-France"));
    }

    #[test]
    fn a_district_may_stand_before_its_city() {
        assert_eq!(district("13e arrondissement de Paris").as_deref(), Some("Paris 13"));
        assert_eq!(district("13-й округ Парижа").as_deref(), Some("Парижа 13"));
        assert_eq!(district("Paris 13e arrondissement"), None);
    }
}
