//! The guide: aid pages in several languages, and the numbers to call.
//! Knows nothing about where pages are kept.

use serde::{Deserialize, Serialize};

use crate::{
    code::CodeSet,
    codes,
    lang::{Lang, Translated},
    time::Day,
    vocabulary::{Audience, Category},
};

codes! {
    /// The part of the guide a page belongs to, in the order of the life of a person who has come.
    pub enum Theme {
        FirstDays = "first-days",
        Rights = "rights",
        Health = "health",
        Family = "family",
        Work = "work",
        Money = "money",
        DailyLife = "daily-life",
        GoingOn = "going-on",
        Trouble = "trouble",
    }
}

/// The slug of the page that says whom to call; it begins with the numbers.
pub const EMERGENCY: &str = "emergency-numbers";

/// One page of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidPage {
    /// Lower-case Latin words joined by hyphens; never changes.
    pub slug: String,
    pub theme: Theme,
    /// Place within the theme, smallest first.
    pub order: u32,
    /// Name of the icon.
    pub icon: String,
    /// Categories of the listings that help with this.
    #[serde(default)]
    pub categories: CodeSet<Category>,
    #[serde(default)]
    pub audiences: CodeSet<Audience>,
    /// The day on which somebody last compared the facts with their sources.
    pub checked_on: Day,
    /// What will be wrong one day: the end of a right, amounts, fees, numbers to call.
    #[serde(default)]
    pub ages: Vec<Ageing>,
    /// Slugs of pages to read next.
    #[serde(default)]
    pub related: Vec<String>,
    #[serde(default)]
    pub official: Vec<OfficialLink>,
    pub texts: Translated<AidText>,
}

/// Statements of a page that will be wrong one day, in the words of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ageing {
    /// The day on which somebody last compared them with their sources.
    pub checked_on: Day,
    /// The last day on which a reader may rely on that.
    pub check_by: Day,
    pub uk: Vec<String>,
    pub fr: Vec<String>,
    pub en: Vec<String>,
    pub ru: Vec<String>,
}

impl Ageing {
    /// The words in a language.
    pub fn says(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Uk => &self.uk,
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }

    /// Whether somebody should have compared them again before that day.
    pub fn is_overdue(&self, today: Day) -> bool {
        today > self.check_by
    }
}

/// A page of an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialLink {
    pub url: String,
    /// What it is, in French.
    pub label: String,
    /// The host as people know it.
    pub site: String,
    /// What it is, in the languages of other readers.
    #[serde(default)]
    pub uk: String,
    #[serde(default)]
    pub en: String,
    #[serde(default)]
    pub ru: String,
}

impl OfficialLink {
    /// The same for readers of one language.
    #[must_use]
    pub fn for_reader(&self, lang: Lang) -> Self {
        let only = |other: Lang| if other == lang { self.about(lang).to_owned() } else { String::new() };
        Self { uk: only(Lang::Uk), en: only(Lang::En), ru: only(Lang::Ru), ..self.clone() }
    }

    /// What it is for readers of another language than French; empty when nobody has said.
    pub fn about(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => "",
            Lang::Uk => &self.uk,
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

/// The words of a page in one language. French terms inside other languages stand in `[[double brackets]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidText {
    pub title: String,
    pub summary: String,
    #[serde(default)]
    pub for_whom: Vec<String>,
    #[serde(default)]
    pub documents: Vec<String>,
    #[serde(default)]
    pub warning: Option<String>,
    #[serde(default)]
    pub steps: Vec<Block>,
    #[serde(default)]
    pub sections: Vec<Block>,
}

/// A heading with paragraphs, which a blank line separates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub title: String,
    pub text: String,
}

/// A number to call, or to write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpNumber {
    /// As people write it: `112`, `116 000`.
    pub number: String,
    pub icon: String,
    /// OSM `opening_hours`; empty when not known.
    #[serde(default)]
    pub hours: String,
    #[serde(default)]
    pub free: Option<bool>,
    /// Whether one writes to it and does not speak.
    #[serde(default)]
    pub sms: bool,
    /// The one number to remember.
    #[serde(default)]
    pub primary: bool,
    /// What it is for.
    pub uk: String,
    pub fr: String,
    pub en: String,
    pub ru: String,
    /// Categories under which an empty result offers this number.
    #[serde(default)]
    pub topics: CodeSet<Category>,
}

impl HelpNumber {
    /// What it is for, in a language.
    pub fn purpose(&self, lang: Lang) -> &str {
        match lang {
            Lang::Uk => &self.uk,
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

/// Cuts a text at its French terms: pieces outside and inside of `[[…]]`, in order; true for inside.
pub fn french_terms(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((term, after)) = after.split_once("]]") else { break };
        pieces.push((false, before));
        pieces.push((true, term));
        rest = after;
    }
    pieces.push((false, rest));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_may_be_relied_on_up_to_its_day() {
        let day = |text| Day::parse(text).unwrap();
        let [uk, fr, en, ru] = [(); 4].map(|()| vec!["300 €".to_owned()]);
        let ages = Ageing { checked_on: day("2026-11-30"), check_by: day("2027-02-01"), uk, fr, en, ru };
        assert!(!ages.is_overdue(day("2027-02-01")));
        assert!(ages.is_overdue(day("2027-02-02")));
    }

    #[test]
    fn french_terms_are_cut_out_and_stray_brackets_stay() {
        assert_eq!(french_terms("дозвіл [[APS]] діє"), [(false, "дозвіл "), (true, "APS"), (false, " діє")]);
        assert_eq!(french_terms("[[APS]]"), [(true, "APS")]);
        assert_eq!(french_terms("a [[b"), [(false, "a [[b")]);
    }
}
