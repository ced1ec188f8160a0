//! One word for one thing, and the marks of each language, in what readers see. The words are those of docs/glossary.md.
//! Knows nothing of grammar: it finds what once stood here and misled somebody.

use super::Finding;
use super::source::Source;

/// What must not stand in a text, and what stands there instead.
const VARIANTS: [(&str, &str); 19] = [
    ("непостійн", "посвідка на тимчасове проживання"),
    ("озвіл на перебування", "тимчасовий дозвіл на проживання"),
    ("озволом на перебування", "тимчасовий дозвіл на проживання"),
    ("озвіл на тимчасове перебування", "тимчасовий дозвіл на проживання"),
    ("елена карта»", "«зелена картка»"),
    ("повістк", "виклик: «повістка» is a draft notice"),
    ("щеплення від", "щеплення проти"),
    ("ереміщен", "люди, які мусили покинути дім"),
    ("ухому мапу", "інтерактивна мапа"),
    ("изначають зустріч", "записують на прийом"),
    ("ременный вид на жительство", "временное разрешение на пребывание"),
    ("епостоянн", "вид на временное жительство"),
    ("повестк", "вызов: «повестка» is a draft notice"),
    ("ереселённ", "люди, вынужденные покинуть свой дом"),
    ("одвижную карту", "интерактивная карта"),
    ("азначают встречу", "записывают на приём"),
    ("emporary residence permit", "provisional residence permit"),
    ("hosting attestation", "hosting certificate"),
    ("Défenseur de droits", "Défenseur des droits"),
];

/// Texts of the interface and of the guide say a thing in one way.
pub fn one_word_for_one_thing(source: &Source) -> Vec<Finding> {
    let Some(mut lang) = language_of_file(source) else { return Vec::new() };
    let mut findings = Vec::new();
    for (number, line) in source.lines().filter(|(_, line)| !line.starts_with('#')) {
        lang = language_of_line(line).unwrap_or(lang);
        let variants = VARIANTS.iter().filter(|(variant, _)| line.contains(variant));
        findings.extend(variants.map(|(variant, word)| {
            Finding::at(source, number, format!("says “{variant}”, and the glossary has another word: {word}"))
        }));
        let mark = is_guide(source).then(|| wrong_mark(lang, line)).flatten();
        findings.extend(mark.map(|message| Finding::at(source, number, message)));
    }
    findings
}

fn is_guide(source: &Source) -> bool {
    source.path.starts_with("usecases/content/guide/")
}

/// A text of the program begins in the language of its file; pages of the guide change it at their tables.
fn language_of_file(source: &Source) -> Option<&'static str> {
    let locale = source.path.strip_prefix("app/locales/").and_then(|name| name.strip_suffix(".toml"));
    if is_guide(source) { Some("") } else { LANGUAGES.into_iter().find(|lang| locale == Some(*lang)) }
}

const LANGUAGES: [&str; 4] = ["uk", "fr", "en", "ru"];

fn language_of_line(line: &str) -> Option<&'static str> {
    let table = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    LANGUAGES.into_iter().find(|lang| table.strip_prefix(lang).is_some_and(|rest| rest.starts_with([']', '.'])))
}

/// Quotation marks, dashes and spaces by the custom of a language, in the long texts.
fn wrong_mark(lang: &str, line: &str) -> Option<&'static str> {
    let letter = char::is_alphabetic;
    let straight = line.split('\'').collect::<Vec<_>>();
    let is_apostrophe = |pair: &[&str]| pair[0].ends_with(letter) && pair[1].starts_with(letter);
    if !lang.is_empty() && straight.windows(2).any(is_apostrophe) {
        return Some("has a straight apostrophe: ’ (U+2019) stands in all languages");
    }
    let plain_space = [" :", " ;", " !", " ?", " »", "« "];
    match lang {
        "fr" if plain_space.iter().any(|mark| line.contains(mark)) => {
            Some("a French line may break before or behind a mark: the space there is U+00A0")
        }
        "ru" if line.contains(" – ") || line.contains("\u{a0}– ") => Some("the Russian dash is —"),
        "uk" if line.contains(" — ") || line.contains("\u{a0}— ") => Some("the Ukrainian dash is – here"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        one_word_for_one_thing(&Source::new(path, text)).len()
    }

    #[test]
    fn a_word_that_misleads_is_found_in_what_readers_see() {
        let text = concat!("a = \"повіс", "тка з префектури\"\n");
        assert_eq!(count("app/locales/uk.toml", text), 1);
        assert_eq!(count("usecases/content/guide/work.toml", text), 1);
        assert_eq!(count("usecases/tests/x.toml", text), 0);
    }

    #[test]
    fn marks_are_those_of_the_language_of_the_line() {
        let page = "[uk]\na = \"Це – воно\"\n\n[[ru.steps]]\na = \"Это – оно\"\n";
        assert_eq!(count("usecases/content/guide/work.toml", page), 1);
        let french = |text: &str| count("usecases/content/guide/work.toml", &format!("[fr]\na = \"{text}\"\n"));
        assert_eq!(french("Où ?"), 1);
        assert_eq!(french("Où\u{a0}?"), 0);
        assert_eq!(french("l'été"), 1);
    }
}
