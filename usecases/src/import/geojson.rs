//! GeoJSON: a `FeatureCollection` of points whose properties are named like our columns, or like keys of `OpenStreetMap`.

use std::{collections::HashMap, path::Path};

use geojson::{Feature, GeometryValue, JsonValue, feature::Id};

use super::{
    ReadError, Reason, RowError, RowResult, Rows,
    fields::Fields,
    file, own,
    table::{TableRow, column_name},
    values::{hours::Hours, text},
};

/// Keys of `OpenStreetMap` that say the same as one of our columns (<https://wiki.openstreetmap.org/wiki/Map_features>).
const KEYS: [(&str, &str); 15] = [
    ("phone", "phones"),
    ("contact:phone", "phones"),
    ("email", "emails"),
    ("contact:email", "emails"),
    ("contact:website", "website"),
    ("url", "website"),
    ("operator", "organisation"),
    ("addr:postcode", "postcode"),
    ("addr:city", "commune"),
    ("addr:country", "country"),
    ("ref:insee", "commune_code"),
    ("note", "directions"),
    ("check_date", "confirmed_at"),
    ("check_date:opening_hours", "confirmed_at"),
    ("@id", "source_id"),
];

/// Reads the features of a collection.
pub(super) fn read(path: &Path) -> Result<Rows, ReadError> {
    let text = file::json_text(path)?;
    let name = || path.display().to_string();
    let value: JsonValue =
        serde_json::from_str(&text).map_err(|error| ReadError::NotJson(name(), error.to_string()))?;
    let is_collection = value.get("type").and_then(JsonValue::as_str) == Some("FeatureCollection");
    let features = match value {
        JsonValue::Object(mut object) if is_collection => object.remove("features"),
        _ => None,
    };
    let Some(JsonValue::Array(features)) = features else {
        return Err(ReadError::WrongShape(name(), "a GeoJSON FeatureCollection"));
    };
    let total = features.len() as u64;
    let mut hours = Hours::default();
    Ok(Rows::new(total, features.into_iter().zip(1..).map(move |(feature, number)| parse(number, feature, &mut hours))))
}

/// Each feature is read by itself, so that one that is broken is one row.
fn parse(number: u64, feature: JsonValue, hours: &mut Hours) -> RowResult {
    match serde_json::from_value(feature) {
        Ok(feature) => row(number, feature, hours),
        Err(error) => Err(vec![RowError::of_row(number, Reason::NotListing(error.to_string()))]),
    }
}

/// The row of a feature; `number` counts features, because lines have no meaning in such a file.
fn row(number: u64, feature: Feature, hours: &mut Hours) -> RowResult {
    let mut values = HashMap::new();
    for (key, value) in feature.properties.unwrap_or_default() {
        put(&mut values, &key, &value);
    }
    match feature.id {
        Some(Id::String(id)) => drop(values.entry("source_id".to_owned()).or_insert(id)),
        Some(Id::Number(id)) => drop(values.entry("source_id".to_owned()).or_insert(id.to_string())),
        None => {}
    }
    if values.get("source_id").is_some_and(|id| is_osm(id)) {
        values.entry("source".to_owned()).or_insert_with(|| "osm".to_owned());
    }
    match feature.geometry.map(|geometry| geometry.value) {
        Some(GeometryValue::Point { coordinates }) if coordinates.as_slice().len() >= 2 => {
            let point = coordinates.as_slice();
            values.insert("longitude".to_owned(), point[0].to_string());
            values.insert("latitude".to_owned(), point[1].to_string());
        }
        None => {}
        Some(_) => return Err(vec![RowError::of_row(number, Reason::NotPoint)]),
    }
    own::of_fields(Fields::new(TableRow { line: number, values }), hours, Vec::new())
}

/// Takes a property under the name of our column. One that is named like ours comes before one of `OpenStreetMap`.
fn put(values: &mut HashMap<String, String>, key: &str, value: &JsonValue) {
    let Some(value) = plain(value) else { return };
    let name = column_name(key);
    let osm = KEYS.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
    match (osm, name.as_str(), value.as_str()) {
        (None, "addr:street", _) => prepend(values, "street", &value, false),
        (None, "addr:housenumber", _) => prepend(values, "street", &value, true),
        (None, "fee", "no") => drop(values.entry("cost".to_owned()).or_insert_with(|| "free".to_owned())),
        (None, "wheelchair", "designated") => drop(values.insert(name, "yes".to_owned())),
        (Some(ours), ..) => drop(values.entry(ours.to_owned()).or_insert(value)),
        (None, ..) => drop(values.insert(name, value)),
    }
}

/// Number and street come as two keys, in any order.
fn prepend(values: &mut HashMap<String, String>, column: &str, value: &str, first: bool) {
    let street = values.entry(column.to_owned()).or_default();
    *street = if first { format!("{value} {street}") } else { format!("{street} {value}") }.trim().to_owned();
}

/// A property as text; a list as lines.
fn plain(value: &JsonValue) -> Option<String> {
    let text = match value {
        JsonValue::Null => return None,
        JsonValue::String(text) => text::clean(text),
        JsonValue::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        JsonValue::Array(values) => values.iter().filter_map(plain).collect::<Vec<_>>().join("\n"),
        JsonValue::Number(_) | JsonValue::Object(_) => value.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

fn is_osm(id: &str) -> bool {
    let number = ["node/", "way/", "relation/"].iter().find_map(|kind| id.strip_prefix(kind));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use domain::{Listing, vocabulary::Cost};

    use super::*;

    fn rows(features: &str) -> Vec<RowResult> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("points.geojson");
        std::fs::write(&path, format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")).unwrap();
        read(&path).unwrap().collect()
    }

    fn listing(row: &RowResult) -> &Listing {
        row.as_ref().unwrap().entry.listing()
    }

    const OSM: &str = r#"{"type":"Feature","id":"node/42","geometry":{"type":"Point","coordinates":[4.834,45.767]},
        "properties":{"name":"Épicerie","opening_hours":"Mo-Fr 09:00-12:00","phone":"+33 4 78 00 00 00","website":"https://exemple.fr",
        "wheelchair":"designated","addr:housenumber":"1","addr:street":"rue A","addr:postcode":"69001","operator":"Croix","fee":"no",
        "categories":["food"],"remote":false,"brand":null}}"#;

    #[test]
    fn keys_of_openstreetmap_are_understood() {
        let rows = rows(OSM);
        let listing = listing(&rows[0]);
        assert_eq!((listing.source.code.as_str(), listing.source.id.as_str()), ("osm", "node/42"));
        assert_eq!(listing.contact.phones, ["+33478000000"]);
        assert_eq!(listing.address.as_ref().unwrap().street, "1 rue A");
        assert_eq!(listing.wheelchair, Some(domain::vocabulary::Wheelchair::Yes));
        assert_eq!((listing.cost, listing.remote), (Some(Cost::Free), Some(false)));
        assert_eq!(listing.organisation, "Croix");
        assert_eq!(listing.position.map(|point| (point.lat(), point.lon())), Some((45.767, 4.834)));
    }

    #[test]
    fn a_feature_that_is_broken_is_one_row() {
        let line = r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]},"properties":{}}"#;
        let rows = rows(&format!("{line},{{\"type\":\"Point\"}},{OSM}"));
        let code = |row: &RowResult| row.as_ref().unwrap_err()[0].reason.code();
        assert_eq!((code(&rows[0]), code(&rows[1])), ("not-point", "not-listing"));
        assert!(rows[2].is_ok());
    }

    #[test]
    fn without_a_source_a_feature_is_refused() {
        let rows = rows(r#"{"type":"Feature","geometry":null,"properties":{"name":"x"}}"#);
        let columns: Vec<&str> = rows[0].as_ref().unwrap_err().iter().map(|error| error.column.as_str()).collect();
        assert_eq!(columns, ["source", "source_id"]);
    }

    #[test]
    fn what_is_no_collection_is_refused_whole() {
        let folder = tempfile::tempdir().unwrap();
        let sentence = |text: &str| {
            let path = folder.path().join("a.geojson");
            std::fs::write(&path, text).unwrap();
            read(&path).err().unwrap().to_string()
        };
        assert!(sentence("{\"type\":\"Feature\"}").ends_with("is not a GeoJSON FeatureCollection."));
        assert!(sentence("{\"type\":").contains("is not valid JSON: EOF"));
    }
}
