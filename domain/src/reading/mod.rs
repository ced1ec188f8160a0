//! What readers ask and what they are answered, whoever answers: a server out of the whole directory, a browser out of
//! what it keeps. Both come here, so that the same question on the same data has the same answer.
//!
//! Knows nothing about where a directory is kept, about HTTP, and about the words of the interface.

mod answer;
mod answers;
mod find;
mod guide;
mod help;
mod hints;
mod listing;
mod question;
mod settle;

pub use answer::{Answer, SiteSource};
pub use find::{cards, find, home};
pub use guide::{guide, guide_page, saved_pages};
pub use help::help;
pub use hints::{Hint, HintKind, hints};
pub use listing::listing;
pub use question::{Question, ids};
pub use settle::{Settled, may_name_place, settle};

use std::borrow::Cow;

use crate::{
    engine::Engine,
    filter::Filter,
    guide::{AidPage, HelpNumber},
    hours::Schedule,
    lang::Lang,
    listing::{Listing, ListingId, Need},
    time::{LocalTime, Timestamp},
    view::Collective,
};

/// A directory as answers to readers are made from it.
pub trait Directory {
    /// The change number up to which it is true.
    fn change(&self) -> u64;

    fn engine(&self) -> &Engine;

    /// A listing as far as it is known here, and its hours at a moment.
    fn listing(&self, id: ListingId, now: Timestamp) -> Option<Known<'_>>;

    /// What a collection point needs.
    fn needs(&self, id: ListingId) -> &[Need];

    /// Whether some listings are made up.
    fn has_demonstrations(&self) -> bool;

    /// The pages of the guide, in their order.
    fn pages(&self) -> &[AidPage];

    fn numbers(&self) -> &[HelpNumber];

    /// Who runs the site.
    fn collective(&self, lang: Lang) -> Collective;

    /// The source with that code: its name, address and licence.
    fn source(&self, code: &str) -> Option<SiteSource>;

    /// The name of a department by its code, where it is a French one.
    fn department_name(&self, code: &str, lang: Lang) -> Option<&str>;

    /// What a filter means ([`settle`]); where places are not at hand, their names are words.
    fn settle(&self, filter: &Filter, now: Timestamp) -> Settled<'_>;
}

/// A listing that is known.
#[derive(Debug)]
pub struct Known<'a> {
    pub slug: Cow<'a, str>,
    pub listing: Listing,
    /// Whether it is known only as far as a list shows it.
    pub partial: bool,
    pub schedule: &'a Schedule,
    /// The local time there, where anybody knows it.
    pub local: Option<LocalTime>,
}
