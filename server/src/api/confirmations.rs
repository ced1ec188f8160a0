//! `/api/v1/confirmations`: a visitor says that a listing is right.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::HeaderMap,
    response::Response,
};
use domain::ListingId;
use serde::{Deserialize, Serialize};
use usecases::confirm_listing::confirm_listing;
use utoipa::ToSchema;

use super::{
    incoming::{self, IdempotencyKey, Receipt, Refused},
    sample,
};
use crate::{
    http::{client::ClientOrigin, problem::Problem},
    state::AppState,
};

/// Somebody was there, and the listing is right.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Confirmation {
    /// The id of the listing.
    pub listing: u32,
    /// How many seconds ago it was said, when it had to wait for a network.
    #[serde(default)]
    pub waited: u32,
}

/// Confirm a listing after a visit. It is shown as confirmed by a visitor, unless an organisation confirmed it lately.
#[utoipa::path(
    post,
    path = "/api/v1/confirmations",
    operation_id = "confirm",
    params(IdempotencyKey),
    request_body(content = Confirmation, example = json!(sample::confirmation())),
    responses(
        (status = 201, description = "It is kept.", body = Receipt, example = json!(sample::receipt())),
        Refused,
    )
)]
pub async fn confirm(
    State(state): State<AppState>,
    ClientOrigin(origin): ClientOrigin,
    headers: HeaderMap,
    body: Result<Json<Confirmation>, JsonRejection>,
) -> Result<Response, Problem> {
    let key = incoming::key(&headers)?;
    let Confirmation { listing, waited } = incoming::body(body)?;
    Ok(incoming::answer(confirm_listing(&state.arrival(origin, key, waited), ListingId(listing)).await))
}
