//! The guide that every new instance begins with: pages and help numbers, written by people and carried in the program.
//! Knows nothing about the record; what coordinators change afterwards lives there.

use domain::{
    Lang,
    code::CodeSet,
    guide::{Ageing, AidPage, AidText, HelpNumber, OfficialLink, Theme},
    lang::{TextState, Translated},
    time::Day,
    vocabulary::{Audience, Category},
};
use serde::Deserialize;

/// Names each page once, so that a file that is forgotten here shows in the test and not in the field.
macro_rules! pages {
    ($($slug:literal)+) => { &[$(($slug, include_str!(concat!("../content/guide/", $slug, ".toml")))),+] };
}

const PAGES: &[(&str, &str)] = pages!(
    "first-72-hours" "temporary-protection" "emergency-numbers" "housing" "food" "protection-renewal" "moving"
    "consulate" "health-cover" "pregnancy" "mental-health" "disability" "school" "school-life" "minors" "family-search"
    "veterans" "french-courses"
    "work" "diplomas" "university" "micro-enterprise" "allowance" "caf-taxes" "bank" "phone" "transport"
    "driving-licence" "animals" "after-protection" "returning" "elderly" "violence" "refusals" "fraud" "death"
);

const NUMBERS: &str = include_str!("../content/emergency.toml");

/// A file of the starter guide cannot be read; the name is that of the page.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    #[error("the starter file “{file}” cannot be read")]
    Unreadable { file: &'static str, source: Box<toml::de::Error> },
    #[error("the starter page “{file}” speaks of “{day}”, which is not a day")]
    NotADay { file: &'static str, day: String },
}

/// The pages of the guide, in the order of the list above.
pub fn starter_pages() -> Result<Vec<AidPage>, StarterError> {
    PAGES.iter().map(|(file, text)| page(file, text)).collect()
}

/// The numbers to call, the most general first.
pub fn help_numbers() -> Result<Vec<HelpNumber>, StarterError> {
    let file: NumberFile = read("emergency", NUMBERS)?;
    Ok(file.number)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberFile {
    number: Vec<HelpNumber>,
}

/// A page as its file has it: languages stand side by side, so that a translator edits one table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    slug: String,
    theme: Theme,
    order: u32,
    icon: String,
    #[serde(default)]
    categories: CodeSet<Category>,
    #[serde(default)]
    audiences: CodeSet<Audience>,
    checked_on: String,
    #[serde(default)]
    ages: Vec<AgeingFile>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default)]
    official: Vec<OfficialLink>,
    uk: AidText,
    fr: AidText,
    en: AidText,
    ru: AidText,
}

/// What ages on a page: the words of the texts that will be wrong one day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeingFile {
    checked_on: String,
    check_by: String,
    uk: Vec<String>,
    fr: Vec<String>,
    en: Vec<String>,
    ru: Vec<String>,
}

impl AgeingFile {
    fn read(self, page: &'static str) -> Result<Ageing, StarterError> {
        let (checked_on, check_by) = (day(page, &self.checked_on)?, day(page, &self.check_by)?);
        Ok(Ageing { checked_on, check_by, uk: self.uk, fr: self.fr, en: self.en, ru: self.ru })
    }
}

fn day(page: &'static str, text: &str) -> Result<Day, StarterError> {
    Day::parse(text).ok_or_else(|| StarterError::NotADay { file: page, day: text.to_owned() })
}

fn page(name: &'static str, text: &str) -> Result<AidPage, StarterError> {
    let file: PageFile = read(name, text)?;
    let checked_on = day(name, &file.checked_on)?;
    let ages = file.ages.into_iter().map(|ages| ages.read(name)).collect::<Result<_, _>>()?;
    // The facts come from French authorities, so the French text is the one that others follow.
    let texts = Translated::written_in(Lang::Fr, file.fr)
        .and(Lang::Uk, TextState::Reviewed, file.uk)
        .and(Lang::En, TextState::Reviewed, file.en)
        .and(Lang::Ru, TextState::Reviewed, file.ru);
    Ok(AidPage {
        slug: file.slug,
        theme: file.theme,
        order: file.order,
        icon: file.icon,
        categories: file.categories,
        audiences: file.audiences,
        checked_on,
        ages,
        related: file.related,
        official: file.official,
        texts,
    })
}

fn read<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, StarterError> {
    toml::from_str(text).map_err(|source| StarterError::Unreadable { file, source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{
        Code,
        calls::{calls, href},
        guide::EMERGENCY,
    };

    use super::*;

    const ICONS: &str = include_str!("../../style/icons.svg");

    fn has_icon(name: &str) -> bool {
        ICONS.contains(&format!("id=\"i-{name}\""))
    }

    /// What must be the same in every language: how many people, papers, steps and sections, and whether it warns.
    fn shape(text: &AidText) -> [usize; 5] {
        [
            text.for_whom.len(),
            text.documents.len(),
            usize::from(text.warning.is_some()),
            text.steps.len(),
            text.sections.len(),
        ]
    }

    fn words(text: &AidText) -> Vec<&str> {
        let mut words = vec![text.title.as_str(), text.summary.as_str()];
        words.extend(text.for_whom.iter().chain(&text.documents).chain(&text.warning).map(String::as_str));
        words.extend(
            text.steps.iter().chain(&text.sections).flat_map(|block| [block.title.as_str(), block.text.as_str()]),
        );
        words
    }

    #[test]
    fn every_page_is_whole_in_every_language() {
        for page in starter_pages().unwrap() {
            assert_eq!(page.texts.versions().len(), Lang::ALL.len(), "{}", page.slug);
            for version in page.texts.versions() {
                let place = format!("{} in {}", page.slug, version.lang);
                assert_eq!(shape(&version.text), shape(&page.texts.source().text), "{place}");
                assert!(words(&version.text).iter().all(|word| !word.trim().is_empty()), "{place}");
            }
        }
    }

    /// Amounts of money and numbers with more digits than an emergency number, as the texts write them.
    fn what_ages<'a>(words: &[&'a str]) -> Vec<&'a str> {
        let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
        let pieces = words.iter().flat_map(|text| text.split([' ', '\n', '(', ')']));
        let pieces = pieces.map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '€' | '+')));
        pieces.filter(|piece| piece.contains('€') || (digits(piece) > 8 && piece.contains('\u{a0}'))).collect()
    }

    #[test]
    fn amounts_are_seen_as_the_languages_write_them() {
        let words = ["Разом 1\u{a0}867,02\u{a0}€ (за 35 годин).", "€14.20 a day, or 0\u{a0}805\u{a0}160\u{a0}075; 112"];
        assert_eq!(what_ages(&words), ["1\u{a0}867,02\u{a0}€", "€14.20", "0\u{a0}805\u{a0}160\u{a0}075"]);
    }

    #[test]
    fn every_amount_and_every_long_number_has_a_day_when_it_must_be_checked_again() {
        for page in starter_pages().unwrap() {
            for version in page.texts.versions() {
                for piece in what_ages(&words(&version.text)) {
                    let known =
                        page.ages.iter().flat_map(|ages| ages.says(version.lang)).any(|says| says.contains(piece));
                    assert!(known, "{} in {}: “{piece}” stands in no [[ages]]", page.slug, version.lang);
                }
            }
        }
    }

    #[test]
    fn what_ages_is_said_on_the_page_in_every_language() {
        for page in starter_pages().unwrap() {
            for ages in &page.ages {
                assert!(ages.checked_on < ages.check_by, "{}", page.slug);
                for version in page.texts.versions() {
                    let said = ages.says(version.lang);
                    let text = words(&version.text).join("\n");
                    assert!(!said.is_empty(), "{} in {}", page.slug, version.lang);
                    for words in said {
                        assert!(text.contains(words), "{} does not say “{words}” in {}", page.slug, version.lang);
                    }
                }
            }
        }
    }

    #[test]
    fn how_long_the_protection_lasts_is_known_to_age_wherever_it_is_said() {
        for page in starter_pages().unwrap() {
            for version in page.texts.versions() {
                let says_so = words(&version.text).iter().any(|text| {
                    ["березня 2028", "mars 2028", "March 2028", "марта 2028"].iter().any(|end| text.contains(end))
                });
                let known = page.ages.iter().flat_map(|ages| ages.says(version.lang)).any(|says| says.contains("2028"));
                assert_eq!(says_so, known, "{} in {}", page.slug, version.lang);
            }
        }
    }

    /// The page of numbers is itself whom to call.
    #[test]
    fn every_page_ends_with_a_person_and_what_to_say() {
        for page in starter_pages().unwrap().into_iter().filter(|page| page.slug != EMERGENCY) {
            for version in page.texts.versions() {
                let (lang, text) = (version.lang, &version.text);
                let (title, quote) = match lang {
                    Lang::Uk => ("Хто допоможе особисто", "[["),
                    Lang::Fr => ("Qui peut aider sur place", "«"),
                    Lang::En => ("Who can help in person", "[["),
                    Lang::Ru => ("Кто поможет лично", "[["),
                };
                let last = text.sections.last().unwrap();
                assert_eq!(last.title, title, "{} in {lang}", page.slug);
                assert!(last.text.contains(quote), "{} in {lang}", page.slug);
            }
        }
    }

    #[test]
    fn pages_point_only_to_what_exists() {
        let pages = starter_pages().unwrap();
        for (page, (file, _)) in pages.iter().zip(PAGES) {
            assert_eq!(page.slug, *file);
            assert!(has_icon(&page.icon), "{}: no icon {}", page.slug, page.icon);
            assert!(!page.official.is_empty(), "{} names no authority", page.slug);
            for related in &page.related {
                assert!(
                    pages.iter().any(|other| other.slug == *related && related != file),
                    "{file} points to {related}"
                );
            }
        }
    }

    #[test]
    fn a_page_of_an_authority_is_explained_to_readers_of_every_language() {
        for page in starter_pages().unwrap() {
            for link in &page.official {
                let others = Lang::ALL.iter().filter(|lang| **lang != Lang::Fr);
                assert!(others.into_iter().all(|lang| !link.about(*lang).is_empty()), "{}: {}", page.slug, link.label);
            }
        }
    }

    #[test]
    fn only_other_languages_mark_french_terms() {
        for page in starter_pages().unwrap() {
            let french = &page.texts.exactly(Lang::Fr).unwrap().text;
            assert!(words(french).iter().all(|word| !word.contains("[[")), "{}", page.slug);
        }
    }

    /// The numbers that a text lets its reader call.
    fn called(text: &AidText) -> BTreeSet<String> {
        words(text).iter().flat_map(|text| calls(text)).filter_map(|piece| piece.1).collect()
    }

    #[test]
    fn a_page_calls_the_same_numbers_in_every_language() {
        for page in starter_pages().unwrap() {
            let source = called(&page.texts.source().text);
            for version in page.texts.versions() {
                assert_eq!(called(&version.text), source, "{} in {}", page.slug, version.lang);
            }
        }
    }

    #[test]
    fn the_page_about_numbers_calls_each_of_them_but_those_at_sea() {
        let pages = starter_pages().unwrap();
        let page = pages.iter().find(|page| page.slug == EMERGENCY).unwrap();
        let called = called(&page.texts.source().text);
        let missing: Vec<String> = help_numbers().unwrap().iter().map(|number| href(&number.number)).collect();
        let missing: Vec<&String> = missing.iter().filter(|number| !called.contains(*number)).collect();
        assert_eq!(missing, ["tel:196"]);
    }

    #[test]
    fn no_file_of_the_guide_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/guide");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|e| e == "toml"));
        assert_eq!(files.count(), PAGES.len());
    }

    #[test]
    fn one_number_is_the_one_to_remember() {
        let numbers = help_numbers().unwrap();
        assert_eq!(numbers.iter().filter(|number| number.primary).count(), 1);
        for number in &numbers {
            assert!(has_icon(&number.icon), "{}: no icon {}", number.number, number.icon);
            assert!(Lang::ALL.iter().all(|lang| !number.purpose(*lang).is_empty()), "{}", number.number);
        }
    }
}
