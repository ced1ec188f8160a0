use std::path::PathBuf;

use domain::{
    Listing,
    place::Area,
    vocabulary::{Appointment, Audience, Category, Cost},
};
use serde_json::{Value, json};

use super::*;
use crate::import::{Profile, Row, read as read_profile};

const NOW: Timestamp = 1_795_392_000;

/// A code list or schema of data·inclusion, if it is there.
fn shared(name: &str) -> Option<Value> {
    let default = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    let folder = std::env::var_os("ENSEMBLE_SHARED").map_or_else(default, PathBuf::from);
    let path = folder.join("data/data-inclusion").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: the code list is not at {}; set ENSEMBLE_SHARED", path.display());
        return None;
    };
    serde_json::from_str(&text).unwrap()
}

fn codes_of(name: &str) -> Option<Vec<String>> {
    let list = shared(name)?;
    Some(list.as_array().unwrap().iter().map(|entry| entry["value"].as_str().unwrap().to_owned()).collect())
}

fn import(structures: &Value, services: &Value) -> Vec<RowResult> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("structures.json"), serde_json::to_string_pretty(structures).unwrap()).unwrap();
    std::fs::write(folder.path().join("services.json"), serde_json::to_string_pretty(services).unwrap()).unwrap();
    read_profile(Profile::DataInclusion, folder.path(), NOW).unwrap().collect()
}

fn structure(id: &str) -> Value {
    json!({"source": "dora", "id": id, "nom": "Centre social Le Tournesol", "date_maj": "2026-02-14", "siret": "13003013300016",
        "adresse": "12 rue des Lilas", "code_postal": "35000", "commune": "Rennes", "code_insee": "35238", "latitude": 48.11,
        "longitude": -1.68, "telephone": "02 99 00 00 00", "courriel": "contact@tournesol.fr", "site_web": "https://tournesol.fr",
        "horaires_accueil": "Mo-Fr 08:30-12:30; PH off", "reseaux_porteurs": ["fcsf"], "contact_nom_prenom": "Jeanne Dupont",
        "un_champ_de_demain": {"a": 1}})
}

fn service(id: &str) -> Value {
    json!({"source": "dora", "structure_id": "dora--1", "id": id, "nom": "Atelier de français", "date_maj": "2026-03-01",
        "description": "Cours de français pour débutants.", "contact_nom_prenom": "Jeanne Dupont"})
}

fn with(mut object: Value, field: &str, value: Value) -> Value {
    object[field] = value;
    object
}

/// The listing of one service of the usual structure.
fn listing_with(field: &str, value: Value) -> Row {
    import(&json!([structure("dora--1")]), &json!([with(service("dora--s"), field, value)])).remove(0).unwrap()
}

fn listing(row: &Row) -> &Listing {
    row.entry.listing()
}

#[test]
fn a_service_is_joined_with_its_structure() {
    let rows = import(&json!([structure("dora--1")]), &json!([service("dora--s")]));
    let listing = listing(rows[0].as_ref().unwrap()).clone();
    assert_eq!((listing.source.code.as_str(), listing.source.id.as_str()), ("data-inclusion", "dora--s"));
    assert_eq!(
        (listing.texts.source().text.name.as_str(), listing.organisation.as_str()),
        ("Atelier de français", "Centre social Le Tournesol")
    );
    assert_eq!(listing.contact.phones, ["+33299000000"]);
    assert_eq!(listing.address.as_ref().unwrap().department.as_deref(), Some("35"));
    assert!(listing.position.is_some());
    assert_eq!(listing.hours.as_deref(), Some("Mo-Fr 08:30-12:30; PH off"));
    assert_eq!(listing.kept["reseaux_porteurs"], "fcsf");
    assert_eq!(listing.confirmation.map(|confirmation| confirmation.at), date(2026, 3, 1));
    assert!(!serde_json::to_string(&listing).unwrap().contains("Dupont"), "persons are not taken over");
}

fn date(year: i32, month: u32, day: u32) -> Option<Timestamp> {
    domain::time::Day::new(year, month, day).map(|day| i64::from(day.0) * 86_400)
}

#[test]
fn a_structure_without_services_is_a_listing() {
    let rows = import(&json!([structure("dora--1"), structure("dora--2")]), &json!([service("dora--s")]));
    let ids: Vec<&str> = rows.iter().map(|row| row.as_ref().unwrap().entry.listing().source.id.as_str()).collect();
    assert_eq!(ids, ["dora--s", "dora--2"]);
}

#[test]
fn a_service_without_a_structure_is_refused_with_its_line() {
    let rows = import(&json!([]), &json!([service("dora--s"), {"nom": 3}]));
    let error = &rows[0].as_ref().unwrap_err()[0];
    assert_eq!((error.reason.clone(), error.line), (Reason::NoStructure, 2));
    assert_eq!(rows[1].as_ref().unwrap_err()[0].reason.code(), "not-listing");
}

#[test]
fn every_theme_has_categories_or_deliberately_none() {
    let Some(themes) = codes_of("thematiques.json") else { return };
    assert_eq!(themes.len(), 69);
    let without: Vec<&String> = themes.iter().filter(|theme| codes::categories(theme).unwrap().is_empty()).collect();
    assert_eq!(without, ["equipement-et-alimentation--aide-menagere"]);
    for theme in &themes {
        let row = listing_with("thematiques", json!([theme]));
        assert_eq!(Some(listing(&row).categories), codes::categories(theme));
        assert_eq!(&listing(&row).kept["thematiques"], theme);
        assert!(row.warnings.is_empty());
    }
    assert!(codes::categories("voyager--partir").is_none());
    assert!(
        listing(&listing_with("thematiques", json!(["lecture-ecriture-calcul--maitriser-le-francais"])))
            .categories
            .contains(Category::Courses)
    );
}

#[test]
fn every_public_has_audiences_or_is_named_in_the_conditions() {
    let Some(publics) = codes_of("publics.json") else { return };
    assert_eq!(publics.len(), 14);
    for public in &publics {
        let row = listing_with("publics", json!([public]));
        let (audiences, name) = codes::audiences(public).unwrap();
        assert_eq!(listing(&row).audiences, audiences);
        let named = listing(&row).texts.source().text.conditions.contains(name);
        assert_eq!(named, audiences.is_empty() || public == "personnes-exilees", "{public}");
    }
    let row = listing_with("publics", json!(["personnes-exilees", "martiens"]));
    assert!(listing(&row).audiences.contains(Audience::TemporaryProtection));
    assert_eq!(row.warnings[0].column, "service.publics");
}

#[test]
fn costs_ways_and_appointments_follow_the_lists() {
    let Some(costs) = codes_of("frais.json") else { return };
    let found: Vec<Option<Cost>> = costs.iter().map(|cost| listing(&listing_with("frais", json!(cost))).cost).collect();
    assert_eq!(found, [Some(Cost::Free), Some(Cost::Paid)]);
    let modes = codes_of("modes-accueil.json").unwrap();
    assert_eq!(modes, ["a-distance", "en-presentiel"]);
    assert_eq!(listing(&listing_with("modes_accueil", json!(["en-presentiel"]))).remote, Some(false));
    assert_eq!(listing(&listing_with("modes_accueil", json!(modes))).remote, Some(true));
    let ways = codes_of("modes-mobilisation.json").unwrap();
    let found: Vec<_> =
        ways.iter().map(|way| listing(&listing_with("modes_mobilisation", json!([way]))).appointment).collect();
    assert_eq!(found, [None, Some(Appointment::NotNeeded), None, None]);
    for kind in codes_of("types-de-services.json").unwrap() {
        assert_eq!(listing(&listing_with("type", json!(kind))).kept["type"], kind);
    }
}

#[test]
fn a_service_from_afar_is_not_a_place_to_go_to() {
    let row = listing_with("modes_accueil", json!(["a-distance"]));
    let listing = listing(&row);
    assert_eq!((listing.remote, listing.position), (Some(true), None));
    let address = listing.address.as_ref().unwrap();
    assert_eq!((address.street.as_str(), address.commune.as_str()), ("", "Rennes"));
    assert!(listing.texts.source().text.directions.starts_with("À distance seulement"));
}

#[test]
fn one_area_is_taken_and_several_are_kept() {
    let area = |codes: Value| listing(&listing_with("zone_eligibilite", codes)).area.clone();
    assert_eq!(area(json!(["france"])), Some(Area::Country("FR".into())));
    assert_eq!(area(json!(["99100"])), Some(Area::Country("FR".into())));
    assert_eq!(area(json!(["35"])), Some(Area::Department("35".into())));
    assert_eq!(area(json!(["2A004"])), Some(Area::Commune("2A004".into())));
    assert_eq!(area(json!(["243500139"])), None);
    let row = listing_with("zone_eligibilite", json!(["35", "22"]));
    assert_eq!((listing(&row).area.clone(), listing(&row).kept["zone_eligibilite"].as_str()), (None, "35;22"));
}

#[test]
fn what_cannot_be_used_is_left_out_with_a_warning() {
    for (field, value, reason) in [
        ("horaires_accueil", json!("du lundi au vendredi"), "not-hours"),
        ("telephone", json!("voir le site"), "not-phone"),
        ("courriel", json!("dupont"), "not-email"),
        ("date_maj", json!("2030-01-01"), "future"),
        ("date_maj", json!("récemment"), "not-date"),
        ("code_insee", json!("99999"), "not-commune-code"),
        ("latitude", json!(0.0), "not-number"),
    ] {
        let row = listing_with(field, value);
        assert_eq!(row.warnings[0].reason.code(), reason, "{field}");
    }
    let row = listing_with("horaires_accueil", json!("du lundi au vendredi"));
    assert!(listing(&row).texts.source().text.conditions.ends_with("du lundi au vendredi"));
    assert_eq!(listing(&row).hours, None);
    let both = with(with(service("dora--s"), "latitude", json!(-1.68)), "longitude", json!(48.11));
    let row = import(&json!([structure("dora--1")]), &json!([both])).remove(0).unwrap();
    assert_eq!(
        (listing(&row).position.map(|point| point.lat()), row.warnings[0].reason.clone()),
        (Some(48.11), Reason::Swapped)
    );
}

#[test]
fn a_folder_that_is_none_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let sentence = || read_profile(Profile::DataInclusion, folder.path(), NOW).err().unwrap().to_string();
    assert!(sentence().ends_with("structures.json."));
    std::fs::write(folder.path().join("structures.json"), "{}").unwrap();
    assert!(sentence().ends_with("structures.json is not an array of objects."));
    std::fs::write(folder.path().join("structures.json"), "[{]").unwrap();
    assert!(sentence().contains("structures.json is not valid JSON: "));
    let file = folder.path().join("structures.json");
    assert!(read_profile(Profile::DataInclusion, &file, NOW).err().unwrap().to_string().contains("takes a folder"));
}

/// Some hundred structures and services in which every code of every list occurs, as producers write them.
fn generated() -> Option<(Value, Value)> {
    let lists = [
        "thematiques.json",
        "publics.json",
        "modes-accueil.json",
        "modes-mobilisation.json",
        "frais.json",
        "types-de-services.json",
        "reseaux-porteurs.json",
    ];
    let lists: Vec<Vec<String>> = lists.iter().map(|name| codes_of(name)).collect::<Option<_>>()?;
    let places = [
        ("75011", "75111", "Paris", 48.86, 2.38),
        ("20000", "2A004", "Ajaccio", 41.92, 8.74),
        ("97400", "97411", "Saint-Denis", -20.88, 55.45),
        ("13001", "13201", "Marseille", 43.3, 5.37),
    ];
    let hours = [
        "Mo-Fr 08:30-12:30; PH off",
        "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00",
        "24/7",
        "\"sur rendez-vous\"",
        "Mo 14:00-17:00; SH off",
    ];
    let pick = |list: &Vec<String>, n: usize, count: usize| {
        (0..count).map(|k| list[(n + k * 7) % list.len()].clone()).collect::<Vec<_>>()
    };
    let structures = (0..220).map(|n| {
        let (postcode, insee, commune, lat, lon) = places[n % places.len()];
        json!({"source": "dora", "id": format!("dora--st{n}"), "nom": format!("Association {n}"), "date_maj": "2026-01-15", "adresse": format!("{n} rue de la Paix"),
            "code_postal": postcode, "code_insee": insee, "commune": commune, "latitude": lat, "longitude": lon, "telephone": format!("+331{:08}", n),
            "reseaux_porteurs": pick(&lists[6], n, 2), "horaires_accueil": hours[n % hours.len()]})
    });
    let services = (0..400).map(|n| {
        json!({"source": "dora", "structure_id": format!("dora--st{}", n % 200), "id": format!("dora--se{n}"), "nom": format!("Service {n}"), "date_maj": "2026-05-02",
            "description": "Accueil et accompagnement.", "thematiques": pick(&lists[0], n, 1 + n % 3), "publics": pick(&lists[1], n, 1 + n % 2),
            "modes_accueil": pick(&lists[2], n, 1 + n % 2), "modes_mobilisation": pick(&lists[3], n, 1 + n % 3), "frais": pick(&lists[4], n, 1)[0],
            "type": pick(&lists[5], n, 1)[0], "zone_eligibilite": if n % 3 == 0 { json!(["france"]) } else { json!(null) },
            "mobilisable_par": if n % 4 == 0 { json!(["professionnels"]) } else { json!(["usagers", "professionnels"]) },
            "horaires_accueil": if n % 2 == 0 { json!(hours[n % hours.len()]) } else { json!(null) }})
    });
    Some((structures.collect(), services.collect()))
}

#[test]
fn a_whole_delivery_is_taken_without_a_warning() {
    let Some((structures, services)) = generated() else { return };
    let rows: Vec<Row> = import(&structures, &services).into_iter().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 420);
    assert_eq!(rows.iter().map(|row| row.warnings.len()).sum::<usize>(), 0);
    let zones: HashSet<&str> = rows.iter().map(|row| listing(row).zone.as_str()).collect();
    assert_eq!(zones, HashSet::from(["Europe/Paris", "Indian/Reunion"]));
    assert!(rows.iter().all(|row| listing(row).hours.is_some()));
}
