//! The values of one row by name, and everything that is wrong with them.
//! A getter answers the empty value for what it refuses and remembers why; the row is refused in the end.

use std::collections::{BTreeMap, HashMap};

use domain::{Code, CodeSet, place::Position};

use super::{Reason, RowError, table::TableRow};

/// One row of our own format.
pub(super) struct Fields {
    line: u64,
    values: HashMap<String, String>,
    errors: Vec<RowError>,
    /// What is told although the row is taken.
    notes: Vec<RowError>,
    /// Whether a value without meaning costs the value and not the row: nobody who wrote it can be asked.
    lenient: bool,
    left_out: BTreeMap<String, String>,
    position: Option<Position>,
}

/// What separates several values in one cell.
const SEPARATORS: [char; 4] = [';', ',', '|', '\n'];

impl Fields {
    pub fn new(row: TableRow) -> Self {
        Self {
            line: row.line,
            values: row.values,
            errors: Vec::new(),
            notes: Vec::new(),
            lenient: false,
            left_out: BTreeMap::new(),
            position: None,
        }
    }

    pub fn line(&self) -> u64 {
        self.line
    }

    /// Everything that was refused, and what else is to be told.
    pub fn into_errors_and_notes(self) -> (Vec<RowError>, Vec<RowError>) {
        (self.errors, self.notes)
    }

    /// Notes something about a value that is taken, or left out of a row that is.
    pub fn note(&mut self, column: &str, value: &str, reason: Reason) {
        self.notes.push(RowError::new(self.line, column, value, reason));
    }

    /// The same fields, of which one without meaning does not refuse the row, unless nothing is left without it.
    pub fn lenient(self) -> Self {
        Self { lenient: true, ..self }
    }

    /// Whether a value without meaning is left out.
    pub fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Notes that a value cannot be taken.
    pub fn refuse(&mut self, column: &str, value: &str, reason: Reason) {
        let error = RowError::new(self.line, column, value, reason);
        if !self.lenient || matches!(column, "source" | "source_id" | "name") {
            self.errors.push(error);
            return;
        }
        self.notes.push(error);
        if !value.is_empty() {
            let kept = self.left_out.entry(column.to_owned()).or_default();
            *kept = if kept.is_empty() { value.to_owned() } else { format!("{kept}; {value}") };
        }
    }

    /// The words of the source that were left out.
    pub fn left_out(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.left_out)
    }

    /// A point that is no text.
    pub fn put_position(&mut self, point: Position) {
        self.position = Some(point);
    }

    /// The point that is no text.
    pub fn take_position(&mut self) -> Option<Position> {
        self.position.take()
    }

    /// The value, empty when there is none.
    pub fn text(&mut self, column: &str) -> String {
        self.values.remove(column).unwrap_or_default()
    }

    /// The value, which must be there.
    pub fn required(&mut self, column: &str) -> String {
        let value = self.text(column);
        if value.is_empty() {
            self.refuse(column, "", Reason::Missing);
        }
        value
    }

    /// The value as something that not every text means.
    pub fn parsed<T>(&mut self, column: &str, reason: Reason, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.text(column);
        if value.is_empty() {
            return None;
        }
        let parsed = parse(&value);
        if parsed.is_none() {
            self.refuse(column, &value, reason);
        }
        parsed
    }

    /// One value of a vocabulary.
    pub fn code<T: Code>(&mut self, column: &str) -> Option<T> {
        self.parsed(column, unknown::<T>(), |value| T::from_code(&value.to_lowercase()))
    }

    /// Several values of a vocabulary.
    pub fn codes<T: Code>(&mut self, column: &str) -> CodeSet<T> {
        let mut codes = CodeSet::EMPTY;
        for value in self.list(column) {
            match T::from_code(&value.to_lowercase()) {
                Some(code) => {
                    codes.insert(code);
                }
                None => self.refuse(column, &value, unknown::<T>()),
            }
        }
        codes
    }

    /// Several values of any kind.
    pub fn list(&mut self, column: &str) -> Vec<String> {
        let value = self.text(column);
        value.split(SEPARATORS).map(str::trim).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
    }

    /// Several values, one on each line.
    pub fn lines(&mut self, column: &str) -> Vec<String> {
        self.text(column).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// Yes or no, in the languages of the interface.
    pub fn yes_no(&mut self, column: &str) -> Option<bool> {
        self.parsed(column, Reason::NotYesNo, |value| match value.to_lowercase().as_str() {
            "yes" | "true" | "1" | "oui" | "так" | "да" => Some(true),
            "no" | "false" | "0" | "non" | "ні" | "нет" => Some(false),
            _ => None,
        })
    }
}

/// The reason for a value outside a vocabulary, with some that are inside.
fn unknown<T: Code>() -> Reason {
    const SHOWN: usize = 20;
    let codes: Vec<&str> = T::ALL.iter().take(SHOWN).map(|code| code.code()).collect();
    Reason::UnknownCode(codes.join(", "))
}
