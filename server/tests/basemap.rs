//! What must be true of the map that the program carries: whose Crimea is, what is named how, how much it weighs.
//!
//! The scripts that make it ask more (`basemap/check.py`); this is what nobody may lose by replacing the file.

#![expect(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

use std::collections::HashMap;

use geo_types::{Coord, Geometry};
use mvt_reader::{Reader, feature::Value};
use server::map::{Archive, Found};

type Properties = HashMap<String, Value>;

/// The features of a layer of a tile.
async fn layer(map: &Archive, (z, x, y): (u8, u32, u32), name: &str) -> Vec<(Geometry<f32>, Properties)> {
    let bytes = map.uncompressed(z, x, y).await.unwrap().unwrap_or_default();
    let reader = Reader::new(bytes.into()).unwrap();
    let layers = reader.get_layer_metadata().unwrap();
    let Some(layer) = layers.iter().find(|layer| layer.name == name) else { return Vec::new() };
    let features = reader.get_features(layer.layer_index).unwrap();
    features.into_iter().map(|feature| (feature.geometry, feature.properties.unwrap_or_default())).collect()
}

fn text<'a>(properties: &'a Properties, key: &str) -> &'a str {
    match properties.get(key) {
        Some(Value::String(text)) => text,
        _ => "",
    }
}

fn name<'a>(properties: &'a Properties, lang: &str) -> &'a str {
    let own = text(properties, &format!("name_{lang}"));
    if own.is_empty() { text(properties, "name") } else { own }
}

/// Whether a line of that kind runs through a box of the tile: left, top, right, bottom in its steps.
async fn runs_through(map: &Archive, tile: (u8, u32, u32), kind: &str, area: [f32; 4]) -> bool {
    let borders = layer(map, tile, "border").await;
    let of_kind = borders.iter().filter(|(_, properties)| text(properties, "kind") == kind);
    of_kind.flat_map(|(shape, _)| lines(shape)).any(|line| line.windows(2).any(|ends| meets(ends[0], ends[1], area)))
}

fn lines(shape: &Geometry<f32>) -> Vec<Vec<Coord<f32>>> {
    match shape {
        Geometry::LineString(line) => vec![line.0.clone()],
        Geometry::MultiLineString(lines) => lines.0.iter().map(|line| line.0.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Whether some of a hundred points of a stretch lie in a box.
fn meets(from: Coord<f32>, to: Coord<f32>, [left, top, right, bottom]: [f32; 4]) -> bool {
    (0..=100).map(|step| step as f32 / 100.0).any(|share| {
        let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    })
}

async fn size(map: &Archive, z: u8, tiles: &[(u32, u32)]) -> usize {
    let mut sum = 0;
    for &(x, y) in tiles {
        if let Found::Tile(bytes) = map.tile(z, x, y).await.unwrap() {
            sum += bytes.len();
        }
    }
    sum
}

#[tokio::test]
async fn crimea_is_ukraine() {
    let map = Archive::built_in().await.unwrap();
    for (tile, area) in [
        ((5, 18, 11), [4023.0, 1469.0, 4092.0, 1548.0]),
        ((7, 75, 45), [3805.0, 1782.0, 4081.0, 2097.0]),
        ((9, 303, 181), [2931.0, 3030.0, 4038.0, 4291.0]),
    ] {
        for kind in ["country", "disputed"] {
            assert!(!runs_through(&map, tile, kind, area).await, "a {kind} border at Perekop, {tile:?}");
        }
    }
    assert!(runs_through(&map, (7, 75, 45), "region", [3805.0, 1782.0, 4081.0, 2097.0]).await);
    for (tile, area) in [
        ((5, 19, 11), [965.0, 1835.0, 1023.0, 1991.0]),
        ((7, 76, 45), [3859.0, 3245.0, 4092.0, 3867.0]),
        ((9, 307, 183), [3149.0, 693.0, 4081.0, 3180.0]),
    ] {
        assert!(runs_through(&map, tile, "country", area).await, "no border in the strait of Kerch, {tile:?}");
    }
}

#[tokio::test]
async fn towns_and_countries_are_named_in_four_languages() {
    let map = Archive::built_in().await.unwrap();
    for (tile, names) in [
        ((7, 75, 46), ["Севастополь", "Sébastopol", "Sevastopol", "Севастополь"]),
        ((5, 18, 10), ["Київ", "Kyiv", "Kyiv", "Киев"]),
        ((5, 18, 10), ["Львів", "Lviv", "Lviv", "Львов"]),
        ((5, 18, 11), ["Одеса", "Odessa", "Odesa", "Одесса"]),
        ((5, 19, 11), ["Дніпро", "Dnipro", "Dnipro", "Днепр"]),
        ((5, 19, 11), ["Донецьк", "Donetsk", "Donetsk", "Донецк"]),
        ((5, 16, 10), ["Париж", "Paris", "Paris", "Париж"]),
        ((5, 16, 11), ["Ліон", "Lyon", "Lyon", "Лион"]),
        ((5, 16, 11), ["Марсель", "Marseille", "Marseille", "Марсель"]),
        ((5, 18, 10), ["Україна", "Ukraine", "Ukraine", "Украина"]),
        ((5, 16, 11), ["Франція", "France", "France", "Франция"]),
        ((5, 17, 10), ["Польща", "Pologne", "Poland", "Польша"]),
    ] {
        let places = layer(&map, tile, "place").await;
        let is_named = |properties: &Properties| {
            ["uk", "fr", "en", "ru"].iter().zip(names).all(|(lang, expected)| name(properties, lang) == expected)
        };
        assert!(places.iter().any(|(_, properties)| is_named(properties)), "{names:?}");
    }
}

#[tokio::test]
async fn what_people_meet_first_has_names_that_they_can_read() {
    let map = Archive::built_in().await.unwrap();
    let mut all: Vec<(i64, Properties)> = Vec::new();
    for (x, y) in (15..20).flat_map(|x| (9..13).map(move |y| (x, y))) {
        for (_, properties) in layer(&map, (5, x, y), "place").await {
            let rank = match properties.get("rank") {
                Some(Value::UInt(rank)) => *rank as i64,
                Some(Value::Int(rank) | Value::SInt(rank)) => *rank,
                other => panic!("{other:?}"),
            };
            all.push((rank, properties));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    let is_cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let first = &all[..100];
    for (lang, wants_cyrillic) in [("uk", true), ("ru", true), ("fr", false), ("en", false)] {
        let odd: Vec<_> = first
            .iter()
            .map(|(_, place)| name(place, lang))
            .filter(|name| is_cyrillic(name) != wants_cyrillic)
            .collect();
        assert!(odd.len() <= 2, "{lang}: {odd:?}");
    }
}

#[tokio::test]
async fn every_kind_of_border_is_there() {
    let map = Archive::built_in().await.unwrap();
    for (tile, kind) in
        [((6, 32, 22), "department"), ((5, 16, 11), "region"), ((5, 16, 11), "country"), ((5, 22, 12), "disputed")]
    {
        let borders = layer(&map, tile, "border").await;
        assert!(borders.iter().any(|(_, properties)| text(properties, "kind") == kind), "{kind}");
    }
}

#[tokio::test]
async fn it_reaches_as_deep_as_it_promises() {
    let map = Archive::built_in().await.unwrap();
    let is_there = async |z, x, y| matches!(map.tile(z, x, y).await.unwrap(), Found::Tile(_));
    for (place, (z, x, y), is_deepest) in [
        ("Rio de Janeiro", (5, 12, 18), true),
        ("Warsaw", (8, 142, 84), true),
        ("Kyiv", (9, 299, 172), true),
        ("Simferopol", (9, 304, 184), true),
        ("Paris", (10, 518, 352), false),
        ("Ajaccio", (10, 536, 380), false),
        ("Cayenne", (10, 363, 497), false),
        ("Saint-Denis de La Réunion", (10, 669, 572), false),
        ("Mamoudzou", (10, 640, 548), false),
    ] {
        assert!(is_there(z, x, y).await, "{place}");
        assert_eq!(map.tile(z + 1, 2 * x, 2 * y).await.unwrap() == Found::Outside, is_deepest || z == 10, "{place}");
    }
}

#[tokio::test]
async fn it_is_light() {
    let file = std::fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/../basemap/basemap.pmtiles")).unwrap();
    assert!(file.len() <= 9_000_000, "{} bytes", file.len());
    let map = Archive::built_in().await.unwrap();
    let france = size(&map, 5, &[(15, 10), (15, 11), (15, 12), (16, 10), (16, 11), (16, 12)]).await;
    assert!((10_000..150_000).contains(&france), "a first view of France on a phone: {france} bytes");
}
