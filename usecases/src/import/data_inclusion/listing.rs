//! A service with its structure, or a structure alone, as a listing.

use std::collections::BTreeMap;

use domain::{
    CodeSet, Lang, Listing,
    lang::Translated,
    listing::{Contact, ListingText, SourceRef},
    place::{Address, Area},
    time::Timestamp,
    valid::is_french_department,
    vocabulary::{Appointment, Kind},
};

use super::{
    SOURCE, codes,
    maker::Maker,
    schema::{Place, Service, Structure},
};
use crate::{
    import::{
        RowResult,
        values::{hours::Hours, markup, text},
    },
    whereabouts,
};

/// The listing of a service.
pub(super) fn of_service(
    line: u64,
    service: &Service,
    structure: &Structure,
    now: Timestamp,
    hours: &mut Hours,
) -> RowResult {
    let mut maker = Maker::new("service", line, now, hours);
    let modes = service.modes_accueil.as_deref().unwrap_or_default();
    let remote_only = codes::is_only_remote(modes);
    // A service without an address of its own is where its structure is.
    let at = if service.place.has_address() { &service.place } else { &structure.place };
    let point = if service.place.latitude.is_some() { &service.place } else { at };
    let mut address = maker.address(at);
    let department = address.as_ref().and_then(|address| address.department.clone());
    if let Some(address) = address.as_mut().filter(|_| remote_only) {
        (address.street, address.complement) = (String::new(), String::new());
    }
    maker.keep_service(service, structure);
    let own_hours = service.place.horaires_accueil.as_deref().filter(|hours| !hours.trim().is_empty());
    let (osm, own_words) = maker.hours(own_hours.or(structure.place.horaires_accueil.as_deref()));
    let (audiences, publics) = maker.audiences(service.publics.as_deref().unwrap_or_default());
    let conditions = conditions(service, &publics, own_words.as_deref());
    let listing = Listing {
        texts: texts(&service.nom, &service.description, conditions, remote_only, is_by_professionals(service)),
        organisation: text::one_line(&structure.nom),
        categories: maker.categories(service.thematiques.as_deref().unwrap_or_default()),
        audiences,
        contact: maker.contact(
            &service.place,
            &structure.place,
            &[&service.lien_mobilisation, &structure.site_web, &service.lien_source],
        ),
        position: if remote_only { None } else { maker.position(point, department.as_deref()) },
        area: area(service.zone_eligibilite.as_deref().unwrap_or_default()),
        remote: codes::remote(modes),
        hours: osm,
        appointment: appointment(service),
        cost: service.frais.as_deref().and_then(codes::cost),
        confirmation: maker.confirmation(&service.date_maj),
        ..blank(&service.id, address)
    };
    maker.row(listing)
}

/// The listing of a structure without services.
pub(super) fn of_structure(line: u64, structure: &Structure, now: Timestamp, hours: &mut Hours) -> RowResult {
    let mut maker = Maker::new("structure", line, now, hours);
    let address = maker.address(&structure.place);
    let department = address.as_ref().and_then(|address| address.department.clone());
    maker.keep_structure(structure);
    let (osm, own_words) = maker.hours(structure.place.horaires_accueil.as_deref());
    let conditions = own_words.map(|words| hours_in_words(&words)).unwrap_or_default();
    let listing = Listing {
        texts: texts(&structure.nom, structure.description.as_deref().unwrap_or_default(), conditions, false, false),
        organisation: text::one_line(&structure.nom),
        contact: maker.contact(&structure.place, &Place::default(), &[&structure.site_web, &structure.lien_source]),
        position: maker.position(&structure.place, department.as_deref()),
        hours: osm,
        confirmation: maker.confirmation(&structure.date_maj),
        ..blank(&structure.id, address)
    };
    maker.row(listing)
}

/// A listing that says nothing yet.
fn blank(id: &str, address: Option<Address>) -> Listing {
    Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, ListingText::default()),
        organisation: String::new(),
        categories: CodeSet::EMPTY,
        audiences: CodeSet::EMPTY,
        needs: Vec::new(),
        contact: Contact::default(),
        address,
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
        source: SourceRef { code: SOURCE.to_owned(), id: id.trim().to_owned() },
        confirmation: None,
        demonstration: false,
        kept: BTreeMap::new(),
    }
}

/// The list says how to reach a service; only coming by is also a statement about appointments.
fn appointment(service: &Service) -> Option<Appointment> {
    let modes = service.modes_mobilisation.as_deref().unwrap_or_default();
    modes.iter().any(|mode| mode == "se-presenter").then_some(Appointment::NotNeeded)
}

/// Whether one must be sent by a social worker.
fn is_by_professionals(service: &Service) -> bool {
    service.mobilisable_par.as_deref().is_some_and(|by| !by.is_empty() && by.iter().all(|who| who == "professionnels"))
}

/// One area for the whole of it: a commune, a department or the country; several are only kept.
fn area(codes: &[String]) -> Option<Area> {
    let [code] = codes else { return None };
    let code = code.trim().to_uppercase();
    match code.len() {
        _ if code == "FRANCE" || code == "99100" => Some(Area::Country("FR".to_owned())),
        2 | 3 => is_french_department(&code).then_some(Area::Department(code)),
        5 => whereabouts::department_of_commune(&code).map(|_| Area::Commune(code)),
        _ => None,
    }
}

fn conditions(service: &Service, publics: &[&str], own_words: Option<&str>) -> String {
    let field = |value: &Option<String>| text::clean(&markup::plain(value.as_deref().unwrap_or_default()));
    let publics = if publics.is_empty() { String::new() } else { format!("Publics : {}.", publics.join(", ")) };
    let paragraphs = [
        publics,
        field(&service.publics_precisions),
        field(&service.conditions_acces),
        field(&service.frais_precisions),
        field(&service.mobilisation_precisions),
        own_words.map(hours_in_words).unwrap_or_default(),
    ];
    paragraphs.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn hours_in_words(words: &str) -> String {
    format!("Horaires indiqués par la source, à vérifier : {words}")
}

/// The texts of the source, which are French, with what our own fields cannot say in directions.
fn texts(
    name: &str,
    description: &str,
    conditions: String,
    remote_only: bool,
    by_professionals: bool,
) -> Translated<ListingText> {
    let mut directions = Vec::new();
    if remote_only {
        directions.push("À distance seulement, par téléphone ou en ligne.");
    }
    if by_professionals {
        directions.push("Sur orientation d’un professionnel : demandez à un travailleur social.");
    }
    let text = ListingText {
        name: text::one_line(&markup::plain(name)),
        description: text::clean(&markup::plain(description)),
        conditions,
        documents: Vec::new(),
        directions: directions.join("\n\n"),
    };
    Translated::written_in(Lang::Fr, text)
}
