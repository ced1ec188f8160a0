//! What happens to pages and JSON after they were made: tag, caching, compression.
//!
//! Knows nothing about what they say. Files come with all that and pass by.
//!
//! An answer that is whole within [`PATIENCE`], as every page made from memory is, gets a tag and is compressed in one
//! piece. One that takes longer or is larger than [`LARGEST`] is sent on piece by piece, compressed too, without a tag.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, response::Parts},
    middleware::Next,
    response::Response,
};
use domain::{Code, Lang};
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use memchr::memmem;
use tokio::time::{Instant, timeout_at};

use super::{
    encoding::{self, Encoding},
    etag, problem, sorry,
};

/// How long an answer may take to become whole before it is sent on in pieces.
pub const PATIENCE: Duration = Duration::from_millis(250);
/// Largest answer that is collected, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// Below this, compression saves less than its header costs.
const SMALLEST: usize = 1024;
/// Above this, compression is left to a thread that may block.
const QUICK: usize = 128 * 1024;

const AVAILABLE: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];
const COMPRESSIBLE: [&str; 7] = [
    "text/html",
    "text/plain",
    "application/json",
    "application/problem+json",
    "application/geo+json",
    "application/xml",
    "image/svg+xml",
];

/// Gives pages and JSON their tag, their caching and their compression.
pub async fn shape(request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let (mut parts, body) = next.run(request).await.into_parts();
    asked.set_caching(&mut parts);
    if parts.headers.contains_key(header::CONTENT_ENCODING) || !is_compressible(&parts.headers) {
        return Response::from_parts(parts, body);
    }
    vary(&mut parts.headers, "accept-encoding");
    match Gathered::of(body).await {
        Ok(Gathered::Whole(body)) => asked.whole(parts, body).await,
        Ok(Gathered::Begun(start, rest)) => asked.streamed(parts, start, rest),
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            sorry::answer(&asked.path)
        }
    }
}

/// What of the request decides about the shape of the answer.
struct Asked {
    path: String,
    /// Whether it is the kind of request whose answer may be kept.
    reads: bool,
    /// Whether the address holds somebody's position.
    is_private: bool,
    headers: HeaderMap,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let mut headers = HeaderMap::new();
        for name in [header::ACCEPT_ENCODING, header::IF_NONE_MATCH] {
            for value in request.headers().get_all(&name) {
                headers.append(name.clone(), value.clone());
            }
        }
        Self {
            path: request.uri().path().to_owned(),
            reads: matches!(*request.method(), Method::GET | Method::HEAD),
            is_private: names_position(request.uri().query().unwrap_or_default()),
            headers,
        }
    }

    /// Pages are the same for everyone, so that a cache between may keep them as long as it asks whether they still
    /// hold. Those with a position in the address are kept nowhere.
    fn set_caching(&self, parts: &mut Parts) {
        let keeps = self.reads && !self.is_private && !parts.status.is_server_error();
        if self.is_private || !parts.headers.contains_key(header::CACHE_CONTROL) {
            let personal = parts.headers.contains_key(header::SET_COOKIE);
            let caching = if keeps && !personal { "public, max-age=0, must-revalidate" } else { "no-store" };
            parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        }
        let speaks = parts.status.is_redirection() || kind_of(&parts.headers) == "text/html";
        if speaks && self.names_no_language() {
            vary(&mut parts.headers, "accept-language");
        }
    }

    /// Whether the language of the answer comes from the browser's wish.
    fn names_no_language(&self) -> bool {
        let first = self.path.trim_start_matches('/').split('/').next().unwrap_or_default();
        !problem::is_api(&self.path) && Lang::from_code(first).is_none()
    }

    fn gets_tag(&self, parts: &Parts) -> bool {
        let storable = parts.headers.get(header::CACHE_CONTROL).is_none_or(|caching| caching != "no-store");
        self.reads && storable && parts.status == StatusCode::OK && !parts.headers.contains_key(header::ETAG)
    }

    async fn whole(&self, mut parts: Parts, body: Bytes) -> Response {
        let body = if kind_of(&parts.headers) == "text/html" { closed(body) } else { body };
        if self.gets_tag(&parts) {
            let tag = etag::weak(&body, etag::nonce_of(&parts.headers));
            let known = etag::is_known(&self.headers, &tag);
            if let Ok(value) = HeaderValue::from_str(&tag) {
                parts.headers.insert(header::ETAG, value);
            }
            if known {
                return not_modified(parts);
            }
        }
        let encoding =
            if body.len() < SMALLEST { Encoding::Identity } else { encoding::best(&self.headers, &AVAILABLE) };
        let Some(compressed) = compressed(encoding, &body).await else {
            return Response::from_parts(parts, body.into());
        };
        name_encoding(&mut parts.headers, encoding);
        Response::from_parts(parts, compressed.into())
    }

    fn streamed(&self, mut parts: Parts, start: Vec<Bytes>, rest: Body) -> Response {
        let encoding = encoding::best(&self.headers, &AVAILABLE);
        name_encoding(&mut parts.headers, encoding);
        // A page shows what has come; other files are read when they are whole.
        let flush = kind_of(&parts.headers) == "text/html";
        let pieces = stream::iter(start).map(Ok).chain(rest.into_data_stream());
        Response::from_parts(parts, encoding.stream(pieces, flush))
    }
}

/// Searches for the name as it may stand in the address: as a parameter of its own, or inside of another, written
/// plainly or by numbers.
fn names_position(query: &str) -> bool {
    names(query, &["near="])
}

/// Whether the address says where somebody is, what they look at or what they typed.
pub(crate) fn is_personal(query: &str) -> bool {
    names(query, &["near=", "bbox=", "place=", "q="])
}

fn names(query: &str, parameters: &[&str]) -> bool {
    let mut query = query.to_ascii_lowercase();
    // What stands inside of another parameter is written by numbers twice.
    for _ in 0..3 {
        if parameters.iter().any(|parameter| query.contains(parameter)) {
            return true;
        }
        query = String::from_utf8_lossy(&percent_decoded(&query)).to_ascii_lowercase();
    }
    false
}

/// A value of an address as it was meant; `None` when it is no text.
pub(crate) fn decoded(value: &str) -> Option<String> {
    String::from_utf8(percent_decoded(&value.replace('+', " "))).ok()
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

pub(crate) fn is_compressible(headers: &HeaderMap) -> bool {
    COMPRESSIBLE.contains(&kind_of(headers))
}

/// The media type without its parameters.
fn kind_of(headers: &HeaderMap) -> &str {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

/// Adds a name to `Vary` unless it is there.
pub(crate) fn vary(headers: &mut HeaderMap, name: &'static str) {
    let there = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.to_ascii_lowercase().contains(name));
    if !headers.get_all(header::VARY).iter().any(there) {
        headers.append(header::VARY, HeaderValue::from_static(name));
    }
}

pub(crate) fn name_encoding(headers: &mut HeaderMap, encoding: Encoding) {
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        headers.remove(header::CONTENT_LENGTH);
    }
}

/// `None` when it travels as it is.
async fn compressed(encoding: Encoding, body: &Bytes) -> Option<Vec<u8>> {
    encoding.name()?;
    if body.len() <= QUICK {
        return encoding.whole(body).ok();
    }
    let body = body.clone();
    tokio::task::spawn_blocking(move || encoding.whole(&body)).await.ok()?.ok()
}

pub(crate) fn not_modified(mut parts: Parts) -> Response {
    parts.status = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::empty())
}

/// The page with what Leptos writes behind its end put before it: browsers would, and say that the page is wrong.
fn closed(page: Bytes) -> Bytes {
    let of = |tag: &str| memmem::rfind(&page, tag.as_bytes());
    let (Some(inner), Some(end)) = (of("</body>"), of("</html>").map(|at| at + "</html>".len())) else { return page };
    let Some(script) = memmem::find(&page[end..], b"<script").map(|at| end + at) else { return page };
    if inner > end {
        return page;
    }
    [&page[..inner], &page[script..], &page[inner..script]].concat().into()
}

enum Gathered {
    Whole(Bytes),
    /// What came so far, and the rest.
    Begun(Vec<Bytes>, Body),
}

impl Gathered {
    async fn of(mut body: Body) -> Result<Self, axum::Error> {
        let deadline = Instant::now() + PATIENCE;
        let (mut pieces, mut length) = (Vec::new(), 0);
        while length <= LARGEST {
            let Ok(frame) = timeout_at(deadline, body.frame()).await else { return Ok(Self::Begun(pieces, body)) };
            let Some(frame) = frame else { return Ok(Self::Whole(joined(pieces))) };
            // Trailers say nothing that we send.
            if let Ok(piece) = frame?.into_data() {
                length += piece.len();
                pieces.push(piece);
            }
        }
        Ok(Self::Begun(pieces, body))
    }
}

fn joined(mut pieces: Vec<Bytes>) -> Bytes {
    if pieces.len() == 1 { pieces.swap_remove(0) } else { pieces.concat().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_found_wherever_it_stands_in_the_address() {
        assert!(names_position("category=food&near=48.8,2.3"));
        assert!(names_position("lang=uk&query=category%3Dfood%26near%3D48.8%2C2.3"));
        assert!(names_position("%6eear=48.8,2.3") && names_position("n%45ar%3D48.8"));
        assert!(names_position("question=find%3F%256eear%3D48.8"));
        assert!(!names_position("category=food&place=nearby"));
    }

    #[test]
    fn nothing_but_marks_comes_behind_a_page() {
        let closed = |page: &str| String::from_utf8(closed(page.to_owned().into()).to_vec()).unwrap();
        assert_eq!(
            closed("<html><body>x</body><!></html><!><script>1</script><script>2</script>"),
            "<html><body>x<script>1</script><script>2</script></body><!></html><!>"
        );
        for page in ["<html><body>x</body></html>", "<p>x</p><script>1</script>", ""] {
            assert_eq!(closed(page), page);
        }
    }

    #[tokio::test]
    async fn what_is_not_whole_in_time_is_begun() {
        let slow = stream::iter(["one"]).chain(stream::once(async {
            tokio::time::sleep(PATIENCE * 2).await;
            "two"
        }));
        let slow = Body::from_stream(slow.map(|piece| Ok::<_, axum::Error>(Bytes::from_static(piece.as_bytes()))));
        let Gathered::Begun(pieces, rest) = Gathered::of(slow).await.unwrap() else { panic!("it was not whole") };
        assert_eq!(pieces.concat(), b"one");
        assert_eq!(rest.collect().await.unwrap().to_bytes(), "two");
    }

    #[tokio::test]
    async fn what_is_large_is_begun() {
        let large = stream::iter(0..100).map(|_| Ok::<_, axum::Error>(Bytes::from(vec![b'x'; LARGEST / 10])));
        let Gathered::Begun(pieces, _) = Gathered::of(Body::from_stream(large)).await.unwrap() else {
            panic!("it was large")
        };
        assert_eq!(pieces.len(), 11);
    }
}
