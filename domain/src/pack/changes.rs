//! The changes block: what is new since a change number, and what is gone. Knows nothing about what was before.

use serde::{Deserialize, Serialize};

use super::{Detail, Guide, Index, Words};

/// The content of a changes block. The header says up to which change number it goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Changes {
    /// What changed after this number is in here.
    pub since: u64,
    /// Ids of listings that are no longer published.
    pub gone: Vec<u32>,
    /// Listings that are new or other than before: their rows, words and details, in one order.
    pub index: Index,
    pub words: Words,
    pub details: Vec<Detail>,
    /// The whole guide, when something in it changed.
    pub guide: Option<Guide>,
}
