//! `/api/v1/listings.geojson`: all results of a search, for maps.
//!
//! Packed while it is made: a hundred thousand listings never lie in memory as text. It says when places are open, not
//! whether: it is made to be kept.

use std::vec;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use domain::{
    CodeSet, Lang, ListingId, Published,
    engine::Hit,
    place::Position,
    vocabulary::{Audience, Category, Cost, Kind, Spoken},
};
use futures_util::stream;
use serde::Serialize;
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
    site::Site,
};
use utoipa::ToSchema;

use super::{codes, item::Item, listings::TOTAL, parameters::Search, question::Question, sample};
use crate::http::problem::Problem;

/// Most listings in one answer.
const MOST: usize = 100_000;
/// Listings that are written before the next turn of whoever else waits.
const AT_A_TIME: usize = 200;

/// Listings as GeoJSON (RFC 7946).
#[derive(Serialize, ToSchema)]
#[schema(as = FeatureCollection)]
pub struct Collection {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    /// The number of the latest change to the directory that the answer knows.
    change: u64,
    /// Results, those without a position included.
    total: u32,
    features: Vec<Feature>,
    /// Results that are left out because nobody knows where they are.
    without_position: u32,
    /// Whether there are more results than one answer holds.
    is_cut: bool,
}

/// A listing on the map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Feature {
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    kind: &'static str,
    /// The id of the listing.
    id: u32,
    geometry: Point,
    properties: Properties,
}

/// A point, longitude first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Point {
    #[serde(rename = "type")]
    #[schema(example = "Point")]
    kind: &'static str,
    coordinates: [f64; 2],
}

/// What a map shows beside a point. What nobody knows is null.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Properties {
    slug: String,
    /// The page of the listing.
    url: String,
    #[schema(schema_with = codes::one::<Kind>)]
    kind: Kind,
    name: String,
    /// The language of the name.
    #[schema(schema_with = codes::one::<Lang>)]
    lang: Lang,
    #[schema(required = true)]
    organisation: Option<String>,
    #[schema(schema_with = codes::several::<Category>)]
    categories: CodeSet<Category>,
    #[schema(schema_with = codes::maybe_several::<Audience>, required = true)]
    audiences: Option<CodeSet<Audience>>,
    #[schema(schema_with = codes::maybe_several::<Spoken>, required = true)]
    speaks: Option<CodeSet<Spoken>>,
    #[schema(required = true)]
    postcode: Option<String>,
    #[schema(required = true)]
    commune: Option<String>,
    #[schema(required = true)]
    department: Option<String>,
    /// From `near`, as the crow flies.
    #[schema(required = true)]
    distance_km: Option<f64>,
    /// In the OSM syntax `opening_hours`.
    #[schema(required = true)]
    opening_hours: Option<String>,
    #[schema(schema_with = codes::maybe_one::<Cost>, required = true)]
    cost: Option<Cost>,
    source: String,
    source_id: String,
    /// When somebody last stated that it is right (RFC 3339).
    #[schema(required = true, format = DateTime)]
    confirmed_at: Option<String>,
    demonstration: bool,
}

impl Feature {
    /// The feature of a listing; `None` when nobody knows where it is.
    pub fn of(mut published: Published, lang: Lang, near: Option<Position>, site: &Site) -> Option<Self> {
        let at = published.listing.position?;
        let opening_hours = published.listing.hours.take();
        let hit = Hit { id: published.id, distance_m: near.map(|near| near.metres_to(at)), open: None };
        let item = Item::of(published, hit, lang, site);
        let properties = Properties {
            slug: item.slug,
            url: item.url,
            kind: item.kind,
            name: item.name,
            lang: item.lang,
            organisation: item.organisation,
            categories: item.categories,
            audiences: item.audiences,
            speaks: item.speaks,
            postcode: item.postcode,
            commune: item.commune,
            department: item.department,
            distance_km: item.distance_km,
            opening_hours,
            cost: item.cost,
            source: item.source,
            source_id: item.source_id,
            confirmed_at: item.confirmed_at,
            demonstration: item.demonstration,
        };
        let geometry = Point { kind: "Point", coordinates: [at.lon(), at.lat()] };
        Some(Self { kind: "Feature", id: item.id, geometry, properties })
    }
}

/// All results of a search as GeoJSON.
///
/// Takes the query string of a search; `page` and `per_page` have no effect. Ends after 100,000 results.
#[utoipa::path(
    get,
    path = "/api/v1/listings.geojson",
    operation_id = "listings_geojson",
    params(Search),
    responses(
        (
            status = 200,
            description = "All results that have a position, best first.",
            body = Collection,
            content_type = "application/geo+json",
            headers(("x-total-count" = u32, description = "Results, those without a position included.")),
            example = json!(sample::collection()),
        ),
        (
            status = 400,
            description = "A parameter is unknown or its value cannot be understood.",
            body = Problem,
            content_type = "application/problem+json",
        ),
    )
)]
pub async fn geojson(
    State(directory): State<Directory>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    question: Question,
) -> Response {
    let (mut ids, change) = directory.ids(&question.filter, clock.now());
    let total = ids.len();
    ids.truncate(MOST);
    let (near, lang) = (question.filter.near, question.lang);
    let export = Export { directory, site, lang, near, ids: ids.into_iter(), without_position: 0, is_first: true };
    let mut response = Response::new(export.body(change, total));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/geo+json"));
    headers.insert(TOTAL, HeaderValue::from(total));
    question.mark(&mut response);
    response
}

/// A collection on its way out.
struct Export {
    directory: Directory,
    site: Site,
    lang: Lang,
    near: Option<Position>,
    ids: vec::IntoIter<ListingId>,
    without_position: u32,
    is_first: bool,
}

impl Export {
    fn body(self, change: u64, total: usize) -> Body {
        let head = format!(r#"{{"type":"FeatureCollection","change":{change},"total":{total},"features":["#);
        let is_cut = total > MOST;
        let pieces = stream::unfold(Some((self, head.into_bytes())), move |rest| async move {
            let (mut export, mut piece) = rest?;
            // Writing never waits for anything; without this nobody else would have a turn.
            tokio::task::yield_now().await;
            let rest = if export.write(&mut piece)? {
                Some((export, Vec::new()))
            } else {
                let tail = format!(r#"],"without_position":{},"is_cut":{is_cut}}}"#, export.without_position);
                piece.extend_from_slice(tail.as_bytes());
                None
            };
            Some((Ok::<_, std::convert::Infallible>(Bytes::from(piece)), rest))
        });
        Body::from_stream(pieces)
    }

    /// Writes some features; says whether there are more. `None` never happens: they can all be written.
    fn write(&mut self, piece: &mut Vec<u8>) -> Option<bool> {
        for id in self.ids.by_ref().take(AT_A_TIME) {
            // What was withdrawn in the meantime is left out.
            let Found::Here(published) = self.directory.published(id) else { continue };
            let Some(feature) = Feature::of(published, self.lang, self.near, &self.site) else {
                self.without_position += 1;
                continue;
            };
            if !std::mem::take(&mut self.is_first) {
                piece.push(b',');
            }
            serde_json::to_writer(&mut *piece, &feature).ok()?;
        }
        Some(!self.ids.as_slice().is_empty())
    }
}
