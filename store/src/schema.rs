//! How old the schema of a database is, compared with what this program knows.
//! The migrations themselves stand in `migrations/`, one folder for each engine, equally numbered.

use sqlx::{
    SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};

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

/// All migrations in their order, by what they bring and by their text. `sqlx::migrate!` would find them by itself, and
/// compile both drivers a second time for doing so.
macro_rules! migrations {
    ($engine:literal) => {
        [
            ("record", include_str!(concat!("../migrations/", $engine, "/0001_record.sql"))),
            ("visitors", include_str!(concat!("../migrations/", $engine, "/0002_visitors.sql"))),
            ("builds", include_str!(concat!("../migrations/", $engine, "/0003_builds.sql"))),
            ("arrivals", include_str!(concat!("../migrations/", $engine, "/0004_arrivals.sql"))),
        ]
    };
}

/// The migrations of `SQLite`. Each engine's write lock guards them, so that sqlx need not lock.
pub(crate) fn sqlite_migrations() -> Migrator {
    migrator(&migrations!("sqlite"))
}

/// The migrations of `PostgreSQL`.
pub(crate) fn postgres_migrations() -> Migrator {
    migrator(&migrations!("postgres"))
}

/// Versions count from 1. The database remembers a migration by its version and the checksum of its text.
fn migrator(all: &[(&'static str, &'static str)]) -> Migrator {
    let migration = |(number, &(name, sql)): (i64, &(&'static str, &'static str))| {
        Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let mut migrator = Migrator::with_migrations((1..).zip(all).map(migration).collect());
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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;

    #[test]
    fn every_file_of_a_migration_runs_in_the_order_of_its_number_on_both_engines() {
        for (engine, migrations) in [("sqlite", sqlite_migrations()), ("postgres", postgres_migrations())] {
            let folder = format!("{}/migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
            let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
            let texts: BTreeSet<_> = files
                .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
                .collect();
            let known: BTreeSet<_> = migrations
                .iter()
                .map(|it| (format!("{:04}_{}.sql", it.version, it.description), it.sql.as_str().to_owned()))
                .collect();
            assert_eq!(known, texts, "{engine}");
        }
    }
}
