//! `/api/v1/openapi.json`: the description of the API, made of the routes that answer.

use std::sync::{Mutex, PoisonError};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Lang, view::Collective};
use usecases::directory::Directory;
use utoipa::{OpenApi, openapi::ContactBuilder};

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

/// The description, and whom it names; made anew when that is somebody else.
static JSON: Mutex<Option<(Collective, Bytes)>> = Mutex::new(None);

/// The description without routes.
pub(super) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The description of all routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    super::Described::all().together().into_openapi()
}

fn json(collective: Collective) -> Bytes {
    let mut made = JSON.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, json)) = made.as_ref().filter(|(named, _)| *named == collective) {
        return json.clone();
    }
    let mut document = openapi();
    let name = Some(collective.name.clone()).filter(|name| !name.is_empty());
    if name.is_some() || collective.email.is_some() {
        document.info.contact = Some(ContactBuilder::new().name(name).email(collective.email.clone()).build());
    }
    let json = Bytes::from(document.to_json().unwrap_or_default());
    *made = Some((collective, json.clone()));
    json
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "openapi",
    responses((status = 200, description = "The description of this API.", body = serde_json::Value))
)]
pub async fn document(State(directory): State<Directory>) -> Response {
    let mut response = json(directory.collective(Lang::En)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
