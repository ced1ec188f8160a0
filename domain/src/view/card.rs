//! A listing among others.

use serde::{Deserialize, Serialize};

use crate::{
    code::CodeSet,
    hours::OpenState,
    lang::{Lang, TextState, Translated},
    listing::{Confirmation, Freshness, Listing, ListingId, Need, age_days},
    place::Address,
    sorting,
    time::{LocalTime, Timestamp},
    vocabulary::{
        Appointment, Audience, Category, ConfirmedBy, Cost, Kind, NeedItem, NeedPriority, Spoken, Wheelchair,
    },
};

/// Words together with the language they are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub text: String,
    pub lang: Lang,
}

impl Text {
    /// The version for a reader, one part of it.
    pub fn pick<T>(texts: &Translated<T>, lang: Lang, part: impl Fn(&T) -> &str) -> Self {
        let version = texts.for_reader(lang);
        Self { text: part(&version.text).to_owned(), lang: version.lang }
    }
}

/// When and by whom a listing was last confirmed, as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub freshness: Freshness,
    /// Whole days ago and by whom; `None` when nobody has.
    pub last: Option<(u32, ConfirmedBy)>,
}

impl Confirmed {
    /// The view of a listing's latest confirmation.
    pub fn of(listing: &Listing, now: Timestamp) -> Self {
        let last = listing.confirmation.map(|confirmation| (age_days(confirmation.at, now), confirmation.by));
        Self { freshness: Freshness::of(listing.confirmation.map(Confirmation::counts_from), now), last }
    }
}

/// One line of what a collection point needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedLine {
    pub item: NeedItem,
    pub priority: NeedPriority,
    /// When urgency lapses, if it does.
    pub lapses_at: Option<Timestamp>,
    pub note: String,
}

impl NeedLine {
    /// The needs at a moment, in the order people read them.
    pub fn all(needs: &[Need], now: Timestamp) -> Vec<Self> {
        let line = |need: &Need| {
            let priority = need.priority_at(now);
            let lapses_at = need.lapses_at.filter(|_| priority == NeedPriority::Urgent);
            Self { item: need.item, priority, lapses_at, note: need.note.clone() }
        };
        let mut lines: Vec<Self> = needs.iter().map(line).collect();
        sorting::sort_by_key(&mut lines, |need| (need.priority, need.item));
        lines
    }
}

/// A listing in a list: what people compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub id: ListingId,
    pub slug: String,
    pub kind: Kind,
    pub name: Text,
    pub state_of_text: TextState,
    pub categories: CodeSet<Category>,
    pub organisation: String,
    pub commune: String,
    /// Street, postcode and commune in one line, for paper; empty where the street is not known.
    pub door: String,
    /// The first number to call, for paper.
    pub phone: Option<String>,
    pub open: OpenState,
    /// The local time at which `open` holds.
    pub local: LocalTime,
    pub distance_m: Option<u32>,
    pub remote: Option<bool>,
    pub has_place: bool,
    pub cost: Option<Cost>,
    pub appointment: Option<Appointment>,
    pub audiences: CodeSet<Audience>,
    pub speaks: CodeSet<Spoken>,
    pub wheelchair: Option<Wheelchair>,
    pub confirmed: Confirmed,
    /// Items that are wanted urgently.
    pub urgent: CodeSet<NeedItem>,
    pub demonstration: bool,
}

impl Card {
    /// The card of a listing. `open` and `local` come from its schedule, `distance_m` from the question.
    pub fn of(
        (id, slug): (ListingId, &str),
        listing: &Listing,
        lang: Lang,
        now: Timestamp,
        (open, local): (OpenState, LocalTime),
        distance_m: Option<u32>,
    ) -> Self {
        let urgent = |need: &&Need| need.priority_at(now) == NeedPriority::Urgent;
        Self {
            id,
            slug: slug.to_owned(),
            kind: listing.kind,
            name: Text::pick(&listing.texts, lang, |text| &text.name),
            state_of_text: listing.texts.for_reader(lang).state,
            categories: listing.categories,
            organisation: listing.organisation.clone(),
            commune: listing.address.as_ref().map(|address| address.commune.clone()).unwrap_or_default(),
            door: listing.address.as_ref().map(door).unwrap_or_default(),
            phone: listing.contact.phones.first().cloned(),
            open,
            local,
            distance_m,
            remote: listing.remote,
            has_place: listing.position.is_some() || listing.address.as_ref().is_some_and(Address::is_door),
            cost: listing.cost,
            appointment: listing.appointment,
            audiences: listing.audiences,
            speaks: listing.speaks,
            wheelchair: listing.wheelchair,
            confirmed: Confirmed::of(listing, now),
            urgent: listing.needs.iter().filter(urgent).map(|need| need.item).collect(),
            demonstration: listing.demonstration,
        }
    }
}

fn door(address: &Address) -> String {
    let Address { street, postcode, commune, .. } = address;
    if street.is_empty() { String::new() } else { format!("{street}, {}", format!("{postcode} {commune}").trim()) }
}
