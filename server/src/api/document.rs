//! `/api/v1/openapi.json`: the description of the API, made of the routes that answer.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use utoipa::OpenApi;

/// What the description says besides routes.
#[derive(OpenApi)]
#[openapi(info(
    title = "Ensemble",
    description = "The directory of help for displaced people, and two addresses for visitors who say what is wrong or \
        right. Each listing names its source; the licence of the source applies. Errors are problem details (RFC 9457). \
        Every origin may read, and none but ours may write. Nothing is asked about who reads or writes, and nothing of it \
        is kept.",
    license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
))]
struct Frame;

static JSON: LazyLock<String> = LazyLock::new(|| openapi().to_json().unwrap_or_default());

/// The description without routes.
pub(super) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The description of all routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    super::described().into_openapi()
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "openapi",
    responses((status = 200, description = "The description of this API.", body = serde_json::Value))
)]
pub async fn document() -> Response {
    let mut response = JSON.as_str().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
