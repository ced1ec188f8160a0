//! Takes a listing out of what is published. It stays in the record, and followers learn that it is gone.

use domain::{ListingId, time::Timestamp};

use crate::{
    Store, StoreError,
    changes::Subject,
    error::Result,
    sql::Sql,
    write::{Tx, Write},
};

impl Store {
    /// Withdraws a listing. One that is withdrawn already stays as it is; an unknown one is [`StoreError::NotFound`].
    pub async fn withdraw(&self, id: ListingId, at: Timestamp, author: &str) -> Result<()> {
        self.write(Withdraw { id, at, author: author.to_owned() }).await
    }
}

struct Withdraw {
    id: ListingId,
    at: Timestamp,
    author: String,
}

const STATE: Sql = Sql::shared("SELECT withdrawn_at FROM listing WHERE id = $1");

const WITHDRAW: Sql =
    Sql::shared("UPDATE listing SET withdrawn_at = $2, withdrawn_by = $3, changed_at = $2 WHERE id = $1");

impl Write for Withdraw {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let state = tx.one(&STATE, &[self.id.into()]).await?.ok_or(StoreError::NotFound)?;
        if state.maybe_int(0)?.is_some() {
            return Ok(());
        }
        tx.execute(&WITHDRAW, &[self.id.into(), self.at.into(), self.author.as_str().into()]).await?;
        tx.announce(self.at, &[Subject::Listing(self.id)]).await
    }
}
