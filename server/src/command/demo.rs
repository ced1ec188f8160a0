//! Filling the database with made-up listings and the starter guide.

use anyhow::Result;
use indicatif::ProgressBar;
use store::Store;
use usecases::{clock::Clock, install_demo::install_demo, install_starter::install_starter};

use crate::cli::Demo;

/// Runs `demo`.
pub async fn run(store: &Store, options: &Demo, clock: &Clock) -> Result<()> {
    if options.if_empty && !store.is_empty().await? {
        println!("There are listings already: nothing was added.");
        return Ok(());
    }
    let bar = ProgressBar::new(u64::from(options.listings));
    let report =
        install_demo(store, options.listings, options.seed, clock.now(), |done| bar.set_position(u64::from(done)))
            .await?;
    bar.finish_and_clear();
    let pages = install_starter(store, clock.now()).await?;
    store.close().await;
    println!(
        "Demonstration listings: {} created, {} updated, {} unchanged. Guide pages written: {pages}.",
        report.created, report.updated, report.unchanged
    );
    Ok(())
}
