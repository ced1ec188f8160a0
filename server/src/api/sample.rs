//! The examples of the document, made of the types that answer, so that they cannot go stale.

use axum::http::StatusCode;
use domain::{
    Code, CodeSet, Lang, Listing, ListingId, Published,
    engine::{self, Counts, Hit},
    gazetteer::PlaceKind,
    hours::OpenState,
    lang::{TextState, Translated},
    listing::{Confirmation, Contact, ListingText, SourceRef},
    place::{Address, Position},
    vocabulary::{Appointment, Audience, Category, ConfirmedBy, Cost, Kind, Spoken},
};
use usecases::{Source, site::Site};

use super::{
    confirmations,
    geojson::Feature,
    incoming::Receipt,
    item::Item,
    listings::Listings,
    places::{self, Places},
    points::Points,
    reports::Report,
    whole::Whole,
};
use crate::http::problem::{ParameterError, Problem};

/// A search with one result.
pub fn listings() -> Listings {
    let hit = Hit { id: ListingId(12), distance_m: Some(1240), open: Some(true) };
    let item = Item::of(published(), hit, Lang::Uk, &site());
    let facets = engine::Facets {
        kind: one(Kind::AidResource),
        category: one(Category::Food),
        department: vec![("69".into(), 1)],
        open_now: 1,
        free: 1,
        ..engine::Facets::default()
    };
    Listings { total: 1, change: 4711, place: None, left_out: Vec::new(), items: vec![item], facets: facets.into() }
}

/// One listing with all that it says.
pub fn whole() -> Whole {
    let source = Source {
        code: "ensemble".into(),
        name: "Ensemble".into(),
        url: Some("https://aide.example".into()),
        licence: Some("ODbL 1.0".into()),
        imported_at: None,
    };
    Whole::of(published(), OpenState::Unknown, Some(source), &site())
}

/// A collection with one feature.
pub fn collection() -> serde_json::Value {
    let feature = Feature::of(published(), Lang::Uk, None, &site());
    serde_json::json!({
        "type": "FeatureCollection",
        "change": 4711,
        "total": 1,
        "features": feature.into_iter().collect::<Vec<_>>(),
        "without_position": 0,
        "is_cut": false,
    })
}

/// Two results, one of which has a position.
pub fn points() -> Option<Points> {
    let listing = published().listing;
    let (id, kind, category) = (ListingId(12), listing.kind, Some(Category::Food));
    let point = engine::Point { id, position: listing.position?, kind, category };
    Some(Points::of(&engine::Points { points: vec![point], unplaced: 1 }, 4711))
}

/// One place. Said here: the document is made at each start, and the places need not be read for it.
pub fn places() -> Places {
    Places {
        items: vec![places::Item {
            name: "Ліон".into(),
            label: "Ліон (69)".into(),
            kind: PlaceKind::Commune,
            lat: 45.758,
            lon: 4.8351,
            department: Some("69"),
            country: "FR",
            population: Some(520_774),
        }],
    }
}

/// A report of an error.
pub fn report() -> Report {
    Report {
        listing: 12,
        wrong: "hours".into(),
        comment: "Зачинено щосереди.".into(),
        contact: String::new(),
        lang: Lang::Uk,
        waited: 0,
    }
}

/// A confirmation that had to wait for an hour.
pub fn confirmation() -> confirmations::Confirmation {
    confirmations::Confirmation { listing: 12, waited: 3600 }
}

/// What is answered to either.
pub fn receipt() -> Receipt {
    Receipt { listing: 12, received_at: "2026-11-23T09:00:00Z".into() }
}

/// The refusal of a report that says nothing.
pub fn not_taken() -> Problem {
    let errors = vec![ParameterError { parameter: "wrong".into(), reason: "missing".into() }];
    Problem::fields(StatusCode::UNPROCESSABLE_ENTITY, "Some fields are not right.", errors)
}

/// The refusal of a parameter that does not exist.
pub fn problem() -> Problem {
    Problem::parameters(vec![ParameterError { parameter: "colour".into(), reason: "unknown".into() }])
}

/// A count of one for one value.
fn one<T: Code>(value: T) -> Counts<T> {
    let counts: Vec<u32> = T::ALL.iter().map(|other| u32::from(*other == value)).collect();
    Counts::from_indexed(&counts)
}

fn site() -> Site {
    Site { base: "https://aide.example".into() }
}

fn published() -> Published {
    let text = |name: &str, description: &str| ListingText {
        name: name.into(),
        description: description.into(),
        ..ListingText::default()
    };
    let french = text("Épicerie solidaire", "Produits alimentaires à petit prix.");
    let ukrainian = text("Соціальна крамниця", "Продукти за невеликі гроші.");
    let listing = Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, french).and(Lang::Uk, TextState::Reviewed, ukrainian),
        organisation: "Association Exemple".into(),
        categories: CodeSet::only(Category::Food),
        audiences: CodeSet::only(Audience::Everyone),
        needs: Vec::new(),
        contact: Contact { phones: vec!["+33400000000".into()], ..Contact::default() },
        address: Some(Address {
            street: "1 rue de l’Exemple".into(),
            postcode: "69001".into(),
            commune: "Lyon".into(),
            department: Some("69".into()),
            ..Address::default()
        }),
        position: Position::from_e5(4_576_720, 483_420),
        area: None,
        remote: None,
        hours: Some("Mo-Fr 09:00-12:00".into()),
        zone: domain::listing::USUAL_ZONE.into(),
        closures: Vec::new(),
        appointment: Some(Appointment::NotNeeded),
        speaks: [Spoken::French, Spoken::Ukrainian].into_iter().collect(),
        cost: Some(Cost::Free),
        wheelchair: None,
        source: SourceRef { code: "ensemble".into(), id: "12".into() },
        confirmation: Some(Confirmation { at: 1_795_000_000, by: ConfirmedBy::Coordinator }),
        demonstration: false,
        kept: [].into(),
    };
    Published { id: ListingId(12), slug: "epicerie-solidaire-12".into(), revision: 3, listing }
}
