//! What a person asks the directory: the filter, and its form as a query string.
//! Knows nothing about how an answer is found.

mod parse;
mod print;

pub use parse::{MAX_DEPARTMENTS, MAX_QUERY, Problem, Reason, parse};
pub use print::{pairs, print, query_escape};

use crate::{
    code::CodeSet,
    place::{Bbox, Position},
    vocabulary::{Audience, Category, Kind, NeedItem, Sort, Spoken},
};

/// Results on a page unless the query says otherwise.
pub const PER_PAGE: u32 = 20;
/// Most results on a page.
pub const MAX_PER_PAGE: u32 = 1000;
/// Around a place that is named is meant what is within this distance, in km, unless the search says otherwise: as far as
/// people go by bus for help that they cannot do without.
pub const AROUND_KM: u32 = 30;
/// Largest radius in km: half of the way around the Earth reaches everything.
pub const MAX_RADIUS_KM: u32 = 20_000;

/// What is searched. The default filter asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that a listing must contain, as typed.
    pub q: String,
    /// A place, as typed. To the engine, words that an address must contain; who knows places puts the position or the
    /// department that is meant in its stead before.
    pub place: String,
    pub kind: CodeSet<Kind>,
    pub category: CodeSet<Category>,
    pub audience: CodeSet<Audience>,
    pub speaks: CodeSet<Spoken>,
    /// Codes of departments, sorted, without repetition.
    pub department: Vec<String>,
    /// Items of which a collection point wants some, urgently or not.
    pub need: CodeSet<NeedItem>,
    pub near: Option<Position>,
    /// In km around `near`; without `near` it has no effect.
    pub radius: Option<u32>,
    pub bbox: Option<Bbox>,
    pub open_now: bool,
    pub free: bool,
    pub remote: bool,
    /// `None`: by distance when `near` is given and nothing is typed, else by relevance.
    pub sort: Option<Sort>,
    /// Counts from 1; 0 stands for 1.
    pub page: u32,
    /// 0 stands for [`PER_PAGE`].
    pub per_page: u32,
}

impl Filter {
    /// The order in which results come.
    pub fn order(&self) -> Sort {
        match self.sort {
            Some(Sort::Distance) | None if self.near.is_none() => Sort::Relevance,
            None if self.q.is_empty() => Sort::Distance,
            None => Sort::Relevance,
            Some(sort) => sort,
        }
    }

    /// The page, counted from 1.
    pub fn page_number(&self) -> u32 {
        self.page.max(1)
    }

    /// How many results a page has.
    pub fn page_size(&self) -> u32 {
        if self.per_page == 0 { PER_PAGE } else { self.per_page.min(MAX_PER_PAGE) }
    }

    /// The same filter on its first page.
    #[must_use]
    pub fn first_page(mut self) -> Self {
        self.page = 0;
        self
    }
}
