//! What collection points need, counted over all of them: for people who want to help.

use std::cmp::Reverse;

use super::{Directory, find::cards_of};
use crate::{
    code::{Code, CodeSet},
    engine::Hit,
    filter::Filter,
    lang::Lang,
    listing::{ListingId, Need},
    sorting,
    time::Timestamp,
    view::{HelpAnswer, WantedItem},
    vocabulary::{Category, Kind, NeedItem, NeedPriority, Sort},
};

/// Urgent collection points that are shown.
const SHOWN: usize = 4;
/// Refused items that are named.
const NAMED: usize = 4;

/// What people who want to help should know, near a place if one is named that is known.
pub fn help(directory: &impl Directory, place: &str, lang: Lang, now: Timestamp) -> HelpAnswer {
    let asked = Filter { kind: CodeSet::only(Kind::CollectionPoint), place: place.to_owned(), ..Filter::default() };
    let settled = directory.settle(&asked, now);
    let place = settled.told(&asked, lang);
    let near = if place.is_some() { settled.filter } else { Filter { place: String::new(), ..asked } };
    let answer = directory.engine().query(&Filter { per_page: 1, ..near.clone() }, now);
    let sort = if near.near.is_some() { Sort::Distance } else { Sort::Freshness };
    let (mut count, mut urgent) = (NeedCount::default(), Vec::new());
    for id in directory.engine().ids(&Filter { sort: Some(sort), ..near.clone() }, now) {
        if count.add(directory.needs(id), now) && urgent.len() < SHOWN {
            urgent.push(Hit { id, distance_m: distance(directory, &near, id, now), open: None });
        }
    }
    let courses = Filter { kind: CodeSet::EMPTY, category: CodeSet::only(Category::Courses), per_page: 1, ..near };
    HelpAnswer {
        points: cards_of(directory, &urgent, lang, now),
        collection_points: answer.total,
        initiatives: answer.facets.kind.of(Kind::Initiative),
        courses: directory.engine().query(&courses, now).total,
        refused: count.refused(),
        wanted: count.wanted(),
        place,
        at: now,
        demonstration: directory.has_demonstrations(),
    }
}

fn distance(directory: &impl Directory, near: &Filter, id: ListingId, now: Timestamp) -> Option<u32> {
    Some(near.near?.metres_to(directory.listing(id, now)?.listing.position?))
}

/// How many collection points say what of each item.
struct NeedCount([Said; NeedItem::ALL.len()]);

#[derive(Clone, Copy, Default)]
struct Said {
    urgent: u32,
    needed: u32,
    refused: u32,
}

impl Default for NeedCount {
    fn default() -> Self {
        Self([Said::default(); NeedItem::ALL.len()])
    }
}

impl NeedCount {
    /// Counts one point; says whether it needs something urgently.
    fn add(&mut self, needs: &[Need], now: Timestamp) -> bool {
        let mut is_urgent = false;
        for need in needs {
            let said = &mut self.0[need.item.index()];
            match need.priority_at(now) {
                NeedPriority::Urgent => said.urgent += 1,
                NeedPriority::Needed => said.needed += 1,
                NeedPriority::Enough => {}
                NeedPriority::Refused => said.refused += 1,
            }
            is_urgent |= need.priority_at(now) == NeedPriority::Urgent;
        }
        is_urgent
    }

    fn items(&self) -> impl Iterator<Item = (NeedItem, Said)> {
        NeedItem::ALL.iter().copied().zip(self.0)
    }

    /// What is wanted, what is urgent somewhere before the rest, and then what most points ask for.
    fn wanted(&self) -> Vec<WantedItem> {
        let line = |(item, said): (NeedItem, Said)| WantedItem {
            item,
            priority: if said.urgent > 0 { NeedPriority::Urgent } else { NeedPriority::Needed },
            points: said.urgent + said.needed,
            urgent_points: said.urgent,
        };
        let mut wanted: Vec<_> = self.items().map(line).filter(|line| line.points > 0).collect();
        sorting::sort_by_key(&mut wanted, |line| {
            (line.priority, Reverse((line.urgent_points, line.points)), line.item)
        });
        wanted
    }

    /// What most points refuse, unless another one waits for it: then its page says so.
    fn refused(&self) -> Vec<NeedItem> {
        let is_unwanted = |said: &Said| said.refused > 0 && said.urgent + said.needed == 0;
        let mut refused: Vec<_> = self.items().filter(|(_, said)| is_unwanted(said)).collect();
        sorting::sort_by_key(&mut refused, |(item, said)| (Reverse(said.refused), *item));
        refused.into_iter().take(NAMED).map(|(item, _)| item).collect()
    }
}
