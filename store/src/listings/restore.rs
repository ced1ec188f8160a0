//! Puts listings into the record with the ids, slugs and revision numbers they had in another one.

use std::{borrow::Cow, collections::HashMap};

use domain::{ListingId, Published, time::Timestamp};

use super::{
    parse,
    put::chunk_length,
    row::{ListingRow, write_with_revisions, write_without_revisions},
};
use crate::{
    Put, Store,
    changes::Subject,
    error::{Result, StoreError},
    sql::{Row, Sql, over_batch},
    write::{Tx, Write, batch, json},
};

impl Store {
    /// Restores what was exported: all of it or nothing, in one transaction; answers in the same order.
    ///
    /// Restoring again changes nothing. A revision later than the record's is added; one that the record has is left,
    /// except that a withdrawn listing comes back and a later confirmation is shown. [`StoreError::Conflict`] when the
    /// record gives the id to another listing, the listing another id, or says something else in that revision.
    pub async fn put_published(&self, listings: &[Published], at: Timestamp, author: &str) -> Result<Vec<Put>> {
        let bodies = listings.iter().map(|published| json(&published.listing)).collect::<Result<_>>()?;
        self.write(Restore { listings: listings.to_vec(), bodies, at, author: author.to_owned() }).await
    }
}

struct Restore {
    listings: Vec<Published>,
    bodies: Vec<String>,
    at: Timestamp,
    author: String,
}

/// What the record has under these ids, with the text of the revision that is to be restored, if it has that one.
const KNOWN: Sql = over_batch!(
    "SELECT listing.id, source_code, source_id, slug, revision, withdrawn_at, listing.body, listing_revision.body FROM",
    "CROSS JOIN listing
     LEFT JOIN listing_revision ON listing_revision.listing = listing.id
           AND listing_revision.number = CAST(batch.value ->> 1 AS BIGINT)
     WHERE listing.id = CAST(batch.value ->> 0 AS BIGINT)"
);

/// Listings that the record has under another id.
const ELSEWHERE: Sql = over_batch!(
    "SELECT CAST(batch.value ->> 0 AS BIGINT), listing.id FROM",
    "CROSS JOIN listing
     WHERE source_code = batch.value ->> 2 AND source_id = batch.value ->> 3
       AND listing.id <> CAST(batch.value ->> 0 AS BIGINT)
     LIMIT 1"
);

impl Write for Restore {
    type Output = Vec<Put>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Put>> {
        let mut puts = Vec::with_capacity(self.listings.len());
        while puts.len() < self.listings.len() {
            let start = puts.len();
            let length = chunk_length(&self.listings[start..], |published| published.id);
            puts.extend(self.restore_chunk(tx, start..start + length).await?);
        }
        Ok(puts)
    }
}

/// What is to happen with one listing.
enum Step {
    Leave,
    Add,
    /// The revision stays, and the listing is published with this body.
    Show(String),
}

impl Restore {
    async fn restore_chunk(&self, tx: &mut Tx<'_>, range: std::ops::Range<usize>) -> Result<Vec<Put>> {
        let chunk = &self.listings[range.clone()];
        let known = known(tx, chunk).await?;
        let (mut added, mut shown, mut puts) = (Vec::new(), Vec::new(), Vec::new());
        for (published, body) in chunk.iter().zip(&self.bodies[range]) {
            let before = known.get(&published.id);
            match before.map_or(Ok(Step::Add), |row| step(published, body, row))? {
                Step::Leave => {
                    puts.push(Put::Unchanged(published.id));
                    continue;
                }
                Step::Add => added.push(self.row(published, body.into())),
                Step::Show(body) => shown.push(self.row(published, body.into())),
            }
            puts.push(if before.is_none() { Put::Created(published.id) } else { Put::Updated(published.id) });
        }
        write_with_revisions(tx, &added, self.at).await?;
        write_without_revisions(tx, &shown, self.at).await?;
        let changed: Vec<_> = puts.iter().filter(|put| put.is_change()).map(|put| Subject::Listing(put.id())).collect();
        tx.announce(self.at, &changed).await?;
        Ok(puts)
    }

    fn row<'a>(&'a self, published: &'a Published, body: Cow<'a, str>) -> ListingRow<'a> {
        ListingRow {
            id: published.id,
            source_code: &published.listing.source.code,
            source_id: &published.listing.source.id,
            slug: published.slug.as_str().into(),
            revision: published.revision,
            author: &self.author,
            body,
        }
    }
}

async fn known(tx: &mut Tx<'_>, chunk: &[Published]) -> Result<HashMap<ListingId, Row>> {
    let asked: Vec<_> = chunk
        .iter()
        .map(|published| {
            (published.id, published.revision, &published.listing.source.code, &published.listing.source.id)
        })
        .collect();
    let asked = batch(&asked)?;
    if let Some(row) = tx.one(&ELSEWHERE, &[asked.as_str().into()]).await? {
        return Err(StoreError::Conflict(format!(
            "Listing {} has the id {} in this record.",
            row.int(0)?,
            row.int(1)?
        )));
    }
    let rows = tx.all(&KNOWN, &[asked.as_str().into()]).await?;
    rows.into_iter().map(|row| Ok((ListingId(row.number(0)?), row))).collect()
}

fn step(published: &Published, body: &str, known: &Row) -> Result<Step> {
    let Published { id, listing, .. } = published;
    if (known.text(1)?, known.text(2)?) != (listing.source.code.as_str(), listing.source.id.as_str()) {
        return Err(StoreError::Conflict(format!("The id {id} belongs to another listing in this record.")));
    }
    let current = known.number(4)?;
    if published.revision > current {
        return Ok(Step::Add);
    }
    let withdrawn = known.maybe_int(5)?.is_some();
    if published.revision == current && !withdrawn && known.text(6)? == body && known.text(3)? == published.slug {
        return Ok(Step::Leave);
    }
    let has = known.maybe_text(7)?.map(|text| parse(*id, text)).transpose()?;
    let same = has.is_some_and(|mut has| {
        has.confirmation = listing.confirmation;
        has == *listing
    });
    if !same {
        return Err(StoreError::Conflict(format!(
            "Listing {id} says something else in revision {} of this record.",
            published.revision
        )));
    }
    if published.revision < current {
        return Ok(Step::Leave);
    }
    let mut listing = listing.clone();
    let shown = parse(*id, known.text(6)?)?.confirmation;
    let later = listing.confirmation.is_some_and(|given| given.outweighs(shown));
    if !later {
        listing.confirmation = shown;
    }
    Ok(if withdrawn || later || known.text(3)? != published.slug { Step::Show(json(&listing)?) } else { Step::Leave })
}
