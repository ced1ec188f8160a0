//! data·inclusion, the national schema of social services, version 1: structures and the services they offer.
//! <https://github.com/gip-inclusion/data-inclusion-schema>, Licence Ouverte 2.0.
//!
//! Each service becomes a listing, together with what its structure knows; a structure without services becomes one by
//! itself. What our vocabulary has no word for stays in the words of the source. Names of contact persons are not taken.

mod codes;
mod listing;
mod maker;
mod schema;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{ReadError, Reason, RowError, RowResult, Rows, file, values::hours::Hours};
use schema::{Service, Structure};

const SOURCE: &str = "data-inclusion";

/// Reads `structures.json` and `services.json` of a folder.
pub(super) fn read(folder: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    if folder.is_file() {
        return Err(ReadError::NotFolder(folder.display().to_string()));
    }
    let structures: Vec<Element<Structure>> = elements(&folder.join("structures.json"), "structure")?;
    let services: Vec<Element<Service>> = elements(&folder.join("services.json"), "service")?;
    Ok(rows(structures, services, now))
}

/// An object of an array, or why it is none, with the line on which it begins.
struct Element<T> {
    line: u64,
    read: Result<T, RowError>,
}

fn rows(structures: Vec<Element<Structure>>, services: Vec<Element<Service>>, now: Timestamp) -> Rows {
    let served: HashSet<String> =
        services.iter().filter_map(|service| Some(service.read.as_ref().ok()?.structure_id.clone())).collect();
    let mut known = HashMap::with_capacity(structures.len());
    let mut alone = Vec::new();
    for Element { line, read } in structures {
        match read {
            Ok(structure) if served.contains(&structure.id) => drop(known.insert(structure.id.clone(), structure)),
            read => alone.push(Element { line, read }),
        }
    }
    let total = (services.len() + alone.len()) as u64;
    let (mut hours, mut more_hours) = (Hours::default(), Hours::default());
    let of_services = services.into_iter().map(move |service| service_row(service, &known, now, &mut hours));
    let of_structures = alone.into_iter().map(move |Element { line, read }| {
        listing::of_structure(line, &read.map_err(|error| vec![error])?, now, &mut more_hours)
    });
    Rows::new(total, of_services.chain(of_structures))
}

fn service_row(
    service: Element<Service>,
    known: &HashMap<String, Structure>,
    now: Timestamp,
    hours: &mut Hours,
) -> RowResult {
    let line = service.line;
    let service = service.read.map_err(|error| vec![error])?;
    let Some(structure) = known.get(&service.structure_id) else {
        return Err(vec![RowError::new(line, "service.structure_id", &service.structure_id, Reason::NoStructure)]);
    };
    listing::of_service(line, &service, structure, now, hours)
}

/// The objects of an array, each read by itself, so that one that is broken is one row.
fn elements<T: DeserializeOwned>(path: &Path, object: &str) -> Result<Vec<Element<T>>, ReadError> {
    let text = file::json_text(path)?;
    let raw: Vec<&RawValue> = serde_json::from_str(&text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => ReadError::WrongShape(path.display().to_string(), "an array of objects"),
        _ => ReadError::NotJson(path.display().to_string(), error.to_string()),
    })?;
    let (mut line, mut counted) = (1, 0);
    let read = raw.into_iter().map(|raw| {
        // The raw value is a part of the text: its distance from the beginning says on which line it stands.
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        line += text.as_bytes()[counted..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        counted = start;
        let read = serde_json::from_str(raw.get());
        Element {
            line,
            read: read.map_err(|error| RowError::new(line, object, raw.get(), Reason::NotListing(error.to_string()))),
        }
    });
    Ok(read.collect())
}

#[cfg(test)]
mod tests;
