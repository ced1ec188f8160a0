use std::{path::PathBuf, time::Instant};

use domain::{ListingId, listing::Confirmation, vocabulary::ConfirmedBy};
use store::Store;

use super::*;
use crate::{
    export::{self, Format},
    import::{france_services, read},
};

const NOW: Timestamp = 1_795_392_000;
const DAY: Timestamp = 86_400;

/// A record in a folder of its own, gone with the test.
struct Record {
    folder: tempfile::TempDir,
    store: Store,
}

impl Record {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}", folder.path().join("record.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        Self { folder, store }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    async fn import(&self, profile: Profile, path: &std::path::Path, options: &Options) -> Report {
        let rows = read(profile, path, NOW).unwrap();
        import_listings(&self.store, profile, rows, options, NOW, |_| {}).await.unwrap()
    }

    /// Imports a table of our own; created, updated, unchanged, refused.
    async fn table(&self, rows: &str, options: &Options) -> ([u64; 4], Report) {
        let path = self.file("table.csv", &format!("source,source_id,name,confirmed_at\n{rows}"));
        let report = self.import(Profile::Ensemble, &path, options).await;
        (numbers(&report), report)
    }

    async fn name(&self, id: &str) -> String {
        self.store.listing_by_source("a", id).await.unwrap().unwrap().published.listing.texts.source().text.name.clone()
    }

    /// A coordinator renames a listing.
    async fn edit(&self, id: &str, name: &str) {
        let stored = self.store.listing_by_source("a", id).await.unwrap().unwrap();
        let mut listing = stored.published.listing;
        let text = domain::listing::ListingText { name: name.into(), ..listing.texts.source().text.clone() };
        listing.texts = domain::lang::Translated::written_in(domain::Lang::Fr, text);
        self.store.put_listings(&[ListingWrite { listing, author: "marc@example.org".into() }], NOW).await.unwrap();
    }
}

fn numbers(report: &Report) -> [u64; 4] {
    let counts = report.counts;
    assert_eq!(counts.read, counts.created + counts.updated + counts.unchanged + counts.refused);
    [counts.created, counts.updated, counts.unchanged, counts.refused]
}

fn plain() -> Options {
    Options::default()
}

fn dry() -> Options {
    Options { dry_run: true, ..Options::default() }
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let record = Record::new().await;
    assert_eq!(record.table("a,1,x,\na,2,y,\n", &plain()).await.0, [2, 0, 0, 0]);
    assert_eq!(record.table("a,1,x,\na,2,y,\n", &plain()).await.0, [0, 0, 2, 0]);
    assert_eq!(record.table("a,1,x,\na,2,z,\na,3,w,\n", &plain()).await.0, [1, 1, 1, 0]);
    assert_eq!(record.name("2").await, "z");
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let record = Record::new().await;
    record.table("a,1,x,\na,2,y,\n", &plain()).await;
    let change = record.store.last_change().await.unwrap();
    let rows = "a,1,x,\na,2,z,\na,3,w,\na,3,v,\nA,4,u,\n";
    assert_eq!(record.table(rows, &dry()).await.0, [1, 1, 1, 2]);
    assert_eq!(record.store.last_change().await.unwrap(), change);
    assert_eq!(record.name("2").await, "y");
    assert_eq!(record.table(rows, &plain()).await.0, [1, 1, 1, 2]);
}

#[tokio::test]
async fn an_id_that_stands_twice_is_refused_with_both_lines() {
    let record = Record::new().await;
    let (numbers, report) = record.table("a,1,x,\nb,1,x,\na,1,y,\n", &plain()).await;
    assert_eq!(numbers, [2, 0, 0, 1]);
    assert_eq!(report.errors[0].to_string(), "line 4, source_id: the same source and id stand on line 2 already (“1”)");
}

#[tokio::test]
async fn an_edit_made_here_is_not_overwritten() {
    let record = Record::new().await;
    record.table("a,1,x,\n", &plain()).await;
    record.edit("1", "X corrected").await;
    assert_eq!(record.table("a,1,x,\n", &plain()).await.0, [0, 0, 1, 0], "the file says nothing new");
    let (numbers, report) = record.table("a,1,x again,\n", &dry()).await;
    assert_eq!((numbers, report.warnings[0].reason.clone()), ([0, 0, 1, 0], Reason::EditedHere));
    record.table("a,1,x again,\n", &plain()).await;
    assert_eq!(record.name("1").await, "X corrected");
    let overwrite = Options { overwrite: true, ..plain() };
    assert_eq!(record.table("a,1,x again,\n", &overwrite).await.0, [0, 1, 0, 0]);
    assert_eq!(record.name("1").await, "x again");
}

#[tokio::test]
async fn a_listing_withdrawn_here_is_not_brought_back() {
    let record = Record::new().await;
    record.table("a,1,x,\n", &plain()).await;
    record.store.withdraw(ListingId(1), NOW, "marc@example.org").await.unwrap();
    let (numbers, report) = record.table("a,1,x,\n", &plain()).await;
    assert_eq!((numbers, report.warnings[0].reason.clone()), ([0, 0, 1, 0], Reason::WithdrawnHere));
}

#[tokio::test]
async fn a_later_confirmation_of_the_same_is_no_revision() {
    let record = Record::new().await;
    record.table("a,1,x,2026-01-01\n", &plain()).await;
    assert_eq!(record.table("a,1,x,2026-06-01\n", &dry()).await.0, [0, 1, 0, 0]);
    assert_eq!(record.table("a,1,x,2026-06-01\n", &plain()).await.0, [0, 1, 0, 0]);
    assert_eq!(record.table("a,1,x,2026-06-01\n", &plain()).await.0, [0, 0, 1, 0]);
    assert_eq!(record.table("a,1,x,2026-01-01\n", &plain()).await.0, [0, 0, 1, 0], "an older word takes nothing back");
    let stored = record.store.listing(ListingId(1)).await.unwrap().unwrap();
    assert_eq!(stored.published.revision, 1);
    assert_eq!(stored.published.listing.confirmation.map(|c| c.by), Some(ConfirmedBy::Importer));
}

#[tokio::test]
async fn an_owner_who_confirmed_later_is_not_contradicted() {
    let record = Record::new().await;
    record.table("a,1,x,2026-01-01\n", &plain()).await;
    let later = Confirmation { at: NOW - DAY, by: ConfirmedBy::Owner };
    record.store.confirm(ListingId(1), later, "owner").await.unwrap();
    assert_eq!(record.table("a,1,x,2026-06-01\n", &plain()).await.0, [0, 0, 1, 0]);
    assert_eq!(record.store.listing(ListingId(1)).await.unwrap().unwrap().published.listing.confirmation, Some(later));
}

#[tokio::test]
async fn an_export_is_restored_with_ids_slugs_and_revisions() {
    let (here, there) = (Record::new().await, Record::new().await);
    here.table("a,1,x,\na,2,y,\na,3,z,\n", &plain()).await;
    here.edit("2", "Y").await;
    let mut bytes = Vec::new();
    assert_eq!(export::export(&here.store, Format::Jsonl, &mut bytes).await.unwrap(), 3);
    let path = there.file("copy.jsonl", std::str::from_utf8(&bytes).unwrap());
    assert_eq!(numbers(&there.import(Profile::Ensemble, &path, &dry()).await), [3, 0, 0, 0]);
    assert_eq!(numbers(&there.import(Profile::Ensemble, &path, &plain()).await), [3, 0, 0, 0]);
    assert_eq!(numbers(&there.import(Profile::Ensemble, &path, &plain()).await), [0, 0, 3, 0]);
    let mut again = Vec::new();
    export::export(&there.store, Format::Jsonl, &mut again).await.unwrap();
    assert_eq!(bytes, again);
    assert_eq!(there.store.listing(ListingId(2)).await.unwrap().unwrap().published.revision, 2);
}

#[tokio::test]
async fn a_copy_that_contradicts_the_record_is_refused_row_by_row() {
    let (here, there) = (Record::new().await, Record::new().await);
    here.table("a,1,x,\na,2,y,\na,3,z,\n", &plain()).await;
    there.table("a,3,other,\na,2,y,\n", &plain()).await;
    let mut bytes = Vec::new();
    export::export(&here.store, Format::Jsonl, &mut bytes).await.unwrap();
    let path = there.file("copy.jsonl", std::str::from_utf8(&bytes).unwrap());
    for options in [dry(), plain()] {
        let report = there.import(Profile::Ensemble, &path, &options).await;
        assert_eq!(numbers(&report), [0, 0, 1, 2]);
        assert!(report.errors.iter().all(|error| error.reason.code() == "conflict"));
    }
}

#[tokio::test]
async fn errors_are_counted_and_the_first_are_kept() {
    let record = Record::new().await;
    let rows: String = (0..1200).map(|n| format!("a,{n},,\n")).collect();
    let (numbers, report) = record.table(&rows, &plain()).await;
    assert_eq!((numbers, report.errors.len()), ([0, 0, 0, 1200], KEPT_ERRORS));
}

#[tokio::test]
async fn the_source_is_described_and_what_people_wrote_about_it_stays() {
    let record = Record::new().await;
    record.table("a,1,x,\n", &plain()).await;
    let source = record.store.sources().await.unwrap().remove(0);
    assert_eq!((source.name.as_str(), source.imported_at), ("a", Some(NOW)));
    record.store.put_source(&store::Source { name: "Entraide".into(), ..source }).await.unwrap();
    record.table("a,1,x,\n", &plain()).await;
    assert_eq!(record.store.sources().await.unwrap()[0].name, "Entraide");
}

#[tokio::test]
async fn the_real_list_is_imported_twice() {
    let Some(path) = france_services::tests::real_list() else { return };
    let record = Record::new().await;
    assert_eq!(numbers(&record.import(Profile::FranceServices, &path, &dry()).await), [2845, 0, 0, 0]);
    assert_eq!(numbers(&record.import(Profile::FranceServices, &path, &plain()).await), [2845, 0, 0, 0]);
    assert_eq!(numbers(&record.import(Profile::FranceServices, &path, &plain()).await), [0, 0, 2845, 0]);
    let source = record.store.sources().await.unwrap().remove(0);
    assert_eq!(
        (source.code.as_str(), source.licence.as_deref()),
        ("france-services", Some("Licence Ouverte / Open Licence 2.0 (Etalab)"))
    );
}

#[tokio::test]
async fn thirty_five_thousand_listings_are_imported_in_seconds() {
    let Some(path) = france_services::tests::real_list() else { return };
    let text = std::fs::read_to_string(path).unwrap();
    // Some comments have lines of their own; rows are multiplied as parsed.
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    out.write_record(reader.headers().unwrap()).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    for n in 0..35_000_usize {
        let (copy, record) = (n / records.len(), &records[n % records.len()]);
        out.write_record(
            record
                .iter()
                .enumerate()
                .map(|(place, value)| if place == 0 { format!("{value}-{copy}") } else { value.to_owned() }),
        )
        .unwrap();
    }
    let record = Record::new().await;
    let path = record.file("liste-fs-20240801.csv", &String::from_utf8(out.into_inner().unwrap()).unwrap());
    let start = Instant::now();
    let mut steps = 0;
    let rows = read(Profile::FranceServices, &path, NOW).unwrap();
    let report =
        import_listings(&record.store, Profile::FranceServices, rows, &plain(), NOW, |_| steps += 1).await.unwrap();
    let first = start.elapsed();
    let again = record.import(Profile::FranceServices, &path, &plain()).await;
    println!("35,000 rows: created in {first:?}, compared in {:?}", start.elapsed() - first);
    assert_eq!((numbers(&report), numbers(&again), steps), ([35_000, 0, 0, 0], [0, 0, 35_000, 0], 70));
}

#[tokio::test]
async fn imports_at_the_same_time_report_what_each_did() {
    let record = Record::new().await;
    let text: String = (0..1200).map(|n| format!("a,{n},x,\n")).collect();
    let path = record.file("table.csv", &format!("source,source_id,name,confirmed_at\n{text}"));
    let options = Options::default();
    let imports = [0, 1, 2].map(|_| record.import(Profile::Ensemble, &path, &options));
    let [one, other, third] = imports;
    let reports = tokio::join!(one, other, third);
    let counts = [&reports.0, &reports.1, &reports.2].map(|report| report.counts);
    assert_eq!(counts.iter().map(|count| count.created).sum::<u64>(), 1200);
    assert!(counts.iter().all(|count| count.created + count.updated + count.unchanged == 1200), "{counts:?}");
}
