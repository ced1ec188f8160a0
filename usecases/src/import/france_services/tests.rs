use std::path::PathBuf;

use domain::{
    Lang,
    lang::TextState,
    time::Day,
    vocabulary::Appointment,
};

use super::*;
use crate::import::{Profile, Row, read};

/// The real list of 1 August 2024, if it is there.
fn real_list() -> Option<PathBuf> {
    let shared = std::env::var_os("ENSEMBLE_SHARED").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")), PathBuf::from);
    let path = shared.join("data/france-services/liste-fs-20240801.csv");
    if path.is_file() {
        return Some(path);
    }
    eprintln!("SKIPPED: the national list is not at {}; set ENSEMBLE_SHARED", path.display());
    None
}

const NOW: Timestamp = 1_795_392_000;

fn rows() -> Option<Vec<Row>> {
    let rows = read(Profile::FranceServices, &real_list()?, NOW).unwrap();
    assert_eq!(rows.total, 2845);
    Some(rows.map(|row| row.unwrap()).collect())
}

#[test]
fn tmp_dump() {
    let Some(rows) = rows() else { return };
    let mut warnings: std::collections::BTreeMap<&str, u32> = Default::default();
    for row in &rows {
        for w in &row.warnings { *warnings.entry(w.reason.code()).or_default() += 1; if w.reason.code() != "own-hours" { println!("{w}"); } }
    }
    println!("{warnings:?}");
    let l: Vec<&Listing> = rows.iter().map(|r| r.entry.listing()).collect();
    println!("hours {}", l.iter().filter(|l| l.hours.is_some()).count());
    println!("sure {}", l.iter().filter(|l| l.hours.as_ref().is_some_and(|h| !h.contains("unknown"))).count());
    println!("phones {} n {}", l.iter().filter(|l| !l.contact.phones.is_empty()).count(), l.iter().map(|l| l.contact.phones.len()).sum::<usize>());
    println!("emails {} n {}", l.iter().filter(|l| !l.contact.emails.is_empty()).count(), l.iter().map(|l| l.contact.emails.len()).sum::<usize>());
    println!("pos {}", l.iter().filter(|l| l.position.is_some()).count());
    println!("distinct hours {}", l.iter().filter_map(|l| l.hours.as_ref()).collect::<std::collections::HashSet<_>>().len());
    let mut ap: std::collections::BTreeMap<String, u32> = Default::default();
    for x in &l { *ap.entry(format!("{:?}", x.appointment)).or_default() += 1; }
    println!("{ap:?}");
    let mut z: std::collections::BTreeMap<&str, u32> = Default::default();
    for x in &l { *z.entry(&x.zone).or_default() += 1; }
    println!("{z:?}");
    for x in &l { 
        println!("ROW {} | {:?} | {:?} | {} | {:?}", x.source.id, x.appointment, x.hours, x.texts.source().text.conditions.replace('\n', " ⏎ "), x.kept.get("format_fs"));
    }
}
