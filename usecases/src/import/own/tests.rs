use std::path::PathBuf;

use domain::{
    Code, Lang, Listing,
    lang::TextState,
    place::{Area, Position},
    vocabulary::{Audience, Category, ConfirmedBy, Cost, Kind, NeedPriority, Wheelchair},
};

use super::*;

/// Writes a file and reads it.
fn rows_of(name: &str, bytes: &[u8]) -> Result<Vec<RowResult>, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Ok(read(&path, 1_795_425_600)?.collect())
}

fn table_of(text: &str) -> Vec<RowResult> {
    rows_of("table.csv", text.as_bytes()).unwrap()
}

fn listing(row: &RowResult) -> &Listing {
    row.as_ref().unwrap().entry.listing()
}

/// The codes of the reasons for which a row with one value is refused.
#[track_caller]
fn refused(column: &str, value: &str) -> Vec<String> {
    let rows = table_of(&format!("source,source_id,name,{column}\na,1,x,\"{}\"\n", value.replace('"', "\"\"")));
    let errors = rows[0].as_ref().unwrap_err();
    errors.iter().map(|error| format!("{} {}", error.column, error.reason.code())).collect()
}

const FULL: &str = "Source;Source ID;Kind;Language;Name;Name_UK;Translation_UK;Organisation;Categories;Audiences;Description;\
Documents;Needs;Phones;Emails;Website;Street;Postcode;Commune;Commune code;Latitude;Longitude;Area;Remote;Opening hours;\
Closures;Appointment;Speaks;Cost;Wheelchair;Confirmed at;Kept\n\
entraide-lyon;7;collection-point;fr;Dépôt;Склад;reviewed;Entraide;food, Clothing;everyone;\"Un\n\ndeux\";\"Pass\nKbis\";\
\"urgent baby-care until 2026-12-01: taille 4\nrefused furniture\";04 78 00 00 00 / 115;Info@Exemple.FR;www.exemple.fr;1 rue A;\
69001;Lyon;69381;45,767;4,834;department:69;non;mo-fr 9:00-12:00;2026-12-24..2027-01-02 congés;possible;uk fr;free;limited;\
23/11/2026;\"{\"\"ref\"\":\"\"x\"\"}\"\n";

#[test]
fn every_column_becomes_a_part_of_the_listing() {
    let rows = rows_of("table.csv", FULL.replace("uk fr", "\"uk;fr\"").as_bytes()).unwrap();
    let row = rows[0].as_ref().unwrap();
    assert!(row.warnings.is_empty());
    let listing = row.entry.listing();
    assert_eq!((listing.source.code.as_str(), listing.source.id.as_str()), ("entraide-lyon", "7"));
    assert_eq!(listing.kind, Kind::CollectionPoint);
    assert_eq!(listing.texts.source().text.description, "Un\n\ndeux");
    assert_eq!(listing.texts.source().text.documents, ["Pass", "Kbis"]);
    let ukrainian = listing.texts.exactly(Lang::Uk).unwrap();
    assert_eq!((ukrainian.text.name.as_str(), ukrainian.state), ("Склад", TextState::Reviewed));
    assert_eq!(listing.categories, [Category::Food, Category::Clothing].into_iter().collect());
    assert!(listing.audiences.contains(Audience::Everyone));
    assert_eq!(listing.needs[0].lapses_at, Some(1_796_083_200));
    assert_eq!((listing.needs[0].note.as_str(), listing.needs[1].priority), ("taille 4", NeedPriority::Refused));
    assert_eq!(listing.contact.phones, ["+33478000000", "115"]);
    assert_eq!(listing.contact.emails, ["Info@exemple.fr"]);
    assert_eq!(listing.contact.website.as_deref(), Some("https://www.exemple.fr"));
    let address = listing.address.as_ref().unwrap();
    assert_eq!((address.postcode.as_str(), address.department.as_deref()), ("69001", Some("69")));
    assert_eq!(listing.position, Position::new(45.767, 4.834));
    assert_eq!(listing.area, Some(Area::Department("69".into())));
    assert_eq!(listing.remote, Some(false));
    assert_eq!(listing.hours.as_deref(), Some("Mo-Fr 09:00-12:00"));
    assert_eq!(listing.closures[0].reason, "congés");
    assert_eq!(listing.speaks.len(), 2);
    assert_eq!((listing.cost, listing.wheelchair), (Some(Cost::Free), Some(Wheelchair::Limited)));
    assert_eq!(listing.confirmation.map(|confirmation| confirmation.by), Some(ConfirmedBy::Importer));
    assert_eq!(listing.kept["ref"], "x");
    assert_eq!(listing.zone, "Europe/Paris");
}

#[test]
fn what_is_not_said_is_not_known() {
    let rows = table_of("source,source_id,name\na,1,x\n");
    let listing = listing(&rows[0]);
    assert!(listing.audiences.is_empty() && listing.address.is_none() && listing.hours.is_none());
    assert_eq!((listing.remote, listing.cost, listing.appointment, listing.confirmation), (None, None, None, None));
    assert_eq!(listing.texts.versions().len(), 1);
}

#[test]
fn a_value_without_meaning_refuses_the_row_and_says_why() {
    for (column, value, reason) in [
        ("kind", "shop", "unknown-code"),
        ("categories", "food;cars", "unknown-code"),
        ("phones", "call us", "not-phone"),
        ("emails", "a@b", "not-email"),
        ("website", "ftp://a.fr", "not-address"),
        ("opening_hours", "9h-12h", "not-hours"),
        ("postcode", "9", "not-postcode"),
        ("commune_code", "00000", "not-commune-code"),
        ("department", "99", "not-department"),
        ("country", "France", "not-country"),
        ("area", "Lyon", "not-area"),
        ("confirmed_at", "hier", "not-date"),
        ("zone", "Europe/Lyon", "not-zone"),
        ("remote", "maybe", "not-yes-no"),
        ("needs", "lots of food", "not-need"),
        ("closures", "Christmas", "not-closure"),
        ("kept", "[1]", "not-json"),
    ] {
        assert_eq!(refused(column, value), [format!("{column} {reason}")]);
    }
    assert_eq!(refused("latitude", "91"), ["latitude not-number"]);
    assert_eq!(refused("description_uk", "слова"), ["name_uk missing"]);
}

#[test]
fn all_reasons_are_told_at_once() {
    let rows = table_of("source,source_id,name,phones,emails\nA B,,,x,y\n");
    let reasons: Vec<_> = rows[0].as_ref().unwrap_err().iter().map(|error| error.column.as_str()).collect();
    assert_eq!(reasons, ["source_id", "name", "phones", "emails"]);
    let rows = table_of("source,source_id,name\nA B,1,x\n");
    assert_eq!(rows[0].as_ref().unwrap_err()[0].column, "source");
}

#[test]
fn a_spreadsheet_of_windows_is_read_like_any_other() {
    let latin = b"source;source_id;name\r\na;1;Caf\xe9 \x93X\x94\r\n";
    assert_eq!(listing(&rows_of("t.csv", latin).unwrap()[0]).texts.source().text.name, "Café “X”");
    let tabs = "\u{feff}source\tsource_id\tname\na\t1\tCafé\n";
    assert_eq!(listing(&rows_of("t.tsv", tabs.as_bytes()).unwrap()[0]).texts.source().text.name, "Café");
}

#[test]
fn hashtags_guards_and_unknown_columns_do_no_harm() {
    let rows = table_of(
        "source,source_id,name,phones,colour\n#meta,#meta+id,#org,#contact,#x\na,1,'=cmd(),'+33478000000,red\na,2,y,,\n",
    );
    assert_eq!(rows.len(), 2);
    let first = rows[0].as_ref().unwrap();
    assert_eq!(first.entry.listing().texts.source().text.name, "=cmd()");
    assert_eq!(first.entry.listing().contact.phones, ["+33478000000"]);
    assert!(first.warnings.is_empty());
}

#[test]
fn a_table_of_something_else_is_refused_whole() {
    let error = rows_of("t.csv", b"nom,adresse\nx,y\n").err().unwrap().to_string();
    assert!(error.ends_with("t.csv has no column source, source_id, name."), "{error}");
}

#[test]
fn json_lines_are_read_one_by_one() {
    let table = table_of("source,source_id,name\na,1,x\n");
    let json = serde_json::to_string(listing(&table[0])).unwrap();
    let lines = format!("\u{feff}{json}\r\n\n{{\"kind\":\n{}\n[1]\n", json.replace("\"a\"", "\"A b\""));
    let rows = rows_of("a.jsonl", lines.as_bytes()).unwrap();
    let codes = |row: &RowResult| row.as_ref().unwrap_err()[0].reason.code();
    assert_eq!(listing(&rows[0]), listing(&table[0]));
    assert_eq!((codes(&rows[1]), codes(&rows[2]), codes(&rows[3])), ("not-json", "unknown-code", "not-listing"));
    assert_eq!(rows[3].as_ref().unwrap_err()[0].line, 5);
    let broken = rows_of("a.jsonl", b"{\"a\":\"\xe9\"}\n").unwrap();
    assert_eq!(codes(&broken[0]), "not-utf-8");
}

#[test]
fn a_place_in_the_record_must_make_sense() {
    let table = table_of("source,source_id,name\na,1,x\n");
    let with = |place: &str| {
        let json = serde_json::to_string(listing(&table[0])).unwrap().replacen('{', &format!("{{{place},"), 1);
        rows_of("a.jsonl", json.as_bytes()).unwrap().remove(0)
    };
    assert!(matches!(with("\"id\":3,\"slug\":\"x-3\",\"revision\":1").unwrap().entry, Entry::Published(_)));
    assert!(with("\"id\":3,\"slug\":\"x-4\",\"revision\":1").is_err());
    assert!(with("\"id\":3,\"slug\":\"x-3\",\"revision\":0").is_err());
    assert!(with("\"revision\":1").is_err());
}

#[test]
fn every_code_is_understood_in_a_table() {
    let codes: Vec<&str> = Category::ALL.iter().map(|code| code.code()).collect();
    let rows = table_of(&format!("source,source_id,name,categories\na,1,x,\"{}\"\n", codes.join(";")));
    assert_eq!(listing(&rows[0]).categories.len(), Category::ALL.len());
}
