//! One listing, whole.

use serde::{Deserialize, Serialize};

use super::{Card, NeedLine};
use crate::{
    hours::{Schedule, Slice},
    lang::{Lang, TextState},
    listing::{Contact, ListingText},
    place::{Address, Area, Position},
    time::{Day, LocalTime, Timestamp},
};

/// A listing in one language, with everything its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListingView {
    pub card: Card,
    /// Whether only what a list shows is known: the details are not kept on this device.
    pub partial: bool,
    pub at: Timestamp,
    /// The words for the reader.
    pub text: Words,
    pub lang: Lang,
    pub state: TextState,
    /// The language it was written in.
    pub source_lang: Lang,
    /// All languages it exists in.
    pub langs: Vec<Lang>,
    /// The French words, for the person at the counter; `None` when the reader's are French or there are none.
    pub french: Option<Words>,
    pub address: Option<Door>,
    pub position: Option<Position>,
    pub area: Option<Served>,
    pub contact: Reach,
    pub needs: Vec<NeedLine>,
    pub hours: Option<HoursTable>,
    /// The hours as the source wrote them, when they cannot be shown as a table.
    pub hours_text: Option<String>,
    /// What the source says in words beside the hours, in the language it was written in.
    pub hours_words: Vec<String>,
    /// First and last day of closures that are not over, and why.
    pub closures: Vec<(Day, Day, String)>,
    pub source: String,
    pub licence: Option<String>,
}

// The record leaves empty fields out and names its variants, to stay readable; postcard has no names. These have the
// fields that a page shows, and all of them, always.

/// [`ListingText`] as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub name: String,
    pub description: String,
    pub conditions: String,
    pub documents: Vec<String>,
    pub directions: String,
}

impl From<&ListingText> for Words {
    fn from(text: &ListingText) -> Self {
        let ListingText { name, description, conditions, documents, directions } = text.clone();
        Self { name, description, conditions, documents, directions }
    }
}

/// [`Address`] as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    pub street: String,
    pub complement: String,
    pub postcode: String,
    pub commune: String,
    /// ISO 3166-1 code; empty when nobody knows.
    pub country: String,
}

impl From<&Address> for Door {
    fn from(address: &Address) -> Self {
        let Address { street, complement, postcode, commune, country, .. } = address.clone();
        Self { street, complement, postcode, commune, country }
    }
}

/// [`Contact`] as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    pub phones: Vec<String>,
    /// Numbers of which nobody knows the country: shown, never dialled.
    pub phones_as_written: Vec<String>,
    pub emails: Vec<String>,
    pub website: Option<String>,
}

impl Reach {
    /// Whether there is no way to reach anybody.
    pub fn is_empty(&self) -> bool {
        let Self { phones, phones_as_written, emails, website } = self;
        phones.is_empty() && phones_as_written.is_empty() && emails.is_empty() && website.is_none()
    }
}

impl From<&Contact> for Reach {
    fn from(contact: &Contact) -> Self {
        let Contact { phones, phones_as_written, emails, website } = contact.clone();
        Self { phones, phones_as_written, emails, website }
    }
}

/// [`Area`] as a page shows it: only departments have names that people know by heart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Served {
    Commune,
    Department(String),
    Region,
    Country,
}

impl From<&Area> for Served {
    fn from(area: &Area) -> Self {
        match area {
            Area::Commune(_) => Self::Commune,
            Area::Department(code) => Self::Department(code.clone()),
            Area::Region(_) => Self::Region,
            Area::Country(_) => Self::Country,
        }
    }
}

/// The coming seven days, today first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoursTable {
    pub days: Vec<DayHours>,
    /// The time zone, when it is not the usual one; empty when nobody knows it.
    pub zone: Option<String>,
}

/// One day of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayHours {
    pub day: Day,
    /// `None` when nobody knows.
    pub slices: Option<Vec<Slice>>,
    /// Whether the day differs from the usual week (a holiday, a closure).
    pub unusual: bool,
}

impl HoursTable {
    /// The coming seven days of a schedule; `None` when nothing is known.
    pub fn of(schedule: &Schedule, now: LocalTime, zone: Option<String>) -> Option<Self> {
        if schedule.is_unknown() {
            return None;
        }
        let day = |offset: i32| {
            let day = now.day.plus(offset);
            let slices = schedule.day(day).map(<[Slice]>::to_vec);
            let usual = schedule.week.as_ref().map(|week| week[day.weekday()].to_vec());
            DayHours { day, unusual: slices != usual, slices }
        };
        Some(Self { days: (0..7).map(day).collect(), zone })
    }
}
