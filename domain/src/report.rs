//! What a visitor tells about a listing that is not right. Knows nothing about who told it, on purpose.

use serde::{Deserialize, Serialize};

use crate::{codes, lang::Lang, listing::ListingId, vocabulary::Wrong};

/// Most letters of a comment.
pub const MAX_COMMENT: usize = 2000;

/// Most letters of an address to answer to.
pub const MAX_CONTACT: usize = 200;

/// A visitor's report of an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub listing: ListingId,
    pub wrong: Wrong,
    /// Empty when there is nothing to add.
    pub comment: String,
    /// How to answer, as the visitor wrote it.
    pub contact: Option<String>,
    /// The language that the visitor reads.
    pub lang: Lang,
}

codes! {
    /// A field of a report that may not be right.
    pub enum Field {
        Wrong = "wrong",
        Comment = "comment",
        Contact = "contact",
    }
}

codes! {
    /// Why a field is not right.
    pub enum Fault {
        Missing = "missing",
        /// Not one of the values that there are.
        Unknown = "unknown",
        TooLong = "too-long",
    }
}
