//! `/api/v1/places`: places by name, for whoever types one.

use axum::{
    Json,
    extract::RawQuery,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    Code, Lang,
    gazetteer::{Place, PlaceKind, label},
    place::Position,
};
use serde::Serialize;
use usecases::places;
use utoipa::ToSchema;

use super::{codes, parameters::Typed, sample};
use crate::http::problem::{ParameterError, Problem};

/// Most letters that are read, and most places in one answer.
const LONGEST: usize = 200;
const MOST: usize = 20;

/// Places, best first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Places {
    pub items: Vec<Item>,
}

/// A place.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Place)]
pub struct Item {
    /// In the language of the answer, where it has such a name.
    pub name: String,
    /// The name with what tells it from others: what `place` of a search takes.
    pub label: String,
    #[schema(schema_with = codes::one::<PlaceKind>)]
    pub kind: PlaceKind,
    pub lat: f64,
    pub lon: f64,
    /// The code of the French department; null elsewhere.
    pub department: Option<&'static str>,
    /// ISO 3166-1.
    pub country: &'static str,
    /// null when nobody says.
    pub population: Option<u32>,
}

impl Item {
    /// The place in the words of a language.
    pub(super) fn of(place: Place<'static>, lang: Lang) -> Self {
        let position = place.position();
        Self {
            name: place.name(lang).to_owned(),
            label: label(place, lang),
            kind: place.kind(),
            lat: position.lat(),
            lon: position.lon(),
            department: place.department(),
            country: place.country(),
            population: Some(place.population()).filter(|people| *people > 0),
        }
    }
}

/// Suggest places while somebody types.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    operation_id = "places",
    params(Typed),
    responses(
        (status = 200, description = "Places, best first.", body = Places, example = json!(sample::places())),
        (
            status = 400,
            description = "A parameter is unknown or its value cannot be understood.",
            body = Problem,
            content_type = "application/problem+json",
            example = json!(sample::problem()),
        ),
    )
)]
pub async fn places(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = match Asked::parse(&query.unwrap_or_default()) {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| Lang::accepted(value.to_str().ok()?));
    let lang = asked.lang.or(preferred).unwrap_or(Lang::Fr);
    let found = places::gazetteer().map(|gazetteer| gazetteer.suggest(&asked.q, lang, asked.near, asked.limit));
    let items = found.unwrap_or_default().into_iter().map(|place| Item::of(place, lang)).collect();
    let mut response = Json(Places { items }).into_response();
    if asked.lang.is_none() {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    }
    response
}

struct Asked {
    q: String,
    near: Option<Position>,
    lang: Option<Lang>,
    limit: usize,
}

impl Asked {
    fn parse(query: &str) -> Result<Self, Problem> {
        let mut asked = Self { q: String::new(), near: None, lang: None, limit: 8 };
        let mut errors = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let understood = match &*name {
                "q" => {
                    asked.q = value.chars().take(LONGEST).collect();
                    value.chars().count() <= LONGEST
                }
                "near" => {
                    asked.near = value.split_once(',').and_then(|(lat, lon)| Position::parse(lat, lon));
                    asked.near.is_some() || value.is_empty()
                }
                "lang" => {
                    asked.lang = Lang::from_code(&value);
                    asked.lang.is_some() || value.is_empty()
                }
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                    asked.limit = limit.unwrap_or(asked.limit);
                    limit.is_some() || value.is_empty()
                }
                _ => {
                    errors.push(ParameterError { parameter: name.to_string(), reason: "unknown".to_owned() });
                    true
                }
            };
            if !understood {
                errors.push(ParameterError { parameter: name.into_owned(), reason: "invalid".to_owned() });
            }
        }
        if errors.is_empty() { Ok(asked) } else { Err(Problem::parameters(errors)) }
    }
}
