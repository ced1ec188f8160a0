//! The places block: names of towns, so that a search may name one without a server. Knows nothing about listings.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Block, frame};
use crate::{gazetteer::Gazetteer, lang::Lang, time::Timestamp};

/// The content of a places block, the same in the packs of all languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Whether these are all places that the server knows.
    pub whole: bool,
    /// What [`Gazetteer::read`] reads.
    pub text: String,
}

impl Places {
    /// The places as a block. They belong to the program, not to the record: their change number is 0.
    pub fn block(&self, lang: Lang, made_at: Timestamp) -> Vec<u8> {
        frame::write(Block::Places, lang, (0, made_at), self)
    }
}

/// Places on a device, made ready when somebody names one: that takes longer than anything else here.
#[derive(Debug)]
pub struct Known {
    pub whole: bool,
    text: &'static str,
    gazetteer: OnceLock<Option<Gazetteer>>,
}

impl Known {
    /// Takes what a block says. Its text stays in memory: a page needs one, or at most two.
    pub fn read(places: Places) -> Self {
        let text = Box::leak(places.text.into_boxed_str());
        Self { whole: places.whole, text, gazetteer: OnceLock::new() }
    }

    /// The places; nothing when they make no sense.
    pub fn gazetteer(&self) -> Option<&Gazetteer> {
        self.gazetteer.get_or_init(|| Gazetteer::read(self.text).ok()).as_ref()
    }
}
