//! Writing down what visitors report, one report a line.

use std::io::{BufWriter, Write, stdout};

use anyhow::{Context, Result};
use domain::{report::Report, time::rfc3339, vocabulary::ReportState};
use serde::Serialize;
use store::Store;

/// A report as it is written down.
#[derive(Serialize)]
struct Line {
    id: u32,
    written_at: String,
    #[serde(flatten)]
    report: Report,
}

/// Runs `reports`.
pub async fn run(store: &Store) -> Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    for kept in store.reports(ReportState::Waiting).await? {
        let line = Line { id: kept.id, written_at: rfc3339(kept.at), report: kept.report };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush().context("the reports cannot be written")?;
    store.close().await;
    Ok(())
}
