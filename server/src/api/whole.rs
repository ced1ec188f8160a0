//! One listing with all that it says, in every language, for programs.

use std::collections::BTreeMap;

use domain::{
    Code, CodeSet, Lang, Published,
    hours::OpenState,
    lang::{TextState, Version},
    listing::{Closure, Contact, ListingText, Need},
    place::{Address, Area, Position},
    time::rfc3339,
    vocabulary::{
        Appointment, Audience, Category, ConfirmedBy, Cost, Kind, NeedItem, NeedPriority, Spoken, Wheelchair,
    },
};
use serde::Serialize;
use usecases::{Source, site::Site};
use utoipa::ToSchema;

use super::{
    codes,
    item::{known, known_set, page},
};

/// A listing with all that it says. What nobody knows is null.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Whole {
    /// Never changes and is never used for another listing.
    pub id: u32,
    /// The readable part of the page's address. It changes with the name.
    pub slug: String,
    /// The page in each language.
    pub urls: BTreeMap<String, String>,
    /// Counts from 1; a listing that says something new has a new revision.
    pub revision: u32,
    #[schema(schema_with = codes::one::<Kind>)]
    pub kind: Kind,
    /// What it says, in each language there is.
    pub texts: Vec<Words>,
    /// Who runs it.
    #[schema(required = true)]
    pub organisation: Option<String>,
    #[schema(schema_with = codes::several::<Category>)]
    pub categories: CodeSet<Category>,
    /// For whom it is.
    #[schema(schema_with = codes::maybe_several::<Audience>, required = true)]
    pub audiences: Option<CodeSet<Audience>>,
    /// Languages in which people are received.
    #[schema(schema_with = codes::maybe_several::<Spoken>, required = true)]
    pub speaks: Option<CodeSet<Spoken>>,
    /// What a collection point needs.
    pub needs: Vec<Wanted>,
    pub contact: Reach,
    #[schema(required = true)]
    pub address: Option<Door>,
    /// Degrees north, WGS 84.
    #[schema(required = true)]
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    #[schema(required = true)]
    pub lon: Option<f64>,
    /// The area in which it helps.
    #[schema(required = true)]
    pub area: Option<Served>,
    /// Whether it also helps by telephone or online.
    #[schema(required = true)]
    pub remote: Option<bool>,
    /// In the OSM syntax `opening_hours`.
    #[schema(required = true, example = "Mo-Fr 09:00-17:00; PH off")]
    pub opening_hours: Option<String>,
    /// The time zone in which the hours are meant.
    #[schema(required = true, example = "Europe/Paris")]
    pub zone: Option<String>,
    /// Days on which it is closed whatever the hours say.
    pub closures: Vec<Closed>,
    /// Whether it is open at the moment of the answer.
    #[schema(required = true)]
    pub open: Option<bool>,
    #[schema(schema_with = codes::maybe_one::<Appointment>, required = true)]
    pub appointment: Option<Appointment>,
    #[schema(schema_with = codes::maybe_one::<Cost>, required = true)]
    pub cost: Option<Cost>,
    #[schema(schema_with = codes::maybe_one::<Wheelchair>, required = true)]
    pub wheelchair: Option<Wheelchair>,
    /// Code of the source.
    pub source: String,
    /// The id within the source.
    pub source_id: String,
    #[schema(required = true)]
    pub source_name: Option<String>,
    #[schema(required = true)]
    pub source_url: Option<String>,
    /// The licence of the source, as it names it.
    #[schema(required = true)]
    pub licence: Option<String>,
    /// When somebody last stated that it is right (RFC 3339).
    #[schema(required = true, format = DateTime)]
    pub confirmed_at: Option<String>,
    #[schema(schema_with = codes::maybe_one::<ConfirmedBy>, required = true)]
    pub confirmed_by: Option<ConfirmedBy>,
    /// Made up to show the software.
    pub demonstration: bool,
    /// What the source said in its own vocabulary.
    pub kept: BTreeMap<String, String>,
}

/// What a listing says in one language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Words {
    #[schema(schema_with = codes::one::<Lang>)]
    pub lang: Lang,
    /// How the text came to be in this language.
    #[schema(schema_with = codes::one::<TextState>)]
    pub state: TextState,
    pub name: String,
    #[schema(required = true)]
    pub description: Option<String>,
    /// For whom and under which conditions.
    #[schema(required = true)]
    pub conditions: Option<String>,
    /// What to bring.
    pub documents: Vec<String>,
    /// How to find the door.
    #[schema(required = true)]
    pub directions: Option<String>,
}

/// An item at a collection point.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Wanted {
    #[schema(schema_with = codes::one::<NeedItem>)]
    pub item: NeedItem,
    #[schema(schema_with = codes::one::<NeedPriority>)]
    pub priority: NeedPriority,
    /// When an urgent need falls back to `needed` (RFC 3339).
    #[schema(required = true, format = DateTime)]
    pub lapses_at: Option<String>,
    #[schema(required = true)]
    pub note: Option<String>,
}

/// How to reach a listing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reach {
    /// E.164, or short numbers as dialled.
    pub phones: Vec<String>,
    /// Numbers as the source writes them, of which nobody knows the country: not to be dialled.
    pub phones_as_written: Vec<String>,
    pub emails: Vec<String>,
    #[schema(required = true)]
    pub website: Option<String>,
}

/// A postal address.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Door {
    #[schema(required = true)]
    pub street: Option<String>,
    #[schema(required = true)]
    pub complement: Option<String>,
    #[schema(required = true)]
    pub postcode: Option<String>,
    #[schema(required = true)]
    pub commune: Option<String>,
    /// Official code of the commune.
    #[schema(required = true)]
    pub commune_code: Option<String>,
    /// Code of the department.
    #[schema(required = true)]
    pub department: Option<String>,
    /// ISO 3166-1, `FR` in all of France.
    #[schema(required = true)]
    pub country: Option<String>,
}

/// An area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Served {
    /// `commune`, `department`, `region` or `country`.
    pub level: &'static str,
    /// Its official code.
    pub code: String,
}

/// Days without opening, both included (ISO 8601).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Closed {
    #[schema(format = Date)]
    pub first: String,
    #[schema(format = Date)]
    pub last: String,
    #[schema(required = true)]
    pub reason: Option<String>,
}

impl Whole {
    /// All that a listing says.
    pub fn of(published: Published, open: OpenState, source: Option<Source>, site: &Site) -> Self {
        let Published { id, slug, revision, listing } = published;
        let (source_name, source_url, licence) = match source {
            Some(source) => (Some(source.name), source.url, source.licence),
            None => (None, None, None),
        };
        Self {
            id: id.0,
            urls: Lang::ALL.iter().map(|&lang| (lang.to_string(), page(site, lang, &slug))).collect(),
            slug,
            revision,
            kind: listing.kind,
            texts: Vec::from(listing.texts).into_iter().map(Words::from).collect(),
            organisation: known(listing.organisation),
            categories: listing.categories,
            audiences: known_set(listing.audiences),
            speaks: known_set(listing.speaks),
            needs: listing.needs.into_iter().map(Wanted::from).collect(),
            contact: listing.contact.into(),
            address: listing.address.map(Door::from),
            lat: listing.position.map(Position::lat),
            lon: listing.position.map(Position::lon),
            area: listing.area.map(Served::from),
            remote: listing.remote,
            opening_hours: listing.hours,
            zone: known(listing.zone),
            closures: listing.closures.into_iter().map(Closed::from).collect(),
            open: is_open(open),
            appointment: listing.appointment,
            cost: listing.cost,
            wheelchair: listing.wheelchair,
            source: listing.source.code,
            source_id: listing.source.id,
            source_name,
            source_url,
            licence,
            confirmed_at: listing.confirmation.map(|confirmation| rfc3339(confirmation.at)),
            confirmed_by: listing.confirmation.map(|confirmation| confirmation.by),
            demonstration: listing.demonstration,
            kept: listing.kept,
        }
    }
}

fn is_open(state: OpenState) -> Option<bool> {
    match state {
        OpenState::Open { .. } => Some(true),
        OpenState::Closed { .. } => Some(false),
        OpenState::Unknown => None,
    }
}

impl From<Version<ListingText>> for Words {
    fn from(Version { lang, state, text }: Version<ListingText>) -> Self {
        Self {
            lang,
            state,
            name: text.name,
            description: known(text.description),
            conditions: known(text.conditions),
            documents: text.documents,
            directions: known(text.directions),
        }
    }
}

impl From<Need> for Wanted {
    fn from(need: Need) -> Self {
        Self {
            item: need.item,
            priority: need.priority,
            lapses_at: need.lapses_at.map(rfc3339),
            note: known(need.note),
        }
    }
}

impl From<Contact> for Reach {
    fn from(contact: Contact) -> Self {
        let Contact { phones, phones_as_written, emails, website } = contact;
        Self { phones, phones_as_written, emails, website }
    }
}

impl From<Address> for Door {
    fn from(address: Address) -> Self {
        Self {
            street: known(address.street),
            complement: known(address.complement),
            postcode: known(address.postcode),
            commune: known(address.commune),
            commune_code: address.commune_code,
            department: address.department,
            country: known(address.country),
        }
    }
}

impl From<Area> for Served {
    fn from(area: Area) -> Self {
        let (level, code) = match area {
            Area::Commune(code) => ("commune", code),
            Area::Department(code) => ("department", code),
            Area::Region(code) => ("region", code),
            Area::Country(code) => ("country", code),
        };
        Self { level, code }
    }
}

impl From<Closure> for Closed {
    fn from(closure: Closure) -> Self {
        Self { first: closure.first.to_string(), last: closure.last.to_string(), reason: known(closure.reason) }
    }
}
