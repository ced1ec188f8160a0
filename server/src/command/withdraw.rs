//! Taking a listing back, until there is a desk to do it at.

use anyhow::{Context, Result};
use domain::ListingId;
use store::Store;
use usecases::clock::Clock;

/// Who did it, as the history of the listing says.
const AUTHOR: &str = "ensemble withdraw";

/// Runs `withdraw`.
pub async fn run(store: &Store, id: ListingId, clock: &Clock) -> Result<()> {
    store.withdraw(id, clock.now(), AUTHOR).await.with_context(|| format!("listing {id} cannot be withdrawn"))?;
    store.close().await;
    println!("Listing {id} is withdrawn.");
    Ok(())
}
