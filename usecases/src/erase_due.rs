//! Erases what may be kept no longer. The page about privacy promises the same span.

use domain::time::Timestamp;
use store::{Store, StoreError};

/// How long it is known how to answer to a report, in seconds: 30 days after somebody has seen to it, or after it arrived
/// if nobody has.
const CONTACTS: Timestamp = 30 * 86_400;

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    pub contacts: u32,
}

/// Erases everything whose time is over.
pub async fn erase_due(store: &Store, now: Timestamp) -> Result<Erased, StoreError> {
    Ok(Erased { contacts: store.erase_contacts(now - CONTACTS).await? })
}
