//! Listings as followers take them: all at once, or those that a change names, as the text that is stored.
//! Does not parse what nobody asks to have parsed.

use std::{borrow::Cow, collections::HashMap};

use domain::{ListingId, Published};

use super::parse;
use crate::{
    Store,
    changes::ChangeNumber,
    error::{Result, StoreError},
    sql::{Row, Sql, over_batch},
    write::batch,
};

/// A published listing whose body is still the stored JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawListing<'a> {
    /// Its number in this record.
    pub id: ListingId,
    /// The readable part of its address.
    pub slug: Cow<'a, str>,
    /// Counts from 1.
    pub revision: u32,
    /// A [`domain::Listing`] as JSON.
    pub body: Cow<'a, str>,
}

impl RawListing<'_> {
    /// The same, holding its texts itself.
    pub fn into_owned(self) -> RawListing<'static> {
        let (slug, body) = (self.slug.into_owned().into(), self.body.into_owned().into());
        RawListing { id: self.id, slug, revision: self.revision, body }
    }

    /// The listing; [`StoreError::Corrupt`] names it when its body cannot be read.
    pub fn published(&self) -> Result<Published> {
        let listing = parse(self.id, &self.body)?;
        Ok(Published { id: self.id, slug: self.slug.clone().into_owned(), revision: self.revision, listing })
    }
}

// The number comes with each row, so that one statement sees both at the same moment.
const EACH: Sql = Sql::shared(
    "SELECT id, slug, revision, body, (SELECT change FROM counter) FROM listing WHERE withdrawn_at IS NULL ORDER BY id",
);

const PUBLISHED_IN: Sql = over_batch!(
    "SELECT listing.id, slug, revision, body FROM",
    "CROSS JOIN listing WHERE listing.id = CAST(batch.value ->> 0 AS BIGINT) AND withdrawn_at IS NULL"
);

impl Store {
    /// Shows every published listing in the order of ids, without holding more than a few, and answers the number of
    /// the change after which the record looked like that.
    ///
    /// A listing that cannot be read is shown as an error that names it, and the others still follow.
    /// The visitor runs between two reads of the database and should not take long.
    pub async fn each_listing<F>(&self, mut visit: F) -> Result<ChangeNumber>
    where
        F: FnMut(Result<RawListing<'_>>) + Send,
    {
        // Holds if there is no row: an older number is always safe, the follower then reads some changes twice.
        let mut number = self.last_change().await?;
        self.each(&EACH, &[], &mut |row| {
            number = ChangeNumber(row.int(4)? as u64);
            visit(raw(&row));
            Ok(())
        })
        .await?;
        Ok(number)
    }

    /// What is published now under these ids, in their order; `None` for what is withdrawn or was never there.
    pub async fn published_in(&self, ids: &[ListingId]) -> Result<Vec<(ListingId, Option<RawListing<'static>>)>> {
        let asked: Vec<_> = ids.iter().map(|id| (id.0,)).collect();
        let rows = self.all(&PUBLISHED_IN, &[batch(&asked)?.as_str().into()]).await?;
        let mut found = HashMap::with_capacity(rows.len());
        for row in &rows {
            let listing = raw(row)?.into_owned();
            found.insert(listing.id, listing);
        }
        Ok(ids.iter().map(|id| (*id, found.get(id).cloned())).collect())
    }
}

fn raw(row: &Row) -> Result<RawListing<'_>> {
    let id = ListingId(row.number(0)?);
    let text = |column| {
        row.text(column)
            .map_err(|error| StoreError::Corrupt(format!("The record of listing {id} cannot be read: {error}")))
    };
    Ok(RawListing { id, slug: text(1)?.into(), revision: row.number(2)?, body: text(3)?.into() })
}
