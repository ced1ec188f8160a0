//! Seeing to what visitors wrote, until there is a desk to do it at.

use anyhow::{Context, Result, bail};
use store::Store;
use usecases::{
    clock::Clock,
    close_reports::{Outcome, close_reports, erase_reports},
    erase_due::erase_due,
    withdraw_confirmations::{moment, withdraw_confirmations},
};

use crate::cli::{Confirmations, Reports};

/// Runs `reports close` and `reports erase`.
pub async fn reports(store: &Store, what: &Reports, clock: &Clock) -> Result<()> {
    let (count, done) = match what {
        Reports::Close { ids, dismissed } => {
            let outcome = if *dismissed { Outcome::Dismissed } else { Outcome::Settled };
            close_reports(store, ids, outcome, clock.now()).await.context("no report was closed")?;
            (ids.len(), "closed")
        }
        Reports::Erase { ids } => {
            erase_reports(store, ids).await.context("no report was erased")?;
            (ids.len(), "erased")
        }
    };
    store.close().await;
    println!("{count} {done}.");
    Ok(())
}

/// Runs `confirmations withdraw`.
pub async fn confirmations(store: &Store, what: &Confirmations, clock: &Clock) -> Result<()> {
    let Confirmations::Withdraw { from, until } = what;
    let read = |text: &str, ends| moment(text, ends).with_context(|| format!("{text} is neither a day nor a moment"));
    let span = (read(from, false)?, read(until, true)?);
    if span.0 >= span.1 {
        bail!("the span ends before it begins");
    }
    let taken = withdraw_confirmations(store, span, clock.now()).await?;
    store.close().await;
    println!("{} confirmations taken back; {} listings show something else.", taken.confirmations, taken.listings);
    Ok(())
}

/// Runs `erase --due`.
pub async fn erase(store: &Store, clock: &Clock) -> Result<()> {
    let erased = erase_due(store, clock.now()).await?;
    store.close().await;
    println!("{} contacts erased.", erased.contacts);
    Ok(())
}
