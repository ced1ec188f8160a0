//! What is found by which name, over all places.

use std::sync::LazyLock;

use domain::{
    Lang,
    gazetteer::{Gazetteer, Place, PlaceKind, Resolved},
    place::Position,
};

static ALL: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(include_str!("../../basemap/places.tsv")).expect("the list of places is whole"));

fn first(typed: &str) -> Place<'static> {
    *suggested(typed, 8).first().unwrap_or_else(|| panic!("nothing for {typed}"))
}

fn suggested(typed: &str, limit: usize) -> Vec<Place<'static>> {
    ALL.suggest(typed, Lang::Uk, None, limit)
}

fn check_first(label: &str, typed: &[&str]) {
    for typed in typed {
        assert_eq!(first(typed).label(Lang::Fr), label, "{typed}: {:?}", suggested(typed, 5));
    }
}

fn check_one(label: &str, names: &[&str]) {
    for name in names {
        match ALL.resolve(name) {
            Resolved::One(place) => assert_eq!(place.label(Lang::Fr), label, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

fn several(name: &str) -> Vec<String> {
    match ALL.resolve(name) {
        Resolved::Several(places) => places.iter().map(|place| place.label(Lang::Fr)).collect(),
        other => panic!("{name}: {other:?}"),
    }
}

fn near(lat: f64, lon: f64) -> Option<Position> {
    Position::new(lat, lon)
}

#[test]
fn a_commune_is_found_however_it_is_written() {
    check_first(
        "Saint-Denis (93)",
        &["Saint-Denis (93)", "Saint Denis 93", "st denis 93", "93200 Saint-Denis", "СЕН-ДЕНІ 93"],
    );
    check_first("Saint-Denis (974)", &["Saint-Denis (974)", "St Denis", "Сен-Дені", "saint-denis (la réunion)"]);
    check_first("L’Haÿ-les-Roses (94)", &["L'Haÿ-les-Roses", "lhay les roses", "l hay", "hay les roses", "L’Haÿ"]);
    check_first("Châlons-en-Champagne (51)", &["chalons en champagne", "Châlons en Ch"]);
    check_first("Le Havre (76)", &["Le Havre", "havre", "Гавр"]);
    check_first("Sainte-Geneviève-des-Bois (91)", &["ste genevieve des bois", "Ste-Geneviève-d"]);
    check_first("Neuilly-sur-Seine (92)", &["neuilly s/ seine", "Neuilly s/Seine"]);
    check_first("Fontenay-sous-Bois (94)", &["Fontenay ss/ Bois"]);
}

#[test]
fn towns_of_ukraine_are_found_in_cyrillic_and_latin() {
    check_first("Lviv", &["Львів", "львов", "Lviv", "Lvov", "L'viv", "Lwów", "Lemberg"]);
    check_first("Kyiv", &["Київ", "Киев", "Kyiv", "Kiev", "Киiв"]);
    check_first("Odessa", &["Одеса", "Одесса", "Odesa", "Odessa"]);
    check_first("Kamianets-Podilskyï", &["Кам'янець-Подільський", "Камянець Под", "кам’янець-подільський"]);
    check_one("Lviv", &["Львів", "Lviv", "Львов", "Львів (Україна)"]);
    assert_eq!(first("Сімферополь").country(), "UA");
}

#[test]
fn names_are_suggested_while_they_are_typed() {
    check_first("Marseille (13)", &["mars", "Marse", "марс"]);
    check_first("Strasbourg (67)", &["stras", "Страс"]);
    check_first("Grenoble (38)", &["greno", "Греноб"]);
    check_first("Clermont-Ferrand (63)", &["clermont-f", "clermond ferand"]);
    assert!(suggested("st", 8).iter().any(|place| place.name(Lang::Fr) == "Strasbourg"));
    assert!(suggested("Pari", 8).iter().all(|place| place.kind() != PlaceKind::District));
}

#[test]
fn postcodes_find_their_places() {
    check_first("Paris 11e arrondissement", &["75011", "75 011"]);
    check_first("Paris 16e arrondissement", &["75116"]);
    check_first("Lyon 3e arrondissement", &["69003"]);
    check_first("Saint-Denis (93)", &["93200"]);
    check_first("Marseille 8e arrondissement", &["13008"]);
    check_one("Lyon 3e arrondissement", &["69003"]);
    assert!(suggested("6900", 20).iter().all(|place| place.department() == Some("69")));
    assert!(suggested("00000", 8).is_empty());
    let paris = ALL.find("75056").unwrap();
    assert_eq!(paris.postcodes().count(), 21);
}

#[test]
fn a_department_is_found_by_its_code_and_its_names() {
    check_first("Rhône (69)", &["69", "Rhône"]);
    check_first("Corse-du-Sud (2A)", &["2A", "2a", "Південна Корсика"]);
    check_first("La Réunion (974)", &["974", "Реюньон"]);
    check_first("Bretagne", &["Bretagne", "Бретань", "Brittany"]);
    check_one("Isère (38)", &["38", "Isère", "Ізер"]);
    assert_eq!(ALL.departments().count(), 101);
    assert_eq!(ALL.regions().count(), 18);
    assert_eq!(ALL.department_name("75", Lang::Uk), Some("Париж"));
    assert_eq!(ALL.department_name("2A", Lang::Ru), Some("Южная Корсика"));
    assert_eq!(ALL.department_name("99", Lang::Ru), None);
    for place in ALL.departments().chain(ALL.regions()) {
        for lang in [Lang::Uk, Lang::Ru] {
            assert!(!place.name(lang).is_ascii(), "{place:?} has no name in {lang}");
        }
    }
}

#[test]
fn a_district_is_found_by_its_number() {
    check_first(
        "Lyon 3e arrondissement",
        &["lyon 3e", "Lyon 3", "Lyon 3ème", "Lyon 3e arr", "Ліон 3", "Лион, 3-й округ", "lyon 3rd"],
    );
    check_first("Paris 1er arrondissement", &["paris 1", "Paris 1er", "Париж 1"]);
    check_first("Paris 11e arrondissement", &["Paris 11e", "paris 11 arrondissement"]);
    check_one("Lyon 3e arrondissement", &["Lyon 3e", "Lyon 3e arrondissement"]);
}

#[test]
fn mistakes_are_forgiven() {
    check_first("Marseille (13)", &["Marseile", "Marsielle", "Marseilel"]);
    check_first("Grenoble (38)", &["Grenobel", "Grenobble", "Grnoble", "Гренобел"]);
    check_first("Montpellier (34)", &["Monpellier", "montpelier", "Montpelleir"]);
    check_first("Kharkiv", &["Харкив", "Kharkyv", "Хаоків"]);
    check_first("Villeurbanne (69)", &["Vileurb", "Vileurbane"]);
    check_one("Grenoble (38)", &["Grenobel"]);
}

#[test]
fn a_name_written_as_it_is_heard_is_found_at_last() {
    let montrelais = ALL.suggest("Монреле", Lang::Uk, None, 8);
    assert!(montrelais.iter().any(|place| place.name(Lang::Fr) == "Montrelais"), "{montrelais:?}");
}

#[test]
fn old_communes_lead_to_where_they_are_now() {
    check_first("Cherbourg-en-Cotentin (50)", &["Cherbourg-Octeville", "Équeurdreville-Hainneville", "Tourlaville"]);
    check_first("Saint-Denis (93)", &["Pierrefitte-sur-Seine"]);
    check_first("Évry-Courcouronnes (91)", &["Évry"]);
    check_one("Cherbourg-en-Cotentin (50)", &["Cherbourg", "La Glacerie"]);
}

#[test]
fn a_name_that_can_only_mean_one_place_is_that_place() {
    check_one("Paris (75)", &["Paris", "Париж", "paris"]);
    check_one("Lyon (69)", &["Lyon", "Ліон", "Лион", "lyon"]);
    check_one("Saint-Denis (93)", &["Saint-Denis (93)", "Saint-Denis (Seine-Saint-Denis)", "93 Saint-Denis"]);
    check_one("Kyiv", &["Київ", "Kiev"]);
    check_one("Nantes (44)", &["Nantes", "Нант"]);
}

#[test]
fn an_ambiguous_name_asks_back_with_the_largest_first() {
    assert_eq!(several("Saint-Denis")[..2], ["Saint-Denis (974)", "Saint-Denis (93)"]);
    assert_eq!(several("Сен-Дені")[..2], ["Saint-Denis (974)", "Saint-Denis (93)"]);
    assert!(several("Valence").contains(&"Valence (26)".to_owned()));
    assert!(several("Aix").contains(&"Aix-en-Provence (13)".to_owned()));
    assert!(several("Vienne").contains(&"Vienne (38)".to_owned()));
    let most = several("Saint-Aubin");
    assert!(most.len() <= 8, "{most:?}");
}

#[test]
fn what_is_near_comes_first_among_equals() {
    let reunion = ALL.suggest("Saint-Denis", Lang::Fr, near(-21.0, 55.5), 3);
    assert_eq!(reunion[0].department(), Some("974"));
    let paris = ALL.suggest("Saint-Denis", Lang::Fr, near(48.9, 2.3), 3);
    assert_eq!(paris[0].department(), Some("93"));
    let loire = ALL.suggest("Montre", Lang::Fr, near(47.39, -1.0), 8);
    assert!(loire.iter().any(|place| place.name(Lang::Fr) == "Montrelais"), "{loire:?}");
}

#[test]
fn a_place_comes_once() {
    for typed in ["Paris", "Guadeloupe", "Martinique", "La Réunion", "Київ", "75", "Lyon"] {
        let places = suggested(typed, 20);
        for (index, place) in places.iter().enumerate() {
            let is_same =
                |other: &&Place| other.label(Lang::Uk) == place.label(Lang::Uk) && other.position() == place.position();
            assert!(!places[..index].iter().any(|other| is_same(&other)), "{typed}: {places:?}");
        }
    }
}

#[test]
fn every_place_is_found_by_its_id() {
    for place in ALL.regions().chain(ALL.departments()).chain(ALL.places().step_by(997)) {
        assert_eq!(ALL.find(&place.id()), Some(place), "{}", place.id());
    }
    for nothing in ["", "d", "r", "dd", "00000", "UA", "UA1,2", "é", "д69", "UA,"] {
        assert_eq!(ALL.find(nothing), None, "{nothing}");
    }
}

#[test]
fn ids_are_different() {
    let mut ids: Vec<String> = ALL.places().map(Place::id).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn overseas_communes_lie_overseas() {
    let boxes =
        [("971", 16.2, -61.5), ("972", 14.65, -61.0), ("973", 4.0, -53.0), ("974", -21.1, 55.5), ("976", -12.8, 45.15)];
    for (department, lat, lon) in boxes {
        let middle = Position::new(lat, lon).unwrap();
        let communes: Vec<_> = ALL.places().filter(|place| place.department() == Some(department)).collect();
        assert!(communes.len() > 10, "{department}");
        for place in communes {
            assert!(place.position().metres_to(middle) < 300_000, "{place:?} at {}", place.position());
        }
    }
}
