//! Takes confirmations of visitors back that arrived in a span of time, as if they had never been said.

use domain::{Code, ListingId, listing::Confirmation, time::Timestamp, vocabulary::ConfirmedBy};

use super::{
    confirm::{CURRENT, SHOW},
    parse,
};
use crate::{
    Store, StoreError,
    changes::Subject,
    error::Result,
    sql::Sql,
    write::{Tx, Write, json},
};

/// What was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// How many.
    pub confirmations: u32,
    /// Listings that show something else since.
    pub listings: u32,
}

impl Store {
    /// Takes back what visitors confirmed from a moment on and before another. What listings then show is the best that
    /// others have said of their latest revision, each under a new change number; nothing else of them changes.
    pub async fn take_back_visits(&self, from: Timestamp, until: Timestamp, at: Timestamp) -> Result<TakenBack> {
        self.write(TakeBack { from, until, at }).await
    }
}

struct TakeBack {
    from: Timestamp,
    until: Timestamp,
    at: Timestamp,
}

const LISTINGS: Sql = Sql::shared(
    "SELECT listing, count(*) FROM confirmation
     WHERE confirmed_by = $3 AND COALESCE(arrived_at, at) >= $1 AND COALESCE(arrived_at, at) < $2
     GROUP BY listing ORDER BY listing",
);

const DELETE: Sql = Sql::shared(
    "DELETE FROM confirmation
     WHERE confirmed_by = $3 AND COALESCE(arrived_at, at) >= $1 AND COALESCE(arrived_at, at) < $2",
);

/// The latest revision as it was written, and when.
const WRITTEN: Sql = Sql::shared(
    "SELECT listing_revision.body, listing_revision.at FROM listing
     JOIN listing_revision ON listing_revision.listing = listing.id AND listing_revision.number = listing.revision
     WHERE listing.id = $1",
);

const SAID_SINCE: Sql =
    Sql::shared("SELECT at, confirmed_by FROM confirmation WHERE listing = $1 AND at >= $2 ORDER BY at");

impl Write for TakeBack {
    type Output = TakenBack;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<TakenBack> {
        let visitor = ConfirmedBy::Visitor.code();
        let span = [self.from.into(), self.until.into(), visitor.into()];
        let touched = tx.all(&LISTINGS, &span).await?;
        tx.execute(&DELETE, &span).await?;
        let (mut confirmations, mut changed) = (0, Vec::new());
        for row in &touched {
            let id = ListingId(row.number(0)?);
            confirmations += row.number(1)?;
            if show_again(tx, id, self.at).await? {
                changed.push(Subject::Listing(id));
            }
        }
        tx.announce(self.at, &changed).await?;
        Ok(TakenBack { confirmations, listings: changed.len() as u32 })
    }
}

/// Lets a listing show the best that is still said of it; says whether that is something else than before.
async fn show_again(tx: &mut Tx<'_>, id: ListingId, at: Timestamp) -> Result<bool> {
    let (Some(current), Some(written)) = (tx.one(&CURRENT, &[id.into()]).await?, tx.one(&WRITTEN, &[id.into()]).await?)
    else {
        return Err(StoreError::NotFound);
    };
    let mut listing = parse(id, current.text(0)?)?;
    if listing.confirmation.is_none_or(|shown| shown.by != ConfirmedBy::Visitor) {
        return Ok(false);
    }
    let mut best = parse(id, written.text(0)?)?.confirmation;
    for row in tx.all(&SAID_SINCE, &[id.into(), written.int(1)?.into()]).await? {
        let by = ConfirmedBy::from_code(row.text(1)?);
        let said = by.map(|by| row.int(0).map(|at| Confirmation { at, by })).transpose()?;
        best = said.filter(|said| said.outweighs(best)).or(best);
    }
    if best == listing.confirmation {
        return Ok(false);
    }
    listing.confirmation = best;
    tx.execute(&SHOW, &[id.into(), json(&listing)?.as_str().into(), at.into()]).await?;
    Ok(current.maybe_int(1)?.is_none())
}
