//! Makes the blocks of a pack out of listings. Knows nothing about where they come from and when.

use super::{
    Amendment, Block, Changes, Details, Guide, Shared, Touched, frame,
    index::{self, Row},
    words,
};
use crate::{
    analysis::stems_of,
    entry::{Field, each_long_text, sorted},
    lang::Lang,
    listing::Listing,
    time::Timestamp,
};

/// Collects listings for the blocks of one language. Rows that are neighbours on the map make a smaller pack.
#[derive(Debug)]
pub struct Packer {
    lang: Lang,
    shared: Shared,
    index: index::Writer,
    words: words::Writer,
    details: Vec<Amendment>,
}

/// The blocks that are fetched together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub index: Vec<u8>,
    pub words: Vec<u8>,
}

impl Packer {
    /// Nothing yet.
    pub fn new(lang: Lang, shared: Shared) -> Self {
        let (index, words) = (index::Writer::new(lang), words::Writer::default());
        Self { lang, shared, index, words, details: Vec::new() }
    }

    /// Adds a listing with its hours; each id once.
    pub fn push(&mut self, row: &Row) {
        self.index.push(row);
        self.words.push(&self.hidden_stems(row.listing));
    }

    /// Adds a listing that changed to a block of changes; first those whose words did.
    pub fn push_changed(&mut self, row: &Row, touched: Touched) {
        self.index.push(row);
        if touched.words {
            self.words.push(&self.hidden_stems(row.listing));
        }
        self.details.extend(Amendment::of(row.id, row.listing, self.lang, touched));
    }

    /// The stems of a listing that its texts and its street add to those of the name that is shown; true for those of
    /// names.
    fn hidden_stems(&self, listing: &Listing) -> Vec<(String, bool)> {
        let name = sorted(stems_of(&listing.texts.for_reader(self.lang).text.name));
        let (mut names, mut bodies) = (Vec::new(), Vec::new());
        each_long_text(listing, &mut |field, text: &str| match field {
            Field::Name => names.extend(stems_of(text)),
            Field::Body => bodies.extend(stems_of(text)),
            Field::Place => {}
        });
        names.retain(|stem| name.binary_search(stem).is_err());
        let names = sorted(names);
        bodies.retain(|stem| name.binary_search(stem).is_err() && names.binary_search(stem).is_err());
        let bodies = sorted(bodies).into_iter().map(|stem| (stem, false));
        names.into_iter().map(|stem| (stem, true)).chain(bodies).collect()
    }

    /// The index and the words of all that was added, true up to a change number.
    pub fn finish(self, version: (u64, Timestamp)) -> Packed {
        let index = frame::write(Block::Index, self.lang, version, &self.index.finish(Some(self.shared)));
        let checksum = frame::open(&index).map(|(frame, _)| frame.checksum).unwrap_or_default();
        let words = frame::write(Block::Words, self.lang, version, &self.words.finish(checksum));
        Packed { index, words }
    }

    /// The changes after a change number: all that was added, and what is gone.
    pub fn changes(self, since: u64, version: (u64, Timestamp), gone: Vec<u32>, guide: Option<Guide>) -> Vec<u8> {
        let (index, words) = (self.index.finish(None), self.words.finish(0));
        let changes = Changes { since, gone, index, words, details: self.details, guide };
        frame::write(Block::Changes, self.lang, version, &changes)
    }
}

impl Guide {
    /// The guide as a block.
    pub fn block(&self, lang: Lang, version: (u64, Timestamp)) -> Vec<u8> {
        frame::write(Block::Guide, lang, version, self)
    }
}

impl Details {
    /// The details of a department as a block.
    pub fn block(&self, lang: Lang, version: (u64, Timestamp)) -> Vec<u8> {
        frame::write(Block::Details, lang, version, self)
    }
}
