//! What a demonstration collection point takes, needs and refuses.

use domain::{
    listing::Need,
    time::Timestamp,
    vocabulary::{NeedItem, NeedPriority},
};

use super::{
    content::{Content, Service},
    facts::midnight,
    rng::Rng,
};

/// The shelves of a collection point; empty for a service that takes nothing.
pub fn needs(service: &Service, now: Timestamp, content: &Content, rng: &mut Rng) -> Vec<Need> {
    let chosen = service.items.iter().copied().enumerate().filter(|(place, _)| *place == 0 || rng.chance(60));
    let chosen: Vec<_> = chosen.collect();
    chosen.into_iter().map(|(place, item)| need(item, place == 0, now, content, rng)).collect()
}

fn need(item: NeedItem, is_main: bool, now: Timestamp, content: &Content, rng: &mut Rng) -> Need {
    let priority = priority(item, is_main, rng);
    let lapses_at =
        (priority == NeedPriority::Urgent && rng.chance(70)).then(|| midnight(now) + rng.between(-6, 14) * 86_400);
    let notes = match priority {
        NeedPriority::Urgent | NeedPriority::Needed => content.french.wanted.get(&item),
        NeedPriority::Enough => None,
        NeedPriority::Refused => content.french.refused.get(&item),
    };
    let note = notes.and_then(|notes| rng.pick(notes)).filter(|_| rng.chance(60)).cloned().unwrap_or_default();
    Need { item, priority, lapses_at, note }
}

/// A point wants what it is there for; a law forbids passing on medicines that somebody had at home.
fn priority(item: NeedItem, is_main: bool, rng: &mut Rng) -> NeedPriority {
    use NeedPriority::{Enough, Needed, Refused, Urgent};
    let weights = match item {
        NeedItem::Medicines => return Refused,
        _ if is_main => [(45, Urgent), (55, Needed), (0, Enough), (0, Refused)],
        _ => [(16, Urgent), (44, Needed), (24, Enough), (16, Refused)],
    };
    rng.weighted(&weights).unwrap_or(Needed)
}
