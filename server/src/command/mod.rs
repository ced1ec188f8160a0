//! The commands: each opens the record, calls a use case and says what came of it.

mod demo;
mod export;
mod import;
mod reports;
mod visitors;
mod withdraw;

use anyhow::{Context, Result, bail};
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
        Command::Import(options) => import::run(&open(&config).await?, &options, &clock).await,
        Command::Export(options) => export::run(&open(&config).await?, &options).await,
        Command::Reports { what: None } => reports::run(&open(&config).await?).await,
        Command::Reports { what: Some(what) } => visitors::reports(&open(&config).await?, &what, &clock).await,
        Command::Confirmations { what } => visitors::confirmations(&open(&config).await?, &what, &clock).await,
        Command::Erase { .. } => visitors::erase(&open(&config).await?, &clock).await,
        Command::Withdraw { id } => withdraw::run(&open(&config).await?, ListingId(id), &clock).await,
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
