//! How old the schema of a database is, compared with what this program knows.
//! The migrations themselves stand in `migrations/`, one folder for each engine, equally numbered.

use sqlx::migrate::Migrator;

use crate::{
    error::{Result, StoreError, is_missing_table},
    sql::{Conn, Sql},
};

/// The schema of a database, seen from this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// The two fit.
    Current,
    /// So many migrations are missing; an empty database lacks all of them.
    Behind(u32),
    /// A newer program migrated the database while this one was running.
    Newer,
}

/// The migrations of `SQLite`. Each engine's write lock guards them, so that sqlx need not lock.
pub(crate) fn sqlite_migrations() -> Migrator {
    unlocked(sqlx::migrate!("migrations/sqlite"))
}

/// The migrations of `PostgreSQL`.
pub(crate) fn postgres_migrations() -> Migrator {
    unlocked(sqlx::migrate!("migrations/postgres"))
}

fn unlocked(mut migrator: Migrator) -> Migrator {
    migrator.set_locking(false);
    migrator
}

/// Where sqlx notes the migrations that ran.
pub(crate) const TABLE: &str = "_sqlx_migrations";

const FOUND_VERSION: Sql = Sql::shared("SELECT max(version) FROM _sqlx_migrations");

/// The version of a database; 0 before the first migration.
pub(crate) async fn found_version(mut conn: Conn<'_>) -> Result<i64> {
    match conn.one(&FOUND_VERSION, &[]).await {
        Ok(row) => Ok(row.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0)),
        Err(StoreError::Unavailable { source, .. }) if is_missing_table(&source) => Ok(0),
        Err(error) => Err(error),
    }
}

pub(crate) fn state(migrations: &Migrator, found: i64) -> SchemaState {
    if found > newest(migrations) {
        return SchemaState::Newer;
    }
    match missing(migrations, found) {
        0 => SchemaState::Current,
        count => SchemaState::Behind(count),
    }
}

/// Refuses a database that a newer program has migrated.
pub(crate) fn refuse_newer(migrations: &Migrator, found: i64) -> Result<()> {
    let known = newest(migrations);
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(()) }
}

/// How many migrations a database of that version lacks.
pub(crate) fn missing(migrations: &Migrator, found: i64) -> u32 {
    migrations.iter().filter(|migration| migration.version > found).count() as u32
}

fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or(0)
}
