//! Answers to large questions, kept as they travel: packed and with their tag. A layer around the routes that give them.
//!
//! What says where somebody is, or what they typed, is made for them alone and not kept. Knows no route.

use std::io::{self, Read};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, response::Parts},
    middleware::Next,
    response::Response,
};
use domain::Lang;
use flate2::read::GzDecoder;
use futures_util::stream;
use usecases::{clock::Clock, directory::Directory};

use super::{Age, Shelf, Size, Thing, Workshop};
use crate::http::{
    encoding::{self, Encoding, Gathered},
    etag, page, sorry,
};

/// The bytes of answers that are kept.
const ROOM: usize = 32 << 20;
/// Results on a page that is made at once, on the threads that answer readers.
const LONG: u32 = 100;
/// Bytes that are unpacked at a time, for the few who take nothing packed.
const PIECE: usize = 64 * 1024;

/// The answers of some routes. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct Answers {
    directory: Directory,
    clock: Clock,
    workshop: Workshop,
    size: Size,
    shelf: Shelf<Key, Made>,
}

/// The address with its query, the language that the reader prefers, and how the answer is packed.
type Key = (String, Option<Lang>, bool);

/// An answer as it was made.
struct Made {
    /// The change number and the time of the answer, as far as it depends on that.
    as_of: (u64, i64),
    parts: Parts,
    packing: Encoding,
    bytes: Bytes,
    /// The length of the whole, unpacked.
    length: usize,
}

impl Thing for Made {
    fn weight(&self) -> Option<usize> {
        (self.parts.status == StatusCode::OK).then_some(self.bytes.len() + 1024)
    }
}

impl Answers {
    /// No answers yet.
    pub fn new(directory: Directory, clock: Clock, workshop: &Workshop, size: Size) -> Self {
        let shelf = Shelf::new(workshop, size, ROOM);
        Self { directory, clock, workshop: workshop.clone(), size, shelf }
    }

    /// The answer that is kept, or a new one for all who ask.
    pub async fn answer(
        &self,
        uri: &Uri,
        request: &HeaderMap,
        make: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let query = uri.query().unwrap_or_default();
        let wish = encoding::best(request, &[Encoding::Brotli, Encoding::Gzip, Encoding::Identity]);
        let packing = if wish == Encoding::Brotli { wish } else { Encoding::Gzip };
        let as_of = self.now(query);
        let make = async move { Made::of(make.await, as_of, packing).await.ok() };
        let made = if page::is_personal(query) {
            self.workshop.once(self.size, make).await.flatten().map(Into::into)
        } else {
            let preferred = request.get(header::ACCEPT_LANGUAGE).and_then(|value| Lang::accepted(value.to_str().ok()?));
            let key = (uri.to_string(), preferred, packing == Encoding::Brotli);
            let age = |made: &Made| if made.as_of == as_of { Age::Young } else { Age::Useless };
            self.shelf.get(key, age, || make).await
        };
        match made {
            Some(made) => made.answer(request, wish),
            None => sorry::answer(uri.path()),
        }
    }

    /// The latest change, and the minute of a question about what is open, else the hour: texts fade with time.
    fn now(&self, query: &str) -> (u64, i64) {
        let unit = if query.contains("open") { 60 } else { 3600 };
        (self.directory.change(), self.clock.now().div_euclid(unit))
    }
}

/// Answers with what is kept, or lets the route make it once for all who ask.
pub async fn keep(State(answers): State<Answers>, mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    // Who only wants the header gets that of the whole.
    *request.method_mut() = Method::GET;
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    answers.answer(&uri, &headers, next.run(request)).await
}

/// The same for pages of results that are long; short ones are answered at once.
pub async fn keep_long(answers: State<Answers>, request: Request, next: Next) -> Response {
    let pairs = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
    let named = pairs.filter(|(name, _)| name == "per_page").filter_map(|(_, value)| value.trim().parse().ok());
    if named.max().unwrap_or(0) <= LONG { next.run(request).await } else { keep(answers, request, next).await }
}

impl Made {
    async fn of(response: Response, as_of: (u64, i64), packing: Encoding) -> io::Result<Self> {
        let (mut parts, body) = response.into_parts();
        let packing = if page::is_compressible(&parts.headers) { packing } else { Encoding::Identity };
        let Gathered { bytes, length, hash } = packing.gathered(body).await?;
        parts.headers.remove(header::CONTENT_LENGTH);
        if parts.status == StatusCode::OK && !parts.headers.contains_key(header::ETAG) {
            let tag = HeaderValue::from_str(&format!("W/\"{}\"", etag::hex(&hash))).map_err(io::Error::other)?;
            parts.headers.insert(header::ETAG, tag);
        }
        Ok(Self { as_of, parts, packing, bytes: bytes.into(), length })
    }

    fn answer(&self, request: &HeaderMap, wish: Encoding) -> Response {
        let mut parts = self.parts.clone();
        let tag = parts.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        if tag.is_some_and(|tag| etag::is_known(request, tag)) {
            return page::not_modified(parts);
        }
        if self.packing == Encoding::Identity {
            return Response::from_parts(parts, self.bytes.clone().into());
        }
        page::vary(&mut parts.headers, "accept-encoding");
        if wish == Encoding::Identity {
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(self.length));
            return Response::from_parts(parts, unpacked(self.bytes.clone()));
        }
        page::name_encoding(&mut parts.headers, self.packing);
        Response::from_parts(parts, self.bytes.clone().into())
    }
}

/// A body that is unpacked while it is read: a slow reader holds some kilobytes, not the whole.
fn unpacked(packed: Bytes) -> Body {
    let reader = GzDecoder::new(io::Cursor::new(packed));
    Body::from_stream(stream::unfold(Some(reader), |reader| async move {
        let mut reader = reader?;
        let mut piece = Vec::with_capacity(PIECE);
        match reader.by_ref().take(PIECE as u64).read_to_end(&mut piece) {
            Ok(0) => None,
            Ok(_) => Some((Ok(Bytes::from(piece)), Some(reader))),
            Err(error) => Some((Err(error), None)),
        }
    }))
}
