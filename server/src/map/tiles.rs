//! Tiles and what is to be known of them before the first. Knows nothing about how they are drawn.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::archive::{Archive, Found};
use crate::http::{
    encoding::{self, Encoding},
    etag,
};

const KIND: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// Up to this zoom a tile shows a land or a region.
const LAND_ZOOM: u8 = 5;

/// `/tiles/tiles.json`: where the tiles are, as [TileJSON 3](https://github.com/mapbox/tilejson-spec), and in which
/// schema.
pub async fn about(State(map): State<Archive>) -> impl IntoResponse {
    let (least, most) = map.zooms();
    let header = map.header();
    let bounds = [header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude];
    let about = json!({
        "tilejson": "3.0.0",
        "tiles": [format!("/tiles/{}/{{z}}/{{x}}/{{y}}", map.version())],
        "minzoom": least,
        "maxzoom": most,
        "bounds": bounds,
        "attribution": map.attribution(),
        "schema": map.schema().code(),
        // What a phone fetches that keeps the map: `frontend/worker/keep_map.ts` stops at the same zoom.
        "land_bytes": map.bytes_up_to(LAND_ZOOM).await,
    });
    let always = HeaderValue::from_static("public, max-age=300");
    ([(header::CACHE_CONTROL, always), (header::X_CONTENT_TYPE_OPTIONS, NOSNIFF)], Json(about))
}

/// `/tiles/{version}/{z}/{x}/{y}`: 204 where nothing is, 404 where the archive does not reach: there a map shows what it
/// has of the zoom before.
pub async fn tile(
    State(map): State<Archive>,
    Path((version, z, x, y)): Path<(String, String, String, String)>,
    request: HeaderMap,
) -> Response {
    let (Ok(z), Ok(x), Ok(y)) = (z.parse(), x.parse(), y.parse()) else { return outside() };
    if version != map.version() {
        // A map that was opened before the archive changed.
        let location = format!("/tiles/{}/{z}/{x}/{y}", map.version());
        return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response();
    }
    let tag = format!("\"{version}-{z}-{x}-{y}\"");
    if etag::is_known(&request, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::CACHE_CONTROL, FOR_EVER)]).into_response();
    }
    let found = match map.tile(z, x, y).await {
        Ok(Found::Tile(bytes)) => bytes,
        Ok(Found::Empty) => return (StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, FOR_EVER)]).into_response(),
        Ok(Found::Outside) => return outside(),
        Err(error) => return broken(&error),
    };
    let accepted = encoding::best(&request, &[Encoding::Gzip, Encoding::Identity]);
    let (body, encoding) = match (map.is_compressed(), accepted) {
        (false, _) => (found, None),
        (true, Encoding::Gzip) => (found, Some(HeaderValue::from_static("gzip"))),
        (true, _) => match map.uncompressed(z, x, y).await {
            Ok(bytes) => (bytes.unwrap_or_default(), None),
            Err(error) => return broken(&error),
        },
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, KIND);
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, encoding);
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn outside() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "public, max-age=3600")], "The map does not reach there.")
        .into_response()
}

fn broken(error: &pmtiles::PmtError) -> Response {
    tracing::error!(%error, "a tile could not be read");
    (StatusCode::INTERNAL_SERVER_ERROR, "This part of the map could not be read.").into_response()
}
