//! The national list of France services: one-stop counters of the state, with hours, telephone and position.
//!
//! Source: Agence nationale de la cohésion des territoires, `liste-fs-YYYYMMDD.csv`, Licence Ouverte. What the list says
//! without doubt is taken over; what it says in words, or twice in different ways, is shown in those words and counts as
//! unknown. `docs/data.md` lists each decision.

mod comment;
mod hours;
mod words;

use std::{collections::BTreeMap, path::Path};

use domain::{
    CodeSet, Listing,
    listing::{Confirmation, Contact, SourceRef},
    place::{Address, Position},
    time::{Day, Timestamp},
    valid::is_french_department,
    vocabulary::{Audience, Category, ConfirmedBy, Cost, Kind},
};

use super::{
    Entry, ReadError, Reason, RowError, RowResult, Rows, check, in_row,
    table::{Table, TableRow},
    values::{
        date, email,
        phone::{self, Number},
        place, text,
    },
};
use crate::whereabouts::{self, territory};
use comment::Comment;

const SOURCE: &str = "france-services";

/// Columns without which a table is not this list.
const REQUIRED: [&str; 9] =
    ["id_fs", "lib_fs", "adresse", "insee_com", "code_postal", "lib_com", "latitude", "longitude", "h_lundi"];

/// Columns that are kept in the words of the source, for exports.
const KEPT: [&str; 5] = ["type_fs", "format_fs", "groupe_fs", "labellisation_fs", "prise_rdv"];

/// Reads the list. The day in the name of the file is the day on which its publisher states that it is right.
pub(super) fn read(path: &Path, now: Timestamp) -> Result<Rows, ReadError> {
    let table = Table::open(path, &REQUIRED)?;
    let (total, notes) = (table.total, table.notes());
    let stated = day_of(path).map(date::start).filter(|at| *at <= now);
    let confirmation = stated.map(|at| Confirmation { at, by: ConfirmedBy::Importer });
    let rows = table.map(move |row| {
        let row = row?;
        in_row(row.row, listing(FsRow::new(row), confirmation, now))
    });
    Ok(Rows::new(total, rows).with_notes(notes))
}

/// The day in a name such as `liste-fs-20240801.csv`.
fn day_of(path: &Path) -> Option<Day> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let digits = name.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 8)?;
    Day::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

/// A row, what is kept of its own words, and what was left out.
struct FsRow {
    row: TableRow,
    kept: BTreeMap<String, String>,
    warnings: Vec<RowError>,
}

impl FsRow {
    fn new(row: TableRow) -> Self {
        Self { row, kept: BTreeMap::new(), warnings: Vec::new() }
    }

    fn get(&self, column: &str) -> &str {
        self.row.values.get(column).map_or("", String::as_str)
    }

    fn keep(&mut self, column: &str) {
        let value = self.get(column).to_owned();
        if !value.is_empty() {
            self.kept.insert(column.to_owned(), value);
        }
    }

    /// Leaves a value out of the listing: it is kept as it stands, with a warning.
    fn leave_out(&mut self, column: &str, reason: Reason) {
        let value = self.get(column).to_owned();
        self.warn(column, &value, reason);
        self.keep(column);
    }

    fn warn(&mut self, column: &str, value: &str, reason: Reason) {
        self.warnings.push(RowError::new(self.row.line, column, value, reason));
    }
}

fn listing(mut row: FsRow, confirmation: Option<Confirmation>, now: Timestamp) -> RowResult {
    let missing = ["id_fs", "lib_fs"].into_iter().filter(|column| row.get(column).is_empty());
    let missing: Vec<RowError> =
        missing.map(|column| RowError::new(row.row.line, column, "", Reason::Missing)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    KEPT.into_iter().for_each(|column| row.keep(column));

    let comment = Comment::read(row.get("commentaire"));
    if comment.text.is_empty() {
        row.keep("commentaire");
    }
    let week = hours::read(&mut row, &comment);
    let address = address(&mut row);
    let department = address.department.clone();
    let listing = Listing {
        kind: Kind::AidResource,
        texts: words::texts(
            &text::one_line(row.get("lib_fs")),
            row.get("type_fs"),
            row.get("format_fs"),
            &comment,
            &week,
        ),
        organisation: String::new(),
        categories: [Category::Legal, Category::Money, Category::Work].into_iter().collect(),
        audiences: CodeSet::only(Audience::Everyone),
        needs: Vec::new(),
        contact: contact(&mut row),
        position: position(&mut row, department.as_deref()),
        address: Some(address),
        area: None,
        remote: None,
        hours: week.osm,
        zone: department.as_deref().map(territory::zone).unwrap_or_default().to_owned(),
        closures: Vec::new(),
        appointment: comment.appointment(row.get("prise_rdv")),
        speaks: CodeSet::EMPTY,
        cost: Some(Cost::Free),
        wheelchair: None,
        source: SourceRef { code: SOURCE.to_owned(), id: row.get("id_fs").to_owned() },
        confirmation,
        demonstration: false,
        kept: row.kept,
    };
    check::row(row.row.line, Entry::Listing(Box::new(listing)), row.warnings, now)
}

fn address(row: &mut FsRow) -> Address {
    let one = |column| text::one_line(row.get(column));
    let (street, complement, commune) = (one("adresse"), one("complement_adresse"), one("lib_com"));
    let (postcode, code) = (one("code_postal"), one("insee_com").to_uppercase());
    let of_commune = whereabouts::department_of_commune(&code);
    let stated = Some(one("insee_dep")).filter(|department| is_french_department(department));
    match (&of_commune, &stated) {
        (None, _) => row.leave_out("insee_com", Reason::NotCommuneCode),
        (Some(known), stated) if stated.as_ref() != Some(known) => {
            row.leave_out("insee_dep", Reason::OtherDepartment(known.clone()));
        }
        _ => {}
    }
    let department = of_commune.clone().or(stated);
    let is_used_there = |department: &String| whereabouts::is_used_in(&postcode, department) != Some(false);
    let wrong = if whereabouts::is_french_postcode(&postcode) {
        department.as_ref().filter(|code| !is_used_there(code)).map(|_| Reason::PostcodeElsewhere)
    } else {
        Some(Reason::NotPostcode)
    };
    let postcode = match wrong {
        Some(reason) => {
            row.leave_out("code_postal", reason);
            String::new()
        }
        None => postcode,
    };
    Address {
        street,
        complement,
        postcode,
        commune,
        commune_code: of_commune.map(|_| code),
        department,
        country: "FR".to_owned(),
    }
}

fn position(row: &mut FsRow, department: Option<&str>) -> Option<Position> {
    let (position, wrong) = place::french_position(row.get("latitude"), row.get("longitude"), department);
    if let Some(reason) = wrong {
        row.leave_out("latitude", reason);
        row.keep("longitude");
    }
    position
}

fn contact(row: &mut FsRow) -> Contact {
    let (telephone, mail) = (row.get("telephone").to_owned(), row.get("mail").to_owned());
    let mut contact = Contact::default();
    for number in phone::numbers(&telephone, phone::IN_FRANCE) {
        match number {
            Number::Dialable(number) => contact.phones.push(number),
            Number::AsWritten(_) | Number::None(_) => row.leave_out("telephone", Reason::NotPhone),
        }
    }
    for address in email::addresses(&mail) {
        match address {
            Ok(address) => contact.emails.push(address),
            Err(_) => row.leave_out("mail", Reason::NotEmail),
        }
    }
    contact
}

#[cfg(test)]
pub(super) mod tests;
