//! One line for each request, and what happens when a handler panics.
//!
//! It refuses to know who asks and what they look for: no address of a client, no query string, no path with a name in
//! it, no browser. What remains is enough to see that something is slow or fails.

use std::{
    any::Any,
    env,
    io::{self, IsTerminal},
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use domain::time::Timestamp;
use futures_util::FutureExt;
use tracing_subscriber::EnvFilter;

use super::sorry;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What stands for the route in the log where no route of the router answered.
#[derive(Clone, Copy, Debug)]
pub struct RouteName(pub &'static str);

/// The id of a request, to find its lines in the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

/// Gives out ids: the moment of the start and a number.
#[derive(Clone, Debug)]
pub struct RequestIds {
    start: Timestamp,
    next: Arc<AtomicU64>,
}

impl RequestIds {
    /// Ids of a server that started at that moment.
    pub fn new(start: Timestamp) -> Self {
        Self { start, next: Arc::new(AtomicU64::new(1)) }
    }

    fn next(&self) -> RequestId {
        RequestId(format!("{:x}-{:x}", self.start, self.next.fetch_add(1, Ordering::Relaxed)).into())
    }
}

/// Begins to write the log to the standard error, as JSON when `ENSEMBLE_LOG_FORMAT` says so. `ENSEMBLE_LOG` chooses
/// what is written, as in `info` or `server=debug`.
pub fn init() {
    let json = env::var("ENSEMBLE_LOG_FORMAT").is_ok_and(|format| format == "json");
    let filter = env::var("ENSEMBLE_LOG").ok().and_then(|filter| EnvFilter::try_new(filter).ok());
    let filter = filter.unwrap_or_else(|| EnvFilter::new("info"));
    let is_seen = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(is_seen);
    // A second start, as in tests, keeps the first log.
    let _ = if json { log.json().flatten_event(true).try_init() } else { log.with_target(false).compact().try_init() };
}

/// Writes one line for each request.
pub async fn record(State(ids): State<RequestIds>, mut request: Request, next: Next) -> Response {
    let id = ids.next();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut response = next.run(request).await;
    let named = response.extensions().get::<RouteName>().map(|name| name.0);
    let route = named.or(matched.as_ref().map(MatchedPath::as_str)).unwrap_or("none");
    let (status, micros) = (response.status().as_u16(), started.elapsed().as_micros() as u64);
    match status {
        500.. => tracing::warn!(%method, route, status, micros, request = %id.0, "answered with an error"),
        _ if is_routine(route) => tracing::debug!(%method, route, status, micros, request = %id.0, "answered"),
        _ => tracing::info!(%method, route, status, micros, request = %id.0, "answered"),
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Asked every few seconds by machines.
fn is_routine(route: &str) -> bool {
    matches!(route, "/healthz" | "/readyz")
}

/// Turns a panic into an answer and a line in the log.
pub async fn catch_panics(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().map(|id| Arc::clone(&id.0)).unwrap_or_default();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            tracing::error!(request = %id, panic = message(panic.as_ref()), "a handler panicked");
            sorry::answer(&path)
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}
