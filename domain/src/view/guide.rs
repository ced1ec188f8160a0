//! The guide as a reader sees it.

use serde::{Deserialize, Serialize};

use super::{Card, Text, ThemePages, Where};
use crate::{
    code::CodeSet,
    guide::{AidPage, AidText, HelpNumber, OfficialLink},
    lang::{Lang, TextState},
    time::Day,
    vocabulary::Category,
};

/// A page of the guide in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuideEntry {
    pub slug: String,
    pub icon: String,
    pub title: Text,
    pub summary: String,
}

impl GuideEntry {
    /// The entry of a page.
    pub fn of(page: &AidPage, lang: Lang) -> Self {
        let version = page.texts.for_reader(lang);
        Self {
            slug: page.slug.clone(),
            icon: page.icon.clone(),
            title: Text { text: version.text.title.clone(), lang: version.lang },
            summary: version.text.summary.clone(),
        }
    }
}

/// All pages by theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuideIndex {
    pub themes: Vec<ThemePages>,
    pub numbers: Vec<HelpLine>,
}

/// One page in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuideView {
    pub slug: String,
    pub icon: String,
    pub categories: CodeSet<Category>,
    pub checked_on: Day,
    /// What should have been compared with its sources again by now.
    pub overdue: Vec<Overdue>,
    pub official: Vec<OfficialLink>,
    pub lang: Lang,
    pub state: TextState,
    pub text: AidText,
    pub related: Vec<GuideEntry>,
    /// Numbers to call, on the page about them.
    pub numbers: Vec<HelpLine>,
    /// Listings that help with it: near a place the nearest first, else the freshest.
    pub listings: Vec<Card>,
    /// The place that is meant, when one is named that is known.
    pub place: Option<Where>,
}

/// Statements that nobody has checked in time, in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overdue {
    /// The words as the page has them.
    pub says: Vec<String>,
    pub checked_on: Day,
}

/// A number to call in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HelpLine {
    pub number: String,
    pub icon: String,
    pub purpose: String,
    pub primary: bool,
    pub sms: bool,
}

impl HelpLine {
    /// The line of a number.
    pub fn of(number: &HelpNumber, lang: Lang) -> Self {
        Self {
            number: number.number.clone(),
            icon: number.icon.clone(),
            purpose: number.purpose(lang).to_owned(),
            primary: number.primary,
            sms: number.sms,
        }
    }
}
