//! One place for a name, when it can only be one.
//!
//! A name means one place when that has at least ten times as many people as every other place of the same name; a
//! French place counts eight times against one abroad, because most readers are in France. Otherwise all of them are
//! to choose from, and so are places ten times as large whose name goes on («Aix» is a village, Aix-en-Provence is
//! meant). When no place has the name, those whose name it begins count in the same way, and then those with one letter
//! wrong, or two.
//!
//! The name is looked for as it stands, without what may be written around it (`forms`), and as a case of a name
//! (`inflect`); in an address the words at its end or its beginning are the town. Only then a name like it will do.

use super::{
    Gazetteer, Place,
    best::{Best, Match, Scored},
    forms,
    index::Part,
    inflect,
    near_miss::near_misses,
    query::{Query, Reading},
    suggest::{add_number, in_order, is_wanted, loss_of},
    weigh::{DOUBLING, Weight},
};
use crate::Lang;

/// Most places to choose from.
const MOST: usize = 8;
/// Rows that are looked at, because some turn out to be the same place.
const LOOKED_AT: usize = 4 * MOST;
/// Ten times as many people, in parts of a doubling.
const TEN_TIMES: u32 = DOUBLING * 3322 / 1000;
/// What a place in France counts for against one abroad: eight times.
const IN_FRANCE: u32 = 3 * DOUBLING;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved<'g> {
    /// Only this place can be meant.
    One(Place<'g>),
    /// Any of these may be meant: at least two, at most eight, the largest first.
    Several(Vec<Place<'g>>),
    /// No place has that name, nor one like it. [`Gazetteer::suggest`] may still have an idea.
    None,
}

pub fn resolve<'g>(gazetteer: &'g Gazetteer, text: &str) -> Resolved<'g> {
    let written = forms::written(text);
    let by_name = |text: &String| Some(Found::named(gazetteer, text)).filter(|found| found.whole.len() > 0);
    let by_form = |text: &String| Some(Found::inflected(gazetteer, text)).filter(|found| found.whole.len() > 0);
    let within = || {
        let parts = forms::within(&forms::plain(text));
        parts.iter().find_map(by_name).or_else(|| parts.iter().find_map(by_form))
    };
    let alike = || {
        let found = written.iter().rev().map(|text| Found::like(gazetteer, text));
        found.map(|found| found.decide(gazetteer)).find(|found| *found != Resolved::None)
    };
    let exact = written.iter().find_map(by_name).or_else(|| written.iter().find_map(by_form));
    let exact = exact.or_else(|| if forms::is_address(text) { within() } else { None });
    if let Some(found) = exact {
        return found.decide(gazetteer);
    }
    alike().or_else(|| Some(within()?.decide(gazetteer))).unwrap_or(Resolved::None)
}

/// The larger places with exactly that name, in any case.
pub fn named<'g>(gazetteer: &'g Gazetteer, text: &str) -> Vec<Place<'g>> {
    let mut found = Found::named(gazetteer, text);
    if found.whole.len() == 0 {
        found = Found::inflected(gazetteer, text);
    }
    // Smaller places of the name are left out, whoever knows them, so that it means the same on a phone.
    let mut places = in_order(gazetteer, found.whole.rows(), Lang::Fr);
    places.retain(|place| place.kind().is_large(place.country(), place.population()));
    places
}

/// A beginning of a postcode names no place.
fn is_complete(number: &str) -> bool {
    matches!(number.len(), 2 | 3 | super::postcode::DIGITS)
}

struct Found {
    whole: Best,
    /// The name goes on with another word.
    going_on: Best,
    /// Its first word is not complete.
    begun: Best,
    near: Best,
}

impl Found {
    fn new() -> Self {
        let best = || Best::new(LOOKED_AT, None);
        Self { whole: best(), going_on: best(), begun: best(), near: best() }
    }

    /// What has this name.
    fn named(gazetteer: &Gazetteer, text: &str) -> Self {
        let query = Query::read(gazetteer, text).whole();
        let mut found = Self::new();
        if let Some(number) = query.number.as_deref().filter(|number| is_complete(number)) {
            add_number(gazetteer, number, &mut found.whole);
        }
        query.readings.iter().for_each(|reading| found.add_names(gazetteer, reading));
        found
    }

    /// What has a name of which this is another case.
    fn inflected(gazetteer: &Gazetteer, text: &str) -> Self {
        let mut found = Self::new();
        for name in inflect::nominatives(text) {
            let reading = Reading { letters: forms::letters(&name), within: None, is_guess: false };
            found.add_names(gazetteer, &reading);
        }
        found
    }

    /// What has this name, one that goes on, or one like it.
    fn like(gazetteer: &Gazetteer, text: &str) -> Self {
        let mut found = Self::named(gazetteer, text);
        if [&found.whole, &found.going_on, &found.begun].into_iter().all(|best| best.len() == 0) {
            let query = Query::read(gazetteer, text).whole();
            query.readings.iter().for_each(|reading| found.add_near_misses(gazetteer, reading));
        }
        found
    }

    fn add_names(&mut self, gazetteer: &Gazetteer, reading: &Reading) {
        gazetteer.index.begun(&reading.letters, |hit| {
            let best = match hit.part {
                Part::Name => &mut self.whole,
                Part::FirstWords => &mut self.going_on,
                Part::Beginning => &mut self.begun,
                Part::Word => return,
            };
            let weight = gazetteer.rows.weight(hit.row);
            // A district is meant with its number, which makes it a whole name.
            let is_meant = hit.part == Part::Name || weight.kind != super::PlaceKind::District;
            if is_meant && is_wanted(gazetteer, reading, hit.row) {
                best.offer(hit.row, Match::Name, weight, loss_of(hit, weight));
            }
        });
    }

    fn add_near_misses(&mut self, gazetteer: &Gazetteer, reading: &Reading) {
        near_misses(&gazetteer.index, &reading.letters, |row, distance| {
            if !distance.is_begun && is_wanted(gazetteer, reading, row) {
                self.near.offer(row, distance.into(), gazetteer.rows.weight(row), 0);
            }
        });
    }

    fn decide(self, gazetteer: &Gazetteer) -> Resolved<'_> {
        let best_kind = self.near.rows().first().map(|row| row.rank());
        let nearest: Vec<Scored> =
            self.near.rows().iter().copied().filter(|row| Some(row.rank()) == best_kind).collect();
        let candidates = match [self.whole.rows(), self.going_on.rows(), self.begun.rows(), &nearest] {
            [[], [], [], near] => near.to_vec(),
            [[], [], begun, _] => begun.to_vec(),
            [[], going_on, _, _] => going_on.to_vec(),
            [[first, ..], going_on, _, _] => {
                let larger = going_on.iter().filter(|row| row.weight() >= first.weight() + TEN_TIMES);
                self.whole.rows().iter().chain(larger).copied().collect()
            }
        };
        choose(gazetteer, &candidates)
    }
}

fn choose<'g>(gazetteer: &'g Gazetteer, candidates: &[Scored]) -> Resolved<'g> {
    let mut places = in_order(gazetteer, candidates, Lang::Fr);
    let weight_of = |place: &Place| {
        let same = candidates.iter().filter(|row| row.row == place.row());
        same.map(|row| row.weight()).max().unwrap_or(0)
    };
    let Some((first, others)) = places.split_first() else { return Resolved::None };
    let (own, is_french) = (weight_of(first), first.weight().is_in_france());
    let counts = |weight: Weight| if weight.is_in_france() && !is_french { IN_FRANCE } else { 0 };
    if others.iter().all(|other| own >= weight_of(other) + counts(other.weight()) + TEN_TIMES) {
        return Resolved::One(*first);
    }
    places.truncate(MOST);
    Resolved::Several(places)
}
