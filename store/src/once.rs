//! Requests that arrive twice happen once: the answer is remembered under the key of the request, in the transaction
//! that does what was asked. Knows nothing about what is asked.

use domain::time::Timestamp;

use crate::{
    Store,
    error::Result,
    sql::{Row, Sql},
    write::{Tx, Write},
};

/// How long an answer is remembered at least, in seconds: 30 days. A phone that was off for longer gives up by itself.
const REMEMBERED: Timestamp = 30 * 86_400;

/// How many answers are remembered at least, however old they seem: a clock may jump, the order of the record does not.
const MANY: i64 = 100_000;

/// A request that may arrive again, and what is answered if it is the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Chosen by whoever asks; nobody else has it.
    pub key: String,
    /// Stands for what is asked.
    pub digest: String,
    /// The answer when it has been done.
    pub answer: String,
}

/// What became of a request that may arrive again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was done, and its answer is remembered from now on.
    Now,
    /// It was done before; this was the answer then.
    Before(String),
    /// The key belongs to a request for something else: nothing was done.
    Otherwise,
}

const KNOWN: Sql = Sql::shared("SELECT digest, answer FROM remembered_answer WHERE key = $1");

const REMEMBER: Sql = Sql::shared(
    "INSERT INTO remembered_answer (key, digest, answer, at, number)
     SELECT $1, $2, $3, $4, COALESCE(max(number), 0) + 1 FROM remembered_answer",
);

const FORGET: Sql = Sql::shared(
    "DELETE FROM remembered_answer
     WHERE at < $1 AND number <= (SELECT max(latest.number) FROM remembered_answer AS latest) - $2",
);

impl Store {
    /// What was answered to a request, if it was done already; nothing is done.
    pub async fn remembered(&self, key: &str, digest: &str) -> Result<Option<Done>> {
        self.one(&KNOWN, &[key.into()]).await?.map(|row| judge(&row, digest)).transpose()
    }
}

/// Does something unless it was done before, and remembers the answer with it.
pub(crate) async fn once<W: Write>(tx: &mut Tx<'_>, once: &Once, at: Timestamp, write: &W) -> Result<Done> {
    if let Some(row) = tx.one(&KNOWN, &[once.key.as_str().into()]).await? {
        return judge(&row, &once.digest);
    }
    write.run(tx).await?;
    let (key, digest, answer) = (once.key.as_str(), once.digest.as_str(), once.answer.as_str());
    tx.execute(&REMEMBER, &[key.into(), digest.into(), answer.into(), at.into()]).await?;
    tx.execute(&FORGET, &[(at - REMEMBERED).into(), MANY.into()]).await?;
    Ok(Done::Now)
}

fn judge(row: &Row, digest: &str) -> Result<Done> {
    Ok(if row.text(0)? == digest { Done::Before(row.text(1)?.to_owned()) } else { Done::Otherwise })
}
