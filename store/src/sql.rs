//! One way to talk to both engines: statements, arguments, connections and rows.
//! Knows nothing about what is stored.
//!
//! The record needs only whole numbers, texts and a few bytes, so statements are written once and run on either engine; the few
//! that differ hold both texts side by side in [`Sql`].

use futures_util::TryStreamExt;
use sqlx::{PgConnection, Postgres, Row as _, Sqlite, SqliteConnection, postgres::PgRow, sqlite::SqliteRow};

use crate::error::{Result, StoreError};

/// A statement in the words of each engine. `$1` is the first argument in both.
#[derive(Clone, Copy)]
pub(crate) struct Sql {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Sql {
    /// A statement that both engines read alike.
    pub const fn shared(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
}

/// A statement over many rows, which travel as one JSON array of arrays in `$1`: one statement for a whole batch.
/// Between the two texts stands the table `batch`, whose column `value` is one inner array; `value ->> 0` is its first
/// element in both engines.
macro_rules! over_batch {
    ($before:literal, $after:literal) => {
        $crate::sql::Sql {
            sqlite: concat!($before, " json_each($1) AS batch ", $after),
            postgres: concat!($before, " jsonb_array_elements($1::jsonb) AS batch (value) ", $after),
        }
    };
}
pub(crate) use over_batch;

/// An argument of a statement.
#[derive(Clone, Copy)]
pub(crate) enum Arg<'a> {
    Int(i64),
    Text(&'a str),
    MaybeInt(Option<i64>),
    MaybeText(Option<&'a str>),
    Bytes(&'a [u8]),
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Arg<'_> {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<domain::ListingId> for Arg<'_> {
    fn from(id: domain::ListingId) -> Self {
        id.0.into()
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl From<Option<i64>> for Arg<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::MaybeInt(value)
    }
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::MaybeText(value)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}

/// A connection of either engine.
pub(crate) enum Conn<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// A row of either engine.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! query {
    ($engine:ty, $text:expr, $args:expr) => {
        $args.iter().fold(sqlx::query::<$engine>($text), |query, arg| match *arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::MaybeInt(value) => query.bind(value),
            Arg::MaybeText(value) => query.bind(value),
            Arg::Bytes(value) => query.bind(value),
        })
    };
}

/// `PostgreSQL` cannot keep the character NUL in a text, and `SQLite` ends some texts there: neither gets it.
/// A body may hold it all the same, because JSON spells it out.
fn refuse_nul(args: &[Arg<'_>]) -> Result<()> {
    let holds_nul = |arg: &Arg<'_>| match arg {
        Arg::Text(text) | Arg::MaybeText(Some(text)) => text.contains('\0'),
        Arg::Int(_) | Arg::MaybeInt(_) | Arg::MaybeText(None) | Arg::Bytes(_) => false,
    };
    if args.iter().any(holds_nul) { Err(StoreError::nul()) } else { Ok(()) }
}

impl Conn<'_> {
    /// Runs a statement whose rows, if any, do not matter.
    pub async fn execute(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<()> {
        refuse_nul(args)?;
        match self {
            Self::Sqlite(conn) => query!(Sqlite, sql.sqlite, args).execute(&mut **conn).await.map(drop)?,
            Self::Postgres(conn) => query!(Postgres, sql.postgres, args).execute(&mut **conn).await.map(drop)?,
        }
        Ok(())
    }

    /// All rows.
    pub async fn all(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, args, &mut |row| {
            rows.push(row);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// The only row, if there is one.
    pub async fn one(&mut self, sql: &Sql, args: &[Arg<'_>]) -> Result<Option<Row>> {
        refuse_nul(args)?;
        Ok(match self {
            Self::Sqlite(conn) => query!(Sqlite, sql.sqlite, args).fetch_optional(&mut **conn).await?.map(Row::Sqlite),
            Self::Postgres(conn) => {
                query!(Postgres, sql.postgres, args).fetch_optional(&mut **conn).await?.map(Row::Postgres)
            }
        })
    }

    /// Shows the rows one after the other, never holding all of them.
    pub async fn each(
        &mut self,
        sql: &Sql,
        args: &[Arg<'_>],
        visit: &mut (dyn FnMut(Row) -> Result<()> + Send),
    ) -> Result<()> {
        refuse_nul(args)?;
        match self {
            Self::Sqlite(conn) => {
                let mut rows = query!(Sqlite, sql.sqlite, args).fetch(&mut **conn);
                while let Some(row) = rows.try_next().await? {
                    visit(Row::Sqlite(row))?;
                }
            }
            Self::Postgres(conn) => {
                let mut rows = query!(Postgres, sql.postgres, args).fetch(&mut **conn);
                while let Some(row) = rows.try_next().await? {
                    visit(Row::Postgres(row))?;
                }
            }
        }
        Ok(())
    }
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident -> $type:ty) => {
        $(#[$doc])*
        pub fn $name(&self, column: usize) -> Result<$type> {
            Ok(match self {
                Self::Sqlite(row) => row.try_get(column)?,
                Self::Postgres(row) => row.try_get(column)?,
            })
        }
    };
}

impl Row {
    column!(int -> i64);
    column!(maybe_int -> Option<i64>);
    column!(text -> &str);
    column!(maybe_text -> Option<&str>);

    /// Bytes, or a text as it is kept, whether it is one or not.
    pub fn bytes(&self, column: usize) -> Result<&[u8]> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get_unchecked(column)?,
            Self::Postgres(row) => row.try_get_unchecked(column)?,
        })
    }

    /// A number that fits the ids and revisions of the domain.
    pub fn number(&self, column: usize) -> Result<u32> {
        let value = self.int(column)?;
        u32::try_from(value)
            .map_err(|_| StoreError::Corrupt(format!("The number {value} in the database is out of range.")))
    }
}
