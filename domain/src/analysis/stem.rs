//! A light stemmer: takes off the commonest grammatical endings of nouns and adjectives.
//!
//! Light on purpose: it needs no dictionary, costs a phone nothing, and both sides of a search use the same one,
//! so that an ending too many or too few only matters where it joins two different words.

/// Letters of a Cyrillic stem that always remain.
const CYRILLIC_MIN: usize = 3;
/// Letters of a Latin stem that always remain.
const LATIN_MIN: usize = 4;

/// Endings of Ukrainian and Russian after folding (й is и, ї is і), longest first.
const CYRILLIC: [&str; 62] = [
    "иими", "іями", "иями", "ого", "его", "ому", "ему", "ими", "іми", "ыми", "ами", "ями", "ові", "еві", "ею", "ою",
    "єю", "иєю", "ів", "ов", "ев", "еи", "ии", "ыи", "ои", "іи", "ая", "яя", "ое", "ее", "ую", "юю", "их", "іх", "ых",
    "ах", "ях", "ам", "ям", "ом", "ем", "єм", "им", "ім", "ым", "ія", "ия", "ію", "ию", "ії", "іі", "ие", "иє", "ых",
    "а", "я", "о", "е", "є", "у", "ю", "і",
];
const CYRILLIC_LAST: [char; 4] = ['и', 'ы', 'ь', 'ъ'];

/// The part of a folded word that its grammatical forms share.
pub fn stem(word: &str) -> &str {
    match word.chars().next() {
        Some('а'..='я' | 'є' | 'і') => cyrillic_stem(word),
        Some('a'..='z') if word.is_ascii() && !word.bytes().any(|b| b.is_ascii_digit()) => latin_stem(word),
        _ => word,
    }
}

fn cyrillic_stem(word: &str) -> &str {
    let ending = CYRILLIC.iter().find_map(|ending| shorter(word, ending, CYRILLIC_MIN));
    let rest =
        ending.or_else(|| CYRILLIC_LAST.iter().find_map(|c| shorter(word, c.encode_utf8(&mut [0; 4]), CYRILLIC_MIN)));
    // «лікарень» and «лікарня», «області» and «область»: the soft sign is no part of the stem.
    let rest = rest.unwrap_or(word);
    shorter(rest, "ь", CYRILLIC_MIN).unwrap_or(rest)
}

fn latin_stem(word: &str) -> &str {
    let rest = shorter(word, "es", LATIN_MIN)
        .or_else(|| shorter(word, "s", LATIN_MIN))
        .or_else(|| shorter(word, "x", LATIN_MIN));
    let rest = rest.unwrap_or(word);
    let rest = shorter(rest, "e", LATIN_MIN).unwrap_or(rest);
    // «family» and «families», «gratuit» and «gratuite».
    shorter(rest, "ie", LATIN_MIN)
        .or_else(|| shorter(rest, "i", LATIN_MIN))
        .or_else(|| shorter(rest, "y", LATIN_MIN))
        .unwrap_or(rest)
}

/// The word without its ending, if it has it and enough remains.
fn shorter<'a>(word: &'a str, ending: &str, min: usize) -> Option<&'a str> {
    let rest = word.strip_suffix(ending)?;
    (rest.chars().count() >= min).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::words_of;

    fn check_same(forms: &str) {
        let words = words_of(forms);
        let stems: Vec<&str> = words.iter().map(|word| stem(word)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_a_ukrainian_word_share_a_stem() {
        check_same("лікар лікаря лікарі лікарів лікарем лікарям");
        check_same("документ документи документів документами");
        check_same("дитячий дитяче дитячого дитячих дитяча");
        check_same("школа школи школу школою");
        check_same("одяг одягу одягом");
    }

    #[test]
    fn forms_of_a_russian_word_share_a_stem() {
        check_same("врач врача врачи врачей врачом");
        check_same("бесплатный бесплатная бесплатное бесплатно");
    }

    #[test]
    fn french_and_english_plurals_share_a_stem_with_the_singular() {
        check_same("hôpital hopital");
        check_same("vêtement vêtements");
        check_same("gratuit gratuite gratuites");
        check_same("family families");
        check_same("course courses");
        check_same("clothe clothes");
    }

    #[test]
    fn short_words_and_numbers_stay_as_they_are() {
        assert_eq!(stem("bus"), "bus");
        assert_eq!(stem("69003"), "69003");
        assert_eq!(stem("дім"), "дім");
    }
}
