//! What pages ask the server: one server function, which takes a question and gives its answer. Errors are codes.
//!
//! The endpoint is stable: a page that a phone kept from last month still finds it.

mod error;
#[cfg(feature = "ssr")]
mod page;
mod question;
#[cfg(feature = "ssr")]
mod recent;
pub mod wire;

pub use error::AppError;
pub use question::Question;
#[cfg(feature = "ssr")]
pub use recent::Recent;

use domain::{
    Lang,
    view::{Card, FindAnswer, GuideEntry, GuideIndex, GuideView, HelpAnswer, HomeAnswer, ListingView},
};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Postcard},
};
use serde::{Deserialize, Serialize};

/// The answer to a [`Question`] of the same name.
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
    },
    Sources(Vec<SiteSource>),
}

/// Where listings come from, as the about page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteSource {
    pub name: String,
    pub url: Option<String>,
    pub licence: Option<String>,
}

/// What the directory answers to a question, given as [`Question::path`].
#[server(prefix = "/api/page", endpoint = "ask", input = GetUrl, output = Postcard)]
pub async fn ask(lang: Lang, question: String) -> Result<Answer, AppError> {
    page::asked(lang, &question).await
}
