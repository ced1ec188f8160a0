//! Where listings come from, for credits and for the desk. Knows nothing about how a source is read.

use domain::time::Timestamp;

use crate::{
    Store,
    error::Result,
    sql::{Row, Sql},
    write::{Tx, Write},
};

/// A source of listings. What is not known is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As in [`domain::listing::SourceRef`].
    pub code: String,
    /// As people know it.
    pub name: String,
    /// Where it is published.
    pub url: Option<String>,
    /// The name of the licence, as the source writes it.
    pub licence: Option<String>,
    /// When listings were last taken from it.
    pub imported_at: Option<Timestamp>,
}

const SOURCES: Sql = Sql::shared("SELECT code, name, url, licence, imported_at FROM source ORDER BY code");

const WRITE: Sql = Sql::shared(
    "INSERT INTO source (code, name, url, licence, imported_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, url = excluded.url, licence = excluded.licence,
            imported_at = excluded.imported_at",
);

impl Store {
    /// Describes a source, in place of what was said about it before. Gives no change number: nothing that is published
    /// changes by it.
    pub async fn put_source(&self, source: &Source) -> Result<()> {
        self.write(source.clone()).await
    }

    /// All sources, in the order of their codes.
    pub async fn sources(&self) -> Result<Vec<Source>> {
        self.all(&SOURCES, &[]).await?.iter().map(source).collect()
    }
}

impl Write for Source {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let args = [
            self.code.as_str().into(),
            self.name.as_str().into(),
            self.url.as_deref().into(),
            self.licence.as_deref().into(),
            self.imported_at.into(),
        ];
        tx.execute(&WRITE, &args).await
    }
}

fn source(row: &Row) -> Result<Source> {
    let owned = |text: &str| text.to_owned();
    Ok(Source {
        code: row.text(0)?.to_owned(),
        name: row.text(1)?.to_owned(),
        url: row.maybe_text(2)?.map(owned),
        licence: row.maybe_text(3)?.map(owned),
        imported_at: row.maybe_int(4)?,
    })
}
