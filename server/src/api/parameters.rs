//! The parameters of searches as the document describes them. What they mean is settled in `domain::filter`.

use domain::{
    Lang,
    filter::{MAX_DEPARTMENTS, MAX_PER_PAGE, MAX_RADIUS_KM, PER_PAGE},
    vocabulary::{Audience, Category, Kind, NeedItem, Sort, Spoken},
};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{AnyOfBuilder, ArrayBuilder, ObjectBuilder, Type},
    },
};

use super::codes;

/// Parameters of a search. Only read by the description: requests are read by `domain::filter::parse`.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are the description")]
pub struct Search {
    /// Words that a listing must contain, in any of its languages. Small typos are forgiven.
    #[param(max_length = 200, example = "épicerie")]
    q: Option<String>,
    /// A place: commune, postcode, department, region, town; in any of the four languages. A town is the middle of the
    /// search, with a radius of 30 km unless there is another or a department; words that name no place must be in the
    /// address. With `near`, which says more exactly where, its words must be in the address.
    #[param(max_length = 200, example = "Lyon")]
    place: Option<String>,
    #[param(schema_with = codes::choices::<Kind>, required = false)]
    kind: Option<Vec<Kind>>,
    #[param(schema_with = codes::choices::<Category>, required = false)]
    category: Option<Vec<Category>>,
    /// For whom it is. What is for everyone is found under every audience.
    #[param(schema_with = codes::choices::<Audience>, required = false)]
    audience: Option<Vec<Audience>>,
    /// Languages in which people are received.
    #[param(schema_with = codes::choices::<Spoken>, required = false)]
    speaks: Option<Vec<Spoken>>,
    /// Codes of departments.
    #[param(schema_with = departments, required = false, example = json!(["69"]))]
    department: Option<Vec<String>>,
    /// Items of which a collection point wants some.
    #[param(schema_with = codes::choices::<NeedItem>, required = false)]
    need: Option<Vec<NeedItem>>,
    /// Latitude and longitude from which distances are measured.
    #[param(schema_with = point, required = false, example = "45.76,4.84")]
    near: Option<String>,
    /// Kilometres around `near`, else around the town that `place` means.
    #[param(schema_with = radius, required = false)]
    radius: Option<u32>,
    /// A section of the map: west, south, east, north.
    #[param(schema_with = section, required = false, example = "4.7,45.7,4.95,45.82")]
    bbox: Option<String>,
    /// `now`: what is surely open at the moment of the answer.
    #[param(schema_with = only_now, required = false)]
    open: Option<String>,
    /// `1`: what costs nothing.
    #[param(schema_with = only_one, required = false)]
    free: Option<String>,
    /// `1`: what also helps by telephone or online.
    #[param(schema_with = only_one, required = false)]
    remote: Option<String>,
    /// Without it by distance when there is a point to count from and no `q`, else by relevance.
    #[param(schema_with = codes::choice::<Sort>, required = false)]
    sort: Option<Sort>,
    #[param(schema_with = page, required = false)]
    page: Option<u32>,
    /// Results on a page.
    #[param(schema_with = per_page, required = false)]
    per_page: Option<u32>,
    /// The language of names. Without it the header `Accept-Language` decides, else French.
    #[param(schema_with = codes::choice::<Lang>, required = false)]
    lang: Option<Lang>,
}

/// Degrees north and east as they are read: without a sign in front but `-`, and no power of ten.
const LATITUDE: &str = r"-?(90(\.0*)?|[0-8]?[0-9](\.[0-9]*)?)";
const LONGITUDE: &str = r"-?(180(\.0*)?|(1[0-7]|[0-9])?[0-9](\.[0-9]*)?)";

fn radius() -> RefOr<Schema> {
    number(MAX_RADIUS_KM, None)
}

fn page() -> RefOr<Schema> {
    number(1_000_000, Some(1))
}

fn per_page() -> RefOr<Schema> {
    number(MAX_PER_PAGE, Some(PER_PAGE))
}

fn limit() -> RefOr<Schema> {
    number(20, Some(8))
}

/// A number from 1 on, or nothing.
fn number(largest: u32, default: Option<u32>) -> RefOr<Schema> {
    let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(largest));
    let nothing = ObjectBuilder::new().schema_type(Type::String).max_length(Some(0));
    AnyOfBuilder::new().item(number).item(nothing).default(default.map(Into::into)).into()
}

fn point() -> RefOr<Schema> {
    text(&format!("^({LATITUDE},{LONGITUDE})?$"))
}

fn section() -> RefOr<Schema> {
    text(&format!("^({LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE})?$"))
}

fn departments() -> RefOr<Schema> {
    ArrayBuilder::new().items(text("^[0-9A-Za-z-]{0,8}$")).max_items(Some(MAX_DEPARTMENTS)).into()
}

fn only_now() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["now", ""])).into()
}

fn only_one() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["1", ""])).into()
}

fn text(pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).into()
}

/// A place that somebody types. Only read by the description, too.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are the description")]
pub struct Typed {
    /// A name, its beginning, or a postcode, in any of the four languages. Small typos are forgiven.
    #[param(max_length = 200, example = "Сен-Дені")]
    q: Option<String>,
    /// Latitude and longitude: of equals the nearer comes first.
    #[param(schema_with = point, required = false, example = "48.85,2.35")]
    near: Option<String>,
    /// The language of the names; the reader's own without it.
    #[param(schema_with = codes::choice::<Lang>, required = false)]
    lang: Option<Lang>,
    /// Most places in the answer, up to 20.
    #[param(schema_with = limit, required = false, example = 8)]
    limit: Option<u8>,
}

/// The language of a pack. Only read by the description.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "the field is the description")]
pub struct Language {
    #[param(schema_with = codes::one::<Lang>, required = true)]
    lang: Lang,
}

/// Which places. Only read by the description, too.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "the values are the description")]
pub enum Which {
    Towns,
    All,
}
