//! The files that browsers load, of the last builds that were started on this record. Knows nothing about what is in them.
//!
//! A page that is open stays of its build, and asks for more files of it long after a newer program was started. Servers
//! that share a record answer for each other in this way while they are replaced one by one.

use std::borrow::Cow;

use domain::time::Timestamp;

use crate::{
    Store,
    error::Result,
    sql::Sql,
    write::{Tx, Write},
};

/// A file, named by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildFile {
    /// As in its address.
    pub name: String,
    /// How the content is compressed, in the words of HTTP; not at all without it.
    pub encoding: Option<String>,
    /// The content, compressed so.
    pub content: Cow<'static, [u8]>,
}

/// A build and all its files.
#[derive(Clone, Debug)]
pub struct Build {
    /// What pages and programs call it.
    pub id: String,
    /// What its pages may ask for.
    pub files: Vec<BuildFile>,
}

impl Store {
    /// Remembers that a build was started, and its files unless they are known. The files of the `most` builds that were
    /// started last are kept, and no others. Gives no change number: nothing that is published changes by it.
    pub async fn start_build(&self, build: Build, at: Timestamp, most: u32) -> Result<()> {
        self.write(Start { build, at, most }).await
    }

    /// A file of one of the kept builds.
    pub async fn build_file(&self, name: &str) -> Result<Option<BuildFile>> {
        let Some(row) = self.one(&FILE, &[name.into()]).await? else { return Ok(None) };
        Ok(Some(BuildFile {
            name: name.to_owned(),
            encoding: row.maybe_text(0)?.map(str::to_owned),
            content: Cow::Owned(row.bytes(1)?.to_owned()),
        }))
    }
}

const FILE: Sql = Sql::shared("SELECT encoding, content FROM build_file WHERE name = $1");

const KNOWN: Sql = Sql::shared("SELECT 1 FROM build WHERE id = $1");

const START: Sql = Sql::shared(
    "INSERT INTO build (id, started_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at",
);

const PUT_FILE: Sql =
    Sql::shared("INSERT INTO build_file (name, encoding, content) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING");

const PUT_PART: Sql = Sql::shared("INSERT INTO build_part (build, file) VALUES ($1, $2)");

/// Children before parents.
const FORGET: [Sql; 2] = [
    Sql::shared(
        "DELETE FROM build_part WHERE build NOT IN (SELECT id FROM build ORDER BY started_at DESC, id LIMIT $1)",
    ),
    Sql::shared("DELETE FROM build WHERE id NOT IN (SELECT id FROM build ORDER BY started_at DESC, id LIMIT $1)"),
];

const FORGET_FILES: Sql = Sql::shared("DELETE FROM build_file WHERE name NOT IN (SELECT file FROM build_part)");

struct Start {
    build: Build,
    at: Timestamp,
    most: u32,
}

impl Write for Start {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let id = self.build.id.as_str();
        let is_known = tx.one(&KNOWN, &[id.into()]).await?.is_some();
        tx.execute(&START, &[id.into(), self.at.into()]).await?;
        if is_known {
            return Ok(());
        }
        for file in &self.build.files {
            let name = file.name.as_str().into();
            tx.execute(&PUT_FILE, &[name, file.encoding.as_deref().into(), (&*file.content).into()]).await?;
            tx.execute(&PUT_PART, &[id.into(), name]).await?;
        }
        for forget in &FORGET {
            tx.execute(forget, &[self.most.into()]).await?;
        }
        tx.execute(&FORGET_FILES, &[]).await
    }
}
