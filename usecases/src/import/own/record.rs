//! A row in our own columns as a listing.

use domain::{
    Code, Lang, Listing,
    lang::{TextState, Translated},
    listing::{Confirmation, Contact, ListingText, SourceRef},
    place::{Address, Area},
    vocabulary::{ConfirmedBy, Kind},
};

use super::{
    columns::{TEXTS, translated, translation},
    needs::{parse_closure, parse_need},
};
use crate::{
    hours,
    import::{
        Reason,
        fields::Fields,
        values::{date, email, hours::Hours, phone, place, territory, text, web},
    },
};

/// The listing that a row describes, as far as it can be read; what cannot is noted in the row.
pub(in crate::import) fn listing(fields: &mut Fields, known_hours: &mut Hours) -> Listing {
    let address = address(fields);
    let country = address.as_ref().map(|address| address.country.clone()).unwrap_or_default();
    let department = address.as_ref().and_then(|address| address.department.as_deref()).filter(|_| is_france(&country));
    let zone = territory::zone(department).to_owned();
    Listing {
        source: SourceRef { code: fields.required("source"), id: fields.required("source_id") },
        kind: fields.code("kind").unwrap_or(Kind::AidResource),
        texts: texts(fields),
        organisation: text::one_line(&fields.text("organisation")),
        categories: fields.codes("categories"),
        audiences: fields.codes("audiences"),
        needs: each_line(fields, "needs", &Reason::NotNeed, parse_need),
        contact: contact(fields, &country),
        address,
        position: position(fields),
        area: fields.parsed("area", Reason::NotArea, area),
        remote: fields.yes_no("remote"),
        hours: opening_hours(fields, known_hours),
        zone: fields
            .parsed("zone", Reason::NotZone, |name| hours::is_zone(name).then(|| name.to_owned()))
            .unwrap_or(zone),
        closures: each_line(fields, "closures", &Reason::NotClosure, parse_closure),
        appointment: fields.code("appointment"),
        speaks: fields.codes("speaks"),
        cost: fields.code("cost"),
        wheelchair: fields.code("wheelchair"),
        confirmation: confirmation(fields),
        demonstration: fields.yes_no("demonstration").unwrap_or_default(),
        kept: fields
            .parsed("kept", Reason::NotJson("an object of texts is expected".to_owned()), |json| {
                serde_json::from_str(json).ok()
            })
            .unwrap_or_default(),
    }
}

fn texts(fields: &mut Fields) -> Translated<ListingText> {
    let source = fields.code("language").unwrap_or(Lang::Fr);
    let state = fields.code(&translation(source)).unwrap_or(TextState::Source);
    let mut written = text_of(fields, |text| text.to_owned());
    let again = text_of(fields, |text| translated(text, source));
    if written == ListingText::default() {
        written = again;
    }
    if written.name.is_empty() {
        fields.refuse("name", "", Reason::Missing);
    }
    let mut texts = Translated::written_in(source, written.clone()).and(source, state, written);
    for lang in Lang::ALL.iter().copied().filter(|lang| *lang != source) {
        let state = fields.code(&translation(lang));
        let text = text_of(fields, |text| translated(text, lang));
        if text.name.is_empty() {
            if text != ListingText::default() {
                fields.refuse(&translated("name", lang), "", Reason::Missing);
            }
            continue;
        }
        // Nobody said that a person read it.
        texts = texts.and(lang, state.unwrap_or(TextState::Machine), text);
    }
    texts
}

fn text_of(fields: &mut Fields, column: impl Fn(&str) -> String) -> ListingText {
    let [name, description, conditions, documents, directions] = TEXTS;
    ListingText {
        name: text::one_line(&fields.text(&column(name))),
        description: fields.text(&column(description)),
        conditions: fields.text(&column(conditions)),
        documents: fields.lines(&column(documents)),
        directions: fields.text(&column(directions)),
    }
}

fn contact(fields: &mut Fields, country: &str) -> Contact {
    let (phones, emails) = (fields.text("phones"), fields.text("emails"));
    let mut contact = Contact::default();
    for number in phone::numbers(&phones, country) {
        match number {
            Ok(number) => contact.phones.push(number),
            Err(piece) => fields.refuse("phones", piece, Reason::NotPhone),
        }
    }
    for address in email::addresses(&emails) {
        match address {
            Ok(address) => contact.emails.push(address),
            Err(piece) => fields.refuse("emails", piece, Reason::NotEmail),
        }
    }
    contact.website = fields.parsed("website", Reason::NotAddress, web::address);
    contact
}

fn address(fields: &mut Fields) -> Option<Address> {
    let country = fields.parsed("country", Reason::NotCountry, country).unwrap_or_default();
    let french = is_france(&country);
    let mut address = Address {
        street: text::one_line(&fields.text("street")),
        complement: text::one_line(&fields.text("complement")),
        postcode: text::one_line(&fields.text("postcode")),
        commune: text::one_line(&fields.text("commune")),
        commune_code: Some(fields.text("commune_code").to_uppercase()).filter(|code| !code.is_empty()),
        department: Some(fields.text("department").to_uppercase()).filter(|code| !code.is_empty()),
        country,
    };
    if french {
        check_french(fields, &mut address);
    }
    (address != Address::default()).then_some(address)
}

/// Refuses codes that France does not have, and fills in the department.
fn check_french(fields: &mut Fields, address: &mut Address) {
    if !address.postcode.is_empty() && !place::is_french_postcode(&address.postcode) {
        fields.refuse("postcode", &address.postcode, Reason::NotPostcode);
    }
    let of_commune = address.commune_code.as_deref().map(place::department_of_commune);
    if of_commune == Some(None) {
        fields.refuse("commune_code", address.commune_code.as_deref().unwrap_or_default(), Reason::NotCommuneCode);
    }
    if let Some(code) = address.department.as_deref().filter(|code| !territory::is_department(code)) {
        fields.refuse("department", code, Reason::NotDepartment);
    }
    let known = of_commune.flatten().or_else(|| place::department_of_postcode(&address.postcode));
    address.department = address.department.take().or(known);
}

fn position(fields: &mut Fields) -> Option<domain::place::Position> {
    let (lat, lon) = (fields.text("latitude"), fields.text("longitude"));
    place::position(&lat, &lon).unwrap_or_else(|reason| {
        fields.refuse("latitude", &format!("{lat} {lon}"), reason);
        None
    })
}

fn opening_hours(fields: &mut Fields, known: &mut Hours) -> Option<String> {
    let text = fields.text("opening_hours");
    if text.is_empty() {
        return None;
    }
    known.normalised(&text).map_err(|error| fields.refuse("opening_hours", &text, Reason::NotHours(error))).ok()
}

fn confirmation(fields: &mut Fields) -> Option<Confirmation> {
    let at = fields.parsed("confirmed_at", Reason::NotDate, date::moment);
    let by = fields.code("confirmed_by").unwrap_or(ConfirmedBy::Importer);
    at.map(|at| Confirmation { at, by })
}

fn each_line<T>(fields: &mut Fields, column: &str, reason: &Reason, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut values = Vec::new();
    for line in fields.lines(column) {
        match parse(&line) {
            Some(value) => values.push(value),
            None => fields.refuse(column, &line, reason.clone()),
        }
    }
    values
}

fn area(text: &str) -> Option<Area> {
    let (level, code) = text.split_once(':')?;
    let code = Some(code.trim().to_owned()).filter(|code| !code.is_empty())?;
    Some(match level.trim() {
        "commune" => Area::Commune(code),
        "department" => Area::Department(code),
        "region" => Area::Region(code),
        "country" => Area::Country(code),
        _ => return None,
    })
}

fn country(text: &str) -> Option<String> {
    let code = text.to_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

fn is_france(country: &str) -> bool {
    matches!(country, "" | "FR")
}
