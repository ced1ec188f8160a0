use serde_json::{Value, json};

use crate::import::{Profile, RowResult, read, samples::NOW};

/// What is wrong with a listing that differs from a good one in some values, in our own table, line and map.
fn codes(profile: Profile, name: &str, text: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let rows: Vec<RowResult> = read(profile, &path, NOW).unwrap().collect();
    assert_eq!(rows.len(), 1);
    match &rows[0] {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|error| format!("{} {}", error.column, error.reason.code())).collect(),
    }
}

const GOOD: [(&str, &str); 9] = [
    ("source", "a"),
    ("source_id", "7"),
    ("name", "Accueil"),
    ("country", "FR"),
    ("postcode", "69001"),
    ("commune", "Lyon"),
    ("latitude", "45.767"),
    ("longitude", "4.834"),
    ("confirmed_at", "2026-11-01"),
];

fn with(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let mut values: Vec<(String, String)> =
        GOOD.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name)).map(own).collect();
    values.extend(changes.iter().map(own));
    values
}

fn in_table(changes: &[(&str, &str)]) -> Vec<String> {
    let values = with(changes);
    let line = |cells: Vec<String>| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(";");
    let (names, cells) = values.into_iter().unzip();
    codes(Profile::Ensemble, "t.csv", format!("{}\n{}\n", line(names), line(cells)).as_bytes())
}

fn on_map(changes: &[(&str, &str)]) -> Vec<String> {
    let properties: serde_json::Map<String, Value> =
        with(changes).into_iter().map(|(name, value)| (name, Value::String(value))).collect();
    let feature = json!({"type": "Feature", "geometry": null, "properties": properties});
    let collection = json!({"type": "FeatureCollection", "features": [feature]});
    codes(Profile::Geojson, "m.geojson", collection.to_string().as_bytes())
}

/// A line of JSON with a value at a path.
fn in_line(path: &str, value: Value) -> Vec<String> {
    let mut listing = json!({
        "kind": "aid-resource",
        "texts": [{"lang": "fr", "state": "source", "text": {"name": "Accueil"}}],
        "source": {"code": "a", "id": "7"},
        "address": {"country": "FR", "postcode": "69001", "commune": "Lyon", "department": "69"},
        "position": [45.767, 4.834],
        "contact": {"phones": ["+33478000000"]},
        "kept": {"x": "y"},
    });
    if let Some(place) = listing.pointer_mut(path) {
        *place = value;
    } else {
        listing[path.trim_start_matches('/')] = value;
    }
    codes(Profile::Ensemble, "l.jsonl", format!("{listing}\n").as_bytes())
}

#[test]
fn a_good_listing_passes_in_every_form() {
    assert_eq!([in_table(&[]), on_map(&[])], [vec![], vec![]] as [Vec<String>; 2]);
    assert_eq!(in_line("/zone", json!("Europe/Paris")), [""; 0]);
}

#[test]
fn tables_and_maps_refuse_the_same() {
    for (changes, expected) in [
        (&[("latitude", "4.834"), ("longitude", "45.767")][..], "latitude swapped"),
        (&[("postcode", "97400")], "latitude elsewhere"),
        (&[("postcode", "13001")], "latitude elsewhere"),
        (&[("latitude", "0"), ("longitude", "0")], "latitude null-island"),
        (&[("latitude", "91")], "latitude not-coordinate"),
        (&[("latitude", "6520000"), ("longitude", "842000")], "latitude not-coordinate"),
        (&[("latitude", "45°46'01\" N")], "latitude not-number"),
        (&[("confirmed_at", "2027-11-01")], "confirmed_at future"),
        (&[("confirmed_at", "1887-11-01")], "confirmed_at not-date"),
        (&[("name", "\u{200b}\u{200b}")], "name missing"),
        (&[("department", "ZZ")], "department not-department"),
        (&[("department", "75")], "postcode postcode-elsewhere"),
        (&[("department", "75"), ("commune_code", "69381")], "department other-department"),
        (&[("postcode", "69001;69002")], "postcode not-postcode"),
        (&[("country", "UA")], "latitude elsewhere"),
        (&[("area", "department:ZZ")], "area not-area"),
        (&[("zone", "Europe/Lyon")], "zone not-zone"),
        (&[("source", "A b")], "source unknown-code"),
        (&[("closures", "2026-12-24..9999-01-02 congés")], "closures not-closure"),
    ] {
        // A cell with quotes is one of the shell of this test.
        let changes: Vec<(&str, &str)> = changes.to_vec();
        if !changes.iter().any(|(_, value)| value.contains('"')) {
            assert!(in_table(&changes).contains(&expected.to_owned()), "{changes:?}: {:?}", in_table(&changes));
        }
        assert!(on_map(&changes).contains(&expected.to_owned()), "{changes:?}: {:?}", on_map(&changes));
    }
}

#[test]
fn lines_are_refused_for_what_a_table_is_refused_for() {
    for (path, value, expected) in [
        ("/texts/0/text/name", json!("\u{202e}evil"), "name unseen"),
        ("/texts/0/text/name", json!("a\u{1b}[31m"), "name unseen"),
        ("/texts/0/text/name", json!("a\u{0}b"), "name unseen"),
        ("/texts/0/text/name", json!("\u{200b}\u{3164}"), "name missing"),
        ("/texts/0/text", json!({"name": "x", "description": "a\u{0}b"}), "description unseen"),
        ("/kept/x", json!("a\u{0}b"), "kept unseen"),
        ("/source/id", json!("7\r\n"), "source_id unseen"),
        ("/address/department", json!("ZZ"), "department not-department"),
        ("/address/postcode", json!("97400"), "postcode postcode-elsewhere"),
        ("/position", json!([4.834, 45.767]), "latitude swapped"),
        ("/position", json!([0, 0]), "latitude null-island"),
        ("/confirmation", json!({"at": 2_714_000_000_000_i64, "by": "importer"}), "confirmed_at future"),
        ("/confirmation", json!({"at": -5, "by": "importer"}), "confirmed_at not-date"),
        ("/contact/phones/0", json!("0478000000"), "phones not-phone"),
        ("/contact/phones/0", json!("+33692112233"), "phones not-phone"),
        ("/contact", json!({"website": "javascript:alert(1)"}), "website not-address"),
        ("/contact", json!({"emails": ["x"]}), "emails not-email"),
        ("/zone", json!("Europe/Lyon"), "zone not-zone"),
        ("/hours", json!("9h-12h"), "hours not-hours"),
        ("/area", json!({"level": "country", "code": "France"}), "area not-area"),
    ] {
        let found = in_line(path, value.clone());
        assert!(found.contains(&expected.to_owned()), "{path} {value}: {found:?}");
    }
}

#[test]
fn national_files_pass_the_same_gate() {
    let fs = |id: &str, name: &str, lat: &str| {
        let header = "id_fs,lib_fs,adresse,insee_com,code_postal,lib_com,latitude,longitude,h_lundi,insee_dep";
        let text = format!("{header}\n{id},{name},1 rue A,69381,69001,Lyon,{lat},4.834,,69\n");
        codes(Profile::FranceServices, "liste-fs-20240801.csv", text.as_bytes())
    };
    assert_eq!(fs("7", "Counter", "45.767"), [""; 0]);
    assert_eq!(fs("7", "\u{200b}", "45.767"), ["name missing"; 4], "in each language");
    assert_eq!(fs("7", "Counter", "99"), [""; 0], "nobody can be asked: the point is left out");
}
