//! The commands: each opens the record, calls a use case and says what came of it.

mod demo;
mod export;
mod import;
mod reports;
mod visitors;
mod withdraw;

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use domain::ListingId;
use store::{SchemaState, Store};
use usecases::clock::Clock;

use crate::{cli::Command, config::Config, serve};

/// Runs one command.
pub async fn run(command: Command, config: Config) -> Result<()> {
    let clock = Clock::system();
    match command {
        Command::Serve(_) => serve::serve(config, clock).await,
        Command::Migrate => migrate(&config).await,
        Command::Demo(options) => demo::run(&open(&config).await?, &options, &clock).await,
        Command::Import(options) => import::run(&to_import(&config, options.dry_run).await?, &options, &clock).await,
        Command::Export(options) => export::run(&existing(&config).await?, &options).await,
        Command::Reports { what: None } => reports::run(&existing(&config).await?).await,
        Command::Reports { what: Some(what) } => visitors::reports(&existing(&config).await?, &what, &clock).await,
        Command::Confirmations { what } => visitors::confirmations(&existing(&config).await?, &what, &clock).await,
        Command::Erase { .. } => visitors::erase(&existing(&config).await?, &clock).await,
        Command::Withdraw { id } => withdraw::run(&existing(&config).await?, ListingId(id), &clock).await,
    }
}

async fn migrate(config: &Config) -> Result<()> {
    let store = Store::open(&config.database).await?;
    let applied = store.migrate().await?;
    store.close().await;
    println!(
        "{}",
        if applied == 0 { "The database is up to date.".to_owned() } else { format!("{applied} migrations applied.") }
    );
    Ok(())
}

/// Opens a record that is there: whoever mistypes its address must not be told that it is empty.
async fn existing(config: &Config) -> Result<Store> {
    if let Some(path) = file_of(&config.database) {
        ensure!(path.is_file(), "there is no database at {}", path.display());
    }
    open(config).await
}

/// Opens the record that an import goes into. Trying an import out makes no new one.
async fn to_import(config: &Config, dry_run: bool) -> Result<Store> {
    let is_new = file_of(&config.database).is_some_and(|path| !path.is_file());
    if !dry_run || !is_new {
        return open(config).await;
    }
    let store = Store::open("sqlite://:memory:").await?;
    store.migrate().await?;
    Ok(store)
}

/// The file of a record that is one.
fn file_of(database: &str) -> Option<PathBuf> {
    let place = database.strip_prefix("sqlite:")?;
    let place = place.strip_prefix("//").unwrap_or(place);
    let path = place.split('?').next().unwrap_or_default();
    (path != ":memory:").then(|| PathBuf::from(path))
}

/// Opens the record and brings an older or empty one up to date: a volunteer runs one program, not two.
pub async fn open(config: &Config) -> Result<Store> {
    let store = Store::open(&config.database).await?;
    match store.schema().await? {
        SchemaState::Current => {}
        SchemaState::Behind(_) => {
            store.migrate().await.context("the database could not be brought up to date; nothing was changed")?;
        }
        SchemaState::Newer => {
            bail!("the database was written by a newer version of this program; it was left untouched")
        }
    }
    Ok(store)
}
