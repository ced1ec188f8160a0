//! The changes block: what is new since a change number, and what is gone. Knows nothing about what was before.

use serde::{Deserialize, Serialize};

use super::{Amendment, Guide, Index, Words};

/// The content of a changes block. The header says up to which change number it goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Changes {
    /// What changed after this number is in here.
    pub since: u64,
    /// Ids of listings that are no longer published.
    pub gone: Vec<u32>,
    /// The rows of listings that are new or other than before.
    pub index: Index,
    /// The words of the first of these rows; the others keep theirs.
    pub words: Words,
    /// What is new of their details.
    pub details: Vec<Amendment>,
    /// The whole guide, when something in it changed.
    pub guide: Option<Guide>,
}
