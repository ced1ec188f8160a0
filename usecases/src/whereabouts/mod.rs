//! Where a listing is, as far as that is beyond doubt: its country, its French department, its time zone.
//!
//! What is given counts first, then official codes, then the position, then the name of the town. What contradicts is
//! not settled here; the gate of imports refuses it. Nothing is assumed: a listing of which nobody says where it is has
//! no country and no zone. Knows nothing about hours and telephone numbers, which follow from it.

mod contradictions;
mod ground;
mod names;
mod postcode;
pub(crate) mod territory;
mod zones;

use domain::{
    Listing,
    listing::USUAL_ZONE,
    place::{Address, Area, Position},
};

pub(crate) use contradictions::{Contradiction, contradictions, is_used_in, may_lie_in};
pub(crate) use postcode::{department_of_commune, department_of_postcode, is_french_postcode};

use ground::Ground;

/// What is known of where something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    /// ISO 3166-1, `FR` in all of France.
    pub country: Option<String>,
    /// Of France.
    pub department: Option<String>,
    /// The IANA name.
    pub zone: Option<&'static str>,
}

impl Whereabouts {
    /// Where an address, a point and the area that is served are.
    pub fn of(address: &Address, position: Option<Position>, area: Option<&Area>) -> Self {
        let mut address = address.clone();
        // Territories overseas have country codes of their own, and are France.
        if let Some(department) = territory::department_of_code(&address.country) {
            address.department = address.department.or(Some(department.to_owned()));
            address.country = "FR".to_owned();
        }
        let ground = position.and_then(Ground::under);
        let named = names::place_of(&address.commune, &address.postcode);
        // Whoever comes to no door is where they help.
        let area = area.filter(|_| !address.is_door() && position.is_none());
        let country = country(&address, ground, named).or_else(|| country_of_area(area));
        let Some(country) = country else { return Self { department: address.department, ..Self::default() } };
        let point = position.or(named.filter(|named| named.country == country).map(|named| named.at));
        if country != "FR" {
            let zone = zone_abroad(&country, &address.postcode, point.and_then(Ground::under));
            return Self { country: Some(country), department: address.department, zone };
        }
        let department = department(&address, ground, named).or_else(|| department_of_area(area));
        let zone = french_zone(department.as_deref(), point);
        Self { country: Some(country), department, zone }
    }

    /// Where a listing is that somebody wrote down.
    pub fn of_listing(listing: &Listing) -> Self {
        Self::of(&listing.address.clone().unwrap_or_default(), listing.position, listing.area.as_ref())
    }

    /// Fills in what a listing leaves open about where it is.
    pub fn complete(listing: &mut Listing) {
        let there = Self::of_listing(listing);
        if listing.zone.is_empty() {
            listing.zone = there.zone.unwrap_or_default().to_owned();
        }
        if let Some(address) = listing.address.as_mut().filter(|address| address.country.is_empty()) {
            address.country = there.country.unwrap_or_default();
            address.department = address.department.take().or(there.department);
        }
    }
}

/// Puts right what spreadsheets and habits do to the codes of an address: zeros that were taken for no digits, the
/// country before a postcode, one code for both departments of Corsica.
pub(crate) fn mend(address: &mut Address, position: Option<Position>) {
    if let Some((country, rest)) = with_country(&address.postcode) {
        address.country = if address.country.is_empty() { country.to_owned() } else { address.country.clone() };
        address.postcode = rest;
    }
    if !matches!(&*address.country, "" | "FR") && territory::department_of_code(&address.country).is_none() {
        return;
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    address.department =
        address.department.take().map(|code| if code.len() == 1 && digits(&code) { format!("0{code}") } else { code });
    address.commune_code = address
        .commune_code
        .take()
        .map(|code| if code.len() == 4 && digits(&code) { format!("0{code}") } else { code });
    let joined: String = address.postcode.split_whitespace().collect();
    let padded = format!("{joined:0>5}");
    let is_whole = digits(&joined) && (4..=5).contains(&joined.len());
    let french = Address { postcode: padded.clone(), ..address.clone() };
    if is_whole && Whereabouts::of(&french, position, None).country.as_deref() == Some("FR") {
        address.postcode = padded;
    }
    // Old lists have one Corsica.
    if address.department.as_deref() == Some("20") {
        let of_commune = address.commune_code.as_deref().and_then(department_of_commune);
        let known = of_commune.or_else(|| department_of_postcode(&address.postcode));
        address.department = known.or(address.department.take());
    }
}

/// The country and the rest of a postcode such as `F-69003`, `UA-79000` or `CH 1200`.
fn with_country(postcode: &str) -> Option<(&'static str, String)> {
    let (letters, rest) = postcode.split_at(postcode.find(|c: char| !c.is_ascii_alphabetic())?);
    let rest = rest.strip_prefix(['-', ' ']).unwrap_or(rest).trim();
    let country = match letters.to_ascii_uppercase().as_str() {
        "F" | "FR" => "FR",
        "B" | "BE" => "BE",
        "D" | "DE" => "DE",
        "L" | "LU" => "LU",
        "I" | "IT" => "IT",
        "E" | "ES" => "ES",
        "CH" => "CH",
        "A" | "AT" => "AT",
        "PL" => "PL",
        "RO" => "RO",
        "UA" => "UA",
        _ => return None,
    };
    // British postcodes begin with letters as well, and have some behind.
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let are_digits = rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-'));
    (are_digits && (4..=5).contains(&digits)).then(|| (country, rest.to_owned()))
}

/// The country in which a point lies; none at sea.
pub(crate) fn country_at(point: Position) -> Option<&'static str> {
    Ground::under(point).map(|ground| ground.country)
}

fn country(address: &Address, ground: Option<Ground>, named: Option<names::Named>) -> Option<String> {
    if !address.country.is_empty() {
        return Some(address.country.clone());
    }
    let french_code = address.commune_code.as_deref().and_then(department_of_commune).is_some()
        || address.department.as_deref().is_some_and(territory::is_department);
    let found = if french_code { Some("FR") } else { ground.map(|ground| ground.country) };
    found.or(named.map(|named| named.country)).map(str::to_owned)
}

fn country_of_area(area: Option<&Area>) -> Option<String> {
    match area? {
        Area::Country(code) => Some(code.clone()),
        Area::Department(code) => territory::is_department(code).then(|| "FR".to_owned()),
        Area::Commune(code) => department_of_commune(code).map(|_| "FR".to_owned()),
        Area::Region(code) => REGIONS.contains(&&**code).then(|| "FR".to_owned()),
    }
}

fn department(address: &Address, ground: Option<Ground>, named: Option<names::Named>) -> Option<String> {
    let given = address.department.clone().or_else(|| department_of_commune(address.commune_code.as_deref()?));
    let of_postcode = || department_of_postcode(&address.postcode);
    let of_ground = || ground.and_then(Ground::overseas).map(str::to_owned);
    let of_name = || named.filter(|named| named.country == "FR")?.department.map(str::to_owned);
    given.or_else(of_postcode).or_else(of_ground).or_else(of_name)
}

/// The regions of France, by INSEE: those of one department overseas first.
const REGIONS: [&str; 18] =
    ["01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"];

fn department_of_area(area: Option<&Area>) -> Option<String> {
    match area? {
        Area::Region(code) if REGIONS[..5].contains(&&**code) => Some(format!("97{}", &code[1..])),
        Area::Department(code) => Some(code.clone()).filter(|code| territory::is_department(code)),
        Area::Commune(code) => department_of_commune(code),
        Area::Region(_) | Area::Country(_) => None,
    }
}

fn french_zone(department: Option<&str>, point: Option<Position>) -> Option<&'static str> {
    match (department, point) {
        (None, _) => Some(USUAL_ZONE),
        // Three zones, as far apart as Lisbon and Kyiv.
        (Some("987"), None) => None,
        (Some("987"), Some(point)) if point.lat() > -11.5 && point.lon() > -141.5 => Some("Pacific/Marquesas"),
        (Some("987"), Some(point)) if point.lat() < -21.5 && point.lon() > -136.5 => Some("Pacific/Gambier"),
        (Some(department), _) => Some(territory::zone(department)),
    }
}

/// The zone outside of France. Archipelagos are told from the mainland by the point, else by the postcode.
fn zone_abroad(country: &str, postcode: &str, ground: Option<Ground>) -> Option<&'static str> {
    let part = ground.map(|ground| ground.part);
    match (country, part, postcode.get(..2)) {
        ("ES", Some(Some("IC")), _) | ("ES", None, Some("35" | "38")) => Some("Atlantic/Canary"),
        ("ES", ..) => Some("Europe/Madrid"),
        ("PT", Some(Some("PT-20")), _) | ("PT", None, Some("95" | "96" | "97" | "98" | "99")) => {
            Some("Atlantic/Azores")
        }
        ("PT", Some(Some("PT-30")), _) | ("PT", None, Some("90" | "91" | "92" | "93" | "94")) => {
            Some("Atlantic/Madeira")
        }
        ("PT", ..) => Some("Europe/Lisbon"),
        _ => zones::zone_of_country(country),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
