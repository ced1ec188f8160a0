//! The one text analysis for all languages: the same words from a listing, a query, a browser and a server.
//! Knows nothing about indexes; it turns text into stems.
//!
//! A text is cut at everything that is neither letter nor digit. Each word is lower-cased and folded: accents go,
//! ґ/ё/ї become г/е/і, ligatures are spelled out, apostrophes vanish, Latin look-alikes inside a Cyrillic word become
//! Cyrillic. Then its grammatical ending is taken off ([`stem`]), so that «лікаря» and «лікарі» are one term.

mod fold;
mod stem;

pub use fold::{fold_char, fold_word};
pub use stem::stem;

/// Longest word in characters; what follows is ignored.
const MAX_WORD: usize = 40;

/// Calls back with each folded word of the text, not yet stemmed.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = Word::default();
    for stretch in stretches(text) {
        if let Some(word) = word.of(stretch) {
            each(word);
        }
    }
}

/// The stretches of a text without anything that separates words. Each makes one word or none, whatever stands around
/// it, so that who reads many texts need not fold the same stretch twice.
pub fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = end_of(text, at, true);
        let from = at;
        at = end_of(text, at, false);
        Some(&text[from..at]).filter(|stretch| !stretch.is_empty())
    })
}

/// Where, from a place on, the characters end that all separate words, or all do not.
fn end_of(text: &str, from: usize, separating: bool) -> usize {
    let (bytes, mut at) = (text.as_bytes(), from);
    while let Some(&byte) = bytes.get(at) {
        let (separates, length) = match FIRST[byte as usize] {
            First::Separates => (true, 1),
            First::Letter(length) => (false, usize::from(length)),
            First::Any => text[at..].chars().next().map_or((true, 1), |c| (separates(c), c.len_utf8())),
        };
        if separates != separating {
            break;
        }
        at += length;
    }
    at
}

/// What the first byte of a character says about it: enough for the letters that most texts consist of.
#[derive(Clone, Copy)]
enum First {
    Separates,
    /// Part of a word, and that many bytes long.
    Letter(u8),
    Any,
}

static FIRST: [First; 256] = {
    let mut first = [First::Any; 256];
    let mut byte = 0;
    while byte < 256 {
        first[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'\'' | b'`' => First::Letter(1),
            0..=0x7f => First::Separates,
            // Ѐ to ѿ.
            0xd0 | 0xd1 => First::Letter(2),
            _ => First::Any,
        };
        byte += 1;
    }
    first
};

/// Makes words of stretches; keeps nothing but its memory.
#[derive(Debug, Default)]
pub struct Word {
    raw: String,
    folded: String,
}

impl Word {
    /// The folded word of a stretch.
    pub fn of(&mut self, stretch: &str) -> Option<&str> {
        self.raw.clear();
        for c in stretch.chars() {
            if !is_apostrophe(c) {
                self.raw.push(c);
            } else if elides(&self.raw) {
                // French elision: «l’hôpital» is the word «hôpital».
                self.raw.clear();
            }
        }
        self.folded.clear();
        fold_word(&self.raw, &mut self.folded);
        if let Some((end, _)) = self.folded.char_indices().nth(MAX_WORD) {
            self.folded.truncate(end);
        }
        (!self.folded.is_empty()).then_some(&self.folded)
    }
}

/// The folded words of a text.
pub fn words_of(text: &str) -> Vec<String> {
    let mut result = Vec::new();
    words(text, |word| result.push(word.to_owned()));
    result
}

/// The stems of a text, in its order, with repetitions.
pub fn stems_of(text: &str) -> Vec<String> {
    let mut result = Vec::new();
    words(text, |word| result.push(stem(word).to_owned()));
    result
}

/// Whether words end at this character.
fn separates(c: char) -> bool {
    match c {
        // Letters and marks of French, without asking the tables of Unicode.
        'à'..='ö' | '’' => false,
        '\u{a0}' | '«' | '»' => true,
        _ => !(c.is_alphanumeric() || is_apostrophe(c) || is_combining(c)),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ˈ' | '′')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether the letters before an apostrophe are a French article or preposition that is dropped.
fn elides(raw: &str) -> bool {
    let lower = raw.to_lowercase();
    matches!(lower.as_str(), "l" | "d" | "j" | "n" | "s" | "c" | "m" | "t" | "qu" | "jusqu" | "lorsqu" | "puisqu")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words_of(text), expected, "{text}");
    }

    #[test]
    fn accents_ligatures_and_case_do_not_matter() {
        check("Hôpital Saint-ÉTIENNE, Œuvre", &["hopital", "saint", "etienne", "oeuvre"]);
        check("Straße", &["strasse"]);
    }

    #[test]
    fn ukrainian_letters_fold_and_apostrophes_vanish() {
        check("ґанок їжа п'ять п’ять пʼять", &["ганок", "іжа", "пять", "пять", "пять"]);
        check("ещё", &["еще"]);
    }

    #[test]
    fn latin_look_alikes_inside_a_cyrillic_word_become_cyrillic() {
        check("лiкар", &["лікар"]);
        check("oдяг", &["одяг"]);
        check("PASS", &["pass"]);
    }

    #[test]
    fn french_elision_leaves_the_noun() {
        check("l’hôpital d'urgence aujourd’hui", &["hopital", "urgence", "aujourdhui"]);
    }

    #[test]
    fn combining_accents_fold_like_composed_ones() {
        check("e\u{301}cole", &["ecole"]);
        check("и\u{306}", &["и"]);
        check("й", &["и"]);
    }

    #[test]
    fn whatever_separates_words_is_neither_letter_nor_digit() {
        for c in '\0'..=char::MAX {
            let belongs = c.is_alphanumeric() || is_apostrophe(c) || is_combining(c);
            let text = format!("a{c}b");
            assert_eq!(stretches(&text).count(), if belongs { 1 } else { 2 }, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_a_folded_word_changes_nothing(text in "\\PC{0,40}") {
            for word in words_of(&text) {
                prop_assert_eq!(words_of(&word), vec![word.clone()]);
            }
        }

        #[test]
        fn a_stem_is_the_beginning_of_its_word(text in "\\PC{0,40}") {
            for word in words_of(&text) {
                prop_assert!(word.starts_with(stem(&word)));
                prop_assert!(!stem(&word).is_empty());
            }
        }
    }
}
