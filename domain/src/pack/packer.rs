//! Makes the blocks of a pack out of listings. Knows nothing about where they come from and when.

use super::{
    Block, Changes, Detail, Details, Guide, Shared, frame,
    index::{self, Row},
    words,
};
use crate::{
    analysis::stems_of,
    code::Code,
    entry::{Field, each_text},
    hours::Schedule,
    lang::Lang,
    listing::{Listing, ListingId},
    time::{Timestamp, Zone},
    vocabulary::Category,
};

/// Collects listings for the blocks of one language. Rows that are neighbours on the map make a smaller pack.
#[derive(Debug)]
pub struct Packer {
    lang: Lang,
    shared: Shared,
    /// By category the stems of its synonyms, sorted.
    synonyms: Vec<Vec<String>>,
    index: index::Writer,
    words: words::Writer,
    details: Vec<Detail>,
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
        let synonyms = shared.synonyms.iter().map(|words| sorted(stems_of(words))).collect();
        let (index, words) = (index::Writer::new(lang), words::Writer::default());
        Self { lang, shared, synonyms, index, words, details: Vec::new() }
    }

    /// Adds a listing with its hours; each id once.
    pub fn push(&mut self, id: ListingId, slug: &str, listing: &Listing, (schedule, zone): (&Schedule, &Zone)) {
        self.index.push(&Row { id, slug, listing, schedule, zone });
        self.words.push(&self.hidden_stems(listing));
    }

    /// Adds a listing together with what only its own page shows, for a block of changes.
    pub fn push_whole(&mut self, id: ListingId, slug: &str, listing: &Listing, hours: (&Schedule, &Zone)) {
        self.push(id, slug, listing, hours);
        self.details.push(Detail::of(id, listing, self.lang));
    }

    /// The stems of a listing that the index does not show; true for those of names.
    fn hidden_stems(&self, listing: &Listing) -> Vec<(String, bool)> {
        let (mut names, mut bodies) = (Vec::new(), Vec::new());
        each_text(listing, |field, text| match field {
            Field::Name => names.extend(stems_of(text)),
            Field::Body => bodies.extend(stems_of(text)),
            Field::Place => {}
        });
        let name = sorted(stems_of(&listing.texts.for_reader(self.lang).text.name));
        let (commune, postcode) =
            listing.address.as_ref().map_or(("", ""), |address| (&address.commune, &address.postcode));
        let shown = [listing.organisation.as_str(), commune, postcode];
        let shown = sorted(shown.iter().flat_map(|text| stems_of(text)).collect());
        let mut hidden: Vec<(String, bool)> = sorted(names)
            .into_iter()
            .filter(|stem| name.binary_search(stem).is_err())
            .map(|stem| (stem, true))
            .collect();
        let names = hidden.len();
        for stem in sorted(bodies) {
            let is_known = name.binary_search(&stem).is_ok()
                || shown.binary_search(&stem).is_ok()
                || hidden[..names].iter().any(|(name, _)| *name == stem)
                || listing.categories.iter().any(|category| self.is_synonym(category, &stem));
            if !is_known {
                hidden.push((stem, false));
            }
        }
        hidden
    }

    fn is_synonym(&self, category: Category, stem: &String) -> bool {
        self.synonyms.get(category.index()).is_some_and(|stems| stems.binary_search(stem).is_ok())
    }

    /// The index and the words of all that was added, true up to a change number.
    pub fn finish(self, version: (u64, Timestamp)) -> Packed {
        let index = frame::write(Block::Index, self.lang, version, &self.index.finish(Some(self.shared)));
        let checksum = frame::open(&index).map(|(frame, _)| frame.checksum).unwrap_or_default();
        let words = frame::write(Block::Words, self.lang, version, &self.words.finish(checksum));
        Packed { index, words }
    }

    /// The changes after a change number: all that was added whole, and what is gone.
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

fn sorted(mut stems: Vec<String>) -> Vec<String> {
    stems.sort_unstable();
    stems.dedup();
    stems
}
