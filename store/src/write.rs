//! How a change enters the record: a [`Write`] runs inside one transaction and announces what it changed.
//! Knows nothing about what is written, nor how an engine begins and ends transactions.

use std::future::Future;

use domain::time::Timestamp;

use crate::{
    changes::{ChangeNumber, Subject},
    error::{Result, StoreError},
    sql::{Arg, Conn, Row, Sql, over_batch},
};

/// One write: everything it does happens, or nothing.
pub(crate) trait Write: Send + Sync + 'static {
    type Output: Send + 'static;

    /// Does the work. May run again from the start when the database asks for a second try.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Output>> + Send;
}

/// A write transaction of either engine. Only one is open at a time, in all processes on the same database.
pub(crate) struct Tx<'c> {
    conn: Conn<'c>,
    last: Option<ChangeNumber>,
}

/// The channel of `PostgreSQL` on which new change numbers are told.
pub(crate) const CHANNEL: &str = "ensemble_change";

const RAISE_COUNTER: Sql = Sql::shared("UPDATE counter SET change = change + $1 RETURNING change");

const INSERT_CHANGES: Sql = over_batch!(
    "INSERT INTO change (number, at, kind, subject)
     SELECT CAST(batch.value ->> 0 AS BIGINT), $2, batch.value ->> 1, batch.value ->> 2 FROM",
    ""
);

const TELL: Sql = Sql::shared("SELECT pg_notify($1, $2)");

impl<'c> Tx<'c> {
    pub fn new(conn: Conn<'c>) -> Self {
        Self { conn, last: None }
    }

    /// The last change number that this transaction gave out.
    pub fn last(&self) -> Option<ChangeNumber> {
        self.last
    }

    pub async fn execute(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<()> {
        self.conn.execute(sql, args).await
    }

    pub async fn all(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        self.conn.all(sql, args).await
    }

    pub async fn one(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<Option<Row>> {
        self.conn.one(sql, args).await
    }

    /// Gives each change its number, in this order, and tells the followers once the transaction is committed.
    pub async fn announce(&mut self, at: Timestamp, subjects: &[Subject]) -> Result<()> {
        if subjects.is_empty() {
            return Ok(());
        }
        let count = subjects.len() as i64;
        let Some(row) = self.one(&RAISE_COUNTER, &[count.into()]).await? else {
            return Err(StoreError::Corrupt("The counter of changes is missing.".to_owned()));
        };
        let last = row.int(0)?;
        let rows: Vec<_> = (last - count + 1..)
            .zip(subjects)
            .map(|(number, subject)| (number, subject.kind(), subject.key()))
            .collect();
        self.execute(&INSERT_CHANGES, &[batch(&rows)?.as_str().into(), at.into()]).await?;
        if let Conn::Postgres(_) = self.conn {
            self.execute(&TELL, &[CHANNEL.into(), last.to_string().as_str().into()]).await?;
        }
        self.last = Some(ChangeNumber(last as u64));
        Ok(())
    }
}

/// The argument of a statement made by [`over_batch`]: tuples become arrays.
pub(crate) fn batch<T: serde::Serialize>(rows: &[T]) -> Result<String> {
    let text = json(rows)?;
    if spells_nul(&text) { Err(StoreError::nul()) } else { Ok(text) }
}

/// Whether a string of the JSON text holds the character NUL. In a body, which is JSON within JSON, its backslash is
/// spelled out as two.
fn spells_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(place, _)| {
        let backslashes_before = json[..place].bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes_before % 2 == 0
    })
}

/// The text under which a value is stored.
pub(crate) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Corrupt(format!("A value cannot be written as JSON: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_refused_in_names_and_kept_in_bodies() {
        assert!(batch(&[("a\0", 1)]).is_err());
        assert!(batch(&[("\\\0", 1)]).is_err());
        assert!(batch(&[("\\u0000", 1)]).is_ok());
        assert!(batch(&[(json("a\0").unwrap(), 1)]).is_ok());
    }
}
