//! The parts of a listing that both objects of the schema have, and what is kept or left out on the way.

use std::collections::BTreeMap;

use domain::{
    CodeSet, Listing,
    listing::{Confirmation, Contact},
    place::{Address, Position},
    time::Timestamp,
    vocabulary::{Audience, Category, ConfirmedBy},
};

use super::{
    codes,
    schema::{Place, Service, Structure},
};
use crate::{
    import::{
        Entry, Reason, RowError, RowResult, check,
        values::{
            date, email,
            hours::Hours,
            phone::{self, Number},
            place, text,
        },
    },
    whereabouts::{self, Whereabouts},
};

/// What is kept and what was left out, while a listing is made.
pub(super) struct Maker<'a> {
    known_hours: &'a mut Hours,
    /// `service` or `structure`: lines of two files are counted.
    object: &'static str,
    line: u64,
    now: Timestamp,
    kept: BTreeMap<String, String>,
    warnings: Vec<RowError>,
}

impl<'a> Maker<'a> {
    pub fn new(object: &'static str, line: u64, now: Timestamp, known_hours: &'a mut Hours) -> Self {
        Self { known_hours, object, line, now, kept: BTreeMap::new(), warnings: Vec::new() }
    }

    pub fn row(self, listing: Listing) -> RowResult {
        let mut listing = Listing { kept: self.kept, ..listing };
        Whereabouts::complete(&mut listing);
        check::row(self.line, Entry::Listing(Box::new(listing)), self.warnings, self.now)
    }

    fn keep(&mut self, field: &str, value: &str) {
        if !value.trim().is_empty() {
            self.kept.insert(field.to_owned(), text::clean(value));
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

    pub fn keep_service(&mut self, service: &Service, structure: &Structure) {
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

    pub fn keep_structure(&mut self, structure: &Structure) {
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

    pub fn address(&mut self, place: &Place) -> Option<Address> {
        let one = |value: &Option<String>| text::one_line(value.as_deref().unwrap_or_default());
        let (postcode, code) = (one(&place.code_postal), one(&place.code_insee).to_uppercase());
        let of_commune = whereabouts::department_of_commune(&code);
        if !code.is_empty() && of_commune.is_none() {
            self.leave_out("code_insee", &code, Reason::NotCommuneCode);
        }
        let valid = whereabouts::is_french_postcode(&postcode);
        if !postcode.is_empty() && !valid {
            self.leave_out("code_postal", &postcode, Reason::NotPostcode);
        }
        let address = Address {
            street: one(&place.adresse),
            complement: one(&place.complement_adresse),
            commune: one(&place.commune),
            commune_code: of_commune.is_some().then_some(code),
            department: of_commune.or_else(|| whereabouts::department_of_postcode(&postcode)),
            postcode: if valid { postcode } else { String::new() },
            country: String::new(),
        };
        (address != Address::default()).then(|| Address { country: "FR".to_owned(), ..address })
    }

    pub fn position(&mut self, place: &Place, department: Option<&str>) -> Option<Position> {
        let degrees = |number: Option<f64>| number.map(|degrees| degrees.to_string()).unwrap_or_default();
        let (lat, lon) = (degrees(place.latitude), degrees(place.longitude));
        let (position, wrong) = place::french_position(&lat, &lon, department);
        if let Some(reason) = wrong {
            self.leave_out("latitude", &format!("{lat} {lon}"), reason);
        }
        position
    }

    pub fn contact(&mut self, own: &Place, structure: &Place, links: &[&Option<String>]) -> Contact {
        let first = |one: &Option<String>, other: &Option<String>| {
            let filled = |text: &&String| !text.trim().is_empty();
            one.as_ref().filter(filled).or(other.as_ref()).cloned().unwrap_or_default()
        };
        let (telephone, mail) =
            (first(&own.telephone, &structure.telephone), first(&own.courriel, &structure.courriel));
        let mut contact = Contact::default();
        for number in phone::numbers(&telephone, phone::IN_FRANCE) {
            match number {
                Number::Dialable(number) => contact.phones.push(number),
                Number::AsWritten(_) | Number::None(_) => {
                    self.leave_out("telephone", &telephone, Reason::NotPhone);
                }
            }
        }
        for address in email::addresses(&mail) {
            match address {
                Ok(address) => contact.emails.push(address),
                Err(_) => self.leave_out("courriel", &mail, Reason::NotEmail),
            }
        }
        contact.website = links.iter().find_map(|link| domain::valid::web(link.as_deref()?));
        contact
    }

    /// The hours, or the words of a source that does not keep to the syntax.
    pub fn hours(&mut self, text: Option<&str>) -> (Option<String>, Option<String>) {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return (None, None) };
        match self.known_hours.normalised(text) {
            Ok(osm) => (Some(osm), None),
            Err(error) => {
                self.leave_out("horaires_accueil", text, Reason::NotHours(error));
                (None, Some(text::clean(text)))
            }
        }
    }

    pub fn categories(&mut self, themes: &[String]) -> CodeSet<Category> {
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
    pub fn audiences(&mut self, publics: &[String]) -> (CodeSet<Audience>, Vec<&'static str>) {
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

    pub fn confirmation(&mut self, date_maj: &str) -> Option<Confirmation> {
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
