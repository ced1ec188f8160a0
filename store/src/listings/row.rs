//! The rows of a listing as they are written, many in one statement.

use std::borrow::Cow;

use domain::{ListingId, time::Timestamp};

use crate::{
    error::Result,
    sql::{Sql, over_batch},
    write::{Tx, batch},
};

/// What a listing becomes.
pub(super) struct ListingRow<'a> {
    pub id: ListingId,
    pub source_code: &'a str,
    pub source_id: &'a str,
    pub slug: Cow<'a, str>,
    pub revision: u32,
    pub author: &'a str,
    pub body: Cow<'a, str>,
}

// `WHERE true` tells SQLite that ON does not belong to a join.
const WRITE_ROWS: Sql = over_batch!(
    "INSERT INTO listing (id, source_code, source_id, slug, revision, created_at, changed_at, body)
     SELECT CAST(batch.value ->> 0 AS BIGINT), batch.value ->> 1, batch.value ->> 2, batch.value ->> 3,
            CAST(batch.value ->> 4 AS BIGINT), $2, $2, batch.value ->> 6
     FROM",
    "WHERE true
     ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, revision = excluded.revision, changed_at = excluded.changed_at,
            withdrawn_at = NULL, withdrawn_by = NULL, body = excluded.body"
);

const WRITE_REVISIONS: Sql = over_batch!(
    "INSERT INTO listing_revision (listing, number, at, author, body)
     SELECT CAST(batch.value ->> 0 AS BIGINT), CAST(batch.value ->> 4 AS BIGINT), $2, batch.value ->> 5, batch.value ->> 6
     FROM",
    ""
);

/// Writes the current state of listings, published from now on, and their new revisions.
pub(super) async fn write_with_revisions(tx: &mut Tx<'_>, rows: &[ListingRow<'_>], at: Timestamp) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = as_batch(rows)?;
    tx.execute(&WRITE_ROWS, &[rows.as_str().into(), at.into()]).await?;
    tx.execute(&WRITE_REVISIONS, &[rows.as_str().into(), at.into()]).await
}

/// Writes the current state of listings that have their revision already.
pub(super) async fn write_without_revisions(tx: &mut Tx<'_>, rows: &[ListingRow<'_>], at: Timestamp) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    tx.execute(&WRITE_ROWS, &[as_batch(rows)?.as_str().into(), at.into()]).await
}

fn as_batch(rows: &[ListingRow<'_>]) -> Result<String> {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.id, row.source_code, row.source_id, &row.slug, row.revision, row.author, &row.body))
        .collect();
    batch(&rows)
}
