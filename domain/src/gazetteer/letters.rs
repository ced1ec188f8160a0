//! How a name is folded before it is compared: one byte per letter, so that names lie close together in memory.
//! Knows nothing about places.
//!
//! Letters are folded as everywhere in Ensemble ([`fold_char`]): no capitals, no accents, ґ/ё/ї/й as г/е/і/и. Beyond
//! that, names of places have habits of their own:
//!
//! - Whatever is neither letter nor digit separates words, so that a hyphen is a space. An apostrophe separates what
//!   French elides (`L'Haÿ`, `d'Asq`) and vanishes elsewhere (`Кам'янець`).
//! - `St` and `Ste` are `saint` and `sainte`, `s/` and `ss/` are `sur` and `sous`.
//! - After a number the ending of an ordinal and the word for a district vanish: «Lyon 3e arrondissement», «Ліон, 3-й
//!   округ» and «lyon 3» are the same.

use crate::analysis::fold_char;

/// Ends a name; less than any letter.
pub const END: u8 = 0;
/// Between words.
pub const SPACE: u8 = b' ';
/// Longest name in folded letters; what follows is ignored.
pub const LONGEST: usize = 64;

/// Stands for a letter that is neither Latin nor of the Ukrainian or Russian alphabet.
const FOREIGN: u8 = 0xfe;
const FIRST_CYRILLIC: u8 = 0x80;
const SOFT_I: u8 = 0xa0;
const SOFT_E: u8 = 0xa1;
/// Longest text that is looked at, in characters: a name has no more, and what is longer was never typed.
const MAX_CHARS: usize = 200;

/// Whether the last word may still be typed, and is therefore taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastWord {
    Whole,
    Open,
}

/// Appends the folded name; nothing for a text without letters and digits. Ends within [`LONGEST`] letters.
pub fn fold(text: &str, last: LastWord, out: &mut Vec<u8>) {
    let mut words = Words { start: out.len(), word: out.len(), after_number: false, out };
    let mut slash = false;
    for c in text.chars().take(MAX_CHARS) {
        slash = c == '/';
        words.push(c);
    }
    if last == LastWord::Whole || slash {
        words.end(slash);
    } else {
        words.end_open();
    }
    let Words { start, out, .. } = words;
    out.truncate(start + LONGEST);
    while out.len() > start && out.last() == Some(&SPACE) {
        out.pop();
    }
}

/// Whether a folded letter is Ukrainian or Russian.
pub fn is_cyrillic(letter: u8) -> bool {
    (FIRST_CYRILLIC..=SOFT_E).contains(&letter)
}

/// The character behind a folded letter.
pub fn char_of(letter: u8) -> char {
    match letter {
        SOFT_I => 'і',
        SOFT_E => 'є',
        FIRST_CYRILLIC..SOFT_I => char::from_u32('а' as u32 + u32::from(letter - FIRST_CYRILLIC)).unwrap_or(' '),
        _ => char::from(letter),
    }
}

struct Words<'a> {
    /// Where the name starts, and its last word.
    start: usize,
    word: usize,
    after_number: bool,
    out: &'a mut Vec<u8>,
}

impl Words<'_> {
    fn push(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            return self.letter(c.to_ascii_lowercase() as u8);
        }
        // Most letters of Cyrillic names, without asking the tables of Unicode; й is folded below.
        if let 'а'..='и' | 'к'..='я' = c {
            return self.letter(byte_of(c));
        }
        if matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ˈ' | '′') {
            if matches!(&self.out[self.word..], [b'a'..=b'z'] | b"qu" | b"presqu") {
                self.end(false);
            }
            return;
        }
        if c.is_ascii() {
            return self.end(c == '/');
        }
        if !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}') {
            return self.end(false);
        }
        for lower in c.to_lowercase() {
            fold_char(lower, |folded| self.letter(byte_of(folded)));
        }
    }

    fn letter(&mut self, letter: u8) {
        let is_new_word = self.out.len() == self.word;
        if !is_new_word && self.out[self.word].is_ascii_digit() != letter.is_ascii_digit() {
            self.end(false);
        }
        self.out.push(letter);
    }

    /// Ends a word that is complete.
    fn end(&mut self, slash: bool) {
        self.fix_look_alikes();
        let spelled: &[u8] = match (&self.out[self.word..], slash) {
            (b"st", _) if !self.after_number => b"saint",
            (b"ste", _) => b"sainte",
            (b"sts", _) => b"saints",
            (b"s", true) => b"sur",
            (b"ss", true) => b"sous",
            _ => return self.end_as_it_is(),
        };
        self.out.truncate(self.word);
        self.out.extend_from_slice(spelled);
        self.next();
    }

    /// Ends a word that may be going on.
    fn end_open(&mut self) {
        self.fix_look_alikes();
        self.end_as_it_is();
    }

    fn end_as_it_is(&mut self) {
        let word = &self.out[self.word..];
        if word.is_empty() {
            return;
        }
        if self.after_number && (is_ordinal(word) || is_begun_district(word)) {
            return self.out.truncate(self.word);
        }
        self.after_number = word[0].is_ascii_digit();
        self.next();
    }

    fn next(&mut self) {
        self.out.push(SPACE);
        self.word = self.out.len();
    }

    /// A Latin letter inside of a Cyrillic word is the Cyrillic one that looks the same.
    fn fix_look_alikes(&mut self) {
        let word = &mut self.out[self.word..];
        if word.iter().any(|&letter| is_cyrillic(letter)) {
            for letter in word {
                if let Some(place) = b"aceikmopxy".iter().position(|latin| latin == letter) {
                    let same = ['а', 'с', 'е', 'і', 'к', 'м', 'о', 'р', 'х', 'у'][place];
                    *letter = byte_of(same);
                }
            }
        }
    }
}

fn byte_of(folded: char) -> u8 {
    match folded {
        'а'..='я' => FIRST_CYRILLIC + (folded as u32 - 'а' as u32) as u8,
        'і' => SOFT_I,
        'є' => SOFT_E,
        'a'..='z' | '0'..='9' => folded as u8,
        _ => FOREIGN,
    }
}

fn is_ordinal(word: &[u8]) -> bool {
    let is = |text: &str| text.chars().map(byte_of).eq(word.iter().copied());
    matches!(word, b"e" | b"er" | b"eme" | b"ieme" | b"ere" | b"nd" | b"rd" | b"th" | b"st")
        || (is_cyrillic(word[0]) && ["и", "го", "ии", "ыи", "ому"].into_iter().any(is))
}

/// «arrondissement» or «округ», or the beginning of it.
fn is_begun_district(word: &[u8]) -> bool {
    let begins =
        |text: &str| word.len() <= text.chars().count() && text.chars().map(byte_of).zip(word).all(|(a, &b)| a == b);
    ["arrondissement", "ardt", "arrdt", "округ"].into_iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, last: LastWord) -> String {
        let mut out = Vec::new();
        fold(text, last, &mut out);
        out.into_iter().map(char_of).collect()
    }

    fn check(names: &[&str], expected: &str) {
        for name in names {
            assert_eq!(folded(name, LastWord::Whole), expected, "{name}");
        }
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        check(&["Saint-Étienne", "SAINT ETIENNE", "st etienne", "St. Étienne"], "saint etienne");
        check(&["L'Haÿ-les-Roses", "l’hay les roses"], "l hay les roses");
        check(&["Châlons s/ Marne", "Châlons-sur-Marne", "chalons s/marne"], "chalons sur marne");
        check(&["Fontenay ss/ Bois", "Fontenay-sous-Bois"], "fontenay sous bois");
        check(&["Кам’янець", "Кам'янець", "кам`янець", "Камянець"], "камянець");
        check(&["Lviv ", "  lviv"], "lviv");
        check(&["Kam'ianets"], "kamianets");
    }

    #[test]
    fn a_number_takes_its_ordinal_and_the_word_district_with_it() {
        let all = ["Lyon 3e arrondissement", "lyon 3e", "Lyon 3ème arr.", "Lyon, 3rd arrondissement", "LYON 03E"];
        check(&all[..4], "lyon 3");
        check(&["Ліон, 3-й округ", "Ліон 3 окр"], "ліон 3");
        check(&["Paris 1er", "Paris, 1st arrondissement"], "paris 1");
    }

    #[test]
    fn a_word_that_is_still_typed_is_not_spelled_out() {
        assert_eq!(folded("st", LastWord::Open), "st");
        assert_eq!(folded("st d", LastWord::Open), "saint d");
        assert_eq!(folded("st ", LastWord::Open), "saint");
    }

    #[test]
    fn latin_look_alikes_in_a_cyrillic_word_are_cyrillic() {
        check(&["Киïв", "Київ"], "киів");
        check(&["Oдеса"], "одеса");
    }
}
