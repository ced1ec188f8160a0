//! What a page shows, in one language: the shape of every answer to a reader.
//!
//! Made from the directory by a server today and by the browser's own copy tomorrow; both make the same.
//! Knows nothing about the words of the interface or about markup.

mod card;
mod collective;
mod find;
mod guide;
mod listing;

pub use card::{Card, Confirmed, NeedLine, Text};
pub use collective::Collective;
pub use find::{Choice, FindAnswer, Suggestion, Understood, Way, Where, suggestions};
pub use guide::{GuideEntry, GuideIndex, GuideView, HelpLine, Overdue};
pub use listing::{DayHours, Door, HoursTable, ListingView, Reach, Served, Words};

use serde::{Deserialize, Serialize};

use crate::{
    guide::Theme,
    time::Timestamp,
    vocabulary::{Category, NeedItem, NeedPriority},
};

/// What the home page shows besides its form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeAnswer {
    pub numbers: Vec<HelpLine>,
    /// How many listings each category has.
    pub categories: Vec<(Category, u32)>,
    /// The page of the guide, by its slug, on each category without listings.
    pub advice: Vec<(Category, String)>,
    pub total: u32,
    /// The pages to read in the first days.
    pub first_days: Vec<GuideEntry>,
    /// Whether some listings are made up.
    pub demonstration: bool,
}

/// What the page for people who want to help shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HelpAnswer {
    pub wanted: Vec<WantedItem>,
    /// Collection points with urgent needs, the most urgent first.
    pub points: Vec<Card>,
    /// How many collection points there are.
    pub collection_points: u32,
    pub initiatives: u32,
    /// How many listings give courses.
    pub courses: u32,
    /// What some collection points ask people not to bring and none wants.
    pub refused: Vec<NeedItem>,
    /// The place that is meant, when one is named that is known; all numbers are then about it.
    pub place: Option<Where>,
    pub at: Timestamp,
    pub demonstration: bool,
}

/// An item and how many collection points want it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedItem {
    pub item: NeedItem,
    /// The highest priority among them.
    pub priority: NeedPriority,
    pub points: u32,
    pub urgent_points: u32,
}

/// The theme of the guide together with its pages.
pub type ThemePages = (Theme, Vec<GuideEntry>);
