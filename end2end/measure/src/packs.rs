//! How large the blocks of a pack are, and how long a change takes: `measure pack JSONL LANG`, from an export, or
//! `measure pack COUNT LANG`, from so many demonstration listings.
//!
//! What is compared is compressed in the same way, as a server would do it once.

use std::{fs, io::Write, time::Instant};

use anyhow::{Context, Result, ensure};
use domain::{
    Code, Lang, Listing, ListingId, Published,
    hours::Schedule,
    lang::Translated,
    listing::Confirmation,
    pack::{Detail, Details, Local, Packer, Row, Shared, Touched},
    place::Position,
    slug::slug,
    time::{Timestamp, Zone},
    vocabulary::{Category, ConfirmedBy},
};
use serde_json::json;
use usecases::{clock::Clock, demo::demo_listings, schedules::Schedules, synonyms::synonyms};

type Edit = fn(&mut Listing);

/// What people do to a listing.
const EDITS: [(&str, Edit); 4] = [
    ("confirmed", |listing| {
        listing.confirmation = Some(Confirmation { at: 1_795_425_600, by: ConfirmedBy::Coordinator })
    }),
    ("opened", |listing| listing.hours = Some("Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00; PH off".into())),
    ("phoned", |listing| listing.contact.phones = vec!["+33 4 72 00 00 00".into()]),
    ("described", |listing| {
        let mut versions = listing.texts.versions().to_vec();
        versions.iter_mut().for_each(|version| version.text.description.push_str(SENTENCE));
        listing.texts = Translated::try_from(versions).unwrap_or_else(|_| listing.texts.clone());
    }),
];

const SENTENCE: &str = " Closed for works until the end of the week; ask at the town hall.";

/// Made-up listings with ids and addresses of their pages, as a server gives them.
fn demonstration(count: u32, now: Timestamp) -> Vec<Published> {
    let published = |(listing, id): (Listing, u32)| {
        let id = ListingId(id);
        let slug = slug(&listing.texts.for_reader(Lang::Fr).text.name, id);
        Published { id, slug, revision: 1, listing }
    };
    demo_listings(count, 1, now).zip(1..).map(published).collect()
}

fn row<'a>(published: &'a Published, (schedule, zone): (&'a Schedule, &'a Zone)) -> Row<'a> {
    Row { id: published.id, slug: &published.slug, listing: &published.listing, schedule, zone }
}

/// The sizes of what is published in an export of listings.
pub fn sizes(lines: &str, lang: &str) -> Result<()> {
    let lang = Lang::from_code(lang).context("no such language")?;
    let now = Clock::system().now();
    let (of, mut listings) = match lines.parse::<u32>() {
        Ok(count) => ("demonstration listings", demonstration(count, now)),
        Err(_) => {
            let read = |line: &str| serde_json::from_str::<Published>(line);
            ("listings of an export", fs::read_to_string(lines)?.lines().map(read).collect::<Result<_, _>>()?)
        }
    };
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
        packer.push(&row(published, schedules.with_zone(*number)));
    }
    let packed = packer.finish((1, now));
    let pack_ms = started.elapsed().as_secs_f64() * 1000.0;
    let mut names: Vec<&str> = Vec::new();
    listings.iter().for_each(|published| names.push(&published.listing.texts.for_reader(lang).text.name));
    let objects: Vec<_> = listings
        .iter()
        .zip(&numbers)
        .map(|(published, number)| object(published, schedules.with_zone(*number), lang))
        .collect();
    let (rows, columns) = (json!(objects).to_string(), as_columns(&objects));
    let mut local = Local::read(&packed.index)?;
    local.read_words(&packed.words)?;
    local.learn_words();
    let mut version = 1;
    let mut edits = serde_json::Map::new();
    for (name, edit) in EDITS {
        let (mut sizes, mut apply_ms) = (Vec::new(), Vec::new());
        for part in 0..100 {
            let old = &listings[listings.len() * part / 100];
            let mut new = old.clone();
            edit(&mut new.listing);
            let number = schedules.number(&new.listing);
            schedules.compile();
            let mut packer = Packer::new(lang, shared());
            let touched = Touched::between(&old.listing, &new.listing);
            packer.push_changed(&row(&new, schedules.with_zone(number)), touched);
            let block = packer.changes(version, (version + 1, now), Vec::new(), None);
            let started = Instant::now();
            local.apply(&block)?;
            apply_ms.push(started.elapsed().as_secs_f64() * 1000.0);
            sizes.push(compressed(&block).len());
            version += 1;
        }
        sizes.sort_unstable();
        apply_ms.sort_unstable_by(f64::total_cmp);
        edits.insert(
            name.into(),
            json!({ "p50": sizes[50], "p90": sizes[90], "max": sizes[99], "apply_ms": apply_ms[50] }),
        );
    }
    let details = listings.iter().map(|published| Detail::of(published.id, &published.listing, lang)).collect();
    let details = Details { department: String::new(), listings: details }.block(lang, (1, now));
    let each = |bytes: usize| bytes as f64 / listings.len() as f64;
    let index = compressed(&packed.index).len();
    let names = compressed(names.join("\n").as_bytes()).len();
    let figures = json!({
        "of": of, "listings": listings.len(), "pack_ms": pack_ms,
        "index_raw": packed.index.len(), "words_raw": packed.words.len(),
        "index": each(index), "names": each(names), "index_beside_names": each(index) - each(names),
        "words": each(compressed(&packed.words).len()), "details": each(compressed(&details).len()),
        "rows_json": each(compressed(rows.as_bytes()).len()), "columns_json": each(compressed(columns.as_bytes()).len()),
        "edits": edits,
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

/// What the index says of a listing, as an object: its hours as they are asked, not as their source wrote them.
fn object(
    published: &Published,
    (schedule, zone): (&Schedule, &Zone),
    lang: Lang,
) -> serde_json::Map<String, serde_json::Value> {
    let listing = &published.listing;
    let version = listing.texts.for_reader(lang);
    let address = listing.address.as_ref();
    let value = json!({
        "id": published.id, "slug": published.slug, "name": version.text.name, "lang": version.lang, "state": version.state,
        "organisation": listing.organisation, "kind": listing.kind, "categories": listing.categories,
        "audiences": listing.audiences, "speaks": listing.speaks, "cost": listing.cost,
        "appointment": listing.appointment, "wheelchair": listing.wheelchair, "remote": listing.remote,
        "position": listing.position, "commune": address.map(|address| &address.commune),
        "postcode": address.map(|address| &address.postcode), "department": address.map(|address| &address.department),
        "hours": schedule, "zone": zone.name, "confirmation": listing.confirmation,
        "needs": listing.needs.iter().map(|need| (need.item, need.priority, need.lapses_at)).collect::<Vec<_>>(),
    });
    value.as_object().cloned().unwrap_or_default()
}

fn as_columns(objects: &[serde_json::Map<String, serde_json::Value>]) -> String {
    let mut columns = serde_json::Map::new();
    for (name, value) in objects.iter().flatten() {
        let column = columns.entry(name).or_insert_with(|| json!([]));
        column.as_array_mut().into_iter().for_each(|column| column.push(value.clone()));
    }
    serde_json::Value::Object(columns).to_string()
}
