//! A whole server without a network: a record in memory, a clock that stands still, and the real router.
//!
//! `TestApp::with(listings)` starts one; `get` asks as a browser without wishes would, `send` asks anything.

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Request, StatusCode},
};
use domain::{Listing, ListingId, report::Report, time::Timestamp, vocabulary::ReportState};
use http_body_util::BodyExt;
use server::{map::Archive, state::AppState};
use store::{ListingWrite, Store};
use tower::ServiceExt;
use usecases::{clock::Clock, directory::Directory, site::Site, starter};

use crate::builders::{Builder, a_listing};

/// Monday, 23 November 2026, 10:00 in Paris.
pub const NOW: Timestamp = 1_795_424_400;

pub struct TestApp {
    pub state: AppState,
    pub router: Router,
}

impl TestApp {
    pub async fn with(listings: impl IntoIterator<Item = Builder>) -> Self {
        Self::publishing(&listings.into_iter().map(Builder::build).collect::<Vec<_>>()).await
    }

    pub async fn publishing(listings: &[Listing]) -> Self {
        Self::on_map(listings, Archive::built_in().await.unwrap()).await
    }

    /// A grocery, with the id 1, in the middle of a town whose archive of tiles has streets: `basemap/town.py`.
    pub async fn with_streets() -> Self {
        let town = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/town.pmtiles");
        let grocery = a_listing("Épicerie solidaire").at(45.764, 4.8357).build();
        Self::on_map(&[grocery], Archive::open(town.as_ref()).await.unwrap()).await
    }

    async fn on_map(listings: &[Listing], map: Archive) -> Self {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        store.migrate().await.unwrap();
        let write = |listing: &Listing| ListingWrite { listing: listing.clone(), author: "test".into() };
        store.put_listings(&listings.iter().map(write).collect::<Vec<_>>(), NOW).await.unwrap();
        let directory = Directory::load(store, starter::help_numbers().unwrap(), NOW).await.unwrap();
        let site = Site { base: "https://aide.example".into() };
        let state = AppState::new(directory, Clock::fixed(NOW), site, map);
        Self { router: server::serve::router(&state), state }
    }

    pub async fn empty() -> Self {
        Self::with([]).await
    }

    /// Three listings; the ids are 1, 2 and 3 in this order.
    pub async fn with_three() -> Self {
        use domain::vocabulary::Category::{Food, Health, Housing};
        let grocery = a_listing("Épicerie solidaire").in_ukrainian("Соціальна крамниця").about(Food).at(45.764, 4.8357);
        let grocery = grocery.in_department("69", "Lyon").open("Mo-Fr 09:00-12:00").free().confirmed(NOW - 86_400);
        let doctor = a_listing("Centre de santé").about(Health).at(48.8566, 2.3522).in_department("75", "Paris");
        let unknown = a_listing("Hébergement citoyen").about(Housing);
        Self::with([grocery, doctor, unknown]).await
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let request =
            headers.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::to(&self.router, request).await
    }

    /// Sends JSON under a key, as our own page would.
    pub async fn post_json(&self, address: &str, key: &str, body: &serde_json::Value) -> Answer {
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Sends a form, as a page without a script would.
    pub async fn post_form(&self, address: &str, body: &str) -> Answer {
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header("origin", "null")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// What visitors have reported.
    pub async fn reports(&self) -> Vec<Report> {
        let kept = self.state.directory.store().reports(ReportState::Waiting).await.unwrap();
        kept.into_iter().map(|kept| kept.report).collect()
    }

    pub async fn withdraw(&self, id: u32) {
        self.state.directory.store().withdraw(ListingId(id), NOW, "test").await.unwrap();
        self.state.directory.catch_up().await.unwrap();
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn to(router: &Router, request: Request<Body>) -> Self {
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// The value of a header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        let text = self.text();
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// Asserts that it is a problem of that status and gives it.
    pub fn problem(&self, status: u16) -> serde_json::Value {
        assert_eq!(self.status.as_u16(), status, "{:?}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], "about:blank");
        assert!(problem["title"].is_string() && problem["detail"].is_string());
        problem
    }
}
