//! A listing: one entry of the directory, as published.
//! Knows nothing about how it is stored, found or shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    code::CodeSet,
    lang::Translated,
    place::{Address, Area, Position},
    time::{Day, Timestamp},
    vocabulary::{
        Appointment, Audience, Category, ConfirmedBy, Cost, Kind, NeedItem, NeedPriority, Spoken, Wheelchair,
    },
};

/// The number of a listing, unique within an instance and never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListingId(pub u32);

impl std::fmt::Display for ListingId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a listing says. Everything that is not known is absent, never a default that looks like a fact.
///
/// The id, the slug and the number of the revision belong to the record, not to what it says: see [`Published`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub kind: Kind,
    pub texts: Translated<ListingText>,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    #[serde(default)]
    pub categories: CodeSet<Category>,
    /// Empty when nobody said for whom.
    #[serde(default, skip_serializing_if = "CodeSet::is_empty_ref")]
    pub audiences: CodeSet<Audience>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// Whether it also helps by telephone or online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<bool>,
    /// Opening hours in the OSM syntax `opening_hours`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// IANA name of the time zone in which the hours are meant; empty when nobody knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    #[serde(default, skip_serializing_if = "CodeSet::is_empty_ref")]
    pub speaks: CodeSet<Spoken>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wheelchair: Option<Wheelchair>,
    pub source: SourceRef,
    /// The latest confirmation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
    /// Made up to show the software; such listings say so wherever they appear.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonstration: bool,
    /// What the source said in its own vocabulary, kept for exports.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, String>,
}

/// The source of listings that are made up, by its name.
pub const DEMONSTRATION: &str = "Demonstration data";

/// The time zone that most readers live in: a page names every other one.
pub const USUAL_ZONE: &str = "Europe/Paris";

impl<T> CodeSet<T> {
    /// [`CodeSet::is_empty`] in the form that serde asks for.
    pub fn is_empty_ref(&self) -> bool {
        self.is_empty()
    }
}

/// The words of a listing in one language. Plain text; a blank line separates paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingText {
    pub name: String,
    /// What one gets here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// For whom and under which conditions.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub conditions: String,
    /// What to bring.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// How to find the door.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub directions: String,
}

/// An item category at a collection point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub item: NeedItem,
    pub priority: NeedPriority,
    /// When an urgent need falls back to "needed": urgency that nobody renews is not believed for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapses_at: Option<Timestamp>,
    /// Details such as sizes, or why it is refused, in the source language of the listing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Need {
    /// The priority at a moment.
    pub fn priority_at(&self, now: Timestamp) -> NeedPriority {
        match (self.priority, self.lapses_at) {
            (NeedPriority::Urgent, Some(lapse)) if lapse <= now => NeedPriority::Needed,
            (priority, _) => priority,
        }
    }

    /// Whether the item is wanted, urgently or not.
    pub fn is_wanted(&self) -> bool {
        matches!(self.priority, NeedPriority::Urgent | NeedPriority::Needed)
    }
}

/// How to reach a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// E.164 (`+33450568749`), or a short number as dialled (`115`, `3919`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Numbers as the source writes them, of which nobody knows the country: shown, never dialled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones_as_written: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Absolute `http` or `https` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

impl Contact {
    /// Whether there is no way to reach anybody.
    pub fn is_empty(&self) -> bool {
        self.phones.is_empty() && self.phones_as_written.is_empty() && self.emails.is_empty() && self.website.is_none()
    }
}

/// Days on which a place is closed although its hours say otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub first: Day,
    pub last: Day,
    /// In the source language of the listing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Where a listing comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// The code of the source, such as `france-services`; `ensemble` for what coordinators write.
    pub code: String,
    /// The id within the source.
    pub id: String,
}

/// Somebody stated that a listing is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub at: Timestamp,
    pub by: ConfirmedBy,
}

impl Confirmation {
    /// The moment that it counts from: a visitor's word counts as much as that of an organisation 271 days before.
    ///
    /// So it never takes a warning away, nor delays one, and stands in the place only of what people are warned of
    /// already; see `docs/decisions/021`.
    pub fn counts_from(self) -> Timestamp {
        match self.by {
            ConfirmedBy::Owner | ConfirmedBy::Coordinator | ConfirmedBy::Importer => self.at,
            ConfirmedBy::Visitor => self.at.saturating_sub((AGEING_DAYS as Timestamp + 1) * DAY),
        }
    }

    /// Whether it is shown in the place of another.
    pub fn outweighs(self, shown: Option<Self>) -> bool {
        shown.is_none_or(|shown| shown.counts_from() < self.counts_from())
    }
}

/// A listing together with its place in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub id: ListingId,
    pub slug: String,
    /// Counts from 1.
    pub revision: u32,
    #[serde(flatten)]
    pub listing: Listing,
}

/// How long a confirmation is fresh, in days, and until when nobody is warned of its age.
const FRESH_DAYS: u32 = 90;
const AGEING_DAYS: u32 = 270;

/// Seconds of a day.
const DAY: Timestamp = 86_400;

/// How old a confirmation is, in the steps that people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// Up to 90 days.
    Fresh,
    /// Up to 270 days.
    Ageing,
    /// Older: call before you go.
    Stale,
    /// Nobody has confirmed it.
    Unknown,
}

impl Freshness {
    /// The step for a confirmation that counts from a moment.
    pub fn of(counts_from: Option<Timestamp>, now: Timestamp) -> Self {
        match counts_from.map(|at| age_days(at, now)) {
            None => Self::Unknown,
            Some(0..=FRESH_DAYS) => Self::Fresh,
            Some(..=AGEING_DAYS) => Self::Ageing,
            Some(_) => Self::Stale,
        }
    }
}

/// Whole days between a past moment and now; 0 for the future.
pub fn age_days(at: Timestamp, now: Timestamp) -> u32 {
    u32::try_from(now.saturating_sub(at).div_euclid(DAY).max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urgency_that_nobody_renews_falls_back_to_needed() {
        let need = Need {
            item: NeedItem::BabyCare,
            priority: NeedPriority::Urgent,
            lapses_at: Some(100),
            note: String::new(),
        };
        assert_eq!(need.priority_at(99), NeedPriority::Urgent);
        assert_eq!(need.priority_at(100), NeedPriority::Needed);
    }

    #[test]
    fn a_visitor_alone_never_takes_a_warning_away_nor_delays_one() {
        let said = |day: Timestamp, by| Confirmation { at: day * DAY, by };
        let visit = said(400, ConfirmedBy::Visitor);
        assert_eq!(Freshness::of(Some(visit.counts_from()), 400 * DAY), Freshness::Stale);
        for by in [ConfirmedBy::Owner, ConfirmedBy::Coordinator, ConfirmedBy::Importer] {
            assert!(!visit.outweighs(Some(said(130, by))), "270 days old, so nobody is warned yet");
            assert!(visit.outweighs(Some(said(128, by))), "{by} is warned of already");
            assert!(said(130, by).outweighs(Some(visit)));
        }
        assert!(visit.outweighs(None) && visit.outweighs(Some(said(399, ConfirmedBy::Visitor))));
        assert!(!visit.outweighs(Some(visit)));
        // Every day somebody taps, for three years after the last word of an organisation.
        let mut shown = said(0, ConfirmedBy::Owner);
        for day in 0..1000 {
            let tap = said(day, ConfirmedBy::Visitor);
            shown = if tap.outweighs(Some(shown)) { tap } else { shown };
            let freshness = Freshness::of(Some(shown.counts_from()), day * DAY);
            assert_eq!(freshness, Freshness::of(Some(0), day * DAY), "day {day}");
        }
    }

    #[test]
    fn freshness_fades_in_steps_and_unknown_stays_unknown() {
        let day = 86_400;
        assert_eq!(Freshness::of(Some(0), 90 * day), Freshness::Fresh);
        assert_eq!(Freshness::of(Some(0), 91 * day), Freshness::Ageing);
        assert_eq!(Freshness::of(Some(0), 271 * day), Freshness::Stale);
        assert_eq!(Freshness::of(None, 0), Freshness::Unknown);
    }
}
