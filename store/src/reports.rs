//! Reports of errors: what visitors say is wrong, until somebody has seen to it.
//! Knows nothing about who reports; there is no column for it.

use domain::{
    Code, Lang, ListingId,
    report::Report,
    time::Timestamp,
    vocabulary::{ReportState, Wrong},
};

use crate::{
    Store,
    error::{Result, StoreError},
    once::{Done, Once, once},
    sql::{Row, Sql},
    write::{Tx, Write},
};

/// A report as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReport {
    /// Counts from 1.
    pub id: u32,
    /// What was reported.
    pub report: Report,
    /// When it was written, as far as the device could tell.
    pub at: Timestamp,
    /// What has become of it.
    pub state: ReportState,
}

const ADD: Sql = Sql::shared(
    "INSERT INTO report (listing, wrong, comment, contact, lang, at, state, arrived_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

const CLOSE: Sql =
    Sql::shared("UPDATE report SET state = $2, closed_at = $3 WHERE id = $1 AND closed_at IS NULL AND state = $4");

const STATE: Sql = Sql::shared("SELECT state FROM report WHERE id = $1");

const ERASE: Sql = Sql::shared("DELETE FROM report WHERE id = $1");

const DUE: Sql =
    Sql::shared("SELECT count(*) FROM report WHERE contact IS NOT NULL AND COALESCE(closed_at, arrived_at, at) <= $1");

const ERASE_CONTACTS: Sql = Sql::shared(
    "UPDATE report SET contact = NULL WHERE contact IS NOT NULL AND COALESCE(closed_at, arrived_at, at) <= $1",
);

const IN_STATE: Sql = Sql::shared(
    "SELECT id, listing, wrong, comment, contact, lang, at, state FROM report WHERE state = $1 ORDER BY id",
);

impl Store {
    /// Keeps a report that was written at a moment and arrives now, unless it has arrived before.
    pub async fn add_report(&self, report: &Report, at: Timestamp, request: &Once, now: Timestamp) -> Result<Done> {
        let add = AddReport { report: report.clone(), at, arrived_at: now };
        self.write(AddOnce { add, request: request.clone(), now }).await
    }

    /// All reports in a state, oldest first.
    pub async fn reports(&self, state: ReportState) -> Result<Vec<KeptReport>> {
        self.all(&IN_STATE, &[state.code().into()]).await?.iter().map(kept).collect()
    }

    /// Notes what became of reports, all of them or none; those that are closed already stay as they are.
    pub async fn close_reports(&self, ids: &[u32], state: ReportState, at: Timestamp) -> Result<()> {
        self.write(OfReports { ids: ids.to_vec(), what: What::Close(state, at) }).await
    }

    /// Erases reports with all that they say, all of them or none.
    pub async fn erase_reports(&self, ids: &[u32]) -> Result<()> {
        self.write(OfReports { ids: ids.to_vec(), what: What::Erase }).await
    }

    /// Erases how to answer from reports that were closed by then, or that arrived by then and nobody has closed; gives
    /// their number.
    pub async fn erase_contacts(&self, until: Timestamp) -> Result<u32> {
        self.write(EraseContacts { until }).await
    }
}

#[derive(Clone, Copy)]
enum What {
    Close(ReportState, Timestamp),
    Erase,
}

struct OfReports {
    ids: Vec<u32>,
    what: What,
}

impl Write for OfReports {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        for id in &self.ids {
            tx.one(&STATE, &[(*id).into()]).await?.ok_or(StoreError::NotFound)?;
            match self.what {
                What::Close(state, at) => {
                    let args = [(*id).into(), state.code().into(), at.into(), ReportState::Waiting.code().into()];
                    tx.execute(&CLOSE, &args).await?;
                }
                What::Erase => tx.execute(&ERASE, &[(*id).into()]).await?,
            }
        }
        Ok(())
    }
}

struct EraseContacts {
    until: Timestamp,
}

impl Write for EraseContacts {
    type Output = u32;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u32> {
        let due = tx.one(&DUE, &[self.until.into()]).await?.map(|row| row.number(0)).transpose()?.unwrap_or(0);
        if due > 0 {
            tx.execute(&ERASE_CONTACTS, &[self.until.into()]).await?;
        }
        Ok(due)
    }
}

struct AddReport {
    report: Report,
    at: Timestamp,
    arrived_at: Timestamp,
}

impl Write for AddReport {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let Report { listing, wrong, comment, contact, lang } = &self.report;
        let (wrong, lang, state) = (wrong.code(), lang.code(), ReportState::Waiting.code());
        let args = [
            (*listing).into(),
            wrong.into(),
            comment.as_str().into(),
            contact.as_deref().into(),
            lang.into(),
            self.at.into(),
            state.into(),
            self.arrived_at.into(),
        ];
        tx.execute(&ADD, &args).await
    }
}

struct AddOnce {
    add: AddReport,
    request: Once,
    now: Timestamp,
}

impl Write for AddOnce {
    type Output = Done;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Done> {
        once(tx, &self.request, self.now, &self.add).await
    }
}

fn kept(row: &Row) -> Result<KeptReport> {
    let id = row.number(0)?;
    let corrupt = || StoreError::Corrupt(format!("Report {id} says something unknown."));
    let report = Report {
        listing: ListingId(row.number(1)?),
        wrong: Wrong::from_code(row.text(2)?).ok_or_else(corrupt)?,
        comment: row.text(3)?.to_owned(),
        contact: row.maybe_text(4)?.map(str::to_owned),
        lang: Lang::from_code(row.text(5)?).ok_or_else(corrupt)?,
    };
    let state = ReportState::from_code(row.text(7)?).ok_or_else(corrupt)?;
    Ok(KeptReport { id, report, at: row.int(6)?, state })
}
