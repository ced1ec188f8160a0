//! Somebody has seen to reports: closes them, or erases them because whoever wrote them asks for it.

use domain::{time::Timestamp, vocabulary::ReportState};
use store::{Store, StoreError};

/// What became of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The listings were put right.
    Settled,
    /// There was nothing to put right.
    Dismissed,
}

/// Closes reports, all or none.
pub async fn close_reports(store: &Store, ids: &[u32], outcome: Outcome, now: Timestamp) -> Result<(), StoreError> {
    let state = match outcome {
        Outcome::Settled => ReportState::Settled,
        Outcome::Dismissed => ReportState::Dismissed,
    };
    store.close_reports(ids, state, now).await
}

/// Erases reports with all that they say, all or none.
pub async fn erase_reports(store: &Store, ids: &[u32]) -> Result<(), StoreError> {
    store.erase_reports(ids).await
}
