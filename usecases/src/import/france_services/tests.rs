use std::{collections::BTreeMap, path::PathBuf, sync::OnceLock};

use domain::{Code, Lang, lang::TextState, vocabulary::Appointment};

use super::*;
use crate::{
    hours::{compile, normalise, region},
    import::{Profile, Row, read},
};

/// The real list of 1 August 2024, if it is there.
pub(in crate::import) fn real_list() -> Option<PathBuf> {
    let default = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    let folder = std::env::var_os("ENSEMBLE_SHARED").map_or_else(default, PathBuf::from);
    let path = folder.join("data/france-services/liste-fs-20240801.csv");
    if path.is_file() {
        return Some(path);
    }
    eprintln!("SKIPPED: the national list is not at {}; set ENSEMBLE_SHARED", path.display());
    None
}

const NOW: Timestamp = 1_795_392_000;

/// The rows of the real list, read once for all tests.
fn real_rows() -> Option<&'static [Row]> {
    static ROWS: OnceLock<Option<Vec<Row>>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let rows = read(Profile::FranceServices, &real_list()?, NOW).unwrap();
        assert_eq!(rows.total, 2845);
        Some(rows.map(|row| row.unwrap()).collect())
    });
    rows.as_deref()
}

const HEADER: &str = "id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,telephone,\
h_lundi,h_mardi,prise_rdv,commentaire,type_fs,format_fs";

fn row_of(values: &str) -> RowResult {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("liste-fs-20240801.csv");
    std::fs::write(&path, format!("{HEADER}\n{values}\n")).unwrap();
    read(Profile::FranceServices, &path, NOW).unwrap().next().unwrap()
}

fn listing(row: &Row) -> &Listing {
    row.entry.listing()
}

#[test]
fn the_real_list_is_taken_whole() {
    let Some(rows) = real_rows() else { return };
    assert_eq!(rows.len(), 2845);
    let mut warnings: BTreeMap<&str, u32> = BTreeMap::new();
    for warning in rows.iter().flat_map(|row| &row.warnings) {
        *warnings.entry(warning.reason.code()).or_default() += 1;
    }
    // Checked by eye against the file: 53 days with overlapping or empty hours in 25 rows, Rouen under department 27,
    // two postcodes with a slip of the pen.
    assert_eq!(warnings, BTreeMap::from([("other-department", 1), ("own-hours", 53), ("postcode-elsewhere", 2)]));
    let count = |what: &dyn Fn(&Listing) -> bool| rows.iter().filter(|row| what(listing(row))).count();
    assert_eq!(count(&|l| l.position.is_some()), 2845);
    assert_eq!(count(&|l| l.contact.phones.len() == 1), 2841);
    assert_eq!(count(&|l| !l.contact.emails.is_empty()), 2841);
    assert_eq!(rows.iter().map(|row| listing(row).contact.emails.len()).sum::<usize>(), 2844);
    assert_eq!(count(&|l| l.hours.is_some()), 2797);
    assert_eq!(count(&|l| l.hours.as_ref().is_some_and(|hours| !hours.contains("unknown"))), 2186);
    assert_eq!(count(&|l| l.zone != "Europe/Paris"), 119);
}

#[test]
fn appointments_of_the_real_list() {
    let Some(rows) = real_rows() else { return };
    let count = |appointment| rows.iter().filter(|row| listing(row).appointment == Some(appointment)).count();
    let counts = Appointment::ALL.iter().map(|appointment| count(*appointment));
    assert_eq!(counts.collect::<Vec<_>>(), [1689, 1121, 35]);
}

#[test]
fn samples_of_the_real_list_say_what_the_file_says() {
    let Some(rows) = real_rows() else { return };
    let by_id: BTreeMap<&str, &Listing> =
        rows.iter().map(|row| (listing(row).source.id.as_str(), listing(row))).collect();
    for (id, department, phone, hours) in [
        (
            "1",
            "01",
            "+33450568749",
            "Mo 13:30-17:00; Tu-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00,13:30-16:00; PH off",
        ),
        ("3", "02", "+33785782448", "Mo-Fr 09:30-16:30 unknown \"itinérant\"; PH off"),
        ("561", "974", "+262262378039", "Mo-Fr 08:00-16:00; PH off"),
        ("1684", "978", "+590690668866", "Mo,Tu,Th 08:30-13:30; We,Fr 08:30-13:00; PH off"),
        ("1803", "68", "+33805290440", ""),
    ] {
        let listing = by_id[id];
        assert_eq!(listing.address.as_ref().unwrap().department.as_deref(), Some(department), "{id}");
        assert_eq!(listing.contact.phones, [phone], "{id}");
        if !hours.is_empty() {
            assert_eq!(listing.hours.as_deref(), Some(hours), "{id}");
        }
    }
    assert_eq!(by_id["1820"].address.as_ref().unwrap().department.as_deref(), Some("76"));
    assert_eq!(by_id["1820"].kept["insee_dep"], "27");
    assert_eq!(by_id["1623"].contact.emails.len(), 3);
    assert_eq!((by_id["1709"].hours.as_deref(), by_id["1709"].appointment), (None, Some(Appointment::Required)));
}

#[test]
fn hours_of_the_real_list_are_in_the_usual_spelling_and_compile() {
    let Some(rows) = real_rows() else { return };
    let from = Day::parse("2026-11-23").unwrap();
    for row in rows {
        let Some(hours) = &listing(row).hours else { continue };
        assert_eq!(&normalise(hours).unwrap(), hours);
        compile(hours, &region(listing(row)), from, 60).unwrap();
    }
}

#[test]
fn the_day_in_the_name_is_the_confirmation() {
    let at = |name: &str| day_of(Path::new(name)).map(|day| day.to_string());
    assert_eq!(at("data/liste-fs-20240801.csv").as_deref(), Some("2024-08-01"));
    assert_eq!([at("liste-fs.csv"), at("liste-fs-20241301.csv"), at("liste-fs-123456789.csv")], [None, None, None]);
    let row = row_of("1,01,X,1 rue A,,01033,01200,Y,46.1,5.8,,,,,Non,,Principal,Fixe").unwrap();
    assert_eq!(listing(&row).confirmation.map(|c| (c.at, c.by)), Some((1_722_470_400, ConfirmedBy::Importer)));
}

#[test]
fn the_texts_are_in_four_languages_and_quote_the_source() {
    let row = row_of("1,01,Bus X,1 rue A,,01033,01200,Y,46.1,5.8,,,09:00 - 12:00,,Non,Ouvert le 1er lundi du mois,Antenne,Itinérante").unwrap();
    let texts = &listing(&row).texts;
    assert_eq!(texts.versions().len(), Lang::ALL.len());
    for version in texts.versions() {
        assert_eq!(version.text.name, "Bus X");
        assert!(version.text.conditions.contains("Ouvert le 1er lundi du mois"), "{}", version.lang);
        assert!(!version.text.directions.is_empty() && version.text.description.contains("France services"));
        assert_eq!(version.state, if version.lang == Lang::Fr { TextState::Source } else { TextState::Reviewed });
    }
    let row = row_of("1,01,X,1 rue A,,01033,01200,Y,46.1,5.8,,,09:00 - 12:00,,Non,UNIQUEMENT SUR RDV,Principal,Fixe")
        .unwrap();
    assert_eq!(listing(&row).texts.exactly(Lang::Uk).unwrap().text.conditions, "Прийом лише за попереднім записом.");
}

#[test]
fn what_cannot_be_used_is_left_out_with_a_warning() {
    let codes = |values: &str| row_of(values).unwrap().warnings.iter().map(|w| w.reason.code()).collect::<Vec<_>>();
    assert_eq!(codes("1,01,X,1 rue A,,01033,01200,Y,5.8,46.1,,,,,Non,,,"), ["swapped"]);
    assert_eq!(codes("1,01,X,1 rue A,,01033,01200,Y,0,0,,,,,Non,,,"), ["null-island"]);
    assert_eq!(codes("1,01,X,1 rue A,,01033,01200,Y,-20.9,55.4,,,,,Non,,,"), ["elsewhere"]);
    assert_eq!(codes("1,01,X,1 rue A,,01033,01200,Y,,,moi,04 50,,,Non,,,"), ["not-phone", "not-email"]);
    assert_eq!(codes("1,01,X,1 rue A,,1033,1200,Y,46.1,5.8,,,,,Non,,,"), ["not-commune-code", "not-postcode"]);
    let swapped = row_of("1,01,X,1 rue A,,01033,01200,Y,5.8,46.1,,,,,Non,,,").unwrap();
    assert_eq!(listing(&swapped).position, Position::new(46.1, 5.8));
    assert_eq!(listing(&swapped).kept["latitude"], "5.8");
}

#[test]
fn a_row_without_a_name_is_refused() {
    let errors = row_of(",01,,1 rue A,,01033,01200,Y,46.1,5.8,,,,,Non,,,").unwrap_err();
    assert_eq!(errors.iter().map(|error| error.column.as_str()).collect::<Vec<_>>(), ["id_fs", "lib_fs"]);
}
