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
    "INSERT INTO report (listing, wrong, comment, contact, lang, at, state) VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

const IN_STATE: Sql = Sql::shared(
    "SELECT id, listing, wrong, comment, contact, lang, at, state FROM report WHERE state = $1 ORDER BY id",
);

impl Store {
    /// Keeps a report that was written at a moment and arrives now, unless it has arrived before.
    pub async fn add_report(&self, report: &Report, at: Timestamp, request: &Once, now: Timestamp) -> Result<Done> {
        let add = AddReport { report: report.clone(), at };
        self.write(AddOnce { add, request: request.clone(), now }).await
    }

    /// All reports in a state, oldest first.
    pub async fn reports(&self, state: ReportState) -> Result<Vec<KeptReport>> {
        self.all(&IN_STATE, &[state.code().into()]).await?.iter().map(kept).collect()
    }
}

struct AddReport {
    report: Report,
    at: Timestamp,
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
