//! `/api/v1/listings`: a search.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    engine::{self, Counts},
    vocabulary::{Audience, Category, Kind, NeedItem, Spoken},
};
use serde::Serialize;
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
    site::Site,
};
use utoipa::ToSchema;

use super::{codes, item::Item, parameters::Search, places::Item as Place, question::Question, sample};
use crate::http::problem::Problem;

pub(super) const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// The answer to a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Listings {
    /// Results on all pages.
    pub total: u32,
    /// The number of the latest change to the directory that the answer knows. It only grows.
    pub change: u64,
    /// The place that `place` means: the middle of the search, or departments. null when none is named or known.
    #[schema(nullable)]
    pub place: Option<Place>,
    /// Words of `q`, as typed, without which something was found.
    pub left_out: Vec<String>,
    /// Results on the page that was asked for, in order.
    pub items: Vec<Item>,
    pub facets: Facets,
}

/// For each value how many results there would be if it were the only choice in its facet, the rest of the filter kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Facets {
    #[schema(schema_with = codes::counts::<Kind>)]
    pub kind: Counts<Kind>,
    #[schema(schema_with = codes::counts::<Category>)]
    pub category: Counts<Category>,
    #[schema(schema_with = codes::counts::<Audience>)]
    pub audience: Counts<Audience>,
    #[schema(schema_with = codes::counts::<Spoken>)]
    pub speaks: Counts<Spoken>,
    #[schema(schema_with = codes::counts::<NeedItem>)]
    pub need: Counts<NeedItem>,
    /// By code of the department; those without results are absent.
    pub department: BTreeMap<String, u32>,
    pub open: OpenCount,
    pub free: FlagCount,
    pub remote: FlagCount,
}

/// The count of `open=now`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenCount {
    /// What is surely open at the moment of the answer.
    pub now: u32,
}

/// The count of a flag such as `free=1`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlagCount {
    #[serde(rename = "1")]
    pub yes: u32,
}

impl From<engine::Facets> for Facets {
    fn from(facets: engine::Facets) -> Self {
        Self {
            kind: facets.kind,
            category: facets.category,
            audience: facets.audience,
            speaks: facets.speaks,
            need: facets.need,
            department: facets.department.into_iter().collect(),
            open: OpenCount { now: facets.open_now },
            free: FlagCount { yes: facets.free },
            remote: FlagCount { yes: facets.remote },
        }
    }
}

/// Search the directory.
///
/// Takes the query string of a page of results. Repeated values of one parameter are alternatives, different parameters
/// combine. An empty value is the same as no parameter.
#[utoipa::path(
    get,
    path = "/api/v1/listings",
    operation_id = "listings",
    params(Search),
    responses(
        (
            status = 200,
            description = "A page of results, best first.",
            body = Listings,
            headers(("x-total-count" = u32, description = "Results on all pages.")),
            example = json!(sample::listings()),
        ),
        (
            status = 400,
            description = "A parameter is unknown or its value cannot be understood.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn listings(
    State(directory): State<Directory>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    question: Question,
) -> Response {
    let (answer, change, settled) = directory.ask(&question.filter, clock.now());
    let mut items = Vec::with_capacity(answer.hits.len());
    for hit in answer.hits {
        // A listing may be withdrawn between the two questions; then it is left out.
        if let Found::Here(published) = directory.published(hit.id) {
            items.push(Item::of(published, hit, question.lang, &site));
        }
    }
    let (total, left_out) = (answer.total, answer.left_out);
    let place = settled.place.map(|place| Place::of(place, question.lang));
    let mut response =
        Json(Listings { total, change, place, left_out, items, facets: answer.facets.into() }).into_response();
    response.headers_mut().insert(TOTAL, HeaderValue::from(total));
    question.mark(&mut response);
    response
}

impl Question {
    /// Says that the answer would be another for another reader.
    pub(super) fn mark(&self, response: &mut Response) {
        if !self.names_lang {
            response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
        }
    }
}
