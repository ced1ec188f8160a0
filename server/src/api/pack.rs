//! `/api/v1/pack/{lang}` and `/api/v1/changes/{lang}`: the directory as bytes for phones that answer without a network.
//!
//! The blocks are described in `docs/pack.md`. Knows nothing about what is inside.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{Code, Lang, time::Timestamp};
use serde::Deserialize;
use usecases::clock::Clock;

use super::{
    parameters::{Language, Which},
    sample,
};
use crate::{
    http::problem::Problem,
    packs::{Answer, Packs},
};

/// The clock of the server at the answer, in seconds since 1970: a phone's own may be wrong by years.
const TIME: &str = "ensemble-time";
/// How a listing without a department is asked for in an address, which cannot have an empty part.
const NO_DEPARTMENT: &str = "-";

/// The index of everything that is published, in one language.
#[utoipa::path(
    get,
    path = "/api/v1/pack/{lang}",
    operation_id = "pack",
    params(Language),
    responses(
        (status = 200, description = "A block of kind 1.", body = [u8], content_type = "application/octet-stream"),
        (
            status = 404,
            description = "No such language.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn index(
    State(packs): State<Packs>,
    State(clock): State<Clock>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pack = packs.pack(language(&lang)?).await.ok_or_else(not_now)?;
    Ok(timed(pack.index.answer(&headers), clock.now()))
}

/// Which words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfIndex {
    /// The checksum of the index they belong to, in hexadecimal digits.
    index: String,
}

/// The words of an index.
#[utoipa::path(
    get,
    path = "/api/v1/pack/{lang}/words",
    operation_id = "words",
    params(Language,
        ("index" = String, Query, pattern = "^[0-9a-fA-F]{1,8}$", description = "The checksum of the index, in hexadecimal digits.")),
    responses(
        (status = 200, description = "A block of kind 2.", body = [u8], content_type = "application/octet-stream"),
        (
            status = 400,
            description = "`index` is missing, is no checksum, or something else is asked, too.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 404,
            description = "No such language; or another index has taken the place of that one: fetch that.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn words(
    State(packs): State<Packs>,
    Path(lang): Path<String>,
    of: Result<Query<OfIndex>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pack = packs.pack(language(&lang)?).await.ok_or_else(not_now)?;
    let Query(of) =
        of.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "`index` must be a checksum, and nothing else."))?;
    if u32::from_str_radix(&of.index, 16) != Ok(pack.index.frame.checksum) {
        return Err(Problem::new(StatusCode::NOT_FOUND, "Another index has taken the place of that one."));
    }
    Ok(pack.words.answer(&headers))
}

/// The guide and the numbers to call.
#[utoipa::path(
    get,
    path = "/api/v1/pack/{lang}/guide",
    operation_id = "packed_guide",
    params(Language),
    responses(
        (status = 200, description = "A block of kind 3.", body = [u8], content_type = "application/octet-stream"),
        (
            status = 404,
            description = "No such language.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn guide(
    State(packs): State<Packs>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(packs.guide(language(&lang)?).await.ok_or_else(not_now)?.answer(&headers))
}

/// Names of places, so that a search may name one without a network.
#[utoipa::path(
    get,
    path = "/api/v1/pack/{lang}/places/{which}",
    operation_id = "packed_places",
    params(
        Language,
        ("which" = inline(Which), Path, description = "`towns` for regions, departments and larger towns, `all` for all places."),
    ),
    responses(
        (status = 200, description = "A block of kind 6.", body = [u8], content_type = "application/octet-stream"),
        (
            status = 404,
            description = "No such language, or something else than `towns` and `all`.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn places(
    State(packs): State<Packs>,
    Path((lang, which)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&lang)?;
    let whole = match which.as_str() {
        "towns" => false,
        "all" => true,
        _ => return Err(Problem::new(StatusCode::NOT_FOUND, "There are `towns` and `all`.")),
    };
    Ok(packs.places(lang, whole).await.ok_or_else(not_now)?.answer(&headers))
}

/// What only the pages of listings show, for the listings of one department.
#[utoipa::path(
    get,
    path = "/api/v1/pack/{lang}/details/{department}",
    operation_id = "details",
    params(
        Language,
        ("department" = String, Path, pattern = "^(all|[0-9A-Za-z-]{1,8})$", description = "The code of a department; `-` for listings without one, `all` for a small directory as a whole."),
    ),
    responses(
        (status = 200, description = "A block of kind 4.", body = [u8], content_type = "application/octet-stream"),
        (
            status = 404,
            description = "No such language, or there are no listings in that department.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn details(
    State(packs): State<Packs>,
    Path((lang, department)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let code = if department == NO_DEPARTMENT { "" } else { department.as_str() };
    let sent = packs.details(language(&lang)?, code).await;
    let sent = sent.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "There are no listings in that department."))?;
    Ok(sent.answer(&headers))
}

/// Since when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// A change number: what came after it is told.
    since: u64,
}

/// What changed since a change number.
#[utoipa::path(
    get,
    path = "/api/v1/changes/{lang}",
    operation_id = "changes",
    params(Language,
        ("since" = u64, Query, description = "A change number: what came after it is told.")),
    responses(
        (status = 200, description = "A block of kind 5.", body = [u8], content_type = "application/octet-stream"),
        (status = 304, description = "Nothing changed."),
        (
            status = 400,
            description = "`since` is missing, is no change number, or something else is asked, too.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 404,
            description = "No such language.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 410,
            description = "Too much changed, or nobody remembers: fetch the pack.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
        (
            status = 503,
            description = "It cannot be made now; `Retry-After` says when to try again.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn changes(
    State(packs): State<Packs>,
    State(clock): State<Clock>,
    Path(lang): Path<String>,
    after: Result<Query<After>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&lang)?;
    let Query(after) = after
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "`since` must be a change number, and nothing else."))?;
    let answer = match packs.changes(lang, after.since, &headers).await.ok_or_else(not_now)? {
        Answer::Nothing => StatusCode::NOT_MODIFIED.into_response(),
        Answer::Response(response) => response,
        Answer::TooMuch => {
            return Err(Problem::new(StatusCode::GONE, "Too much changed since that number: fetch the pack."));
        }
    };
    Ok(timed(answer, clock.now()))
}

fn language(code: &str) -> Result<Lang, Problem> {
    Lang::from_code(code).ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "There is no pack in that language."))
}

fn not_now() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The pack cannot be made now.")
}

fn timed(mut answer: Response, now: Timestamp) -> Response {
    answer.headers_mut().insert(TIME, HeaderValue::from(now));
    answer
}
