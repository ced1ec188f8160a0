//! Places for what is typed so far. The rules are at the top of the gazetteer.

use super::{
    Gazetteer, Place, PlaceKind,
    best::{Best, Match, Scored},
    forms,
    index::{Hit, OWN_IN_UKRAINE, Part},
    near_miss::near_misses,
    query::{Query, Reading},
    sound,
    weigh::{DOUBLING, Department, FIRST_WORDS, Near, Weight, rank_of},
};
use crate::{Lang, place::Position, sorting};

/// Nobody reads more suggestions.
const MOST: usize = 100;
/// Places beyond those that are wanted, because some turn out to be the same.
const SPARE: usize = 8;
/// What each sound that differs is taken for.
const SOUND_LOSS: i32 = 3 * DOUBLING as i32;
/// With fewer places than this, none of them by whole words, the name may be misspelt.
const FEW: usize = 3;

pub fn suggest<'g>(
    gazetteer: &'g Gazetteer,
    typed: &str,
    lang: Lang,
    near: Option<Position>,
    limit: usize,
) -> Vec<Place<'g>> {
    let found = suggest_as_typed(gazetteer, typed, lang, near, limit);
    let plain = forms::plain(typed);
    if !found.is_empty() || plain == typed { found } else { suggest_as_typed(gazetteer, &plain, lang, near, limit) }
}

fn suggest_as_typed<'g>(
    gazetteer: &'g Gazetteer,
    typed: &str,
    lang: Lang,
    near: Option<Position>,
    limit: usize,
) -> Vec<Place<'g>> {
    let query = Query::read(gazetteer, typed);
    let limit = limit.min(MOST);
    let mut best = Best::new(limit + SPARE, near.map(Near::from));
    if let Some(number) = &query.number {
        add_number(gazetteer, number, &mut best);
    }
    for reading in &query.readings {
        add_begun(gazetteer, reading, &mut best);
    }
    if best.len() < FEW && !best.has_words() {
        query.readings.iter().for_each(|reading| add_near_misses(gazetteer, reading, &mut best));
    }
    if best.len() == 0 {
        query.readings.first().into_iter().for_each(|reading| add_sounding(gazetteer, reading, &mut best));
    }
    let mut places = in_order(gazetteer, best.rows(), lang);
    places.truncate(limit);
    places
}

/// A postcode or the beginning of one, and the department of that code.
pub fn add_number(gazetteer: &Gazetteer, number: &str, best: &mut Best) {
    let is_whole = number.len() == super::postcode::DIGITS;
    let found = if is_whole { Match::Name } else { Match::NameBegun };
    let rows: Vec<u32> = gazetteer.postcodes.rows(number).collect();
    let district = rows.iter().map(|&row| gazetteer.rows.weight(row)).find(|weight| weight.kind == PlaceKind::District);
    for row in rows {
        let weight = gazetteer.rows.weight(row);
        // The district says more than the city that it is a part of.
        let is_its_city =
            district.is_some_and(|part| part.department() == weight.department() && weight.kind == PlaceKind::Commune);
        if !(is_whole && is_its_city) {
            best.offer(row, found, weight, 0);
        }
    }
    if let Some(code) = Department::of_code(number) {
        let is_it = |place: &Place| place.weight().is_in(code);
        if let Some(place) = gazetteer.departments().find(is_it) {
            best.offer(place.row(), Match::Name, place.weight(), 0);
        }
    }
}

fn add_begun(gazetteer: &Gazetteer, reading: &Reading, best: &mut Best) {
    let guess = if reading.is_guess { FIRST_WORDS as i32 } else { 0 };
    let has_number = reading.letters.iter().any(u8::is_ascii_digit);
    gazetteer.index.begun(&reading.letters, |hit| {
        if is_wanted(gazetteer, reading, hit.row) {
            let weight = gazetteer.rows.weight(hit.row);
            // «Paris» means the city; its districts are wanted with their number.
            let is_left_open = weight.kind == PlaceKind::District && !has_number;
            best.offer(hit.row, match_of(hit, is_left_open), weight, loss_of(hit, weight) + guess);
        }
    });
}

/// What is taken off the weight of a place that was found in this way.
pub fn loss_of(hit: Hit, weight: Weight) -> i32 {
    let is_at_home = hit.is_own && hit.part == Part::Name && weight.is_in_ukraine();
    if is_at_home { -OWN_IN_UKRAINE } else { hit.loss() }
}

fn match_of(hit: Hit, is_left_open: bool) -> Match {
    match hit.part {
        Part::Name => Match::Name,
        Part::FirstWords if !is_left_open => Match::FirstWords,
        Part::Beginning if !is_left_open => Match::NameBegun,
        Part::FirstWords | Part::Beginning | Part::Word => Match::WordBegun,
    }
}

fn add_near_misses(gazetteer: &Gazetteer, reading: &Reading, best: &mut Best) {
    near_misses(&gazetteer.index, &reading.letters, |row, distance| {
        if distance.mistakes > 0 && is_wanted(gazetteer, reading, row) {
            best.offer(row, distance.into(), gazetteer.rows.weight(row), 0);
        }
    });
}

fn add_sounding(gazetteer: &Gazetteer, reading: &Reading, best: &mut Best) {
    let wanted = |row| gazetteer.rows.weight(row).is_in_france() && is_wanted(gazetteer, reading, row);
    sound::sounding(&gazetteer.index, &reading.letters, wanted, |row, mistakes| {
        best.offer(row, Match::Sound, gazetteer.rows.weight(row), i32::from(mistakes) * SOUND_LOSS);
    });
}

pub fn is_wanted(gazetteer: &Gazetteer, reading: &Reading, row: u32) -> bool {
    reading.within.as_ref().is_none_or(|within| within.has(gazetteer, row))
}

/// The places behind the rows, each once: Paris is a commune and a department, Guadeloupe a department and a region.
pub fn in_order<'g>(gazetteer: &'g Gazetteer, rows: &[Scored], lang: Lang) -> Vec<Place<'g>> {
    let mut rows = rows.to_vec();
    let exact = |row: &Scored| {
        let place = Place::new(gazetteer, row.row);
        (std::cmp::Reverse(row.score()), std::cmp::Reverse(place.population()), rank_of(place.kind()), row.row)
    };
    sorting::sort_by_key(&mut rows, exact);
    let mut places: Vec<Place> = Vec::with_capacity(rows.len());
    for row in rows {
        let place = Place::new(gazetteer, row.row);
        let is_same = |other: &Place| other.position() == place.position() && other.name(lang) == place.name(lang);
        if !places.iter().any(is_same) {
            places.push(place);
        }
    }
    places
}
