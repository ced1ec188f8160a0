//! Listings as followers take them: all at once, or those that a change names, as the text that is stored.
//! Does not parse what nobody asks to have parsed.

use std::{borrow::Cow, collections::HashMap};

use domain::{ListingId, Published};
use memchr::memchr;
use simdutf8::basic::from_utf8;

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

/// Published listings as they come out of the record together: their texts are one text.
pub struct Batch(Row);

/// What stands between two listings of a batch, and between the parts of one. JSON spells out such characters, and a
/// slug has none.
const BETWEEN: (&str, &str) = ("\u{1e}", "\u{1f}");

// A row for each listing costs more than all that is read of it afterwards, so a row holds 64.
// The number comes with each of them, so that one statement sees all at the same moment.
const EACH: Sql = Sql::shared(
    "WITH RECURSIVE batch (after, upto) AS (
       SELECT CAST(-1 AS BIGINT), (SELECT max(id) FROM (
         SELECT id FROM listing WHERE withdrawn_at IS NULL ORDER BY id LIMIT 64) AS first)
       UNION ALL
       SELECT upto, (SELECT max(id) FROM (
         SELECT id FROM listing WHERE id > batch.upto AND withdrawn_at IS NULL ORDER BY id LIMIT 64) AS next)
       FROM batch WHERE upto IS NOT NULL)
     SELECT (SELECT string_agg(id || CAST($2 AS TEXT) || slug || $2 || revision || $2 || body, $1)
             FROM (SELECT id, slug, revision, body FROM listing
                   WHERE id > after AND id <= upto AND withdrawn_at IS NULL ORDER BY id) AS sorted),
            (SELECT change FROM counter)
     FROM batch WHERE upto IS NOT NULL",
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
        self.each_batch(|batch| batch.listings().for_each(&mut visit)).await
    }

    /// The same in batches, which another thread may read.
    pub async fn each_batch<F>(&self, mut visit: F) -> Result<ChangeNumber>
    where
        F: FnMut(Batch) + Send,
    {
        // Holds if there is no row: an older number is always safe, the follower then reads some changes twice.
        let mut number = self.last_change().await?;
        self.each(&EACH, &[BETWEEN.0.into(), BETWEEN.1.into()], &mut |row| {
            number = ChangeNumber(row.int(1)? as u64);
            row.bytes(0)?;
            visit(Batch(row));
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

impl Batch {
    /// The listings in the order of ids; an error names the one that cannot be read.
    pub fn listings(&self) -> impl Iterator<Item = Result<RawListing<'_>>> {
        // Whether the column can be read at all was seen when the row came.
        let mut rest = self.0.bytes(0).ok();
        std::iter::from_fn(move || {
            let texts = rest?;
            let (text, behind) = match memchr(BETWEEN.0.as_bytes()[0], texts) {
                Some(end) => (&texts[..end], Some(&texts[end + 1..])),
                None => (texts, None),
            };
            rest = behind;
            Some(cut(text))
        })
    }
}

/// A listing out of the text of a batch.
fn cut(text: &[u8]) -> Result<RawListing<'_>> {
    let corrupt = |why: &str| {
        let id: String = text.iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
        StoreError::Corrupt(format!("The record of listing {id} cannot be read: {why}."))
    };
    let text = from_utf8(text).map_err(|error| corrupt(&error.to_string()))?;
    let mut parts = text.splitn(4, BETWEEN.1);
    let mut part = || parts.next().ok_or_else(|| corrupt("a part is missing"));
    let (id, slug, revision, body) = (part()?, part()?, part()?, part()?);
    let number = |text: &str| text.parse().map_err(|_| corrupt("a number is out of range"));
    Ok(RawListing { id: ListingId(number(id)?), slug: slug.into(), revision: number(revision)?, body: body.into() })
}

fn raw(row: &Row) -> Result<RawListing<'_>> {
    Ok(RawListing {
        id: ListingId(row.number(0)?),
        slug: row.text(1)?.into(),
        revision: row.number(2)?,
        body: row.text(3)?.into(),
    })
}
