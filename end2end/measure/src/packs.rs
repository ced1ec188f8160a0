//! How large the blocks of a pack are, and how long a change takes: `measure pack JSONL LANG`, from an export.
//!
//! What is compared is compressed in the same way, as a server would do it once.

use std::{fs, io::Write, time::Instant};

use anyhow::{Context, Result, ensure};
use domain::{
    Code, Lang, Published,
    pack::{Detail, Details, Local, Packer, Shared},
    place::Position,
    vocabulary::Category,
};
use serde_json::json;
use usecases::{clock::Clock, schedules::Schedules, synonyms::synonyms};

/// The sizes of what is published in an export of listings.
pub fn sizes(lines: &str, lang: &str) -> Result<()> {
    let lang = Lang::from_code(lang).context("no such language")?;
    let now = Clock::system().now();
    let read = |line: &str| serde_json::from_str::<Published>(line);
    let mut listings: Vec<Published> = fs::read_to_string(lines)?.lines().map(read).collect::<Result<_, _>>()?;
    ensure!(!listings.is_empty(), "the export is empty");
    // As the engine has them: neighbours together.
    listings.sort_by_key(|published| curve(published.listing.position));
    let mut schedules = Schedules::new(now);
    let numbers: Vec<u32> = listings.iter().map(|published| schedules.number(&published.listing)).collect();
    schedules.compile();
    let shared = || Shared {
        synonyms: Category::ALL.iter().map(|category| synonyms(*category).to_owned()).collect(),
        sources: Vec::new(),
        departments: usecases::places::departments(lang),
    };
    let started = Instant::now();
    let mut packer = Packer::new(lang, shared());
    for (published, number) in listings.iter().zip(&numbers) {
        packer.push(published.id, &published.slug, &published.listing, schedules.with_zone(*number));
    }
    let packed = packer.finish((1, now));
    let pack_ms = started.elapsed().as_secs_f64() * 1000.0;
    let mut names: Vec<&str> = Vec::new();
    listings.iter().for_each(|published| names.push(&published.listing.texts.for_reader(lang).text.name));
    let (rows, columns) = (as_rows(&listings, lang), as_columns(&listings, lang));
    let mut local = Local::read(&packed.index)?;
    local.read_words(&packed.words)?;
    local.learn_words();
    let mut changes = Vec::new();
    let mut apply_ms = Vec::new();
    for change in 0..100 {
        let at = listings.len() / 100 * change % listings.len();
        let mut changed = listings[at].clone();
        changed.listing.organisation.push('!');
        let mut packer = Packer::new(lang, shared());
        packer.push_whole(changed.id, &changed.slug, &changed.listing, schedules.with_zone(numbers[at]));
        let block = packer.changes(change as u64 + 1, (change as u64 + 2, now), Vec::new(), None);
        let started = Instant::now();
        local.apply(&block)?;
        apply_ms.push(started.elapsed().as_secs_f64() * 1000.0);
        changes.push(compressed(&block).len());
    }
    changes.sort_unstable();
    apply_ms.sort_unstable_by(f64::total_cmp);
    let details = listings.iter().map(|published| Detail::of(published.id, &published.listing, lang)).collect();
    let details = Details { department: String::new(), listings: details }.block(lang, (1, now));
    let each = |bytes: usize| bytes as f64 / listings.len() as f64;
    let index = compressed(&packed.index).len();
    let names = compressed(names.join("\n").as_bytes()).len();
    let figures = json!({
        "listings": listings.len(), "pack_ms": pack_ms,
        "index_raw": packed.index.len(), "words_raw": packed.words.len(),
        "index": each(index), "names": each(names), "index_beside_names": each(index) - each(names),
        "words": each(compressed(&packed.words).len()), "details": each(compressed(&details).len()),
        "rows_json": each(compressed(rows.as_bytes()).len()), "columns_json": each(compressed(columns.as_bytes()).len()),
        "change_p50": changes[50], "change_p90": changes[90], "change_max": changes[99], "apply_ms": apply_ms[50],
    });
    println!("{figures}");
    Ok(())
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    writer.write_all(bytes).and_then(|()| writer.flush()).unwrap_or_default();
    writer.into_inner()
}

fn curve(position: Option<Position>) -> u64 {
    let Some((lat, lon)) = position.map(Position::e5) else { return u64::MAX };
    let (lat, lon) = ((lat + 9_000_000) as u64, (lon + 18_000_000) as u64);
    (0..32).fold(0, |bits, bit| bits | (lat >> bit & 1) << (2 * bit + 1) | (lon >> bit & 1) << (2 * bit))
}

/// What the index says of a listing, as an object.
fn object(published: &Published, lang: Lang) -> serde_json::Map<String, serde_json::Value> {
    let listing = &published.listing;
    let version = listing.texts.for_reader(lang);
    let address = listing.address.as_ref();
    let value = json!({
        "id": published.id, "name": version.text.name, "lang": version.lang, "state": version.state,
        "organisation": listing.organisation, "kind": listing.kind, "categories": listing.categories,
        "audiences": listing.audiences, "speaks": listing.speaks, "cost": listing.cost,
        "appointment": listing.appointment, "wheelchair": listing.wheelchair, "remote": listing.remote,
        "position": listing.position, "commune": address.map(|address| &address.commune),
        "postcode": address.map(|address| &address.postcode), "department": address.map(|address| &address.department),
        "hours": listing.hours, "confirmation": listing.confirmation,
        "needs": listing.needs.iter().map(|need| (need.item, need.priority)).collect::<Vec<_>>(),
    });
    value.as_object().cloned().unwrap_or_default()
}

fn as_rows(listings: &[Published], lang: Lang) -> String {
    let rows: Vec<_> = listings.iter().map(|published| object(published, lang)).collect();
    json!(rows).to_string()
}

fn as_columns(listings: &[Published], lang: Lang) -> String {
    let mut columns = serde_json::Map::new();
    for published in listings {
        for (name, value) in object(published, lang) {
            let column = columns.entry(name).or_insert_with(|| json!([]));
            column.as_array_mut().into_iter().for_each(|column| column.push(value.clone()));
        }
    }
    serde_json::Value::Object(columns).to_string()
}
