//! Searches, and what a home page says of the whole directory.

use super::{Directory, Known, answers::answers};
use crate::{
    code::CodeSet,
    engine::{Hit, Opening},
    filter::{Filter, Problem},
    guide::{HelpNumber, Theme},
    lang::Lang,
    listing::ListingId,
    time::{LocalTime, Timestamp},
    view::{Card, FindAnswer, GuideEntry, HelpLine, HomeAnswer, suggestions},
    vocabulary::Category,
};

/// Pages of the guide on the home page.
const FIRST_PAGES: usize = 5;
/// Numbers to call when a search finds nothing.
const NUMBERS: usize = 6;
/// Listings shown that open next when nothing is open.
const OPENING: usize = 3;

/// The answer to a search.
pub fn find(
    directory: &impl Directory,
    filter: &Filter,
    problems: Vec<Problem>,
    lang: Lang,
    now: Timestamp,
) -> FindAnswer {
    let (engine, settled) = (directory.engine(), directory.settle(filter, now));
    let answer = engine.query(&settled.filter, now);
    let nothing = answer.total == 0;
    let opening =
        if answer.facets.open_now == 0 { engine.opening(&settled.filter, now, OPENING) } else { Opening::default() };
    let (pages, calls) = answers(directory, filter, &settled.filter, lang);
    FindAnswer {
        total: answer.total,
        change: directory.change(),
        at: now,
        cards: cards_of(directory, &answer.hits, lang, now),
        departments: names_of(directory, &answer.facets.department, lang),
        facets: answer.facets,
        place: settled.told(filter, lang),
        is_place_unknown: settled.is_unknown,
        understood: settled.understood(filter, lang),
        left_out: [settled.left_out, answer.left_out].concat(),
        pages,
        calls,
        problems,
        suggestions: if nothing {
            let radius = settled.filter.near.and(settled.filter.radius);
            suggestions(filter, radius, |other| engine.query(&directory.settle(other, now).filter, now).total)
        } else {
            Vec::new()
        },
        numbers: if nothing { numbers_for(directory.numbers(), filter.category, lang) } else { Vec::new() },
        opens: cards_of(directory, &opening.next, lang, now),
        opens_today: opening.today,
        demonstration: directory.has_demonstrations(),
    }
}

/// The names of departments by their codes, in their order; empty for a code that no French department has.
fn names_of(directory: &impl Directory, codes: &[(String, u32)], lang: Lang) -> Vec<String> {
    let name = |(code, _): &(String, u32)| directory.department_name(code, lang).unwrap_or_default().to_owned();
    codes.iter().map(name).collect()
}

/// The cards of given listings, in their order; what is gone is left out.
pub fn cards(directory: &impl Directory, ids: &[ListingId], lang: Lang, now: Timestamp) -> Vec<Card> {
    let hit = |id: &ListingId| Hit { id: *id, distance_m: None, open: None };
    cards_of(directory, &ids.iter().map(hit).collect::<Vec<_>>(), lang, now)
}

pub(super) fn cards_of(directory: &impl Directory, hits: &[Hit], lang: Lang, now: Timestamp) -> Vec<Card> {
    let card = |hit: &Hit| Some(card(hit.id, &directory.listing(hit.id, now)?, lang, hit.distance_m, now));
    hits.iter().filter_map(card).collect()
}

pub(super) fn card(id: ListingId, known: &Known, lang: Lang, distance_m: Option<u32>, now: Timestamp) -> Card {
    let open = known.schedule.state(known.local);
    let local = known.local.unwrap_or(LocalTime::utc(now));
    Card::of((id, &known.slug), &known.listing, lang, now, (open, local), distance_m)
}

/// What the home page shows.
pub fn home(directory: &impl Directory, lang: Lang, now: Timestamp) -> HomeAnswer {
    let answer = directory.engine().query(&Filter { per_page: 1, ..Filter::default() }, now);
    let categories: Vec<(Category, u32)> = answer.facets.category.iter().collect();
    let advice = categories.iter().filter(|(_, count)| *count == 0).filter_map(|(category, _)| {
        // A page about few things says more of each.
        let about = directory.pages().iter().filter(|page| page.categories.contains(*category));
        Some((*category, about.min_by_key(|page| page.categories.len())?.slug.clone()))
    });
    let advice = advice.collect();
    let first = directory.pages().iter().filter(|page| page.theme == Theme::FirstDays).take(FIRST_PAGES);
    HomeAnswer {
        numbers: numbers(directory.numbers(), lang),
        categories,
        advice,
        total: answer.total,
        first_days: first.map(|page| GuideEntry::of(page, lang)).collect(),
        demonstration: directory.has_demonstrations(),
    }
}

pub(super) fn numbers(numbers: &[HelpNumber], lang: Lang) -> Vec<HelpLine> {
    numbers.iter().map(|number| HelpLine::of(number, lang)).collect()
}

/// Numbers to call when a search finds nothing: those of its categories, and the first ones for everybody.
fn numbers_for(numbers: &[HelpNumber], categories: CodeSet<Category>, lang: Lang) -> Vec<HelpLine> {
    let of_topic = numbers.iter().filter(|number| number.topics.meets(categories));
    let general = numbers.iter().filter(|number| number.primary || number.number == "115");
    let mut lines: Vec<HelpLine> = Vec::new();
    for number in of_topic.chain(general).take(NUMBERS) {
        if lines.iter().all(|line| line.number != number.number) {
            lines.push(HelpLine::of(number, lang));
        }
    }
    lines
}
