//! GeoJSON: a `FeatureCollection` whose properties are named like our columns, or like keys of `OpenStreetMap`.

mod osm;
mod point;

use std::{collections::HashMap, path::Path};

use domain::time::Timestamp;
use geojson::{Feature, JsonValue, feature::Id};

use super::{
    ReadError, Reason, RowError, RowResult, Rows,
    fields::Fields,
    file,
    own::{self, columns},
    table::{TableRow, column_name},
    values::{hours::Hours, markup, text},
};

/// Reads the features of a collection.
pub(super) fn read(path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
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
    Ok(Rows::new(
        total,
        features.into_iter().zip(1..).map(move |(feature, number)| parse(number, feature, &mut hours, now)),
    ))
}

/// Each feature is read by itself, so that one that is broken is one row.
fn parse(number: u64, feature: JsonValue, hours: &mut Hours, now: Timestamp) -> RowResult {
    match serde_json::from_value(feature) {
        Ok(feature) => row(number, feature, hours, now),
        Err(error) => Err(vec![RowError::of_row(number, Reason::NotListing(error.to_string()))]),
    }
}

/// The row of a feature; `number` counts features, because lines have no meaning in such a file.
fn row(number: u64, feature: Feature, hours: &mut Hours, now: Timestamp) -> RowResult {
    let mut values = HashMap::new();
    let properties = feature.properties.unwrap_or_default();
    // There, `source` is what a mapper went by.
    let is_ours = properties.contains_key("source_id");
    for (key, value) in properties {
        if let Some(value) = plain(&value) {
            osm::put(&mut values, &column_name(&key), value);
        }
    }
    match feature.id {
        Some(Id::String(id)) => drop(values.entry("source_id".to_owned()).or_insert(id)),
        Some(Id::Number(id)) => drop(values.entry("source_id".to_owned()).or_insert(id.to_string())),
        None => {}
    }
    let point = feature.geometry.map(|geometry| point::of(&geometry.value)).transpose();
    let is_osm = !is_ours && values.get("source_id").is_some_and(|id| osm::is_id(id));
    if is_osm {
        osm::complete(&mut values, point.as_ref().ok().copied().flatten());
    }
    for (key, text) in &mut values {
        if columns::is_text(key) {
            *text = text::clean(&markup::plain_of_map(text));
        }
    }
    let mut fields = Fields::new(TableRow { line: number, row: 0, values });
    if is_osm {
        fields = fields.lenient();
    }
    match point {
        Ok(Some(point)) => fields.put_position(point),
        Ok(None) => {}
        Err(reason) => fields.refuse("geometry", "", reason),
    }
    own::of_fields(fields, hours, Vec::new(), now)
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

#[cfg(test)]
mod tests {
    use domain::{Lang, Listing, lang::TextState, vocabulary::Cost};

    use super::*;
    use crate::import::Row;

    fn rows(features: &str) -> Vec<RowResult> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("points.geojson");
        std::fs::write(&path, format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")).unwrap();
        read(&path, 1_795_425_600).unwrap().collect()
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
        let line = r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[]},"properties":{}}"#;
        let rows = rows(&format!("{line},{{\"type\":\"Point\"}},{OSM}"));
        let code = |row: &RowResult| row.as_ref().unwrap_err()[0].reason.code();
        assert_eq!((code(&rows[0]), code(&rows[1])), ("not-point", "not-listing"));
        assert_eq!(rows[2].as_ref().unwrap().line, 3);
        assert!(rows[2].is_ok());
    }

    /// A place of OpenStreetMap with some tags, in Lyon.
    fn place(tags: &str) -> Row {
        let feature = r#"{"type":"Feature","id":"node/7","geometry":{"type":"Point","coordinates":[4.84,45.76]},
            "properties":{"name":"Vestiaire",TAGS}}"#;
        rows(&feature.replace("TAGS", tags)).remove(0).unwrap()
    }

    #[test]
    fn a_tag_that_is_not_understood_costs_the_tag_and_not_the_place() {
        for (tag, value, column) in [
            ("website", "example.org", "website"),
            ("wheelchair", "unknown", "wheelchair"),
            ("opening_hours", "Mo-Fr 9-12", "opening_hours"),
            ("addr:postcode", "69003;69007", "postcode"),
            ("addr:postcode", "97400", "postcode"),
            ("check_date", "2026-10", "confirmed_at"),
            ("check_date", "2031-10-01", "confirmed_at"),
            ("phone", "appeler le matin", "phones"),
            ("email", "voir le site", "emails"),
            ("addr:country", "France", "country"),
            ("ref:INSEE", "00000", "commune_code"),
        ] {
            let row = place(&format!("\"{tag}\":\"{value}\""));
            let told: Vec<&str> = row.warnings.iter().map(|note| note.column.as_str()).collect();
            assert_eq!(told, [column], "{tag}={value}");
            let listing = row.entry.listing();
            assert_eq!((listing.contact.is_empty(), listing.hours.clone()), (true, None), "{tag}={value}");
            assert_eq!(listing.confirmation, None, "{tag}={value}");
            assert_eq!(listing.address.as_ref().map(|address| address.country.as_str()), Some("FR"), "{tag}={value}");
            assert_eq!(listing.kept[column], value, "{tag}={value}");
        }
    }

    #[test]
    fn remarks_of_mappers_are_not_for_readers() {
        let row = place(r#""note":"Enseigne retirée","fixme":"vérifier","note:fr":"x""#);
        let told = serde_json::to_string(row.entry.listing()).unwrap();
        assert!(!told.contains("Enseigne") && !told.contains("vérifier"), "{told}");
        assert!(row.warnings.is_empty());
    }

    #[test]
    fn every_language_of_a_name_is_taken() {
        let row = place(
            r#""name:uk":"Вбиральня","name:en":"Clothes","description:uk":"Одяг","description:fr":"Habits","name:de":"x""#,
        );
        let texts = &row.entry.listing().texts;
        assert_eq!((texts.source().lang, texts.source().text.description.as_str()), (Lang::Fr, "Habits"));
        let ukrainian = texts.exactly(Lang::Uk).unwrap();
        assert_eq!((ukrainian.text.name.as_str(), ukrainian.text.description.as_str()), ("Вбиральня", "Одяг"));
        assert_eq!(ukrainian.state, TextState::Reviewed);
        assert_eq!(texts.exactly(Lang::En).unwrap().text.name, "Clothes");
        let kyiv = r#"{"type":"Feature","id":"way/7","geometry":{"type":"Point","coordinates":[30.52,50.45]},
            "properties":{"name":"Їдальня","phone":"044 200 00 00","opening_hours":"Mo-Su 09:00-20:00"}}"#;
        let kyiv = rows(kyiv).remove(0).unwrap();
        let listing = kyiv.entry.listing();
        assert_eq!((listing.texts.source().lang, listing.zone.as_str()), (Lang::Uk, "Europe/Kyiv"));
        assert_eq!(listing.contact.phones, ["+380442000000"]);
    }

    #[test]
    fn keys_that_say_the_same_are_put_together() {
        let row = place(
            r#""contact:phone":"+33 4 78 00 00 00","contact:mobile":"+33 6 00 00 00 00;+33 6 00 00 00 01","addr:place":"Le Bourg","addr:housenumber":"3""#,
        );
        let listing = row.entry.listing();
        assert_eq!(listing.contact.phones, ["+33600000000", "+33600000001", "+33478000000"]);
        assert_eq!(listing.address.as_ref().unwrap().street, "3 Le Bourg");
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
            read(&path, 1_795_425_600).err().unwrap().to_string()
        };
        assert!(sentence("{\"type\":\"Feature\"}").ends_with("is not a GeoJSON FeatureCollection."));
        assert!(sentence("{\"type\":").contains("is not valid JSON: EOF"));
    }
}
