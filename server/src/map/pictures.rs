//! `/map/…`: the maps that are drawn here, as a page or a preview asks for them.

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Code, Lang, ListingId, engine::Point, filter, place::Position};
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
};

use super::{
    archive::Archive,
    picture::{self, Subject, Theme, View},
};

const PNG: HeaderValue = HeaderValue::from_static("image/png");
/// Points of a preview: what messengers and networks show whole.
const PREVIEW: (f64, f64) = (600.0, 315.0);
const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// What is shown where nothing is found: France, as `(latitude, longitude)` and zoom.
const FRANCE: ((f64, f64), f64) = ((46.6, 2.5), 4.4);

/// Pixels for each point of a preview: it is shown about 1,200 pixels wide.
const PREVIEW_PIXELS: f32 = 2.0;

/// `/map/{lang}/listing/{id}.svg`: where a listing is. With `.png` as a preview of a link shows it.
pub async fn listing(
    State(map): State<Archive>,
    State(directory): State<Directory>,
    Path((lang, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some((id, kind)) = file.split_once('.').filter(|(_, kind)| ["svg", "png"].contains(kind)) else {
        return nothing();
    };
    let (Some(lang), Some(id)) = (Lang::from_code(&lang), id.parse().ok().map(ListingId)) else { return nothing() };
    let Found::Here(published) = directory.published(id) else { return nothing() };
    let listing = &published.listing;
    let Some(position) = listing.position else { return nothing() };
    let point = Point { id, position, kind: listing.kind, category: listing.categories.iter().next() };
    let wish = Wish::of(&query.unwrap_or_default());
    if kind == "png" {
        let text =
            picture::around(position, PREVIEW, &map, &subject(&map, &[point], None, lang), lang, Theme::Light).await;
        let Some(pixels) = picture::png(&text, PREVIEW_PIXELS) else { return nothing() };
        return ([(header::CONTENT_TYPE, PNG), (header::CACHE_CONTROL, AN_HOUR)], pixels).into_response();
    }
    let text = picture::around(position, wish.size, &map, &subject(&map, &[point], None, lang), lang, wish.theme).await;
    ([(header::CONTENT_TYPE, SVG), (header::CACHE_CONTROL, AN_HOUR)], text).into_response()
}

/// `/map/{lang}/find.svg`: where the results of a search are. Takes the query string of the search.
pub async fn find(
    State(map): State<Archive>,
    State(directory): State<Directory>,
    State(clock): State<Clock>,
    Path(lang): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(lang) = Lang::from_code(&lang) else { return nothing() };
    let query = query.unwrap_or_default();
    let (wish, (filter, _)) = (Wish::of(&query), filter::parse(&query));
    let (found, middle, _) = directory.points(&filter, clock.now());
    let mut shown: Vec<Position> = found.points.iter().map(|point| point.position).collect();
    shown.extend(middle);
    let view = View::fitting_most(&shown, wish.size, map.nearest()).or_else(|| {
        let ((lat, lon), zoom) = FRANCE;
        Some(View::around(Position::new(lat, lon)?, zoom, wish.size))
    });
    let Some(view) = view else { return nothing() };
    let text = picture::svg(&view, &map, &subject(&map, &found.points, middle, lang), lang, wish.theme).await;
    ([(header::CONTENT_TYPE, SVG)], text).into_response()
}

fn subject<'a>(map: &'a Archive, points: &'a [Point], middle: Option<Position>, lang: Lang) -> Subject<'a> {
    let units = match lang {
        Lang::Uk | Lang::Ru => ("км", "м"),
        Lang::Fr | Lang::En => ("km", "m"),
    };
    Subject { points, middle, attribution: map.attribution(), units }
}

/// What a page says about the look: `theme=dark`, `size=wide`. Everything else is the question.
struct Wish {
    theme: Theme,
    /// In points.
    size: (f64, f64),
}

impl Wish {
    fn of(query: &str) -> Self {
        let has = |pair: &str| query.split('&').any(|other| other == pair);
        let theme = if has("theme=dark") { Theme::Dark } else { Theme::Light };
        let size = match () {
            () if has("size=wide") => (480.0, 640.0),
            () if has("size=phone") => (360.0, 360.0),
            () => (360.0, 220.0),
        };
        Self { theme, size }
    }
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such map.").into_response()
}
