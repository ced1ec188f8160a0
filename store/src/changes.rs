//! The numbers that followers read: what changed, in which order, and a way to wait for more.
//! Knows nothing about what the changed things say.

use std::time::Duration;

use domain::{ListingId, time::Timestamp};
use tokio::time::{Instant, sleep};

use crate::{
    Store,
    error::{Result, StoreError},
    sql::{Row, Sql},
};

/// The number of a change. Numbers begin at 1, have no gaps, and become visible in their order; 0 is before all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeNumber(pub u64);

impl std::fmt::Display for ChangeNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One change to what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the order of all changes.
    pub number: ChangeNumber,
    /// When it was made, as its writer says.
    pub at: Timestamp,
    /// What changed.
    pub subject: Subject,
}

/// What a change is about. How it changed is asked from the record: see [`Store::published_in`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A listing was created, updated, confirmed or withdrawn.
    Listing(ListingId),
    /// The guide page of that slug was created or updated.
    Page(String),
    /// The setting of that name was set.
    Setting(String),
}

impl Change {
    /// The listing that it is about.
    pub fn listing(&self) -> Option<ListingId> {
        match self.subject {
            Subject::Listing(id) => Some(id),
            Subject::Page(_) | Subject::Setting(_) => None,
        }
    }
}

impl Subject {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Listing(_) => "listing",
            Self::Page(_) => "page",
            Self::Setting(_) => "setting",
        }
    }

    pub(crate) fn key(&self) -> String {
        match self {
            Self::Listing(id) => id.to_string(),
            Self::Page(key) | Self::Setting(key) => key.clone(),
        }
    }

    fn parse(kind: &str, key: &str) -> Option<Self> {
        Some(match kind {
            "listing" => Self::Listing(ListingId(key.parse().ok()?)),
            "page" => Self::Page(key.to_owned()),
            "setting" => Self::Setting(key.to_owned()),
            _ => return None,
        })
    }
}

const LAST_CHANGE: Sql = Sql::shared("SELECT change FROM counter");

const CHANGES_SINCE: Sql =
    Sql::shared("SELECT number, at, kind, subject FROM change WHERE number > $1 ORDER BY number LIMIT $2");

impl Store {
    /// The number of the latest change; 0 while nothing was ever written.
    pub async fn last_change(&self) -> Result<ChangeNumber> {
        let row = self.one(&LAST_CHANGE, &[]).await?;
        let row = row.ok_or_else(|| StoreError::Corrupt("The counter of changes is missing.".to_owned()))?;
        Ok(ChangeNumber(row.int(0)? as u64))
    }

    /// The changes after a number, in order, at most `limit`.
    pub async fn changes_since(&self, after: ChangeNumber, limit: u32) -> Result<Vec<Change>> {
        let rows = self.all(&CHANGES_SINCE, &[number_arg(after).into(), limit.into()]).await?;
        rows.iter().map(change).collect()
    }

    /// Waits until there is a change after that number, or until the time is over; answers the latest number.
    ///
    /// Writes of this process, and on `PostgreSQL` those of others, end the wait at once; what else another process
    /// writes is seen at the next look.
    pub async fn wait_for_change(&self, after: ChangeNumber, timeout: Duration) -> Result<ChangeNumber> {
        let deadline = Instant::now() + timeout;
        let mut news = self.news();
        loop {
            // Marked as seen before the record is read: what comes in between ends the next wait.
            news.borrow_and_update();
            let last = self.last_change().await?;
            let left = deadline.saturating_duration_since(Instant::now());
            if last > after || left.is_zero() {
                return Ok(last);
            }
            let look = sleep(left.min(self.polling()));
            tokio::select! {
                Ok(()) = news.changed() => {}
                () = look => {}
            }
        }
    }
}

/// Numbers beyond what a database can hold are after every change.
fn number_arg(number: ChangeNumber) -> i64 {
    i64::try_from(number.0).unwrap_or(i64::MAX)
}

fn change(row: &Row) -> Result<Change> {
    let number = row.int(0)?;
    let subject = Subject::parse(row.text(2)?, row.text(3)?)
        .ok_or_else(|| StoreError::Corrupt(format!("Change {number} is about something unknown.")))?;
    Ok(Change { number: ChangeNumber(number as u64), at: row.int(1)?, subject })
}
