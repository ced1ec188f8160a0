use proptest::prelude::*;

use super::*;
use crate::import::{Entry, Profile, Row, read, samples};

/// What a writer makes of some listings.
fn written(format: Format, listings: &[Published]) -> Vec<u8> {
    let mut out = Vec::new();
    let fill = |mut writer: Box<dyn ListingWriter + '_>| {
        listings.iter().for_each(|published| writer.write(published).unwrap());
        writer.finish().unwrap();
    };
    match format {
        Format::Jsonl => fill(Box::new(JsonlWriter::new(&mut out))),
        Format::Csv => fill(Box::new(CsvWriter::new(&mut out).unwrap())),
        Format::Geojson => fill(Box::new(GeojsonWriter::new(&mut out).unwrap())),
    }
    out
}

/// The rows that an import reads from an export.
fn read_again(format: Format, bytes: &[u8]) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("export.{format}"));
    std::fs::write(&path, bytes).unwrap();
    let profile = if format == Format::Geojson { Profile::Geojson } else { Profile::Ensemble };
    read(profile, &path, samples::NOW).unwrap().map(|row| row.unwrap()).collect()
}

#[test]
fn every_made_up_listing_comes_back_as_it_was_in_every_format() {
    let listings = crate::demo::demo_listings(2000, 1, samples::NOW).zip(1..).map(|(listing, id)| {
        let slug = domain::slug::slug(&listing.texts.source().text.name, domain::ListingId(id));
        Published { id: domain::ListingId(id), slug, revision: 1, listing }
    });
    let listings: Vec<Published> = listings.collect();
    for format in [Format::Jsonl, Format::Csv, Format::Geojson] {
        let rows = read_again(format, &written(format, &listings));
        let differ: Vec<_> =
            rows.iter().zip(&listings).filter(|(row, published)| *row.entry.listing() != published.listing).collect();
        let first = differ.first().map(|(row, published)| (row.entry.listing(), &published.listing));
        assert!(differ.is_empty(), "{format}: {} of {} differ: {first:#?}", differ.len(), rows.len());
        assert_eq!(rows.len(), 2000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn json_lines_lose_nothing(listings in prop::collection::vec(samples::published(), 1..4)) {
        let rows = read_again(Format::Jsonl, &written(Format::Jsonl, &listings));
        let entries: Vec<Entry> = rows.into_iter().map(|row| row.entry).collect();
        prop_assert_eq!(entries, listings.into_iter().map(|published| Entry::Published(Box::new(published))).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_says_everything_that_a_listing_says(listings in prop::collection::vec(samples::published(), 1..4)) {
        let rows = read_again(Format::Csv, &written(Format::Csv, &listings));
        prop_assert_eq!(rows.len(), listings.len());
        for (row, published) in rows.iter().zip(&listings) {
            prop_assert_eq!(row.entry.listing(), &published.listing);
            prop_assert!(row.warnings.is_empty());
        }
    }

    #[test]
    fn a_map_says_everything_that_a_listing_says(published in samples::published()) {
        let rows = read_again(Format::Geojson, &written(Format::Geojson, std::slice::from_ref(&published)));
        prop_assert_eq!(rows[0].entry.listing(), &published.listing);
    }

    #[test]
    fn no_cell_of_a_table_is_a_formula(published in samples::published()) {
        let bytes = written(Format::Csv, std::slice::from_ref(&published));
        for record in ::csv::Reader::from_reader(&bytes[3..]).records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']) && (!cell.starts_with('-') || cell.parse::<f64>().is_ok()), "{}", cell);
            }
        }
    }
}

#[test]
fn an_empty_export_is_still_a_file_of_its_kind() {
    assert_eq!(written(Format::Jsonl, &[]), b"");
    assert!(serde_json::from_slice::<serde_json::Value>(&written(Format::Geojson, &[])).is_ok());
    assert!(written(Format::Csv, &[]).starts_with("\u{feff}source,source_id,kind,".as_bytes()));
}
