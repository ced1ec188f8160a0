//! What is made on demand: packs, exports, pictures, asked for by many at once.

use axum::{body::Body, http::Request};
use tokio::task::JoinSet;
use usecases::demo::demo_listings;

use crate::app::{Answer, NOW, TestApp};

const MANY: usize = 100;
const ONCE: [&str; 9] = [
    "/api/v1/pack/uk",
    "/api/v1/pack/fr/details/all",
    "/api/v1/pack/en/guide",
    "/api/v1/changes/ru?since=1",
    "/api/v1/listings.geojson",
    "/api/v1/points?category=food",
    "/api/v1/listings?per_page=1000",
    "/map/uk/find.svg?category=food",
    "/sitemap-1.xml",
];

async fn with_listings(count: u32) -> TestApp {
    TestApp::publishing(&demo_listings(count, 1, NOW).collect::<Vec<_>>()).await
}

async fn asked_by_many(app: &TestApp, addresses: impl Iterator<Item = String>) {
    let mut askers = JoinSet::new();
    for address in addresses {
        let router = app.router.clone();
        let request = Request::get(&address).header("accept-encoding", "br").body(Body::empty()).unwrap();
        askers.spawn(async move { (address, Answer::to(&router, request).await.status) });
    }
    for (address, status) in askers.join_all().await {
        assert_eq!(status, 200, "{address}");
    }
}

#[tokio::test]
async fn what_many_ask_for_at_once_is_made_once() {
    let app = with_listings(60).await;
    for address in ONCE {
        let before = app.state.workshop.begun();
        asked_by_many(&app, std::iter::repeat_n(address.to_owned(), MANY)).await;
        assert_eq!(app.state.workshop.begun(), before + 1, "{address}");
        asked_by_many(&app, std::iter::once(address.to_owned())).await;
        assert_eq!(app.state.workshop.begun(), before + 1, "{address} is kept");
    }
    app.withdraw(1).await;
    for address in ONCE {
        let before = app.state.workshop.begun();
        asked_by_many(&app, std::iter::repeat_n(address.to_owned(), MANY)).await;
        assert!(app.state.workshop.begun() <= before + 1, "{address} after a change");
    }
}

#[tokio::test]
async fn an_answer_that_is_kept_is_the_same_however_it_travels() {
    let app = with_listings(300).await;
    for address in ["/api/v1/listings.geojson?lang=uk", "/api/v1/points", "/sitemap-1.xml"] {
        let plain = app.get(address).await;
        assert_eq!(plain.header("content-length"), plain.body.len().to_string(), "{address}");
        let packed = app.get_with(address, &[("accept-encoding", "br")]).await;
        assert_eq!(packed.header("content-encoding"), "br");
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &*packed.body, &mut read).unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let differ = text(&read).chars().zip(text(&plain.body).chars()).position(|(one, other)| one != other);
        assert_eq!((read.len(), differ), (plain.body.len(), None), "{address}");
        assert!(packed.headers.get_all("vary").iter().any(|value| value == "accept-encoding"), "{address}");
        let tag = plain.header("etag").to_owned();
        assert!(!tag.is_empty() && tag == packed.header("etag"), "{address}");
        assert_eq!(app.get_with(address, &[("if-none-match", &tag)]).await.status, 304, "{address}");
        let head = Request::head(address).body(Body::empty()).unwrap();
        assert_eq!(app.send(head).await.header("content-length"), plain.header("content-length"), "{address}");
    }
}

#[tokio::test]
async fn what_says_where_somebody_is_or_what_they_typed_is_not_kept() {
    let app = with_listings(60).await;
    for query in ["near=45.76,4.84&radius=30", "%6eear=45.76,4.84", "q=medecin", "place=Lyon", "bbox=-5,41,10,51"] {
        for _ in 0..2 {
            let before = app.state.workshop.begun();
            assert_eq!(app.get(&format!("/api/v1/points?{query}")).await.status, 200, "{query}");
            assert_eq!(app.state.workshop.begun(), before + 1, "{query}");
        }
    }
}

#[tokio::test]
async fn a_change_is_in_the_next_answer() {
    let app = with_listings(60).await;
    for address in ["/api/v1/listings.geojson", "/api/v1/points"] {
        let total = app.get(address).await.json()["total"].as_u64().unwrap();
        let id = app.get("/api/v1/listings").await.json()["items"][0]["id"].as_u64().unwrap();
        app.withdraw(id as u32).await;
        assert_eq!(app.get(address).await.json()["total"], total - 1, "{address}");
    }
}

/// What the process has taken at most, in megabytes.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn packs_of_all_departments_at_once_take_the_memory_of_few() {
    let app = with_listings(400).await;
    let mut addresses = Vec::new();
    for lang in ["uk", "fr", "en", "ru"] {
        let departments =
            app.get(&format!("/api/v1/listings?lang={lang}")).await.json()["facets"]["department"].clone();
        let of = |code: &String| format!("/api/v1/pack/{lang}/details/{code}");
        addresses.extend(departments.as_object().unwrap().keys().map(of));
    }
    assert!(addresses.len() > MANY, "{}", addresses.len());
    let before = peak();
    asked_by_many(&app, addresses.into_iter()).await;
    let taken = peak() - before;
    assert!(taken < 100, "{taken} MB");
}
