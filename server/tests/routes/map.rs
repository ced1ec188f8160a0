//! `/map/…`: the maps that are drawn here.

use crate::app::TestApp;

#[tokio::test]
async fn the_map_of_a_listing_shows_its_surroundings_in_the_readers_language() {
    let app = TestApp::with_three().await;
    let french = app.get("/map/fr/listing/2.svg").await;
    assert_eq!(french.status, 200);
    assert_eq!(french.header("content-type"), "image/svg+xml");
    assert!(french.text().contains(">Paris</text>"), "{}", french.text());
    let ukrainian = app.get("/map/uk/listing/2.svg?theme=dark").await;
    assert!(ukrainian.text().contains(">Париж</text>") && ukrainian.text().contains("км</text>"));
    assert!(ukrainian.text().contains("#24221e"), "dark");
}

#[tokio::test]
async fn with_streets_the_map_of_a_listing_shows_them_and_names_in_the_readers_language() {
    let app = TestApp::with_streets().await;
    let drawn = |text: &str, colour: &str| {
        let paths = text.split("<path ").filter(|path| path.contains(&format!("\"{colour}\""))).collect::<Vec<_>>();
        paths.iter().map(|path| path.matches('M').count()).sum::<usize>()
    };
    for (lang, town, quarter) in [("uk", "Ліон", "Ґійотьєр"), ("fr", "Lyon", "La Guillotière")] {
        let picture = app.get(&format!("/map/{lang}/listing/1.svg?size=wide")).await;
        let text = picture.text();
        assert!(text.contains(&format!(">{town}</text>")), "{lang}: {text}");
        assert!(text.contains(&format!(">{quarter}</text>")), "{lang}: {text}");
        assert!(text.contains("© OpenStreetMap"));
        assert!(drawn(text, "#ffffff") > 8, "roads and streets: {text}");
        assert!(drawn(text, "#bcd6e0") >= 2, "the river is a surface here, the stream is a line: {text}");
        assert!(text.len() < 16_000, "{} bytes", text.len());
    }
}

#[tokio::test]
async fn a_name_in_strange_letters_is_written_in_english() {
    let app = TestApp::with_streets().await;
    for (lang, name) in [("fr", ">Novosilky</text>"), ("uk", ">Новосілки</text>"), ("ru", ">Новосілки</text>")]
    {
        let picture = app.get(&format!("/map/{lang}/find.svg?bbox=4.80,45.742,4.872,45.786&size=wide")).await;
        assert!(picture.text().contains(name), "{lang}: {}", picture.text());
    }
}

#[tokio::test]
async fn a_map_says_whom_to_thank_and_loads_nothing() {
    let app = TestApp::with_three().await;
    let text = app.get("/map/fr/find.svg?size=wide").await.text().to_owned();
    assert!(text.contains("GeoNames"));
    assert!(!text.contains("http") || text.matches("http").count() == text.matches("xmlns=\"http").count());
    assert!(!text.contains("style"), "the policy allows no styles");
}

#[tokio::test]
async fn the_map_of_a_search_marks_its_results() {
    let app = TestApp::with_three().await;
    let pins = |text: &str| text.matches("<use ").count();
    assert_eq!(pins(app.get("/map/fr/find.svg").await.text()), 2);
    assert_eq!(pins(app.get("/map/fr/find.svg?category=health").await.text()), 1);
    assert_eq!(pins(app.get("/map/fr/find.svg?category=legal").await.text()), 0, "France without a pin");
    assert_eq!(app.get("/map/fr/find.svg?near=45.7,4.8").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_has_no_map_is_not_found() {
    let app = TestApp::with_three().await;
    for path in [
        "/map/fr/listing/3.svg",
        "/map/fr/listing/99.svg",
        "/map/fr/listing/x.svg",
        "/map/de/listing/1.svg",
        "/map/de/find.svg",
    ] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn nonsense_is_drawn_as_france() {
    let app = TestApp::with_three().await;
    for query in ["bbox=9,9,1,1", "near=900,900", "near=-90,180", "q=%00%ff", "radius=-5", "bbox=170,-10,-170,10"] {
        let answer = app.get(&format!("/map/uk/find.svg?{query}")).await;
        assert_eq!(answer.status, 200, "{query}");
        assert!(answer.text().ends_with("</svg>"), "{query}");
    }
}

#[tokio::test]
async fn a_preview_of_a_link_is_a_picture_that_everybody_shows() {
    let app = TestApp::with_three().await;
    let answer = app.get("/map/uk/listing/2.png").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/png"));
    assert_eq!(&answer.body[..8], b"\x89PNG\r\n\x1a\n");
    let size = |at: usize| u32::from_be_bytes(answer.body[at..at + 4].try_into().unwrap());
    assert_eq!((size(16), size(20)), (1200, 630));
    let listing = app.get("/api/v1/listings/2").await.json();
    let page = app.get(&format!("/uk/listing/{}", listing["slug"].as_str().unwrap())).await;
    assert!(page.text().contains("https://aide.example/map/uk/listing/2.png"));
}
