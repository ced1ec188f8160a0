//! Files as text: what cannot be read at all, and which characters the bytes mean.
//! Knows nothing about rows.

use std::{io, path::Path};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("There is no file {0}.")]
    Missing(String),
    #[error("{0} is a folder; this profile takes a file.")]
    Folder(String),
    #[error("{0} is a file; this profile takes a folder with structures.json and services.json.")]
    NotFolder(String),
    #[error("{0} cannot be read: {1}.")]
    Unreadable(String, #[source] io::Error),
    #[error("{0} is larger than {max} MB.", max = MAX_BYTES / 1_000_000)]
    TooLarge(String),
    #[error("{0} is empty.")]
    Empty(String),
    #[error("{0} is not UTF-8 text: byte {1} cannot be read.")]
    NotUtf8(String, usize),
    #[error("{0} is not valid JSON: {1}.")]
    NotJson(String, String),
    /// What was expected instead.
    #[error("{0} is not {1}.")]
    WrongShape(String, &'static str),
    #[error("{0} has no column {missing}.", missing = .1.join(", "))]
    MissingColumns(String, Vec<String>),
}

/// Ten times the largest national directory.
const MAX_BYTES: u64 = 1_000_000_000;

/// The bytes of a file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing(name.clone()),
        _ => ReadError::Unreadable(name.clone(), error),
    };
    let about = path.metadata().map_err(unreadable)?;
    if about.is_dir() {
        return Err(ReadError::Folder(name));
    }
    if about.len() > MAX_BYTES {
        return Err(ReadError::TooLarge(name));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let blank = bytes.iter().all(|byte| byte.is_ascii_whitespace() || b"\xEF\xBB\xBF\0".contains(byte));
    if blank { Err(ReadError::Empty(name)) } else { Ok(bytes) }
}

/// The text of a table, in whatever way a spreadsheet saved it.
pub(super) fn table_text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // A file that is cut off within its last character is still UTF-8; the cut row is refused for its fields.
        Err(error) if error.error_len().is_none() => UTF_8,
        // ISO 8859-1 is read as the Windows code page, which has the same letters and the euro sign.
        Err(_) => WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The text of a JSON file, which is UTF-8 by definition (RFC 8259, section 8.1).
pub(super) fn json_text(path: &Path) -> Result<String, ReadError> {
    let mut bytes = bytes(path)?;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8(path.display().to_string(), error.utf8_error().valid_up_to() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_in_the_encodings_of_spreadsheets() {
        assert_eq!(table_text("é€".as_bytes()), "é€");
        assert_eq!(table_text("\u{feff}é".as_bytes()), "é");
        assert_eq!(table_text(b"\xe9\x80 c'est \x9cuvre"), "é€ c'est œuvre");
        assert_eq!(table_text(b"\xff\xfe\xe9\0;\0"), "é;");
        // Cut within the two bytes of é: not taken for Windows-1252, which would garble the whole file.
        assert_eq!(table_text(b"caf\xc3\xa9 \xc3"), "café \u{fffd}");
    }

    #[test]
    fn what_is_no_file_is_said_plainly() {
        let folder = tempfile::tempdir().unwrap();
        let sentence = |path: &Path| bytes(path).unwrap_err().to_string();
        assert!(sentence(folder.path()).ends_with("is a folder; this profile takes a file."));
        assert!(sentence(&folder.path().join("no.csv")).starts_with("There is no file "));
        let empty = folder.path().join("empty.csv");
        std::fs::write(&empty, "\u{feff}\r\n").unwrap();
        assert!(sentence(&empty).ends_with("empty.csv is empty."));
        let latin = folder.path().join("latin.json");
        std::fs::write(&latin, b"[\"caf\xe9\"]").unwrap();
        assert!(json_text(&latin).unwrap_err().to_string().ends_with("is not UTF-8 text: byte 6 cannot be read."));
    }
}
