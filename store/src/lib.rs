//! What is remembered: the record of listings with all their revisions, the guide, settings and sources, what visitors
//! report, and the numbers by which followers learn of changes. Runs on `SQLite` and on `PostgreSQL` alike.
//!
//! It decides nothing: who may write and what is valid is settled before. It has no clock: moments are passed in.
//! Lists for readers are answered by the engine in memory, never from here.
//!
//! Each aggregate has its file with the public methods of [`Store`] and their SQL, which both engines share; what an
//! engine does in its own way (opening, transactions, waiting) stands in `sqlite/` and `postgres/`.

#![warn(missing_docs)]

mod builds;
mod changes;
mod error;
mod listings;
mod once;
mod pages;
mod postgres;
mod reports;
mod schema;
mod settings;
mod sources;
mod sql;
mod sqlite;
mod write;

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::watch;

pub use builds::{Build, BuildFile};
pub use changes::{Change, ChangeNumber, Subject};
pub use error::{Result, StoreError};
pub use listings::{Batch, ConfirmationRecord, ListingWrite, RawListing, Revision, StoredListing, TakenBack};
pub use once::{Done, Once};
pub use pages::PageRevision;
pub use reports::KeptReport;
pub use schema::SchemaState;
pub use sources::Source;

use postgres::Postgres;
use sql::{Arg, Conn, Row, Sql};
use sqlite::Sqlite;
use write::Write;

/// The record. Clones are handles to the same one.
#[derive(Clone)]
pub struct Store(Arc<Engine>);

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// What became of something that was put into the record, with its id or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put<T = domain::ListingId> {
    /// It was not known.
    Created(T),
    /// It was known, and said something else or was withdrawn.
    Updated(T),
    /// The record said so already: nothing was written.
    Unchanged(T),
}

impl<T> Put<T> {
    /// The id or number, whatever became of it.
    pub fn id(self) -> T {
        match self {
            Self::Created(id) | Self::Updated(id) | Self::Unchanged(id) => id,
        }
    }

    /// Whether the record changed.
    pub fn is_change(&self) -> bool {
        !matches!(self, Self::Unchanged(_))
    }
}

impl Store {
    /// Opens the record at `sqlite://PATH` or `postgres://…`; must be called within a tokio runtime.
    ///
    /// A missing `SQLite` file is created together with its folder, unless the address ends with `?mode=ro`;
    /// `sqlite://:memory:` is a record of its own that is gone with the last handle. Nothing is migrated.
    /// A database that a newer program has migrated is refused and left exactly as it is.
    pub async fn open(url: &str) -> Result<Self> {
        let engine = match url.split(':').next() {
            Some("sqlite") => Engine::Sqlite(Sqlite::open(url).await?),
            Some("postgres" | "postgresql") => Engine::Postgres(Postgres::open(url).await?),
            _ => {
                let reason = "The database address begins neither with sqlite:// nor with postgres://.";
                return Err(StoreError::unavailable(reason, sqlx::Error::Configuration("unknown scheme".into())));
            }
        };
        Ok(Self(Arc::new(engine)))
    }

    /// Brings the schema up to date and says how many migrations that took. All of them succeed, or none.
    pub async fn migrate(&self) -> Result<u32> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => sqlite.queue.migrate().await,
            Engine::Postgres(postgres) => postgres.migrate().await,
        }
    }

    /// Whether the schema fits this program.
    pub async fn schema(&self) -> Result<SchemaState> {
        Ok(match &*self.0 {
            Engine::Sqlite(sqlite) => {
                let mut conn = sqlite.readers.acquire().await?;
                schema::state(&schema::sqlite_migrations(), schema::found_version(Conn::Sqlite(&mut conn)).await?)
            }
            Engine::Postgres(postgres) => {
                let mut conn = postgres.pool.acquire().await?;
                schema::state(&schema::postgres_migrations(), schema::found_version(Conn::Postgres(&mut conn)).await?)
            }
        })
    }

    /// Asks the database for a sign of life, and whether what is written would stay.
    pub async fn ping(&self) -> Result<()> {
        const PING: Sql = Sql::shared("SELECT 1");
        if let Engine::Sqlite(sqlite) = &*self.0 {
            sqlite.check()?;
        }
        self.one(&PING, &[]).await.map(drop)
    }

    /// Finishes the queued writes and lets go of the database. Every handle is useless afterwards.
    pub async fn close(&self) {
        match &*self.0 {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }

    async fn write<W: Write>(&self, write: W) -> Result<W::Output> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => sqlite.queue.write(write).await,
            Engine::Postgres(postgres) => postgres.write(write).await,
        }
    }

    async fn all(&self, sql: &Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => Conn::Sqlite(&mut *sqlite.readers.acquire().await?).all(sql, args).await,
            Engine::Postgres(postgres) => postgres.read(sql, args).await,
        }
    }

    async fn one(&self, sql: &Sql, args: &[Arg<'_>]) -> Result<Option<Row>> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => Conn::Sqlite(&mut *sqlite.readers.acquire().await?).one(sql, args).await,
            Engine::Postgres(postgres) => Ok(postgres.read(sql, args).await?.pop()),
        }
    }

    async fn each(&self, sql: &Sql, args: &[Arg<'_>], visit: &mut (dyn FnMut(Row) -> Result<()> + Send)) -> Result<()> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => Conn::Sqlite(&mut *sqlite.readers.acquire().await?).each(sql, args, visit).await,
            Engine::Postgres(postgres) => {
                Conn::Postgres(&mut *postgres.pool.acquire().await?).each(sql, args, visit).await
            }
        }
    }

    fn news(&self) -> watch::Receiver<u64> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => sqlite.news.subscribe(),
            Engine::Postgres(postgres) => postgres.news(),
        }
    }

    fn polling(&self) -> Duration {
        match &*self.0 {
            Engine::Sqlite(_) => sqlite::POLLING,
            Engine::Postgres(_) => postgres::POLLING,
        }
    }
}

/// The address stays out of logs: it may hold a password.
impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &*self.0 {
            Engine::Sqlite(_) => "Store(SQLite)",
            Engine::Postgres(_) => "Store(PostgreSQL)",
        })
    }
}
