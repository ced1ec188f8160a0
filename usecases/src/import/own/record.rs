//! A row in our own columns as a listing.

use domain::{
    Code, Lang, Listing,
    lang::{TextState, Translated},
    listing::{Confirmation, Contact, ListingText, SourceRef},
    place::{Address, Area, Position},
    valid,
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
        values::{
            date, email,
            hours::Hours,
            phone::{self, Dialled, Number},
            place, text,
        },
    },
    whereabouts::{self, Whereabouts},
};

/// The listing that a row describes, as far as it can be read; what cannot is noted in the row.
pub(in crate::import) fn listing(fields: &mut Fields, known_hours: &mut Hours) -> Listing {
    let (position, area) = (position(fields), fields.parsed("area", Reason::NotArea, area));
    let (address, there) = address(fields, position, area.as_ref());
    let from =
        Dialled { country: there.country.as_deref().unwrap_or_default(), department: there.department.as_deref() };
    Listing {
        source: SourceRef { code: fields.required("source"), id: fields.required("source_id") },
        kind: fields.code("kind").unwrap_or(Kind::AidResource),
        texts: texts(fields),
        organisation: text::one_line(&fields.text("organisation")),
        categories: fields.codes("categories"),
        audiences: fields.codes("audiences"),
        needs: each_line(fields, "needs", &Reason::NotNeed, parse_need),
        contact: contact(fields, from),
        address,
        position,
        area,
        remote: fields.yes_no("remote"),
        hours: opening_hours(fields, known_hours),
        zone: fields
            .parsed("zone", Reason::NotZone, |name| hours::is_zone(name).then(|| name.to_owned()))
            .unwrap_or_else(|| there.zone.unwrap_or_default().to_owned()),
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

fn contact(fields: &mut Fields, from: Dialled) -> Contact {
    let (phones, emails) = (fields.text("phones"), fields.text("emails"));
    let mut contact = Contact::default();
    for number in phone::numbers(&phones, from) {
        match number {
            Number::Dialable(number) => contact.phones.push(number),
            Number::AsWritten(number) => {
                fields.note("phones", &number, Reason::WhichCountry);
                contact.phones_as_written.push(number);
            }
            Number::None(piece) => fields.refuse("phones", piece, Reason::NotPhone),
        }
    }
    for address in email::addresses(&emails) {
        match address {
            Ok(address) => contact.emails.push(address),
            Err(piece) => fields.refuse("emails", piece, Reason::NotEmail),
        }
    }
    contact.website = fields.parsed("website", Reason::NotAddress, valid::web);
    contact
}

/// The address, completed by what is known of where it is.
fn address(fields: &mut Fields, position: Option<Position>, area: Option<&Area>) -> (Option<Address>, Whereabouts) {
    let mut address = Address {
        street: text::one_line(&fields.text("street")),
        complement: text::one_line(&fields.text("complement")),
        postcode: text::one_line(&fields.text("postcode")),
        commune: text::one_line(&fields.text("commune")),
        commune_code: Some(fields.text("commune_code").to_uppercase()).filter(|code| !code.is_empty()),
        department: Some(fields.text("department").to_uppercase()).filter(|code| !code.is_empty()),
        country: fields.parsed("country", Reason::NotCountry, country).unwrap_or_default(),
    };
    whereabouts::mend(&mut address, position);
    let there = Whereabouts::of(&address, position, area);
    // A place to go to has a country; an area that is served has one of its own.
    if address != Address::default() || position.is_some() {
        address.country = there.country.clone().unwrap_or_default();
        address.department = there.department.clone();
    }
    ((address != Address::default()).then_some(address), there)
}

fn position(fields: &mut Fields) -> Option<Position> {
    if let Some(point) = fields.take_position() {
        return Some(point);
    }
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
