use super::*;

fn at(lat: f64, lon: f64) -> Whereabouts {
    Whereabouts::of(&Address::default(), Position::new(lat, lon), None)
}

#[track_caller]
fn check(found: &Whereabouts, country: &str, zone: &str) {
    assert_eq!((found.country.as_deref().unwrap_or("?"), found.zone.unwrap_or("?")), (country, zone));
}

#[test]
fn a_point_tells_country_and_zone() {
    for (lat, lon, country, zone) in [
        (50.45, 30.52, "UA", "Europe/Kyiv"),
        (48.62, 22.29, "UA", "Europe/Kyiv"),
        (44.95, 34.10, "UA", "Europe/Kyiv"),
        (44.60, 33.52, "UA", "Europe/Kyiv"),
        (45.76, 4.84, "FR", "Europe/Paris"),
        (48.58, 7.75, "FR", "Europe/Paris"),
        (48.57, 7.81, "DE", "Europe/Berlin"),
        (46.36, 6.14, "FR", "Europe/Paris"),
        (46.20, 6.14, "CH", "Europe/Zurich"),
        (50.85, 4.35, "BE", "Europe/Brussels"),
        (49.61, 6.13, "LU", "Europe/Luxembourg"),
        (43.73, 7.42, "MC", "Europe/Monaco"),
        (45.07, 7.69, "IT", "Europe/Rome"),
        (41.39, 2.17, "ES", "Europe/Madrid"),
        (28.46, -16.25, "ES", "Atlantic/Canary"),
        (37.74, -25.67, "PT", "Atlantic/Azores"),
        (42.51, 1.52, "AD", "Europe/Andorra"),
        (52.23, 21.01, "PL", "Europe/Warsaw"),
        (44.43, 26.10, "RO", "Europe/Bucharest"),
        (47.01, 28.86, "MD", "Europe/Chisinau"),
        (18.02, -63.05, "SX", "America/Lower_Princes"),
    ] {
        check(&at(lat, lon), country, zone);
    }
    check(&at(45.0, -8.0), "?", "?");
    check(&at(55.75, 37.62), "RU", "?");
}

#[test]
fn a_point_overseas_tells_the_department_as_well() {
    for (lat, lon, department, zone) in [
        (-20.88, 55.45, "974", "Indian/Reunion"),
        (-12.78, 45.23, "976", "Indian/Mayotte"),
        (16.24, -61.53, "971", "America/Guadeloupe"),
        (14.61, -61.07, "972", "America/Martinique"),
        (4.93, -52.33, "973", "America/Cayenne"),
        (46.78, -56.17, "975", "America/Miquelon"),
        (17.90, -62.85, "977", "America/St_Barthelemy"),
        (18.07, -63.08, "978", "America/Marigot"),
        (-22.27, 166.45, "988", "Pacific/Noumea"),
        (-17.53, -149.57, "987", "Pacific/Tahiti"),
        (-8.92, -140.10, "987", "Pacific/Marquesas"),
        (-23.12, -134.97, "987", "Pacific/Gambier"),
        (-13.28, -176.17, "986", "Pacific/Wallis"),
    ] {
        let found = at(lat, lon);
        check(&found, "FR", zone);
        assert_eq!(found.department.as_deref(), Some(department));
    }
}

#[test]
fn what_an_address_says_comes_before_its_point() {
    let of = |address: Address| Whereabouts::of(&address, None, None);
    check(&of(Address { country: "UA".into(), ..Address::default() }), "UA", "Europe/Kyiv");
    check(&of(Address { country: "RE".into(), ..Address::default() }), "FR", "Indian/Reunion");
    check(&of(Address { department: Some("988".into()), ..Address::default() }), "FR", "Pacific/Noumea");
    check(&of(Address { commune_code: Some("97411".into()), ..Address::default() }), "FR", "Indian/Reunion");
    let papeete = Address { postcode: "98714".into(), commune: "Papeete".into(), ..Address::default() };
    check(&of(papeete), "FR", "Pacific/Tahiti");
    let lviv = Address { postcode: "79000".into(), commune: "Львів".into(), ..Address::default() };
    check(&of(lviv), "UA", "Europe/Kyiv");
    let postcode = Address { postcode: "69003".into(), ..Address::default() };
    check(&of(postcode), "?", "?");
    check(&of(Address::default()), "?", "?");
}

#[test]
fn an_area_tells_where_somebody_helps() {
    let of = |area: Area| Whereabouts::of(&Address::default(), None, Some(&area));
    check(&of(Area::Department("974".into())), "FR", "Indian/Reunion");
    check(&of(Area::Country("UA".into())), "UA", "Europe/Kyiv");
    check(&of(Area::Region("84".into())), "FR", "Europe/Paris");
    check(&of(Area::Region("04".into())), "FR", "Indian/Reunion");
    check(&of(Area::Region("99".into())), "?", "?");
}

#[track_caller]
fn mended(postcode: &str, commune: &str, code: &str, department: &str) -> [String; 4] {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (postcode, commune) = (postcode.to_owned(), commune.to_owned());
    let mut address =
        Address { postcode, commune, commune_code: some(code), department: some(department), ..Address::default() };
    mend(&mut address, None);
    let there = Whereabouts::of(&address, None, None);
    let text = Option::unwrap_or_default;
    [address.postcode, text(address.commune_code), text(there.department), text(there.country)]
}

#[test]
fn zeros_that_a_spreadsheet_took_come_back_where_the_place_is_french() {
    assert_eq!(mended("1000", "Bourg-en-Bresse", "", ""), ["01000", "", "01", "FR"]);
    assert_eq!(mended("01000", "Bourg-en-Bresse", "1053", ""), ["01000", "01053", "01", "FR"]);
    assert_eq!(mended("01000", "Bourg-en-Bresse", "", "1"), ["01000", "", "01", "FR"]);
    assert_eq!(mended("6000", "Nice", "6088", "6"), ["06000", "06088", "06", "FR"]);
    assert_eq!(mended("20000", "Ajaccio", "2A004", "2A"), ["20000", "2A004", "2A", "FR"]);
    assert_eq!(mended("20090", "Ajaccio", "", "20"), ["20090", "", "2A", "FR"]);
    assert_eq!(mended("75 011", "Paris", "", ""), ["75011", "", "75", "FR"]);
    assert_eq!(mended("F-69003", "Lyon", "", ""), ["69003", "", "69", "FR"]);
    assert_eq!(mended("69401", "LYON CEDEX 03", "", ""), ["69401", "", "69", "FR"]);
    assert_eq!(mended("1000", "Bruxelles", "", ""), ["1000", "", "", "BE"]);
    assert_eq!(mended("1000", "Lausanne", "", ""), ["1000", "", "", "CH"]);
    assert_eq!(mended("B-1000", "", "", ""), ["1000", "", "", "BE"]);
    assert_eq!(mended("1000", "", "", ""), ["1000", "", "", ""]);
    assert_eq!(mended("E1 6AN", "", "", ""), ["E1 6AN", "", "", ""]);
}
