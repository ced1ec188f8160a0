//! Keys of `OpenStreetMap` as our columns (<https://wiki.openstreetmap.org/wiki/Map_features>).
//! Knows nothing about geometry.
//!
//! A mapper cannot be asked: what is not understood costs the tag, not the place (`Fields::lenient`). What mappers tell
//! each other (`note`, `fixme`) is not for readers.

use std::collections::HashMap;

use domain::{Code, Lang, place::Position};

use crate::whereabouts::country_at;

/// Keys that say the same as one of our columns, the better one first.
const KEYS: [(&str, &str); 13] = [
    ("contact:website", "website"),
    ("url", "website"),
    ("operator", "organisation"),
    ("addr:postcode", "postcode"),
    ("addr:city", "commune"),
    ("addr:country", "country"),
    ("ref:insee", "commune_code"),
    ("check_date", "confirmed_at"),
    ("check_date:opening_hours", "confirmed_at"),
    ("survey:date", "confirmed_at"),
    ("addr:unit", "complement"),
    ("@id", "source_id"),
    ("inscription", "directions"),
];

/// Keys of which one place may have several.
const SEVERAL: [(&str, &str); 8] = [
    ("phone", "phones"),
    ("contact:phone", "phones"),
    ("mobile", "phones"),
    ("contact:mobile", "phones"),
    ("email", "emails"),
    ("contact:email", "emails"),
    ("phone:mobile", "phones"),
    ("contact:email:1", "emails"),
];

/// What mappers write for each other.
const REMARKS: [&str; 5] = ["note", "fixme", "source", "todo", "description:note"];

/// Whether an id is one of `OpenStreetMap`.
pub fn is_id(id: &str) -> bool {
    let number = ["node/", "way/", "relation/"].iter().find_map(|kind| id.strip_prefix(kind));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Takes a property under the name of our column. One that is named like ours comes before one of `OpenStreetMap`.
pub fn put(values: &mut HashMap<String, String>, name: &str, value: String) {
    let find = |keys: &[(&'static str, &'static str)]| keys.iter().find(|(key, _)| *key == name).map(|(_, ours)| *ours);
    if let Some(ours) = find(&SEVERAL) {
        let known = values.entry(ours.to_owned()).or_default();
        *known = if known.is_empty() { value } else { format!("{known};{value}") };
    } else if let Some(ours) = find(&KEYS) {
        values.entry(ours.to_owned()).or_insert(value);
    } else if let Some(column) = translated(name) {
        values.entry(column).or_insert(value);
    } else {
        match (name, value.as_str()) {
            ("addr:street" | "addr:place", _) => street(values, &value, false),
            ("addr:housenumber", _) => street(values, &value, true),
            ("fee", "no") => drop(values.entry("cost".to_owned()).or_insert_with(|| "free".to_owned())),
            ("wheelchair", "designated") => drop(values.insert(name.to_owned(), "yes".to_owned())),
            _ => drop(values.insert(name.to_owned(), value)),
        }
    }
}

/// `name:uk` as `name_uk`.
fn translated(key: &str) -> Option<String> {
    let (text, lang) = key.split_once(':')?;
    let known = matches!(text, "name" | "description") && Lang::ALL.iter().any(|known| known.to_string() == lang);
    known.then(|| format!("{text}_{lang}"))
}

/// Number and street come as two keys, in any order.
fn street(values: &mut HashMap<String, String>, value: &str, first: bool) {
    let street = values.entry("street".to_owned()).or_default();
    *street = if first { format!("{value} {street}") } else { format!("{street} {value}") }.trim().to_owned();
}

/// Completes what was taken from an object of `OpenStreetMap`: what is not for readers goes, and its language is found.
pub fn complete(values: &mut HashMap<String, String>, point: Option<Position>) {
    values.retain(|key, _| !REMARKS.iter().any(|remark| key == remark || key.starts_with(&format!("{remark}:"))));
    values.insert("source".to_owned(), "osm".to_owned());
    let name = values.get("name").cloned().unwrap_or_default();
    let same = |lang: &&Lang| values.get(&format!("name_{lang}")).is_some_and(|other| *other == name);
    let lang = Lang::ALL
        .iter()
        .find(same)
        .copied()
        .unwrap_or_else(|| language(&name, values.get("country").map(String::as_str), point));
    values.entry("language".to_owned()).or_insert_with(|| lang.to_string());
    // The name without a language is the one in the language of the place.
    let own = format!("description_{lang}");
    if let Some(description) = values.remove(&own) {
        values.entry("description".to_owned()).or_insert(description);
    }
    values.remove(&format!("name_{lang}"));
    for other in Lang::ALL.iter().filter(|other| **other != lang) {
        if values.contains_key(&format!("description_{other}")) && !name.is_empty() {
            values.entry(format!("name_{other}")).or_insert_with(|| name.clone());
        }
        // People write names in other languages; nobody lets a machine do it there.
        if values.contains_key(&format!("name_{other}")) {
            values.entry(format!("translation_{other}")).or_insert_with(|| "reviewed".to_owned());
        }
    }
}

/// The language of a name, by its letters and the country.
fn language(name: &str, country: Option<&str>, point: Option<Position>) -> Lang {
    let country =
        country.map(str::to_uppercase).or_else(|| point.and_then(country_at).map(str::to_owned)).unwrap_or_default();
    let has = |letters: &str| name.to_lowercase().chars().any(|c| letters.contains(c));
    if name.chars().any(|c| matches!(c, 'А'..='я' | 'Ё' | 'ё' | 'І' | 'і' | 'Ї' | 'ї' | 'Є' | 'є' | 'Ґ' | 'ґ'))
    {
        let russian = has("ыэёъ") || (matches!(&*country, "RU" | "BY" | "KZ" | "KG") && !has("іїєґ"));
        return if russian { Lang::Ru } else { Lang::Uk };
    }
    match &*country {
        "" | "FR" | "BE" | "CH" | "LU" | "MC" => Lang::Fr,
        _ => Lang::En,
    }
}
