//! What a demonstration listing states besides words: for whom, in which languages, at what price, how sure.
//! Sentences that were drawn go first, so that the facts agree with what is written.

use domain::{
    Code, CodeSet,
    listing::{Closure, Confirmation},
    time::{Day, Timestamp, utc_day},
    vocabulary::{Appointment, Audience, ConfirmedBy, Cost, Spoken, Wheelchair},
};

use super::{
    content::{Content, Service},
    rng::Rng,
    wording::Wording,
};

/// For whom: those of the service and those that a sentence names. Some listings never said.
pub fn audiences(service: &Service, wording: &Wording, rng: &mut Rng) -> CodeSet<Audience> {
    let named: CodeSet<Audience> = wording.sentences().filter_map(|sentence| sentence.audience).collect();
    if named.is_empty() && rng.chance(10) {
        return CodeSet::EMPTY;
    }
    let all = service.audiences.iter().fold(named, CodeSet::with);
    if all.len() > 1 { all.without(Audience::Everyone) } else { all }
}

/// Whether one comes with an appointment.
pub fn appointment(service: &Service, wording: &Wording, by_appointment: bool, rng: &mut Rng) -> Option<Appointment> {
    let usual = rng.pick(&service.appointment).copied().filter(|_| rng.chance(88));
    let said = wording.sentences().find_map(|sentence| sentence.appointment);
    said.or(by_appointment.then_some(Appointment::Required)).or(usual)
}

/// What it costs. A sentence about means says nothing about the price of what is free anyway.
pub fn cost(service: &Service, wording: &Wording, rng: &mut Rng) -> Option<Cost> {
    let usual = rng.pick(&service.cost).copied().filter(|_| rng.chance(88));
    wording.sentences().filter_map(|sentence| sentence.cost).find(|cost| service.cost.contains(cost)).or(usual)
}

/// Access for wheelchairs.
pub fn wheelchair(wording: &Wording, rng: &mut Rng) -> Option<Wheelchair> {
    let usual = match rng.below(100) {
        0..40 => Some(Wheelchair::Yes),
        40..55 => Some(Wheelchair::Limited),
        55..63 => Some(Wheelchair::No),
        _ => None,
    };
    wording.sentences().find_map(|sentence| sentence.wheelchair).or(usual)
}

/// How many in a hundred places receive people in a language.
const SPOKEN: [(Spoken, u8); 17] = [
    (Spoken::French, 97),
    (Spoken::Ukrainian, 34),
    (Spoken::English, 46),
    (Spoken::Russian, 36),
    (Spoken::Polish, 5),
    (Spoken::Romanian, 5),
    (Spoken::German, 4),
    (Spoken::Spanish, 10),
    (Spoken::Italian, 4),
    (Spoken::Portuguese, 6),
    (Spoken::Arabic, 16),
    (Spoken::Persian, 6),
    (Spoken::Pashto, 4),
    (Spoken::Turkish, 4),
    (Spoken::Georgian, 4),
    (Spoken::Armenian, 4),
    (Spoken::FrenchSign, 2),
];

/// The languages in which people are received; none where nobody said.
pub fn speaks(service: &Service, rng: &mut Rng) -> CodeSet<Spoken> {
    if service.speaks.is_empty() && rng.chance(9) {
        return CodeSet::EMPTY;
    }
    let drawn = SPOKEN.iter().filter(|(_, share)| rng.chance(*share)).map(|(spoken, _)| *spoken);
    drawn.fold(service.speaks, CodeSet::with)
}

/// Midnight (UTC) of the day of a moment: what is relative to now moves once a day, not every second.
pub fn midnight(now: Timestamp) -> Timestamp {
    i64::from(utc_day(now).0) * 86_400
}

/// The latest confirmation: yesterday to two years ago, mostly recent; one listing in eight has none.
pub fn confirmation(now: Timestamp, rng: &mut Rng) -> Option<Confirmation> {
    if rng.chance(12) {
        return None;
    }
    let share = rng.unit();
    let age = 1 + (729.0 * share * share) as i64;
    let at = midnight(now) - age * 86_400 + rng.between(7 * 3600, 19 * 3600);
    let by = [
        (45, ConfirmedBy::Owner),
        (30, ConfirmedBy::Coordinator),
        (15, ConfirmedBy::Importer),
        (10, ConfirmedBy::Visitor),
    ];
    rng.weighted(&by).map(|by| Confirmation { at, by })
}

/// Days on which the place is closed out of turn: a few are, at different times around now.
pub fn closures(now: Timestamp, content: &Content, rng: &mut Rng) -> Vec<Closure> {
    if !rng.chance(6) {
        return Vec::new();
    }
    let first = Day(utc_day(now).0 + rng.between(-10, 40) as i32);
    let last = first.plus(rng.between(0, 20) as i32);
    let reason = rng.pick(&content.french.closures).filter(|_| rng.chance(80)).cloned().unwrap_or_default();
    vec![Closure { first, last, reason }]
}

/// Every language once, so that a new one is not forgotten in the table of shares.
const _: () = assert!(SPOKEN.len() == Spoken::ALL.len());
