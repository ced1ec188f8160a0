//! Puts listings into the record as their sources give them.
//! Knows a listing by its source and the id there; the id here is given once and stays.

use std::collections::HashSet;

use domain::{Listing, ListingId, slug::slug, time::Timestamp};

use super::row::{ListingRow, write_with_revisions};
use crate::{
    Put, Store,
    changes::Subject,
    error::{Result, StoreError},
    sql::{Sql, over_batch},
    write::{Tx, Write, batch, json},
};

/// A listing to put, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingWrite {
    /// What it says.
    pub listing: Listing,
    /// Who says it: kept with the revision.
    pub author: String,
}

impl Store {
    /// Puts listings, all of them or none, in one transaction; answers in the same order.
    ///
    /// A listing is known by the code of its source and its id there. One that says the same as its latest revision,
    /// or as what is published now, is unchanged; everything else adds a revision and gives a change number. A listing
    /// that was withdrawn comes back, as an update, even if it says the same.
    ///
    /// What is published is what is given, including its `confirmation`: a listing that says something new is as
    /// confirmed as the writer says, whatever was confirmed about the text before.
    pub async fn put_listings(&self, writes: &[ListingWrite], at: Timestamp) -> Result<Vec<Put>> {
        let writes = writes.iter().map(Prepared::new).collect::<Result<_>>()?;
        self.write(PutListings { writes, at }).await
    }
}

struct PutListings {
    writes: Vec<Prepared>,
    at: Timestamp,
}

struct Prepared {
    source_code: String,
    source_id: String,
    name: String,
    author: String,
    body: String,
}

impl Prepared {
    fn new(write: &ListingWrite) -> Result<Self> {
        let listing = &write.listing;
        Ok(Self {
            source_code: listing.source.code.clone(),
            source_id: listing.source.id.clone(),
            name: listing.texts.source().text.name.clone(),
            author: write.author.clone(),
            body: json(listing)?,
        })
    }

    fn key(&self) -> (&str, &str) {
        (&self.source_code, &self.source_id)
    }
}

/// What the record has under the source ids of a batch: place in the batch, id, revision, whether it says the same.
const KNOWN: Sql = over_batch!(
    "SELECT CAST(batch.value ->> 0 AS BIGINT), listing.id, listing.revision,
            CAST(CASE WHEN withdrawn_at IS NULL AND batch.value ->> 3 IN (listing.body, listing_revision.body) THEN 1 ELSE 0 END AS BIGINT)
     FROM",
    "CROSS JOIN listing
     JOIN listing_revision ON listing_revision.listing = listing.id AND listing_revision.number = listing.revision
     WHERE source_code = batch.value ->> 1 AND source_id = batch.value ->> 2"
);

const LAST_ID: Sql = Sql::shared("SELECT max(id) FROM listing");

impl Write for PutListings {
    type Output = Vec<Put>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Put>> {
        let mut last_id = tx.one(&LAST_ID, &[]).await?.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0);
        let mut puts = Vec::with_capacity(self.writes.len());
        let mut rest = self.writes.as_slice();
        while !rest.is_empty() {
            let (chunk, later) = rest.split_at(chunk_length(rest, Prepared::key));
            puts.extend(put_chunk(tx, chunk, &mut last_id, self.at).await?);
            rest = later;
        }
        Ok(puts)
    }
}

/// How many of the writes go into one statement: bounded, and no listing twice, so that each meets the one before.
pub(super) fn chunk_length<'a, T, K: std::hash::Hash + Eq>(writes: &'a [T], key: impl Fn(&'a T) -> K) -> usize {
    const CHUNK: usize = 500;
    let mut seen = HashSet::new();
    writes.iter().take(CHUNK).take_while(|write| seen.insert(key(write))).count()
}

async fn put_chunk(tx: &mut Tx<'_>, chunk: &[Prepared], last_id: &mut i64, at: Timestamp) -> Result<Vec<Put>> {
    let known = known(tx, chunk).await?;
    let mut rows = Vec::with_capacity(chunk.len());
    let mut puts = Vec::with_capacity(chunk.len());
    for (write, known) in chunk.iter().zip(known) {
        let (put, revision) = match known {
            Some(Known { id, same: true, .. }) => (Put::Unchanged(id), None),
            Some(Known { id, revision, .. }) => (Put::Updated(id), Some(revision + 1)),
            None => {
                *last_id += 1;
                let id = u32::try_from(*last_id)
                    .map_err(|_| StoreError::Conflict("There is no free id for another listing.".to_owned()))?;
                (Put::Created(ListingId(id)), Some(1))
            }
        };
        puts.push(put);
        if let Some(revision) = revision {
            rows.push(row(write, put.id(), revision));
        }
    }
    write_with_revisions(tx, &rows, at).await?;
    let changed: Vec<_> = puts.iter().filter(|put| put.is_change()).map(|put| Subject::Listing(put.id())).collect();
    tx.announce(at, &changed).await?;
    Ok(puts)
}

fn row(write: &Prepared, id: ListingId, revision: u32) -> ListingRow<'_> {
    ListingRow {
        id,
        source_code: &write.source_code,
        source_id: &write.source_id,
        slug: slug(&write.name, id).into(),
        revision,
        author: &write.author,
        body: write.body.as_str().into(),
    }
}

#[derive(Clone, Copy)]
struct Known {
    id: ListingId,
    revision: u32,
    same: bool,
}

async fn known(tx: &mut Tx<'_>, chunk: &[Prepared]) -> Result<Vec<Option<Known>>> {
    let asked: Vec<_> = chunk
        .iter()
        .enumerate()
        .map(|(place, write)| (place, &write.source_code, &write.source_id, &write.body))
        .collect();
    let mut known = vec![None; chunk.len()];
    for row in tx.all(&KNOWN, &[batch(&asked)?.as_str().into()]).await? {
        let place = row.int(0)? as usize;
        known[place] = Some(Known { id: ListingId(row.number(1)?), revision: row.number(2)?, same: row.int(3)? == 1 });
    }
    Ok(known)
}
