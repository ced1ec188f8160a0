//! What can go wrong with the record, in the few kinds that a caller can act on.
//! Every text is one sentence for an operator; readers of the site never see it.

use std::{borrow::Cow, sync::Arc};

use sqlx::{Error, error::DatabaseError, migrate::MigrateError, sqlite::SqliteError};

/// What the store answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A failure of the store. Clones share their cause: one failed commit fails every write it carried.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The record that the call names does not exist.
    #[error("There is no such record.")]
    NotFound,
    /// The call contradicts what the record holds; the sentence says how.
    #[error("{0}")]
    Conflict(String),
    /// The database cannot be used now: locked, full, read-only, missing, unreachable.
    #[error("{sentence}")]
    Unavailable {
        /// The reason in plain words.
        sentence: Cow<'static, str>,
        /// What the driver said.
        #[source]
        source: Arc<Error>,
    },
    /// Something in the record cannot be read; the sentence names it.
    #[error("{0}")]
    Corrupt(String),
    /// A newer program has migrated this database.
    #[error("The database has schema version {found}, but this program knows only up to {known}: use a newer program.")]
    Newer {
        /// The version of the database.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// A migration failed; the database is as it was before.
    #[error("The database could not be migrated.")]
    Migration(#[source] Arc<MigrateError>),
}

impl StoreError {
    pub(crate) fn unavailable(sentence: impl Into<Cow<'static, str>>, source: Error) -> Self {
        Self::Unavailable { sentence: sentence.into(), source: Arc::new(source) }
    }

    /// The same, naming the file or server that the operator gave.
    pub(crate) fn at(self, place: impl std::fmt::Display) -> Self {
        let naming = |sentence: &str| format!("{}: {place}.", sentence.trim_end_matches('.'));
        match self {
            Self::Unavailable { sentence, source } => Self::Unavailable { sentence: naming(&sentence).into(), source },
            Self::Corrupt(sentence) => Self::Corrupt(naming(&sentence)),
            other => other,
        }
    }

    pub(crate) fn nul() -> Self {
        Self::Conflict("A name with the character NUL cannot be kept.".to_owned())
    }

    pub(crate) fn closed() -> Self {
        Self::unavailable("The store is closed.", Error::PoolClosed)
    }
}

impl StoreError {
    /// Whether it is the database server that cannot be reached, or is just starting: it may be there again soon.
    pub fn is_away(&self) -> bool {
        let Self::Unavailable { source, .. } = self else { return false };
        match &**source {
            Error::Io(_) | Error::PoolTimedOut => true,
            Error::Database(refusal) => refusal.code().is_some_and(|code| code.starts_with("57") || code == "53300"),
            _ => false,
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let sentence = match &error {
            Error::Database(refusal) => match verdict(refusal.as_ref()) {
                Verdict::Unavailable(sentence) => sentence,
                Verdict::Conflict => return Self::Conflict(format!("The record refuses this: {}.", refusal.message())),
                Verdict::Corrupt(sentence) => return Self::Corrupt(sentence.to_owned()),
            },
            Error::ColumnDecode { .. } | Error::Decode(_) => {
                return Self::Corrupt(format!("A value in the database cannot be read: {error}."));
            }
            Error::Io(_) | Error::Tls(_) | Error::Protocol(_) => "The database server does not answer.",
            Error::PoolTimedOut => "The database does not answer in time.",
            Error::PoolClosed | Error::WorkerCrashed => "The store is closed.",
            Error::Configuration(_) => "The database address is not understood.",
            _ => "The database refused a statement.",
        };
        Self::unavailable(sentence, error)
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) => error.into(),
            other => Self::Migration(Arc::new(other)),
        }
    }
}

enum Verdict {
    Unavailable(&'static str),
    Conflict,
    Corrupt(&'static str),
}

const READ_ONLY: &str = "The database is read-only.";
const DISK_FULL: &str = "The disk with the database is full.";
const NOT_MIGRATED: &str = "The database lacks a table: it has not been migrated.";
const REFUSED: &str = "The database refused a statement.";

fn verdict(refusal: &dyn DatabaseError) -> Verdict {
    let code = refusal.code().unwrap_or_default();
    if refusal.try_downcast_ref::<SqliteError>().is_some() {
        sqlite_verdict(code.parse().unwrap_or(1), refusal.message())
    } else {
        postgres_verdict(&code)
    }
}

/// <https://www.sqlite.org/rescode.html>; the low byte of an extended code is the primary one.
fn sqlite_verdict(code: i32, message: &str) -> Verdict {
    Verdict::Unavailable(match code & 0xff {
        5 | 6 => "The database is locked by another program.",
        8 => READ_ONLY,
        10 => "The disk with the database fails to read or write.",
        11 => return Verdict::Corrupt("The database file is damaged."),
        13 => DISK_FULL,
        14 => "The database file cannot be opened.",
        19 => return Verdict::Conflict,
        26 => return Verdict::Corrupt("The database file is not an SQLite database."),
        _ if message.starts_with("no such table") => NOT_MIGRATED,
        _ => REFUSED,
    })
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn postgres_verdict(code: &str) -> Verdict {
    Verdict::Unavailable(match (code.get(..2).unwrap_or_default(), code) {
        ("08" | "57", _) => "The database server does not answer.",
        ("23", _) => return Verdict::Conflict,
        ("25", _) => READ_ONLY,
        ("28", _) => "The database server refuses this user or password.",
        ("3D", _) => "The database server has no database of that name.",
        ("40", _) => "The database is busy: the write collided with others too often.",
        (_, "42501") => "The database server does not allow this user to do that.",
        (_, "42P01") => NOT_MIGRATED,
        (_, "53100") => DISK_FULL,
        (_, "53300") => "The database server has no free connection.",
        (_, "XX001" | "XX002") => return Verdict::Corrupt("The database is damaged."),
        _ => REFUSED,
    })
}

/// Whether the same may succeed when it is tried again: it lost against another write, or its connection broke.
pub(crate) fn is_transient(error: &StoreError) -> bool {
    let StoreError::Unavailable { source, .. } = error else { return false };
    match &**source {
        Error::Io(_) => true,
        Error::Database(refusal) => {
            refusal.code().is_some_and(|code| ["40001", "40P01", "57P01", "57P02"].contains(&&*code))
        }
        _ => false,
    }
}

/// Whether SQLite waited in vain for another program.
pub(crate) fn is_busy(error: &Error) -> bool {
    error
        .as_database_error()
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<i32>().ok())
        .is_some_and(|code| matches!(code & 0xff, 5 | 6))
}

/// Whether a table is missing, as in a database that was never migrated.
pub(crate) fn is_missing_table(error: &Error) -> bool {
    error.as_database_error().is_some_and(|refusal| {
        refusal.code().as_deref() == Some("42P01") || refusal.message().starts_with("no such table")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Unavailable(sentence) | Verdict::Corrupt(sentence) => sentence,
            Verdict::Conflict => "conflict",
        }
    }

    #[test]
    fn both_engines_are_understood_in_the_same_words() {
        for (sqlite, postgres, expected) in
            [(8, "25006", READ_ONLY), (13, "53100", DISK_FULL), (2067, "23505", "conflict")]
        {
            assert_eq!(sentence(&sqlite_verdict(sqlite, "")), expected);
            assert_eq!(sentence(&postgres_verdict(postgres)), expected);
        }
        assert_eq!(sentence(&sqlite_verdict(1, "no such table: listing")), sentence(&postgres_verdict("42P01")));
        assert_eq!(sentence(&sqlite_verdict(1, "syntax")), sentence(&postgres_verdict("42601")));
    }

    #[test]
    fn extended_codes_count_as_their_primary_one() {
        let read_only_recovery = 8 | (1 << 8);
        assert_eq!(sentence(&sqlite_verdict(read_only_recovery, "")), READ_ONLY);
    }
}
