//! Tables as spreadsheets save them: separators, quotes, line ends, and rows that are broken.
//! Knows nothing about what the columns mean.

use std::{collections::HashMap, io::Cursor, path::Path, sync::Arc};

use super::{
    Reason, RowError,
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
    records: csv::StringRecordsIntoIter<Cursor<String>>,
    /// How many were read.
    read: u64,
    /// Whether quotes are left open at the end: everything after them has become one value of the last row.
    unclosed: bool,
}

/// One row by the names of its columns.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    pub line: u64,
    pub values: HashMap<String, String>,
}

impl Table {
    /// Opens a table that has at least the columns asked for.
    pub fn open(path: &Path, required: &[&str]) -> Result<Self, ReadError> {
        let text = file::table_text(&file::bytes(path)?);
        let table = Self::of_text(text);
        let missing = required.iter().filter(|name| !table.columns.iter().any(|column| column == *name));
        let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if missing.is_empty() { Ok(table) } else { Err(ReadError::MissingColumns(path.display().to_string(), missing)) }
    }

    fn of_text(text: String) -> Self {
        let separator = separator(&text);
        let total = reader(separator, Cursor::new(&text)).into_records().count().saturating_sub(1) as u64;
        let unclosed = is_unclosed(&text, separator);
        let mut records = reader(separator, Cursor::new(text)).into_records();
        let header = records.next().and_then(Result::ok).unwrap_or_default();
        Self { columns: header.iter().map(column_name).collect(), total, records, read: 0, unclosed }
    }

    fn row(&self, record: &csv::StringRecord) -> Option<Result<TableRow, Vec<RowError>>> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|value| value.trim().is_empty()) {
            return None;
        }
        if self.unclosed && self.read == self.total {
            return Some(Err(vec![RowError::of_row(line, Reason::Unclosed)]));
        }
        let (expected, found) = (self.columns.len(), trimmed_length(record, self.columns.len()));
        if found != expected {
            let sentence = format!("the row has {found} values and the table {expected} columns");
            return Some(Err(vec![RowError::of_row(line, Reason::Fields(sentence))]));
        }
        let too_long = self.columns.iter().zip(record).filter(|(_, value)| value.chars().nth(MAX_FIELD).is_some());
        let errors: Vec<RowError> =
            too_long.map(|(column, value)| RowError::new(line, column, value, Reason::TooLong(MAX_FIELD))).collect();
        if !errors.is_empty() {
            return Some(Err(errors));
        }
        let values = self.columns.iter().zip(record).map(|(column, value)| (column.clone(), text::clean(value)));
        Some(Ok(TableRow { line, values: values.filter(|(_, value)| !value.is_empty()).collect() }))
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

/// A column as names are compared: `Source ID` is `source_id`.
pub(super) fn column_name(header: &str) -> String {
    header.trim().to_lowercase().replace([' ', '-'], "_")
}

fn reader<R: std::io::Read>(separator: u8, input: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(input)
}

/// The separator that the header has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let header = text.chars().take_while(|c| {
        quoted ^= *c == '"';
        quoted || !matches!(c, '\n' | '\r')
    });
    let header: String = header.collect();
    let outside: String = header.split('"').step_by(2).collect();
    let count = |separator: &u8| outside.bytes().filter(|byte| byte == separator).count();
    // `max_by_key` keeps the last of equals: a header of one column is read with commas.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
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
