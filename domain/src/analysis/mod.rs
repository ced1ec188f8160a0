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
    text.split(separates).filter(|stretch| !stretch.is_empty())
}

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

/// Whether a word ends before this character. Most letters of our languages are known without the tables of Unicode.
fn separates(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'а'..='я' | 'А'..='Я' | 'à'..='ö' => false,
        ' '..='&' | '('..='/' | ':'..='@' => true,
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
    fn letters_known_by_their_range_are_letters() {
        for c in ('\0'..='\u{2fff}').filter(|c| !is_apostrophe(*c) && !is_combining(*c)) {
            assert_eq!(separates(c), !c.is_alphanumeric(), "{c:?}");
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
