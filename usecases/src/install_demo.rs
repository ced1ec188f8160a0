//! Puts demonstration listings into the record, so that an instance can be shown before it has its own.

use domain::{listing::DEMONSTRATION, time::Timestamp};
use store::{ListingWrite, Put, Source, Store, StoreError};

use crate::demo::{SOURCE, demo_listings};

/// Who is named as the author of made-up listings.
pub const DEMO_AUTHOR: &str = "demonstration";

/// Listings in one transaction: enough to be quick, few enough that other writers get their turn.
const BATCH: usize = 1000;

/// What became of the listings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
}

impl Report {
    fn add(&mut self, put: Put) {
        match put {
            Put::Created(_) => self.created += 1,
            Put::Updated(_) => self.updated += 1,
            Put::Unchanged(_) => self.unchanged += 1,
        }
    }
}

/// Puts the first `count` listings of a seed; `progress` is told how many are done.
///
/// Running it again on the same day changes nothing. On another day the listings move with the calendar, and a larger
/// count adds to what is there.
pub async fn install_demo(
    store: &Store,
    count: u32,
    seed: u64,
    now: Timestamp,
    mut progress: impl FnMut(u32),
) -> Result<Report, StoreError> {
    store.put_source(&source(now)).await?;
    let mut writes =
        demo_listings(count, seed, now).map(|listing| ListingWrite { listing, author: DEMO_AUTHOR.to_owned() });
    let (mut report, mut done) = (Report::default(), 0);
    loop {
        let batch: Vec<_> = writes.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(report);
        }
        for put in store.put_listings(&batch, now).await? {
            report.add(put);
        }
        done += batch.len() as u32;
        progress(done);
    }
}

fn source(now: Timestamp) -> Source {
    Source { code: SOURCE.to_owned(), name: DEMONSTRATION.to_owned(), url: None, licence: None, imported_at: Some(now) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = 1_795_348_800 + 12 * 3600;

    #[tokio::test]
    async fn a_second_run_on_the_same_day_changes_nothing_and_a_larger_count_adds() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        store.migrate().await.unwrap();
        let mut told = Vec::new();
        let report = install_demo(&store, 1500, 7, NOON, |done| told.push(done)).await.unwrap();
        assert_eq!(report, Report { created: 1500, ..Report::default() });
        assert_eq!(told, [1000, 1500]);

        let report = install_demo(&store, 1600, 7, NOON + 3600, drop).await.unwrap();
        assert_eq!(report, Report { created: 100, unchanged: 1500, updated: 0 });
        assert_eq!(store.sources().await.unwrap().len(), 1);
    }
}
