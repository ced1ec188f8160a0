use super::*;
use crate::{
    CodeSet, Lang,
    lang::Translated,
    listing::{Closure, Confirmation, Contact, ListingText, SourceRef},
    place::Position,
    vocabulary::{ConfirmedBy, Kind},
};

const NOW: Timestamp = 1_795_425_600;

fn valid() -> Listing {
    let text = ListingText { name: "Accueil".into(), ..ListingText::default() };
    Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text),
        organisation: String::new(),
        categories: CodeSet::EMPTY,
        audiences: CodeSet::EMPTY,
        needs: Vec::new(),
        contact: Contact::default(),
        address: None,
        position: None,
        area: None,
        remote: None,
        hours: None,
        zone: String::new(),
        closures: Vec::new(),
        appointment: None,
        speaks: CodeSet::EMPTY,
        cost: None,
        wheelchair: None,
        source: SourceRef { code: "entraide".into(), id: "7".into() },
        confirmation: None,
        demonstration: false,
        kept: std::collections::BTreeMap::new(),
    }
}

/// The fields and flaws of a valid listing after a change.
fn after(change: impl Fn(&mut Listing)) -> Vec<(&'static str, Flaw)> {
    let mut listing = valid();
    change(&mut listing);
    faults(&listing, NOW).into_iter().map(|fault| (fault.field, fault.flaw)).collect()
}

fn named(name: &str) -> Vec<(&'static str, Flaw)> {
    let text = ListingText { name: name.into(), ..ListingText::default() };
    after(|listing| listing.texts = Translated::written_in(Lang::Fr, text.clone()))
}

fn confirmed(at: Timestamp) -> Vec<(&'static str, Flaw)> {
    after(|listing| listing.confirmation = Some(Confirmation { at, by: ConfirmedBy::Importer }))
}

fn at(address: Address) -> Vec<(&'static str, Flaw)> {
    after(|listing| listing.address = Some(address.clone()))
}

#[test]
fn a_listing_that_says_little_is_valid() {
    assert_eq!(faults(&valid(), NOW), []);
    assert_eq!(named("Дім «Світло» – l’été, №7"), []);
    assert_eq!(confirmed(NOW), []);
}

#[test]
fn characters_that_nobody_sees_are_refused_wherever_they_stand() {
    for text in ["a\u{0}b", "a\u{1b}[31mb", "a\u{202e}b", "a\u{2066}b", "a\u{feff}b", "a\r\nb"] {
        assert!(named(text).contains(&("name", Flaw::Unseen)), "{text:?}");
        assert!(after(|listing| listing.organisation = text.into()).contains(&("organisation", Flaw::Unseen)));
        assert!(after(|listing| drop(listing.kept.insert("x".into(), text.into()))).contains(&("kept", Flaw::Unseen)));
        assert!(at(Address { street: text.into(), ..Address::default() }).contains(&("street", Flaw::Unseen)));
        assert!(after(|listing| listing.source.id = text.into()).contains(&("source_id", Flaw::Unseen)));
    }
    for name in ["", "  ", "\u{200b}\u{200b}", "\u{3164}", "\u{2800}"] {
        assert!(named(name).contains(&("name", Flaw::Missing)), "{name:?}");
    }
}

#[test]
fn nobody_confirms_in_the_future_or_before_there_was_anything() {
    assert_eq!(confirmed(NOW + 2 * 86_400), [("confirmed_at", Flaw::Future)]);
    assert_eq!(confirmed(2_714_000_000_000), [("confirmed_at", Flaw::Future)]);
    assert_eq!(confirmed(-1), [("confirmed_at", Flaw::NotDate)]);
    assert_eq!(confirmed(Timestamp::MIN), [("confirmed_at", Flaw::NotDate)]);
    let closed = |first: i32, last: i32| {
        let closure = Closure { first: Day(first), last: Day(last), reason: String::new() };
        after(|listing| listing.closures.push(closure.clone()))
    };
    assert_eq!(closed(20_780, 20_790), []);
    for (first, last) in [(20_790, 20_780), (i32::MIN, 20_780), (20_780, i32::MAX)] {
        assert_eq!(closed(first, last), [("closures", Flaw::NotClosure)]);
    }
}

#[test]
fn codes_of_an_address_exist() {
    let department = |code: &str, country: &str| {
        at(Address { department: Some(code.into()), country: country.into(), ..Address::default() })
    };
    assert_eq!(department("69", "FR"), []);
    for (code, country) in [("ZZ", "FR"), ("ZZ", ""), ("20", "FR"), ("99", "FR"), ("../", "UA")] {
        assert_eq!(department(code, country), [("department", Flaw::NotDepartment)], "{code} {country}");
    }
    let postcode = |code: &str, country: &str| {
        at(Address { postcode: code.into(), country: country.into(), ..Address::default() })
    };
    for (code, country) in [("69003", "FR"), ("1000", "BE"), ("00-001", "PL"), ("E1 6AN", "GB"), ("69003", "")] {
        assert_eq!(postcode(code, country), [], "{code} {country}");
    }
    for (code, country) in [("9", "FR"), ("9", ""), ("6900", "FR"), ("69003;69007", "FR"), ("abc", "")] {
        assert_eq!(postcode(code, country), [("postcode", Flaw::NotPostcode)], "{code} {country}");
    }
    assert_eq!(at(Address { country: "France".into(), ..Address::default() }), [("country", Flaw::NotCountry)]);
    let commune = Address { commune_code: Some("20004".into()), country: "FR".into(), ..Address::default() };
    assert_eq!(at(commune), [("commune_code", Flaw::NotCommuneCode)]);
}

#[test]
fn what_is_linked_and_dialled_can_be() {
    let contact = |contact: Contact| after(|listing| listing.contact = contact.clone());
    let (phones, emails) = (vec!["04 78 00 00 00".into()], vec!["oui".into()]);
    let website = Some("javascript:alert(1)".into());
    let found = contact(Contact { phones, emails, website, ..Contact::default() });
    assert_eq!(found, [("phones", Flaw::NotPhone), ("emails", Flaw::NotEmail), ("website", Flaw::NotAddress)]);
    assert_eq!(contact(Contact { phones_as_written: vec!["044 200 00 00".into()], ..Contact::default() }), []);
    let null = after(|listing| listing.position = Position::new(0.0, 0.0));
    assert_eq!(null, [("latitude", Flaw::NullIsland)]);
    assert_eq!(after(|listing| listing.area = Some(Area::Department("ZZ".into()))), [("area", Flaw::NotArea)]);
}

#[test]
fn a_place_in_a_record_leaves_room_for_others() {
    let of = |id: u32, slug: &str, revision: u32| {
        let published = Published { id: ListingId(id), slug: slug.into(), revision, listing: valid() };
        faults_of_place(&published).into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert_eq!(of(12, "accueil-12", 1), [""; 0]);
    assert_eq!(of(12, "12", 1), [""; 0]);
    assert_eq!(of(u32::MAX, "accueil-4294967295", 1), ["id"]);
    assert_eq!(of(0, "0", 1), ["id"]);
    for slug in ["../../etc-12", "a\r\nb-12", "accueil-13", "Accueil-12", "a/b-12", "12 "] {
        assert_eq!(of(12, slug, 1), ["slug"], "{slug:?}");
    }
    assert_eq!(of(12, "12", 0), ["revision"]);
}
