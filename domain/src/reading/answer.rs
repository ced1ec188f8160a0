//! The answers, one for each question. Knows nothing about how they are made.

use serde::{Deserialize, Serialize};

use crate::{
    listing::ListingId,
    view::{Card, Collective, FindAnswer, GuideEntry, GuideIndex, GuideView, HelpAnswer, HomeAnswer, ListingView},
};

/// The answer to a [`Question`](super::Question) of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Home(HomeAnswer),
    Find(Box<FindAnswer>),
    /// The listing, and its description after schema.org for search engines.
    Listing(Box<ListingView>, String),
    /// A listing that was published once, and what is near it.
    Gone(Vec<Card>),
    Guide(GuideIndex),
    GuidePage(Box<GuideView>),
    Help(Box<HelpAnswer>),
    Saved {
        cards: Vec<Card>,
        pages: Vec<GuideEntry>,
        /// What was saved and is no longer published.
        gone: Vec<ListingId>,
    },
    About {
        collective: Collective,
        sources: Vec<SiteSource>,
    },
}

/// Where listings come from, as the about page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSource {
    pub name: String,
    pub url: Option<String>,
    pub licence: Option<String>,
}
