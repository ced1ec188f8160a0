//! A service with its structure, or a structure alone, as a listing.

use std::collections::BTreeMap;

use domain::{
    CodeSet, Lang, Listing,
    lang::Translated,
    listing::{Confirmation, Contact, ListingText, SourceRef},
    place::{Address, Area, Position},
    time::Timestamp,
    vocabulary::{Appointment, Audience, Category, ConfirmedBy, Kind},
};

use super::{
    SOURCE, codes,
    schema::{Place, Service, Structure},
};
use crate::import::{
    Entry, Reason, RowError, RowResult, check,
    values::{date, email, hours::Hours, phone, place, territory, text, web},
};

/// What is kept and what was left out, while a listing is made.
struct Maker<'a> {
    known_hours: &'a mut Hours,
    /// `service` or `structure`: lines of two files are counted.
    object: &'static str,
    line: u64,
    now: Timestamp,
    kept: BTreeMap<String, String>,
    warnings: Vec<RowError>,
}

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
        ..blank(&service.id, address, department.as_deref())
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
        ..blank(&structure.id, address, department.as_deref())
    };
    maker.row(listing)
}

/// A listing that says nothing yet.
fn blank(id: &str, address: Option<Address>, department: Option<&str>) -> Listing {
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
        zone: territory::zone(department).to_owned(),
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

impl<'a> Maker<'a> {
    fn new(object: &'static str, line: u64, now: Timestamp, known_hours: &'a mut Hours) -> Self {
        Self { known_hours, object, line, now, kept: BTreeMap::new(), warnings: Vec::new() }
    }

    fn row(self, listing: Listing) -> RowResult {
        let listing = Listing { kept: self.kept, ..listing };
        check::row(self.line, Entry::Listing(Box::new(listing)), self.warnings)
    }

    fn keep(&mut self, field: &str, value: &str) {
        if !value.trim().is_empty() {
            self.kept.insert(field.to_owned(), value.trim().to_owned());
        }
    }

    fn keep_list(&mut self, field: &str, values: Option<&Vec<String>>) {
        self.keep(field, &values.map(|values| values.join(";")).unwrap_or_default());
    }

    /// Leaves a value out of the listing: it is kept as it stands, with a warning.
    fn leave_out(&mut self, field: &str, value: &str, reason: Reason) {
        self.warn(field, value, reason);
        self.keep(field, value);
    }

    fn keep_service(&mut self, service: &Service, structure: &Structure) {
        self.keep_structure(structure);
        self.keep("source", &service.source);
        self.keep("structure_id", &service.structure_id);
        self.keep_list("thematiques", service.thematiques.as_ref());
        self.keep_list("publics", service.publics.as_ref());
        self.keep_list("modes_accueil", service.modes_accueil.as_ref());
        self.keep_list("modes_mobilisation", service.modes_mobilisation.as_ref());
        self.keep_list("mobilisable_par", service.mobilisable_par.as_ref());
        self.keep_list("zone_eligibilite", service.zone_eligibilite.as_ref());
        for (field, value) in [
            ("type", &service.r#type),
            ("frais", &service.frais),
            ("lien_mobilisation", &service.lien_mobilisation),
            ("lien_source", &service.lien_source),
        ] {
            self.keep(field, value.as_deref().unwrap_or_default());
        }
        let numbers = [
            ("nombre_semaines", &service.nombre_semaines),
            ("volume_horaire_hebdomadaire", &service.volume_horaire_hebdomadaire),
        ];
        for (field, number) in numbers {
            self.keep(field, &number.as_ref().map(ToString::to_string).unwrap_or_default());
        }
    }

    fn keep_structure(&mut self, structure: &Structure) {
        self.keep("source", &structure.source);
        self.keep_list("reseaux_porteurs", structure.reseaux_porteurs.as_ref());
        for (field, value) in [
            ("siret", &structure.siret),
            ("site_web", &structure.site_web),
            ("accessibilite_lieu", &structure.accessibilite_lieu),
            ("lien_source", &structure.lien_source),
        ] {
            self.keep(field, value.as_deref().unwrap_or_default());
        }
    }

    fn address(&mut self, place: &Place) -> Option<Address> {
        let one = |value: &Option<String>| text::one_line(value.as_deref().unwrap_or_default());
        let (postcode, code) = (one(&place.code_postal), one(&place.code_insee).to_uppercase());
        let of_commune = place::department_of_commune(&code);
        if !code.is_empty() && of_commune.is_none() {
            self.leave_out("code_insee", &code, Reason::NotCommuneCode);
        }
        let valid = place::is_french_postcode(&postcode);
        if !postcode.is_empty() && !valid {
            self.leave_out("code_postal", &postcode, Reason::NotPostcode);
        }
        let address = Address {
            street: one(&place.adresse),
            complement: one(&place.complement_adresse),
            commune: one(&place.commune),
            commune_code: of_commune.is_some().then_some(code),
            department: of_commune.or_else(|| place::department_of_postcode(&postcode)),
            postcode: if valid { postcode } else { String::new() },
            country: String::new(),
        };
        (address != Address::default()).then(|| Address { country: "FR".to_owned(), ..address })
    }

    fn position(&mut self, place: &Place, department: Option<&str>) -> Option<Position> {
        let degrees = |number: Option<f64>| number.map(|degrees| degrees.to_string()).unwrap_or_default();
        let (lat, lon) = (degrees(place.latitude), degrees(place.longitude));
        let (position, wrong) = place::french_position(&lat, &lon, department);
        if let Some(reason) = wrong {
            self.leave_out("latitude", &format!("{lat} {lon}"), reason);
        }
        position
    }

    fn contact(&mut self, own: &Place, structure: &Place, links: &[&Option<String>]) -> Contact {
        let first = |one: &Option<String>, other: &Option<String>| {
            let filled = |text: &&String| !text.trim().is_empty();
            one.as_ref().filter(filled).or(other.as_ref()).cloned().unwrap_or_default()
        };
        let (telephone, mail) =
            (first(&own.telephone, &structure.telephone), first(&own.courriel, &structure.courriel));
        let mut contact = Contact::default();
        for number in phone::numbers(&telephone, "FR") {
            match number {
                Ok(number) => contact.phones.push(number),
                Err(_) => self.leave_out("telephone", &telephone, Reason::NotPhone),
            }
        }
        for address in email::addresses(&mail) {
            match address {
                Ok(address) => contact.emails.push(address),
                Err(_) => self.leave_out("courriel", &mail, Reason::NotEmail),
            }
        }
        contact.website = links.iter().find_map(|link| web::address(link.as_deref()?));
        contact
    }

    /// The hours, or the words of a source that does not keep to the syntax.
    fn hours(&mut self, text: Option<&str>) -> (Option<String>, Option<String>) {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return (None, None) };
        match self.known_hours.normalised(text) {
            Ok(osm) => (Some(osm), None),
            Err(error) => {
                self.leave_out("horaires_accueil", text, Reason::NotHours(error));
                (None, Some(text::clean(text)))
            }
        }
    }

    fn categories(&mut self, themes: &[String]) -> CodeSet<Category> {
        let mut categories = CodeSet::EMPTY;
        for theme in themes {
            match codes::categories(theme) {
                Some(found) => categories = found.iter().fold(categories, CodeSet::with),
                None => self.leave_out_code("thematiques", theme),
            }
        }
        categories
    }

    /// The audiences, and the French names of all publics where we have no word for some of them.
    fn audiences(&mut self, publics: &[String]) -> (CodeSet<Audience>, Vec<&'static str>) {
        let (mut audiences, mut names, mut all_known) = (CodeSet::EMPTY, Vec::new(), true);
        for public in publics {
            match codes::audiences(public) {
                Some((found, name)) => {
                    audiences = found.iter().fold(audiences, CodeSet::with);
                    all_known &= !found.is_empty() && public != "personnes-exilees";
                    names.push(name);
                }
                None => self.leave_out_code("publics", public),
            }
        }
        (audiences, if all_known { Vec::new() } else { names })
    }

    /// The list that holds the code is kept already.
    fn leave_out_code(&mut self, field: &str, code: &str) {
        self.warn(field, code, Reason::UnknownCode("the list of the schema, version 1".to_owned()));
    }

    fn warn(&mut self, field: &str, value: &str, reason: Reason) {
        self.warnings.push(RowError::new(self.line, &format!("{}.{field}", self.object), value, reason));
    }

    fn confirmation(&mut self, date_maj: &str) -> Option<Confirmation> {
        let at = match date::moment(date_maj) {
            Some(at) if at <= self.now => at,
            Some(_) => {
                self.leave_out("date_maj", date_maj, Reason::Future);
                return None;
            }
            None => {
                self.leave_out("date_maj", date_maj, Reason::NotDate);
                return None;
            }
        };
        Some(Confirmation { at, by: ConfirmedBy::Importer })
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
        2 | 3 => territory::is_department(&code).then_some(Area::Department(code)),
        5 => place::department_of_commune(&code).map(|_| Area::Commune(code)),
        _ => None,
    }
}

fn conditions(service: &Service, publics: &[&str], own_words: Option<&str>) -> String {
    let field = |value: &Option<String>| text::clean(value.as_deref().unwrap_or_default());
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
        name: text::one_line(name),
        description: text::clean(description),
        conditions,
        documents: Vec::new(),
        directions: directions.join("\n\n"),
    };
    Translated::written_in(Lang::Fr, text)
}
