//! A listing among others, for programs. What nobody knows is null, never a value that looks like a fact.

use domain::{
    CodeSet, Lang, Published,
    engine::Hit,
    place::Position,
    time::rfc3339,
    vocabulary::{Appointment, Audience, Category, Cost, Kind, Spoken, Wheelchair},
};
use serde::Serialize;
use usecases::site::Site;
use utoipa::ToSchema;

use super::codes;

/// A listing among others. What nobody knows is null.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Item {
    /// Never changes and is never used for another listing.
    pub id: u32,
    /// The readable part of the page's address. It changes with the name.
    #[schema(example = "epicerie-solidaire-12")]
    pub slug: String,
    /// The page of the listing in the language of the request.
    #[schema(example = "https://aide.example/uk/listing/epicerie-solidaire-12")]
    pub url: String,
    #[schema(schema_with = codes::one::<Kind>)]
    pub kind: Kind,
    /// In the language of the request if there is one, else in the nearest: see `lang`.
    pub name: String,
    /// The language of the name.
    #[schema(schema_with = codes::one::<Lang>)]
    pub lang: Lang,
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
    /// Degrees north, WGS 84.
    #[schema(required = true)]
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    #[schema(required = true)]
    pub lon: Option<f64>,
    #[schema(required = true)]
    pub postcode: Option<String>,
    #[schema(required = true)]
    pub commune: Option<String>,
    /// Code of the department.
    #[schema(required = true, example = "69")]
    pub department: Option<String>,
    /// From `near`, as the crow flies.
    #[schema(required = true)]
    pub distance_km: Option<f64>,
    /// Whether it is open at the moment of the answer.
    #[schema(required = true)]
    pub open: Option<bool>,
    /// Whether it also helps by telephone or online.
    #[schema(required = true)]
    pub remote: Option<bool>,
    #[schema(schema_with = codes::maybe_one::<Cost>, required = true)]
    pub cost: Option<Cost>,
    #[schema(schema_with = codes::maybe_one::<Appointment>, required = true)]
    pub appointment: Option<Appointment>,
    #[schema(schema_with = codes::maybe_one::<Wheelchair>, required = true)]
    pub wheelchair: Option<Wheelchair>,
    /// Code of the source.
    #[schema(example = "france-services")]
    pub source: String,
    /// The id within the source.
    pub source_id: String,
    /// When somebody last stated that it is right (RFC 3339).
    #[schema(required = true, format = DateTime)]
    pub confirmed_at: Option<String>,
    /// Made up to show the software.
    pub demonstration: bool,
}

impl Item {
    /// The item of a listing that was found, for a reader of that language.
    pub fn of(published: Published, hit: Hit, lang: Lang, site: &Site) -> Self {
        let Published { id, slug, listing, .. } = published;
        let version = listing.texts.for_reader(lang);
        let address = listing.address.unwrap_or_default();
        Self {
            id: id.0,
            url: page(site, lang, &slug),
            slug,
            kind: listing.kind,
            name: version.text.name.clone(),
            lang: version.lang,
            organisation: known(listing.organisation),
            categories: listing.categories,
            audiences: known_set(listing.audiences),
            speaks: known_set(listing.speaks),
            lat: listing.position.map(Position::lat),
            lon: listing.position.map(Position::lon),
            postcode: known(address.postcode),
            commune: known(address.commune),
            department: address.department,
            distance_km: hit.distance_m.map(km),
            open: hit.open,
            remote: listing.remote,
            cost: listing.cost,
            appointment: listing.appointment,
            wheelchair: listing.wheelchair,
            source: listing.source.code,
            source_id: listing.source.id,
            confirmed_at: listing.confirmation.map(|confirmation| rfc3339(confirmation.at)),
            demonstration: listing.demonstration,
        }
    }
}

/// The address of a listing's page; without scheme and host when nobody told the server.
pub fn page(site: &Site, lang: Lang, slug: &str) -> String {
    format!("{}/{lang}/listing/{slug}", site.base)
}

/// Text that says something.
pub fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// An empty set of what somebody would have to tell is not known.
pub fn known_set<T>(set: CodeSet<T>) -> Option<CodeSet<T>> {
    Some(set).filter(|set| !set.is_empty())
}

/// Whole metres as kilometres.
pub fn km(metres: u32) -> f64 {
    f64::from(metres) / 1000.0
}
