//! Files as text: what cannot be read at all, and which characters the bytes mean.
//! Knows nothing about rows.

use std::{io, path::Path};

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
    /// The two readings that are as good as each other.
    #[error(
        "it is not certain which letters {0} means: as {a} it begins with “{one}”, as {b} with “{other}”. \
         Save it as UTF-8, please.", a = .1[0].0, one = .1[0].1, b = .1[1].0, other = .1[1].1
    )]
    Doubtful(String, [(&'static str, String); 2]),
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
