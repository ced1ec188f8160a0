//! What is wrong with a row, in plain sentences for the command line and in codes for everything else.

use std::fmt;

use crate::hours::HoursError;

/// Something about one value of one row: a reason to refuse the row, or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The row of a spreadsheet that shows the file, from 1; 0 where the file is no table.
    pub row: u64,
    /// The column or property; empty when it is about the whole row.
    pub column: String,
    /// The value, shortened.
    pub value: String,
    pub reason: Reason,
}

/// Characters of a value that are shown.
const SHOWN: usize = 80;

impl RowError {
    /// An error about a value.
    pub fn new(line: u64, column: &str, value: &str, reason: Reason) -> Self {
        Self { line, row: 0, column: column.to_owned(), value: shortened(value), reason }
    }

    /// The same error, in that row of a spreadsheet.
    #[must_use]
    pub fn in_row(self, row: u64) -> Self {
        Self { row, ..self }
    }

    /// An error about a whole row.
    pub fn of_row(line: u64, reason: Reason) -> Self {
        Self::new(line, "", "", reason)
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if self.row != 0 && self.row != self.line {
            write!(f, " (row {})", self.row)?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        write!(f, ": {}", self.reason)?;
        if self.value.is_empty() { Ok(()) } else { write!(f, " (“{}”)", self.value) }
    }
}

/// On one line and not longer than people read.
fn shortened(value: &str) -> String {
    let mut shown: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if value.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown.trim().to_owned()
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $(($field:ty))? = $code:literal, $sentence:literal;)+) => {
        /// Why a value or a row cannot be taken as it is.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Reason {
            $($(#[$doc])* #[error($sentence)] $name $(($field))?,)+
        }

        impl Reason {
            /// The stable name of the reason.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)+ }
            }
        }
    };
}

reasons! {
    Missing = "missing", "a value is required here";
    TooLong(usize) = "too-long", "the value is longer than {0} characters";
    Unseen = "unseen", "this has characters that nobody sees, or that turn others around";
    /// The first values of the vocabulary.
    UnknownCode(String) = "unknown-code", "this is not one of the known values: {0}";
    NotPhone = "not-phone", "this is not a telephone number that can be dialled";
    WhichCountry = "which-country", "nobody says in which country this number is dialled; it is shown as it is written";
    NotEmail = "not-email", "this is not an e-mail address";
    NotAddress = "not-address", "this is not an address that begins with http:// or https://";
    NotHours(HoursError) = "not-hours", "{0}";
    /// What the hours of a source say in words of its own.
    OwnHours = "own-hours", "these hours have no single meaning, so they count as unknown";
    NotNumber = "not-number", "this is not a number";
    NotCoordinate = "not-coordinate", "this is not a point on Earth";
    NullIsland = "null-island", "latitude and longitude are both zero, which is a point in the Atlantic";
    Elsewhere = "elsewhere", "the point does not lie where the address is";
    Swapped = "swapped", "latitude and longitude are the other way round";
    NotPostcode = "not-postcode", "this is not a postcode of that country";
    NotCommuneCode = "not-commune-code", "this is not an official code of a commune";
    NotDepartment = "not-department", "this is not the code of a department";
    /// The department that is used.
    OtherDepartment(String) = "other-department", "the commune lies in department {0}";
    PostcodeElsewhere = "postcode-elsewhere", "the postcode belongs to another department than the commune";
    NotCountry = "not-country", "this is not a country code of two letters";
    NotArea = "not-area", "this is not an area: write for example department:69";
    NotDate = "not-date", "this is not a date: write for example 2026-11-23";
    Future = "future", "this date lies in the future";
    NotZone = "not-zone", "this is not the name of a time zone: write for example Europe/Paris";
    NotYesNo = "not-yes-no", "write yes or no";
    NotNeed = "not-need", "this is not a need: write for example urgent baby-care";
    NotClosure = "not-closure", "this is not a closure: write for example 2026-12-24..2027-01-02 and the reason";
    NotJson(String) = "not-json", "this is not valid JSON: {0}";
    NotListing(String) = "not-listing", "this is not a listing: {0}";
    NotUtf8 = "not-utf-8", "this is not UTF-8 text";
    /// The name of the encoding.
    ReadAs(&'static str) = "read-as", "the file has no mark of its encoding; it was read as {0}";
    Twice = "twice", "this column stands twice in the table and says two things in this row";
    /// Fields expected and found.
    Fields(String) = "fields", "{0}";
    Unclosed = "unclosed", "a quotation mark is opened and never closed; is the file cut off?";
    NotPoint = "not-point", "only points can be imported";
    UnknownColumn = "unknown-column", "this column is not known and is left out";
    /// The line on which the same id stands already.
    Duplicate(u64) = "duplicate", "the same source and id stand on line {0} already";
    DuplicateId(u64) = "duplicate-id", "the same id stands on line {0} already";
    NoStructure = "no-structure", "there is no structure of that id";
    EditedHere = "edited-here", "somebody edited this listing here since it was imported; their version is kept";
    WithdrawnHere = "withdrawn-here", "this listing was withdrawn here and is not brought back";
    /// What the record says.
    Conflict(String) = "conflict", "{0}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_sentence_that_names_the_place() {
        let error = RowError::new(12, "phones", "call\nus", Reason::NotPhone);
        assert_eq!(
            error.to_string(),
            "line 12, phones: this is not a telephone number that can be dialled (“call us”)"
        );
        assert_eq!(
            RowError::of_row(3, Reason::Duplicate(2)).to_string(),
            "line 3: the same source and id stand on line 2 already"
        );
        assert_eq!(Reason::Duplicate(2).code(), "duplicate");
        let error = RowError::of_row(7, Reason::Unclosed).in_row(4);
        assert!(error.to_string().starts_with("line 7 (row 4): a quotation mark"));
    }

    #[test]
    fn a_long_value_is_shortened() {
        let error = RowError::new(1, "name", &"é".repeat(81), Reason::Missing);
        assert_eq!(error.value, format!("{}…", "é".repeat(80)));
    }
}
