//! The guide in the record: its pages and everything they said before.
//! Knows nothing about how a page looks or whether its facts are right.

use domain::{guide::AidPage, time::Timestamp};

use crate::{
    Put, Store,
    changes::Subject,
    error::{Result, StoreError},
    sql::{Row, Sql},
    write::{Tx, Write, json},
};

/// What a guide page said at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRevision {
    /// Counts from 1.
    pub number: u32,
    /// When it was written, as its writer says.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// As it was written.
    pub body: AidPage,
}

const PAGES: Sql = Sql::shared("SELECT slug, body FROM page");

const PAGE: Sql = Sql::shared("SELECT slug, body FROM page WHERE slug = $1");

const REVISIONS: Sql =
    Sql::shared("SELECT page, body, number, at, author FROM page_revision WHERE page = $1 ORDER BY number");

impl Store {
    /// Puts a guide page, known by its slug; answers the number of its revision. A page that says something new gains a
    /// revision and gives a change number.
    pub async fn put_page(&self, page: &AidPage, author: &str, at: Timestamp) -> Result<Put<u32>> {
        self.write(PutPage { slug: page.slug.clone(), body: json(page)?, author: author.to_owned(), at }).await
    }

    /// All guide pages: by theme, then by their place within it.
    pub async fn pages(&self) -> Result<Vec<AidPage>> {
        let mut pages = self.all(&PAGES, &[]).await?.iter().map(page).collect::<Result<Vec<_>>>()?;
        pages.sort_by(|a, b| (a.theme, a.order, &a.slug).cmp(&(b.theme, b.order, &b.slug)));
        Ok(pages)
    }

    /// The guide page of that slug.
    pub async fn page(&self, slug: &str) -> Result<Option<AidPage>> {
        self.one(&PAGE, &[slug.into()]).await?.as_ref().map(page).transpose()
    }

    /// Everything a guide page ever said, oldest first; empty for an unknown slug.
    pub async fn page_revisions(&self, slug: &str) -> Result<Vec<PageRevision>> {
        self.all(&REVISIONS, &[slug.into()]).await?.iter().map(revision).collect()
    }
}

struct PutPage {
    slug: String,
    body: String,
    author: String,
    at: Timestamp,
}

const CURRENT: Sql = Sql::shared("SELECT revision, body FROM page WHERE slug = $1");

const WRITE: Sql = Sql::shared(
    "INSERT INTO page (slug, revision, body) VALUES ($1, $2, $3)
     ON CONFLICT (slug) DO UPDATE SET revision = excluded.revision, body = excluded.body",
);

const WRITE_REVISION: Sql =
    Sql::shared("INSERT INTO page_revision (page, number, at, author, body) VALUES ($1, $2, $3, $4, $5)");

impl Write for PutPage {
    type Output = Put<u32>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Put<u32>> {
        let current = tx.one(&CURRENT, &[self.slug.as_str().into()]).await?;
        let put = match &current {
            Some(row) if row.text(1)? == self.body => return Ok(Put::Unchanged(row.number(0)?)),
            Some(row) => Put::Updated(row.number(0)? + 1),
            None => Put::Created(1),
        };
        let (slug, body) = (self.slug.as_str(), self.body.as_str());
        tx.execute(&WRITE, &[slug.into(), put.id().into(), body.into()]).await?;
        let revision = [slug.into(), put.id().into(), self.at.into(), self.author.as_str().into(), body.into()];
        tx.execute(&WRITE_REVISION, &revision).await?;
        tx.announce(self.at, &[Subject::Page(self.slug.clone())]).await?;
        Ok(put)
    }
}

fn page(row: &Row) -> Result<AidPage> {
    let slug = row.text(0)?;
    serde_json::from_str(row.text(1)?)
        .map_err(|error| StoreError::Corrupt(format!("The record of guide page {slug} cannot be read: {error}.")))
}

fn revision(row: &Row) -> Result<PageRevision> {
    Ok(PageRevision { number: row.number(2)?, at: row.int(3)?, author: row.text(4)?.to_owned(), body: page(row)? })
}
