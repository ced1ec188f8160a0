//! Tables as spreadsheets save them: separators, quotes, line ends, and rows that are broken.
//! Knows nothing about what the columns mean.

use std::{collections::HashMap, io::Cursor, path::Path, sync::Arc};

use domain::valid::is_unseen;

use super::{
    Reason, RowError, encoding,
    file::{self, ReadError},
    values::text,
};

/// Characters that one value may have.
pub(super) const MAX_FIELD: usize = 20_000;

/// The rows of a table.
pub(super) struct Table {
    /// The names of the columns, folded by [`column_name`].
    pub columns: Arc<[String]>,
    /// How many rows there are, empty ones included.
    pub total: u64,
    /// What it was read as, if that had to be found out.
    pub read_as: Option<&'static str>,
    lines: Lines,
    records: csv::StringRecordsIntoIter<Cursor<Text>>,
    /// How many were read.
    read: u64,
    /// Whether quotes are left open at the end: everything after them has become one value of the last row.
    unclosed: bool,
}

/// One row by the names of its columns.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    /// The line of the file on which it begins.
    pub line: u64,
    /// The row of a spreadsheet that shows the file: values of several lines are one row there.
    pub row: u64,
    pub values: HashMap<String, String>,
}

impl Table {
    /// Opens a table that has at least the columns asked for.
    pub fn open(path: &Path, required: &[&str]) -> Result<Self, ReadError> {
        let name = || path.display().to_string();
        let decoded = encoding::decode(file::bytes(path)?).map_err(|doubt| ReadError::Doubtful(name(), doubt.0))?;
        let table = Self { read_as: decoded.read_as, ..Self::of_text(decoded.text) };
        let missing = required.iter().filter(|name| !table.columns.iter().any(|column| column == *name));
        let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if missing.is_empty() { Ok(table) } else { Err(ReadError::MissingColumns(name(), missing)) }
    }

    /// What is to be told about the whole table.
    pub fn notes(&self) -> Vec<RowError> {
        self.read_as.map(|name| RowError::of_row(1, Reason::ReadAs(name))).into_iter().collect()
    }

    fn of_text(text: String) -> Self {
        let (separator, start) = separator(&text);
        let text = Text(Arc::from(text));
        let body = || {
            let mut body = Cursor::new(text.clone());
            body.set_position(start as u64);
            body
        };
        let total = reader(separator, body()).into_records().count().saturating_sub(1) as u64;
        let unclosed = is_unclosed(&text.0[start..], separator);
        let mut lines = Lines { text: text.clone(), start, at: 0, line: 1, row: 0 };
        let mut records = reader(separator, body()).into_records();
        let header = records.next().and_then(Result::ok).unwrap_or_default();
        lines.of(&header);
        let columns = header.iter().map(column_name).collect();
        Self { columns, total, read_as: None, lines, records, read: 0, unclosed }
    }

    fn row(&mut self, record: &csv::StringRecord) -> Option<Result<TableRow, Vec<RowError>>> {
        let (line, row) = self.lines.of(record);
        let refused = |column: &str, value: &str, reason| RowError::new(line, column, value, reason).in_row(row);
        if record.iter().all(|value| value.trim().is_empty()) {
            return None;
        }
        if self.unclosed && self.read == self.total {
            return Some(Err(vec![refused("", "", Reason::Unclosed)]));
        }
        let (expected, found) = (self.columns.len(), trimmed_length(record, self.columns.len()));
        if found != expected {
            let sentence = format!("the row has {found} values and the table {expected} columns");
            return Some(Err(vec![refused("", "", Reason::Fields(sentence))]));
        }
        let mut values: HashMap<String, String> = HashMap::with_capacity(expected);
        let mut errors = Vec::new();
        for (column, value) in self.columns.iter().zip(record) {
            if value.chars().nth(MAX_FIELD).is_some() {
                errors.push(refused(column, value, Reason::TooLong(MAX_FIELD)));
            }
            if value.contains(char::REPLACEMENT_CHARACTER) {
                errors.push(refused(column, value, Reason::NotUtf8));
            }
            let value = text::clean(value);
            let before = values.get(column);
            if before.is_some_and(|before| !value.is_empty() && *before != value) {
                errors.push(refused(column, &value, Reason::Twice));
            }
            if !value.is_empty() && !column.is_empty() {
                values.insert(column.clone(), value);
            }
        }
        Some(if errors.is_empty() { Ok(TableRow { line, row, values }) } else { Err(errors) })
    }
}

impl Iterator for Table {
    type Item = Result<TableRow, Vec<RowError>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // The only error left is one of the operating system, and the text is in memory.
            let record = self.records.next()?.unwrap_or_default();
            self.read += 1;
            if let Some(row) = self.row(&record) {
                return Some(row);
            }
        }
    }
}

/// The text of a file, of which the reader of rows and the counter of lines have one copy.
#[derive(Clone)]
struct Text(Arc<str>);

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Counts the lines of a file and the rows of a spreadsheet; the reader of rows leaves empty lines out of both.
struct Lines {
    text: Text,
    /// Where the reader of rows began.
    start: usize,
    /// The byte, line and row up to which was counted.
    at: usize,
    line: u64,
    row: u64,
}

impl Lines {
    /// The line and the row on which a record begins. Records come in their order.
    fn of(&mut self, record: &csv::StringRecord) -> (u64, u64) {
        let bytes = self.text.as_ref();
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let byte = self.start + record.position().map_or(0, |position| position.byte() as usize);
        let gap = bytes[byte..].iter().take_while(|byte| is_end(byte)).count();
        let begin = byte + gap;
        let before = bytes[self.at..byte].iter().rev().take_while(|byte| is_end(byte)).count();
        self.line += ends(&bytes[self.at..begin]);
        // The first end closes the row before, each other one is a row without anything. A line `sep=;` is not shown.
        self.row += ends(&bytes[byte - before..begin]) + u64::from(self.row == 0 && self.start == 0);
        self.at = begin;
        (self.line, self.row)
    }
}

/// Line ends of any kind: `\r\n` is one.
fn ends(bytes: &[u8]) -> u64 {
    let lone = |(place, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(place + 1) != Some(&b'\n'));
    bytes.iter().enumerate().filter(|end| lone(*end)).count() as u64
}

/// A column as names are compared: `Source ID` is `source_id`, whatever spaces and marks a spreadsheet put into it.
pub(super) fn column_name(header: &str) -> String {
    let shown: String = header
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| *c == ' ' || !is_unseen(*c))
        .collect();
    shown.to_lowercase().replace('-', " ").split_whitespace().collect::<Vec<_>>().join("_")
}

fn reader<R: std::io::Read>(separator: u8, input: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(input)
}

/// The separator, and where the header begins. Excel writes a first line `sep=;`; else it is the one that the header has
/// most of, outside quotes.
fn separator(text: &str) -> (u8, usize) {
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    let said = first.trim().trim_matches('"').to_ascii_lowercase();
    if let Some(separator) =
        said.strip_prefix("sep=").and_then(|rest| rest.bytes().next().or(first.ends_with('\t').then_some(b'\t')))
    {
        return (separator, first.len());
    }
    let mut quoted = false;
    let header = text.trim_start_matches(['\n', '\r']).chars().take_while(|c| {
        quoted ^= *c == '"';
        quoted || !matches!(c, '\n' | '\r')
    });
    let header: String = header.collect();
    let outside: String = header.split('"').step_by(2).collect();
    let count = |separator: &u8| outside.bytes().filter(|byte| byte == separator).count();
    // `max_by_key` keeps the last of equals: a header of one column is read with commas.
    ([b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b','), 0)
}

/// Spreadsheets add empty cells at the end of a row; those do not count.
fn trimmed_length(record: &csv::StringRecord, expected: usize) -> usize {
    let extra = record.iter().skip(expected).collect::<Vec<_>>();
    let filled = extra.iter().rposition(|value| !value.trim().is_empty()).map_or(0, |last| last + 1);
    record.len().min(expected) + filled
}

/// Whether the text ends within quotes.
fn is_unclosed(text: &str, separator: u8) -> bool {
    let (mut quoted, mut fresh) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (quoted, byte) {
            // Two quotes are one in the value.
            (true, b'"') if bytes.next_if_eq(&b'"').is_some() => {}
            (true, b'"') => quoted = false,
            (false, b'"') if fresh => quoted = true,
            _ => {}
        }
        fresh = !quoted && (byte == separator || matches!(byte, b'\n' | b'\r'));
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Result<TableRow, Vec<RowError>>> {
        Table::of_text(text.to_owned()).collect()
    }

    fn value<'a>(row: &'a Result<TableRow, Vec<RowError>>, column: &str) -> &'a str {
        row.as_ref().unwrap().values.get(column).map_or("", String::as_str)
    }

    #[test]
    fn the_separator_is_found_in_the_header() {
        for separator in [",", ";", "\t"] {
            let table = rows(&format!("\"a,;b\"{separator}c\r\n1{separator}2\r\n\r\n{separator}\r\n3{separator}4"));
            assert_eq!(table.len(), 2, "{separator:?}: empty lines are no rows");
            assert_eq!(value(&table[1], "c"), "4");
        }
        assert_eq!(value(&rows("name\nx")[0], "name"), "x");
    }

    /// Line and row of each row.
    fn places(text: &str) -> Vec<(u64, u64)> {
        rows(text).into_iter().map(|row| row.map(|row| (row.line, row.row)).unwrap()).collect()
    }

    #[test]
    fn a_row_knows_its_line_in_the_file_and_its_row_in_a_spreadsheet() {
        for end in ["\n", "\r\n", "\r"] {
            let of = |text: &str| places(&text.replace('\n', end));
            assert_eq!(of("a,b\n1,2\n3,4\n"), [(2, 2), (3, 3)], "{end:?}");
            assert_eq!(of("a,b\n1,2\n\n\n3,4"), [(2, 2), (5, 5)], "{end:?}");
            assert_eq!(of("a,b\n1,\"x\ny\nz\"\n3,4\n"), [(2, 2), (5, 3)], "{end:?}");
            assert_eq!(of("\n\na,b\n,\n1,2\n"), [(5, 5)], "{end:?}");
            assert_eq!(of("sep=;\na;b\n1;2\n"), [(3, 2)], "{end:?}");
            assert_eq!(of("\"a\n1\",b\n1,\"x\n\ny\"\n\n3,4\n"), [(3, 2), (7, 4)], "{end:?}");
        }
    }

    #[test]
    fn headers_are_read_as_spreadsheets_leave_them() {
        for header in [
            "opening hours",
            "Opening\u{a0} Hours",
            "\"opening\nhours\"",
            "\u{feff}opening-hours\u{200b}",
            " OPENING  HOURS ",
        ] {
            assert_eq!(value(&rows(&format!("{header};b\nx;y\n"))[0], "opening_hours"), "x", "{header:?}");
        }
        for first in ["sep=;", "\"sep=;\"", "SEP=;"] {
            assert_eq!(value(&rows(&format!("{first}\r\na,1;b\r\nx;y\r\n"))[0], "b"), "y", "{first}");
        }
        assert_eq!(value(&rows("sep=\t\na\tb\nx\ty\n")[0], "b"), "y");
    }

    #[test]
    fn a_column_that_stands_twice_must_not_contradict_itself() {
        let table = rows("a,b,a\n1,2,\n,2,3\n4,2,4\n5,2,6\n");
        assert_eq!([0, 1, 2].map(|row| value(&table[row], "a")), ["1", "3", "4"]);
        assert_eq!(table[3].as_ref().unwrap_err()[0].reason, Reason::Twice);
    }

    #[test]
    fn a_value_may_have_quotes_and_lines() {
        let table = rows("Source ID,name\n1,\"a \"\"b\"\"\r\nc\"\n2,5\" pipe\n");
        assert_eq!(value(&table[0], "name"), "a \"b\"\nc");
        assert_eq!(value(&table[0], "source_id"), "1");
        assert_eq!(table[1].as_ref().unwrap().line, 4, "the lines within a value count");
        assert_eq!(value(&table[1], "name"), "5\" pipe");
    }

    #[test]
    fn a_row_of_another_length_is_refused_and_empty_cells_at_the_end_are_not_counted() {
        let table = rows("a,b\n1\n1,2,3\n1,2,,\n");
        assert_eq!(
            table[0].as_ref().unwrap_err()[0].to_string(),
            "line 2: the row has 1 values and the table 2 columns"
        );
        assert!(table[1].is_err());
        assert_eq!(value(&table[2], "b"), "2");
    }

    #[test]
    fn a_file_that_is_cut_off_loses_its_last_row_only() {
        let table = rows("a,b\n1,2\n3,\"4 and then\n5,6\n");
        assert_eq!(value(&table[0], "b"), "2");
        assert_eq!(table[1].as_ref().unwrap_err()[0].reason, Reason::Unclosed);
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn a_value_without_end_is_refused() {
        let table = rows(&format!("a,b\n1,{}\n2,3\n", "x".repeat(MAX_FIELD + 1)));
        assert_eq!(table[0].as_ref().unwrap_err()[0].reason, Reason::TooLong(MAX_FIELD));
        assert_eq!(value(&table[1], "a"), "2");
    }
}
