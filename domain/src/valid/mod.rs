//! What a valid listing is: one function for whatever makes listings, a file, a command, made-up ones, a form.
//!
//! [`faults`] names every field that cannot stay as it is, and why. What needs lists to be known, whether a time zone or
//! a commune exists, whether hours can be read, is looked at where those lists are. Knows no file and no record.

mod reach;
mod text;

pub use reach::{email, is_callable, web};
pub use text::{is_blank, is_unseen, unsafe_char};

use crate::{
    listing::{Listing, ListingId, Need, Published},
    place::{Address, Area, department_of},
    slug::id_of_slug,
    time::{Day, Timestamp},
};

/// Something about a listing that cannot stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, under the name that it has in a table.
    pub field: &'static str,
    pub value: String,
    pub flaw: Flaw,
}

/// Why a value cannot stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// It has characters that nobody sees, or that turn others around.
    Unseen,
    NotSource,
    NotPhone,
    NotEmail,
    NotAddress,
    NotCountry,
    NotPostcode,
    NotCommuneCode,
    NotDepartment,
    NotArea,
    NullIsland,
    Future,
    /// Before there was any such directory, or after anybody can know.
    NotDate,
    NotClosure,
    NotNeed,
    NotSlug,
    NotId,
    NotRevision,
}

/// Characters of a name: what fits on a card twice over.
const MAX_NAME: usize = 300;
/// Characters of an id, and of a line of an address.
const MAX_LINE: usize = 300;
/// Characters of a text: ten pages.
const MAX_TEXT: usize = 20_000;
/// Several of a thing in one listing.
const MAX_VALUES: usize = 100;
/// Ids above leave no room for listings that come after.
const MAX_ID: u32 = 1_000_000_000;
/// 1 January 2000: before, nobody confirmed anything here.
const FIRST: Timestamp = 946_684_800;
/// A clock may go ahead, and a day begins earlier in the east.
const AHEAD: Timestamp = 86_400;
/// Years for which somebody may plan.
const PLANNED: Timestamp = 20 * 366 * 86_400;

/// Everything that is wrong with a listing, at a moment.
pub fn faults(listing: &Listing, now: Timestamp) -> Vec<Fault> {
    let mut found = Faults { now, found: Vec::new() };
    found.source(listing);
    found.words(listing);
    found.contact(listing);
    if let Some(address) = &listing.address {
        found.address(address);
    }
    if let Some(area) = &listing.area {
        found.area(area);
    }
    let at_null = listing.position.is_some_and(|point| point.e5() == (0, 0));
    found.unless(!at_null, "latitude", "0 0", Flaw::NullIsland);
    found.times(listing);
    found.found
}

/// Everything that is wrong with the place of a listing in a record.
pub fn faults_of_place(published: &Published) -> Vec<Fault> {
    let Published { id, slug, revision, .. } = published;
    let mut found = Faults { now: 0, found: Vec::new() };
    found.unless((1..=MAX_ID).contains(&id.0), "id", &id.to_string(), Flaw::NotId);
    found.unless(is_slug(slug, *id), "slug", slug, Flaw::NotSlug);
    found.unless((1..=MAX_ID).contains(revision), "revision", &revision.to_string(), Flaw::NotRevision);
    found.found
}

/// Words of lower-case letters, digits and hyphens, and the id.
fn is_slug(slug: &str, id: ListingId) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    slug.len() <= 100 && slug.bytes().all(allowed) && id_of_slug(slug) == Some(id)
}

struct Faults {
    now: Timestamp,
    found: Vec<Fault>,
}

impl Faults {
    fn unless(&mut self, holds: bool, field: &'static str, value: &str, flaw: Flaw) {
        if !holds {
            self.found.push(Fault { field, value: value.to_owned(), flaw });
        }
    }

    /// A text of at most so many characters, all of which can be seen.
    fn text(&mut self, field: &'static str, value: &str, max: usize) {
        self.unless(value.chars().nth(max).is_none(), field, value, Flaw::TooLong(max));
        self.unless(value.chars().all(|c| c == '\n' || !unsafe_char(c)), field, value, Flaw::Unseen);
    }

    fn line(&mut self, field: &'static str, value: &str, max: usize) {
        self.text(field, value, max);
        self.unless(!value.contains('\n'), field, value, Flaw::Unseen);
    }

    fn source(&mut self, listing: &Listing) {
        let (code, id) = (&listing.source.code, &listing.source.id);
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_code = (1..=60).contains(&code.len()) && code.bytes().all(allowed);
        self.unless(is_code, "source", code, Flaw::NotSource);
        self.unless(!is_blank(id), "source_id", id, Flaw::Missing);
        self.line("source_id", id, MAX_LINE);
    }

    fn words(&mut self, listing: &Listing) {
        for version in listing.texts.versions() {
            let text = &version.text;
            self.unless(!is_blank(&text.name), "name", "", Flaw::Missing);
            self.line("name", &text.name, MAX_NAME);
            self.text("description", &text.description, MAX_TEXT);
            self.text("conditions", &text.conditions, MAX_TEXT);
            self.text("directions", &text.directions, MAX_TEXT);
            text.documents.iter().for_each(|line| self.text("documents", line, MAX_TEXT));
            let all: usize = text.documents.iter().map(|line| line.chars().count()).sum();
            self.unless(all <= MAX_TEXT, "documents", "", Flaw::TooLong(MAX_TEXT));
        }
        self.line("organisation", &listing.organisation, MAX_NAME);
        for (key, value) in &listing.kept {
            self.line("kept", key, MAX_LINE);
            self.text("kept", value, MAX_TEXT);
        }
    }

    fn contact(&mut self, listing: &Listing) {
        let contact = &listing.contact;
        for number in &contact.phones {
            self.unless(is_callable(number), "phones", number, Flaw::NotPhone);
        }
        for number in &contact.phones_as_written {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            self.line("phones", number, 60);
            self.unless((2..=15).contains(&digits), "phones", number, Flaw::NotPhone);
        }
        for address in &contact.emails {
            self.unless(email(address).as_ref() == Some(address), "emails", address, Flaw::NotEmail);
        }
        if let Some(address) = &contact.website {
            self.unless(web(address).as_ref() == Some(address), "website", address, Flaw::NotAddress);
        }
        let several = contact.phones.len() + contact.phones_as_written.len();
        self.unless(several <= MAX_VALUES, "phones", "", Flaw::TooLong(MAX_VALUES));
        self.unless(contact.emails.len() <= MAX_VALUES, "emails", "", Flaw::TooLong(MAX_VALUES));
    }

    fn address(&mut self, address: &Address) {
        let Address { street, complement, postcode, commune, commune_code, department, country } = address;
        for (field, value) in
            [("street", street), ("complement", complement), ("postcode", postcode), ("commune", commune)]
        {
            self.line(field, value, MAX_LINE);
        }
        self.unless(country.is_empty() || is_country(country), "country", country, Flaw::NotCountry);
        let code = commune_code.as_deref().unwrap_or_default();
        let department = department.as_deref().unwrap_or_default();
        if country == "FR" {
            let five_digits = postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit());
            self.unless(postcode.is_empty() || five_digits, "postcode", postcode, Flaw::NotPostcode);
            self.unless(code.is_empty() || is_french_commune(code), "commune_code", code, Flaw::NotCommuneCode);
            self.unless(
                department.is_empty() || is_french_department(department),
                "department",
                department,
                Flaw::NotDepartment,
            );
        } else {
            self.unless(postcode.is_empty() || is_postcode(postcode), "postcode", postcode, Flaw::NotPostcode);
            // Five digits are a French commune, where nobody says otherwise.
            let known = is_french_commune(code) || (is_code(code) && (code.len() != 5 || !country.is_empty()));
            self.unless(code.is_empty() || known, "commune_code", code, Flaw::NotCommuneCode);
            // Nobody says of which country: then only what France or a standard knows is a department.
            let known = if country.is_empty() { is_french_department(department) } else { is_code(department) };
            self.unless(department.is_empty() || known, "department", department, Flaw::NotDepartment);
        }
    }

    fn area(&mut self, area: &Area) {
        let (valid, code) = match area {
            Area::Commune(code) | Area::Region(code) => (is_code(code), code),
            Area::Department(code) => (is_french_department(code) || is_subdivision(code), code),
            Area::Country(code) => (is_country(code), code),
        };
        self.unless(valid, "area", code, Flaw::NotArea);
    }

    fn times(&mut self, listing: &Listing) {
        if let Some(confirmation) = listing.confirmation {
            let written = confirmation.at.to_string();
            self.unless(confirmation.at >= FIRST, "confirmed_at", &written, Flaw::NotDate);
            self.unless(confirmation.at <= self.now + AHEAD, "confirmed_at", &written, Flaw::Future);
        }
        let planned = |at: Timestamp, now: Timestamp| (FIRST..=now + PLANNED).contains(&at);
        for closure in &listing.closures {
            let start = |day: Day| i64::from(day.0) * 86_400;
            let valid = closure.first <= closure.last
                && planned(start(closure.first), self.now)
                && planned(start(closure.last), self.now);
            self.unless(valid, "closures", &closure.reason, Flaw::NotClosure);
            self.text("closures", &closure.reason, MAX_TEXT);
        }
        self.unless(listing.closures.len() <= MAX_VALUES, "closures", "", Flaw::TooLong(MAX_VALUES));
        for Need { note, lapses_at, .. } in &listing.needs {
            self.unless(lapses_at.is_none_or(|at| planned(at, self.now)), "needs", note, Flaw::NotNeed);
            self.text("needs", note, MAX_TEXT);
        }
        self.unless(listing.needs.len() <= MAX_VALUES, "needs", "", Flaw::TooLong(MAX_VALUES));
        self.line("zone", &listing.zone, MAX_LINE);
    }
}

/// Two letters.
fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// A code as countries give them to their parts.
fn is_code(code: &str) -> bool {
    (1..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// `UA-46`, as ISO 3166-2 has it.
fn is_subdivision(code: &str) -> bool {
    code.split_once('-').is_some_and(|(country, part)| is_country(country) && is_code(part) && part.len() <= 3)
}

/// At least three letters or digits, with a digit among them.
fn is_postcode(postcode: &str) -> bool {
    let letters = postcode.chars().filter(|c| c.is_ascii_alphanumeric()).count();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    (3..=10).contains(&letters) && postcode.chars().all(allowed) && postcode.contains(|c: char| c.is_ascii_digit())
}

/// Whether there is such a French department or overseas collectivity.
pub fn is_french_department(code: &str) -> bool {
    let number = code.parse::<u16>().unwrap_or(0);
    match code.len() {
        2 => matches!(code, "2A" | "2B") || (matches!(number, 1..=95) && number != 20),
        3 => matches!(number, 971..=978 | 986..=988),
        _ => false,
    }
}

/// Whether a code is one of a commune of a French department.
pub fn is_french_commune(code: &str) -> bool {
    let digits =
        code.bytes().enumerate().all(|(place, b)| b.is_ascii_digit() || (place == 1 && matches!(b, b'A' | b'B')));
    digits && department_of(code).is_some_and(|department| is_french_department(&department))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
