//! `/tiles/…`: the map's tiles and what says where they are.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use server::map::Archive;

use crate::app::TestApp;

/// The address of tiles, without zoom.
async fn address(app: &TestApp) -> String {
    let about = app.get("/tiles/tiles.json").await.json();
    about["tiles"][0].as_str().unwrap().trim_end_matches("/{z}/{x}/{y}").to_owned()
}

#[tokio::test]
async fn what_is_to_be_known_before_the_first_tile_is_said() {
    let app = TestApp::empty().await;
    let about = app.get("/tiles/tiles.json").await.json();
    assert_eq!(about["tilejson"], "3.0.0");
    assert_eq!(about["schema"], "ensemble");
    assert_eq!((about["minzoom"].as_u64(), about["maxzoom"].as_u64()), (Some(0), Some(10)));
    assert!(about["attribution"].as_str().unwrap().contains("GeoNames"));
}

#[tokio::test]
async fn a_tile_comes_as_it_is_stored_and_is_kept_for_ever() {
    let app = TestApp::empty().await;
    let world = format!("{}/0/0/0", address(&app).await);
    let answer = app.get_with(&world, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(&answer.body[..2], [0x1f, 0x8b]);
    let known = app.get_with(&world, &[("if-none-match", answer.header("etag"))]).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    let plain = app.get(&world).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.body.len() > answer.body.len());
}

#[tokio::test]
async fn the_open_sea_is_empty_and_beyond_the_archive_is_nothing() {
    let app = TestApp::empty().await;
    let address = address(&app).await;
    // The Atlantic, south of Iceland, where the archive has Europe's zooms.
    assert_eq!(app.get(&format!("{address}/6/26/18")).await.status, 204);
    // Kansas has no more than the world's zooms.
    assert_eq!(app.get(&format!("{address}/5/7/12")).await.status, 200);
    assert_eq!(app.get(&format!("{address}/6/14/24")).await.status, 404);
    assert_eq!(app.get(&format!("{address}/10/230/390")).await.status, 404);
}

#[tokio::test]
async fn addresses_that_make_no_sense_are_not_found() {
    let app = TestApp::empty().await;
    let address = address(&app).await;
    for tile in
        ["0/1/0", "3/8/0", "3/0/8", "11/0/0", "99/0/0", "256/0/0", "-1/0/0", "0/0/0.5", "x/y/z", "0/0/99999999999"]
    {
        let answer = app.get(&format!("{address}/{tile}")).await;
        assert_eq!(answer.status, 404, "{tile}");
        assert!(!answer.body.is_empty(), "{tile}");
    }
}

#[tokio::test]
async fn a_map_opened_before_the_archive_changed_goes_on() {
    let app = TestApp::empty().await;
    let answer = app.get("/tiles/0123456789abcdef/0/0/0").await;
    assert_eq!(answer.status, 307);
    assert_eq!(answer.header("location"), format!("{}/0/0/0", address(&app).await));
}

#[tokio::test]
async fn tiles_of_protomaps_are_known_by_their_layers_and_served_as_they_are() {
    let app = TestApp::with_streets().await;
    let about = app.get("/tiles/tiles.json").await.json();
    assert_eq!((&about["schema"], about["maxzoom"].as_u64()), (&"protomaps".into(), Some(14)));
    assert_eq!(about["attribution"], "© OpenStreetMap", "without the links that Protomaps writes");
    let address = address(&app).await;
    let tile = app.get_with(&format!("{address}/14/8412/5845"), &[("accept-encoding", "gzip")]).await;
    assert_eq!((tile.status.as_u16(), tile.header("content-encoding")), (200, "gzip"));
    assert_eq!(app.get(&format!("{address}/14/8000/5845")).await.status, 404, "outside of what was cut out");
}

#[tokio::test]
async fn an_archive_that_cannot_be_used_says_why() {
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../basemap/basemap.pmtiles");
    let whole = std::fs::read(built_in).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.pmtiles");
    let mut pictures = whole.clone();
    pictures[99] = 2;
    let foreign = town_with(&[("earth", "water"), ("places", "place")]);
    let older = town_with(&[("kind", "pmap:kind")]);
    for (content, reason) in [
        (&b"not a map"[..], "no PMTiles archive"),
        (&whole[..60], "no PMTiles archive"),
        (&whole[..whole.len() / 2], "cut short"),
        (&whole[..whole.len() - 1], "cut short"),
        (&pictures[..], "pictures"),
        (&foreign[..], "layers"),
        (&older[..], "version 4"),
    ] {
        std::fs::write(&file, content).unwrap();
        let error = format!("{:#}", Archive::open(&file).await.err().unwrap());
        assert!(error.contains(reason) && error.contains("map.pmtiles"), "{reason}: {error}");
        assert!(!error.contains('\n') && error.len() < 300, "one sentence: {error}");
    }
    assert!(Archive::open(&folder.path().join("none.pmtiles")).await.is_err());
    assert!(Archive::open(folder.path()).await.is_err());
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(Archive::open(&file).await.unwrap().version(), Archive::built_in().await.unwrap().version());
}

/// The archive of the town with other words in its description.
fn town_with(words: &[(&str, &str)]) -> Vec<u8> {
    let town = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/town.pmtiles")).unwrap();
    let number = |at: usize| u64::from_le_bytes(town[at..at + 8].try_into().unwrap()) as usize;
    let (from, length) = (number(24), number(32));
    let mut text = String::new();
    GzDecoder::new(&town[from..from + length]).read_to_string(&mut text).unwrap();
    for (word, other) in words {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
        text = text.replace(&format!("\"{word}\""), &format!("\"{other}\""));
    }
    let mut written = GzEncoder::new(Vec::new(), Compression::best());
    written.write_all(text.as_bytes()).unwrap();
    let written = written.finish().unwrap();
    // At the end, where there is room; the tiles are said to go on up to there.
    let mut other = town.clone();
    other[24..32].copy_from_slice(&(town.len() as u64).to_le_bytes());
    other[32..40].copy_from_slice(&(written.len() as u64).to_le_bytes());
    other.extend(written);
    other
}
