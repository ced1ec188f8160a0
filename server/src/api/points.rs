//! `/api/v1/points`: all results of a search as points of a map, column by column.
//!
//! The smallest form in which a map can draw them; what a point is, `/api/v1/listings/{id}` tells.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    Code, engine,
    vocabulary::{Category, Kind},
};
use serde::Serialize;
use usecases::{clock::Clock, directory::Directory};
use utoipa::ToSchema;

use super::{parameters::Search, question::Question, sample};
use crate::http::problem::Problem;

/// The results of a search that have a position. All columns are equally long; the same place in each is one listing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Points {
    /// Results, those without a position included.
    pub total: u32,
    /// Results that are left out because nobody knows where they are.
    pub unmapped: u32,
    /// The number of the latest change to the directory that the answer knows.
    pub change: u64,
    pub ids: Vec<u32>,
    /// Hundred-thousandths of a degree, WGS 84.
    pub lat: Vec<i32>,
    /// Hundred-thousandths of a degree, WGS 84.
    pub lon: Vec<i32>,
    /// Places in `kind_codes`.
    pub kinds: Vec<u8>,
    /// Places in `category_codes`: the first category that the search chose, else the first of the listing; null when it
    /// has none.
    pub categories: Vec<Option<u8>>,
    pub kind_codes: Vec<&'static str>,
    pub category_codes: Vec<&'static str>,
}

/// All results of a search, on whatever page, as points of a map.
#[utoipa::path(
    get,
    path = "/api/v1/points",
    operation_id = "points",
    params(Search),
    responses(
        (status = 200, description = "Columns of points.", body = Points, example = json!(sample::points())),
        (
            status = 400,
            description = "A parameter is unknown or its value cannot be understood.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn points(State(directory): State<Directory>, State(clock): State<Clock>, question: Question) -> Response {
    let (found, _, change) = directory.points(&question.filter, clock.now());
    let mut response = Json(Points::of(&found, change)).into_response();
    question.mark(&mut response);
    response
}

impl Points {
    /// The columns of what the engine found.
    pub(super) fn of(found: &engine::Points, change: u64) -> Self {
        let column = |of: fn(&engine::Point) -> i32| found.points.iter().map(of).collect::<Vec<_>>();
        let category = |point: &engine::Point| point.category.map(|category| category.index() as u8);
        Self {
            total: found.total(),
            unmapped: found.unplaced,
            change,
            ids: found.points.iter().map(|point| point.id.0).collect(),
            lat: column(|point| point.position.e5().0),
            lon: column(|point| point.position.e5().1),
            kinds: found.points.iter().map(|point| point.kind.index() as u8).collect(),
            categories: found.points.iter().map(category).collect(),
            kind_codes: Kind::ALL.iter().map(|kind| kind.code()).collect(),
            category_codes: Category::ALL.iter().map(|category| category.code()).collect(),
        }
    }
}
