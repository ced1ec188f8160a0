//! `/api/v1/listings/{id}`: one listing.

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use domain::{Lang, ListingId, hours::OpenState};
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
    site::Site,
};

use super::{sample, whole::Whole};
use crate::http::problem::Problem;

/// One listing with all that it says.
#[utoipa::path(
    get,
    path = "/api/v1/listings/{id}",
    operation_id = "listing",
    params(("id" = u32, Path, description = "The id of the listing.", example = 12)),
    responses(
        (status = 200, description = "The listing.", body = Whole, example = json!(sample::whole())),
        (
            status = 404,
            description = "There never was such a listing.",
            body = Problem,
            content_type = "application/problem+json",
        ),
        (
            status = 410,
            description = "The listing was withdrawn.",
            body = Problem,
            content_type = "application/problem+json",
        ),
    )
)]
pub async fn listing(
    State(directory): State<Directory>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Whole>, Problem> {
    let id = path.ok().and_then(|Path(id)| id.parse().ok()).map(ListingId);
    match id.map_or(Found::Never, |id| directory.published(id)) {
        Found::Here(published) => {
            let code = &published.listing.source.code;
            let source = directory.sources().into_iter().find(|source| source.code == *code);
            let card = directory.cards(&[published.id], Lang::Fr, clock.now()).pop();
            let open = card.map_or(OpenState::Unknown, |card| card.open);
            Ok(Json(Whole::of(published, open, source, &site)))
        }
        Found::Gone => Err(Problem::new(StatusCode::GONE, "The listing was withdrawn.")),
        Found::Never => Err(Problem::new(StatusCode::NOT_FOUND, "There is no listing with this id.")),
    }
}
