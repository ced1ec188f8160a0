//! The values of a listing under the names of our columns, as [`crate::import`] reads them.

use std::collections::HashMap;

use domain::{
    Code, CodeSet, Listing, Published,
    lang::{TextState, Version},
    listing::{Contact, ListingText},
    place::{Address, Area},
    time::rfc3339,
};

use crate::import::{
    columns::{TEXTS, translated, translation},
    needs::{print_closure, print_need},
};

/// The values that are not empty.
pub(super) fn values(published: &Published) -> HashMap<String, String> {
    let mut values = Values::default();
    values.record(published);
    values.main(&published.listing);
    for version in published.listing.texts.versions() {
        values.texts(version, version.lang == published.listing.texts.source().lang);
    }
    values.place(&published.listing);
    values.0
}

#[derive(Default)]
struct Values(HashMap<String, String>);

impl Values {
    fn put(&mut self, column: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.insert(column.to_owned(), value);
        }
    }

    fn put_code<T: Code>(&mut self, column: &str, value: Option<T>) {
        self.put(column, value.map(Code::code).unwrap_or_default());
    }

    fn put_codes<T: Code>(&mut self, column: &str, values: CodeSet<T>) {
        self.put(column, values.iter().map(Code::code).collect::<Vec<_>>().join(";"));
    }

    fn record(&mut self, published: &Published) {
        self.put("number", published.id.to_string());
        self.put("slug", published.slug.as_str());
        self.put("revision", published.revision.to_string());
    }

    fn main(&mut self, listing: &Listing) {
        self.put("source", listing.source.code.as_str());
        self.put("source_id", listing.source.id.as_str());
        self.put_code("kind", Some(listing.kind));
        self.put("organisation", listing.organisation.as_str());
        self.put_codes("categories", listing.categories);
        self.put_codes("audiences", listing.audiences);
        self.put("needs", listing.needs.iter().map(print_need).collect::<Vec<_>>().join("\n"));
        let Contact { phones, phones_as_written, .. } = &listing.contact;
        self.put("phones", phones.iter().chain(phones_as_written).cloned().collect::<Vec<_>>().join(";"));
        self.put("emails", listing.contact.emails.join(";"));
        self.put("website", listing.contact.website.clone().unwrap_or_default());
        self.put("remote", listing.remote.map(yes_no).unwrap_or_default());
        self.put("opening_hours", listing.hours.clone().unwrap_or_default());
        self.put("zone", listing.zone.as_str());
        self.put("closures", listing.closures.iter().map(print_closure).collect::<Vec<_>>().join("\n"));
        self.put_code("appointment", listing.appointment);
        self.put_codes("speaks", listing.speaks);
        self.put_code("cost", listing.cost);
        self.put_code("wheelchair", listing.wheelchair);
        if let Some(confirmation) = listing.confirmation {
            self.put("confirmed_at", rfc3339(confirmation.at));
            self.put_code("confirmed_by", Some(confirmation.by));
        }
        self.put("demonstration", if listing.demonstration { "yes" } else { "" });
        if !listing.kept.is_empty() {
            self.put("kept", serde_json::to_string(&listing.kept).unwrap_or_default());
        }
    }

    fn texts(&mut self, version: &Version<ListingText>, is_source: bool) {
        let column = |text: &str| if is_source { text.to_owned() } else { translated(text, version.lang) };
        let [name, description, conditions, documents, directions] = TEXTS.map(column);
        let text = &version.text;
        self.put(&name, text.name.as_str());
        self.put(&description, text.description.as_str());
        self.put(&conditions, text.conditions.as_str());
        self.put(&documents, text.documents.iter().map(|line| line.replace('\n', " ")).collect::<Vec<_>>().join("\n"));
        self.put(&directions, text.directions.as_str());
        if is_source {
            self.put_code("language", Some(version.lang));
        }
        if !is_source || version.state != TextState::Source {
            self.put_code(&translation(version.lang), Some(version.state));
        }
    }

    fn place(&mut self, listing: &Listing) {
        let Address { street, complement, postcode, commune, commune_code, department, country } =
            listing.address.clone().unwrap_or_default();
        self.put("street", street);
        self.put("complement", complement);
        self.put("postcode", postcode);
        self.put("commune", commune);
        self.put("commune_code", commune_code.unwrap_or_default());
        self.put("department", department.unwrap_or_default());
        self.put("country", country);
        if let Some(position) = listing.position {
            self.put("latitude", position.lat().to_string());
            self.put("longitude", position.lon().to_string());
        }
        self.put("area", listing.area.as_ref().map(area).unwrap_or_default());
    }
}

fn area(area: &Area) -> String {
    match area {
        Area::Commune(code) => format!("commune:{code}"),
        Area::Department(code) => format!("department:{code}"),
        Area::Region(code) => format!("region:{code}"),
        Area::Country(code) => format!("country:{code}"),
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
