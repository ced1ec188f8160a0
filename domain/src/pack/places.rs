//! The places block: names of towns, so that a search may name one without a server. Knows nothing about listings.

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
    /// What is not made ready yet.
    text: String,
    gazetteer: Option<Gazetteer>,
}

impl Known {
    /// What a block says.
    pub fn of(places: Places) -> Self {
        Self { whole: places.whole, text: places.text, gazetteer: None }
    }

    /// Makes the places ready to be named; those that make no sense are none.
    pub fn make_ready(&mut self) {
        if !self.text.is_empty() {
            self.gazetteer = Gazetteer::read(std::mem::take(&mut self.text)).ok();
        }
    }

    /// The places, once they are ready.
    pub fn gazetteer(&self) -> Option<&Gazetteer> {
        self.gazetteer.as_ref()
    }
}
