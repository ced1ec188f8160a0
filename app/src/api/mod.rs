//! Server functions: what pages ask the server. Each parses its arguments and asks the directory; errors are codes.
//!
//! The endpoints are stable: a page that a phone kept from last month still finds them.

mod error;
#[cfg(feature = "ssr")]
mod page;

pub use error::AppError;

use domain::{
    Lang,
    view::{Card, FindAnswer, GuideIndex, GuideView, HelpAnswer, HomeAnswer, ListingView},
};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

/// The answer for the page of a listing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ListingAnswer {
    Here {
        view: Box<ListingView>,
        /// schema.org description for search engines.
        json_ld: String,
    },
    /// It was published once; what is near it.
    Gone { near: Vec<Card> },
}

/// Where listings come from, as the about page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteSource {
    pub name: String,
    pub url: Option<String>,
    pub licence: Option<String>,
}

/// The answer to a search, from a query string as in the address of the page.
#[server(prefix = "/api/page", endpoint = "find", input = GetUrl, output = Json)]
pub async fn find(lang: Lang, query: String) -> Result<FindAnswer, AppError> {
    page::find(lang, &query)
}

/// What the home page shows.
#[server(prefix = "/api/page", endpoint = "home", input = GetUrl, output = Json)]
pub async fn home(lang: Lang) -> Result<HomeAnswer, AppError> {
    page::home(lang)
}

/// One listing.
#[server(prefix = "/api/page", endpoint = "listing", input = GetUrl, output = Json)]
pub async fn listing(lang: Lang, slug: String, near: String) -> Result<ListingAnswer, AppError> {
    page::listing(lang, &slug, &near).await
}

/// The cards of listings, given as `3,17,42`.
#[server(prefix = "/api/page", endpoint = "cards", input = GetUrl, output = Json)]
pub async fn cards(lang: Lang, ids: String) -> Result<Vec<Card>, AppError> {
    page::cards(lang, &ids)
}

/// All pages of the guide.
#[server(prefix = "/api/page", endpoint = "guide", input = GetUrl, output = Json)]
pub async fn guide(lang: Lang) -> Result<GuideIndex, AppError> {
    page::guide(lang)
}

/// One page of the guide.
#[server(prefix = "/api/page", endpoint = "guide-page", input = GetUrl, output = Json)]
pub async fn guide_page(lang: Lang, slug: String) -> Result<GuideView, AppError> {
    page::guide_page(lang, &slug)
}

/// What people who want to help should know.
#[server(prefix = "/api/page", endpoint = "help", input = GetUrl, output = Json)]
pub async fn help(lang: Lang) -> Result<HelpAnswer, AppError> {
    page::help(lang)
}

/// Where listings come from.
#[server(prefix = "/api/page", endpoint = "sources", input = GetUrl, output = Json)]
pub async fn sources() -> Result<Vec<SiteSource>, AppError> {
    page::sources()
}
