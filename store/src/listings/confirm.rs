//! Notes that somebody stated a listing to be right.

use domain::{Code, ListingId, listing::Confirmation, time::Timestamp, vocabulary::ConfirmedBy};

use super::{ConfirmationRecord, parse};
use crate::{
    Store,
    changes::Subject,
    error::{Result, StoreError},
    once::{Done, Once, once},
    sql::{Row, Sql},
    write::{Tx, Write, json},
};

impl Store {
    /// Adds a confirmation. If it outweighs the one that the published listing shows, the listing shows it from now on, in
    /// the same revision and under a new change number.
    ///
    /// [`StoreError::Conflict`] for a listing that is withdrawn: there is nothing that could be right.
    pub async fn confirm(&self, id: ListingId, confirmation: Confirmation, author: &str) -> Result<()> {
        self.write(Confirm { id, confirmation, author: author.to_owned(), arrived_at: None }).await
    }

    /// The same, unless this request has arrived before. A withdrawn or unknown listing is refused as there.
    pub async fn confirm_once(
        &self,
        id: ListingId,
        stated: Confirmation,
        request: &Once,
        now: Timestamp,
    ) -> Result<Done> {
        // The only name that a visitor has: a number that their device made up.
        let confirm = Confirm { id, confirmation: stated, author: request.key.clone(), arrived_at: Some(now) };
        self.write(ConfirmOnce { confirm, request: request.clone(), now }).await
    }

    /// Every confirmation of a listing, oldest first.
    pub async fn confirmations(&self, id: ListingId) -> Result<Vec<ConfirmationRecord>> {
        self.all(&CONFIRMATIONS, &[id.into()]).await?.iter().map(|row| record(id, row)).collect()
    }
}

struct Confirm {
    id: ListingId,
    confirmation: Confirmation,
    author: String,
    /// When it came from a device, whose clock nobody knows.
    arrived_at: Option<Timestamp>,
}

const CONFIRMATIONS: Sql = Sql::shared(
    "SELECT at, confirmed_by, author FROM confirmation WHERE listing = $1 ORDER BY at, confirmed_by, author",
);

pub(super) const CURRENT: Sql = Sql::shared("SELECT body, withdrawn_at FROM listing WHERE id = $1");

// The same click may arrive twice.
const ADD: Sql = Sql::shared(
    "INSERT INTO confirmation (listing, at, confirmed_by, author, arrived_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING",
);

pub(super) const SHOW: Sql = Sql::shared("UPDATE listing SET body = $2, changed_at = $3 WHERE id = $1");

impl Write for Confirm {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let current = tx.one(&CURRENT, &[self.id.into()]).await?.ok_or(StoreError::NotFound)?;
        if current.maybe_int(1)?.is_some() {
            return Err(StoreError::Conflict(format!("Listing {} is withdrawn and cannot be confirmed.", self.id)));
        }
        let mut listing = parse(self.id, current.text(0)?)?;
        let Confirmation { at, by } = self.confirmation;
        let (author, arrived_at) = (self.author.as_str(), self.arrived_at);
        tx.execute(&ADD, &[self.id.into(), at.into(), by.code().into(), author.into(), arrived_at.into()]).await?;
        if !self.confirmation.outweighs(listing.confirmation) {
            return Ok(());
        }
        listing.confirmation = Some(self.confirmation);
        tx.execute(&SHOW, &[self.id.into(), json(&listing)?.as_str().into(), at.into()]).await?;
        tx.announce(at, &[Subject::Listing(self.id)]).await
    }
}

struct ConfirmOnce {
    confirm: Confirm,
    request: Once,
    now: Timestamp,
}

impl Write for ConfirmOnce {
    type Output = Done;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Done> {
        once(tx, &self.request, self.now, &self.confirm).await
    }
}

fn record(id: ListingId, row: &Row) -> Result<ConfirmationRecord> {
    let by = ConfirmedBy::from_code(row.text(1)?)
        .ok_or_else(|| StoreError::Corrupt(format!("Listing {id} was confirmed by somebody of an unknown kind.")))?;
    Ok(ConfirmationRecord { confirmation: Confirmation { at: row.int(0)?, by }, author: row.text(2)?.to_owned() })
}
