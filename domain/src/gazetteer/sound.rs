//! French names by their sound, for those who write them in Cyrillic as they hear them.
//!
//! Roughly: both are brought to the same few letters, a Cyrillic name letter by letter («Монреле», `monrele`), a French
//! one by how it is read (`Montrelais`, `montrele`): silent endings go, `ai` is `e`, `eau` is `o`, `qu` is `k`, `en`
//! before a consonant is `an`. Then one letter in five may differ. Only for what nothing else finds.

use super::{
    index::Index,
    letters::{char_of, is_cyrillic},
    near_miss::Pattern,
};

/// From how many letters on a sound tells names apart.
const LEAST: usize = 4;

/// Calls back with each wanted row whose Latin name sounds like these Cyrillic letters, and how many sounds differ.
pub fn sounding(index: &Index, letters: &[u8], wanted: impl Fn(u32) -> bool, mut each: impl FnMut(u32, u8)) {
    let sound = of_cyrillic(letters);
    if sound.len() < LEAST || !letters.iter().copied().any(is_cyrillic) {
        return;
    }
    let (pattern, allowed) = (Pattern::new(&sound), (sound.len() / 5).clamp(1, 3) as u8);
    // French spends more letters than sounds, but not thrice as many.
    let lengths = sound.len().saturating_sub(usize::from(allowed))..=sound.len() * 2 + 3;
    let mut latin = Vec::new();
    for &first in spellings(sound[0]) {
        index.names_from(first, |row, name| {
            if !lengths.contains(&name.len()) || !wanted(row) {
                return;
            }
            latin.clear();
            of_french(name, &mut latin);
            latin.push(super::letters::END);
            let nearest =
                pattern.nearest(&latin, allowed).filter(|distance| !distance.is_begun || distance.mistakes == 0);
            if let Some(distance) = nearest {
                each(row, distance.mistakes);
            }
        });
    }
}

/// The letters with which a French word may begin that begins with this sound.
fn spellings(sound: u8) -> &'static [u8] {
    match sound {
        b'a' => b"aeh",
        b'e' => b"eahoi",
        b'i' => b"iyh",
        b'o' => b"oahe",
        b'u' => b"uohw",
        b'c' => b"ct",
        b's' => b"sc",
        b'k' => b"kcq",
        b'j' => b"jg",
        b'g' => b"g",
        b'f' => b"fp",
        b'v' => b"vw",
        b'b' => b"b",
        b'd' => b"d",
        b'l' => b"l",
        b'm' => b"m",
        b'n' => b"n",
        b'p' => b"p",
        b'r' => b"r",
        b't' => b"t",
        b'z' => b"z",
        _ => b"",
    }
}

fn of_cyrillic(letters: &[u8]) -> Vec<u8> {
    let mut sound = Vec::new();
    for c in letters.iter().map(|&letter| char_of(letter)) {
        let same: &[u8] = match c {
            'а' | 'я' => b"a",
            'б' => b"b",
            'в' => b"v",
            'г' => b"g",
            'д' => b"d",
            'е' | 'є' | 'э' => b"e",
            'ж' => b"j",
            'з' => b"z",
            'и' | 'і' | 'ы' => b"i",
            'к' => b"k",
            'л' => b"l",
            'м' => b"m",
            'н' => b"n",
            'о' => b"o",
            'п' => b"p",
            'р' => b"r",
            'с' | 'ц' => b"s",
            'т' => b"t",
            'у' | 'ю' => b"u",
            'ф' => b"f",
            'ч' | 'ш' | 'щ' => b"c",
            _ => b"",
        };
        same.iter().for_each(|&letter| push(&mut sound, letter));
    }
    sound
}

/// A doubled sound is one.
fn push(sound: &mut Vec<u8>, letter: u8) {
    if sound.last() != Some(&letter) {
        sound.push(letter);
    }
}

fn of_french(name: &[u8], sound: &mut Vec<u8>) {
    for word in name.split(|&letter| letter == b' ').map(spoken) {
        let mut at = 0;
        while at < word.len() {
            at += next_sound(word[..at].last().copied(), &word[at..], sound);
        }
    }
}

/// The word without what is silent at its end: an `e` or `es`, or consonants.
fn spoken(word: &[u8]) -> &[u8] {
    if word.len() < 4 {
        return word;
    }
    let without = |word: &[u8], silent: &[u8]| {
        word.iter().rposition(|letter| !silent.contains(letter)).map_or(0, |last| last + 1)
    };
    match word {
        [.., b'e', b's'] => &word[..word.len() - 2],
        [.., b'e'] => &word[..word.len() - 1],
        _ => &word[..without(word, b"stdxzp").max(2)],
    }
}

/// Appends the next sound of what is left of a word, and says how many letters it took.
fn next_sound(before: Option<u8>, rest: &[u8], sound: &mut Vec<u8>) -> usize {
    let is_vowel = |letter: u8| b"aeiouy".contains(&letter);
    let (same, length): (&[u8], usize) = match rest {
        [] => (b"", 1),
        [b'e', b'a', b'u', ..] => (b"o", 3),
        [b'o', b'e', b'u', ..] => (b"e", 3),
        [b'a', b'i' | b'y', b'n', next, ..] if !is_vowel(*next) => (b"en", 3),
        [b'a' | b'e', b'i', b'n'] => (b"en", 3),
        [b'a', b'u', ..] => (b"o", 2),
        [b'a' | b'e', b'i' | b'y', ..] => (b"e", 2),
        [b'o', b'i' | b'y', ..] => (b"ua", 2),
        [b'o', b'u', ..] => (b"u", 2),
        [b'e', b'u', ..] => (b"e", 2),
        [b'i', b'n', next, ..] if !is_vowel(*next) => (b"en", 2),
        [b'i', b'n'] => (b"en", 2),
        [b'e', b'n' | b'm', next, ..] if !is_vowel(*next) && !matches!(next, b'n' | b'm') => (b"an", 2),
        [b'c' | b's', b'h', ..] => (b"c", 2),
        [b'p', b'h', ..] => (b"f", 2),
        [b'g', b'n', ..] => (b"n", 2),
        [b'q', b'u', ..] => (b"k", 2),
        [b'g', b'u', b'e' | b'i', ..] => (b"g", 2),
        [b'i', b'l', b'l', ..] if before.is_some_and(|letter| b"aeou".contains(&letter)) => (b"i", 3),
        [b'g', b'e', b'a' | b'o', ..] => (b"j", 2),
        [b'g', b'e' | b'i' | b'y', ..] | [b'j', ..] => (b"j", 1),
        [b'c', b'e' | b'i' | b'y', ..] => (b"s", 1),
        [b'c' | b'k' | b'q', ..] => (b"k", 1),
        [b's', next, ..] if is_vowel(*next) && before.is_some_and(is_vowel) => (b"z", 1),
        [b'x', ..] => (b"ks", 1),
        [b'y', ..] => (b"i", 1),
        [b'w', ..] => (b"v", 1),
        [b'h', ..] => (b"", 1),
        [letter, ..] => (std::slice::from_ref(letter), 1),
    };
    same.iter().for_each(|&letter| push(sound, letter));
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::letters::{LastWord, fold};

    fn french(name: &str) -> String {
        let (mut folded, mut sound) = (Vec::new(), Vec::new());
        fold(name, LastWord::Whole, &mut folded);
        of_french(&folded, &mut sound);
        String::from_utf8(sound).unwrap()
    }

    fn cyrillic(name: &str) -> String {
        let mut folded = Vec::new();
        fold(name, LastWord::Whole, &mut folded);
        String::from_utf8(of_cyrillic(&folded)).unwrap()
    }

    #[test]
    fn a_french_name_sounds_as_it_is_written_in_cyrillic() {
        for (name, heard) in [
            ("Saint-Denis", "Сен-Дені"),
            ("Beauvais", "Бове"),
            ("Bordeaux", "Бордо"),
            ("Chaumont", "Шомон"),
            ("Quimper", "Кемпер"),
            ("Rouen", "Руан"),
            ("Poissy", "Пуассі"),
        ] {
            let (mut one, mut other) = (french(name), cyrillic(heard));
            // One sound may differ: the rules are rough.
            if one != other {
                one.retain(|c| !"aeio".contains(c));
                other.retain(|c| !"aeio".contains(c));
            }
            assert_eq!(one.trim_end_matches('n'), other.trim_end_matches('n'), "{name}");
        }
        assert_eq!(french("Montrelais"), "montrele");
        assert_eq!(cyrillic("Монреле"), "monrele");
    }
}
