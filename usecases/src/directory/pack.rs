//! The directory as blocks for phones, out of the memory that readers are answered from.
//!
//! Listings are read a few at a time, so that changes need not wait. A pack is as true as the change number at which it
//! was begun: what changes meanwhile is in it or not, and comes again with the changes after that number.
//! Knows nothing about compression and HTTP.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Code, Lang, Listing, ListingId,
    pack::{Detail, Details, Guide, Packed, Packer, Row, Shared, Source, Touched},
    reading::Directory as _,
    time::Timestamp,
    vocabulary::Category,
};
use store::{Change, Subject};

use super::{Directory, State};
use crate::{places, site::SETTING, synonyms::synonyms};

/// Changes that are remembered.
pub(super) const REMEMBERED: usize = 20_000;
/// Listings in a block of changes; who is further behind takes the pack.
const MOST: usize = 1_000;
/// Stands for all departments together.
const EVERYTHING: &str = "all";
/// A directory whose details are worth keeping whole.
const SMALL: usize = 20_000;
/// Listings that are read before changes get a turn.
const TURN: usize = 64;

/// A change that is remembered.
pub(super) struct Recent {
    number: u64,
    subject: Subject,
    touched: Touched,
}

impl From<&Change> for Recent {
    /// A change of which nobody remembers what it did.
    fn from(change: &Change) -> Self {
        Self { number: change.number.0, subject: change.subject.clone(), touched: Touched::ALL }
    }
}

/// What happened since a change number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    Nothing,
    /// A block of changes.
    Changes(Vec<u8>),
    /// Too much, or nobody remembers: the pack is to be taken anew.
    TooMuch,
}

impl Directory {
    /// The index and the words of everything that is published, in one language.
    pub fn packed(&self, lang: Lang, now: Timestamp) -> Packed {
        let (ids, shared, change) = {
            let state = self.read();
            (state.engine.all_ids(), state.shared(lang), state.change)
        };
        let mut packer = Packer::new(lang, shared);
        for ids in ids.chunks(TURN) {
            let state = self.read();
            for id in ids {
                state.pack(*id, |row| packer.push(row));
            }
        }
        packer.finish((change, now))
    }

    /// The guide as a block.
    pub fn packed_guide(&self, lang: Lang, now: Timestamp) -> Vec<u8> {
        let state = self.read();
        state.packed_guide(lang).block(lang, (state.change, now))
    }

    /// The details of a department as a block; of listings without one when the code is empty, and of all when it is
    /// [`EVERYTHING`] and they are not too many. `None` when there are no listings.
    pub fn packed_details(&self, department: &str, lang: Lang, now: Timestamp) -> Option<Vec<u8>> {
        let (ids, change) = {
            let state = self.read();
            let ids = match department {
                EVERYTHING if state.records.len() > SMALL => return None,
                EVERYTHING => state.engine.all_ids(),
                code => state.engine.ids_of_department(Some(code).filter(|code| !code.is_empty())),
            };
            (ids, state.change)
        };
        let mut details = Details { department: department.to_owned(), listings: Vec::with_capacity(ids.len()) };
        for ids in ids.chunks(TURN) {
            let state = self.read();
            let detail = |id: &ListingId| Some(Detail::of(*id, &state.records.listing(*id)?.1, lang));
            details.listings.extend(ids.iter().filter_map(detail));
        }
        (!details.listings.is_empty()).then(|| details.block(lang, (change, now)))
    }

    /// What changed after a number.
    pub fn changes(&self, since: u64, lang: Lang, now: Timestamp) -> Since {
        let state = self.read();
        if since >= state.change {
            return if since == state.change { Since::Nothing } else { Since::TooMuch };
        }
        let Some(changes) = state.remembered(since) else { return Since::TooMuch };
        let mut touched: BTreeMap<ListingId, Touched> = BTreeMap::new();
        let mut is_guide = false;
        for change in changes {
            match &change.subject {
                Subject::Listing(id) => {
                    let known = touched.entry(*id).or_default();
                    *known = known.or(change.touched);
                }
                Subject::Page(_) => is_guide = true,
                // The guide says who runs the site.
                Subject::Setting(name) => is_guide |= name == SETTING,
            }
        }
        if touched.len() > MOST {
            return Since::TooMuch;
        }
        let mut packer = Packer::new(lang, state.shared(lang));
        let mut gone = Vec::new();
        let (worded, others): (Vec<_>, Vec<_>) = touched.into_iter().partition(|(_, touched)| touched.words);
        for (id, touched) in worded.into_iter().chain(others) {
            if !state.pack(id, |row| packer.push_changed(row, touched)) {
                gone.push(id.0);
            }
        }
        let guide = is_guide.then(|| state.packed_guide(lang));
        Since::Changes(packer.changes(since, (state.change, now), gone, guide))
    }
}

impl State {
    /// Hands a listing to a packer; says whether it is there.
    fn pack(&self, id: ListingId, push: impl FnOnce(&Row)) -> bool {
        let Some((record, listing)) = self.records.listing(id) else { return false };
        let (schedule, zone) = self.schedules.with_zone(record.hours);
        push(&Row { id, slug: &record.slug, listing: &listing, schedule, zone });
        true
    }

    fn shared(&self, lang: Lang) -> Shared {
        let source = |source: &store::Source| Source {
            code: source.code.clone(),
            name: source.name.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
        };
        Shared {
            synonyms: Category::ALL.iter().map(|category| synonyms(*category).to_owned()).collect(),
            sources: self.sources.iter().map(source).collect(),
            departments: places::departments(lang),
        }
    }

    fn packed_guide(&self, lang: Lang) -> Guide {
        Guide::of(self.pages(), self.numbers(), self.collective(lang), lang)
    }

    /// All changes after a number; `None` when some of them are forgotten.
    fn remembered(&self, since: u64) -> Option<impl Iterator<Item = &Recent>> {
        let first = self.recent.front()?.number;
        (first <= since + 1).then(|| self.recent.iter().filter(move |change| change.number > since))
    }

    /// What new texts of listings make of those that are known.
    pub(super) fn touched<'a>(
        &self,
        listings: impl Iterator<Item = (ListingId, &'a Listing)>,
    ) -> HashMap<ListingId, Touched> {
        let touched = |id, new| match self.records.listing(id) {
            Some((_, old)) => Touched::between(&old, new),
            None => Touched::ALL,
        };
        listings.map(|(id, new)| (id, touched(id, new))).collect()
    }

    /// Remembers changes that were applied, and what they did. What was read before its change came had changed then
    /// already: nobody knows any more what was other before.
    pub(super) fn remember(&mut self, changes: &[Change], touched: &HashMap<ListingId, Touched>) {
        let seen = self.seen;
        self.recent.extend(changes.iter().map(|change| {
            let known = change.listing().filter(|_| change.number.0 > seen);
            let touched = known.map(|id| touched.get(&id).copied().unwrap_or_default());
            Recent { touched: touched.unwrap_or(Touched::ALL), ..Recent::from(change) }
        }));
        let forgotten = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..forgotten);
    }
}
