//! Imports listings: what was read goes into the record, or is only compared with it.
//! Knows nothing about files; the rows come from [`super::read`].

use domain::{Listing, Published, time::Timestamp};
use store::{ListingWrite, Put, Store, StoreError};

use super::{
    Entry, Profile, Reason, Row, RowError, RowResult, Rows,
    check::Duplicates,
    judge::{self, AUTHOR, Verdict},
    sources,
};

/// Rows that go into the record in one transaction.
const BATCH: usize = 500;

/// Errors and warnings that a report holds; all are counted.
pub const KEPT_ERRORS: usize = 1000;

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Say what would happen and write nothing.
    pub dry_run: bool,
    /// Take the file's word also for listings that were edited or withdrawn here since.
    pub overwrite: bool,
    /// Who imports, if somebody is known: an e-mail address of the desk.
    pub by: Option<String>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub read: u64,
    pub created: u64,
    /// Revised, or confirmed anew.
    pub updated: u64,
    pub unchanged: u64,
    pub refused: u64,
    /// How many rows there are, about.
    pub total: u64,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub counts: Progress,
    /// Why rows were refused, at most [`KEPT_ERRORS`]; a row may have several reasons.
    pub errors: Vec<RowError>,
    /// How many warnings there were.
    pub warned: u64,
    /// What was left out of rows that were taken, at most [`KEPT_ERRORS`].
    pub warnings: Vec<RowError>,
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Batches before are in the record; importing again continues where it stopped.
    #[error("the import stopped after {done} rows: {source}")]
    Store { done: u64, source: StoreError },
}

/// Puts rows into the record, or says what that would do. Doing it again changes nothing.
pub async fn import_listings(
    store: &Store,
    profile: Profile,
    mut rows: Rows,
    options: &Options,
    now: Timestamp,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Report, ImportError> {
    let author = author(profile, options);
    let mut import = Import { store, options, now, author, report: Report::default(), empty: false };
    import.report.counts.total = rows.total;
    import.warn(std::mem::take(&mut rows.notes));
    import.empty = store.is_empty().await.map_err(|source| ImportError::Store { done: 0, source })?;
    let mut duplicates = Duplicates::default();
    let mut codes = Vec::new();
    loop {
        let batch: Vec<RowResult> = rows.by_ref().take(BATCH).map(|row| duplicates.pass(row)).collect();
        if batch.is_empty() {
            break;
        }
        let done = import.report.counts.read;
        let stopped = |source| ImportError::Store { done, source };
        let rows = import.accept(batch);
        sources::note(&mut codes, rows.iter().map(|row| row.entry.listing()));
        import.put(rows).await.map_err(stopped)?;
        progress(import.report.counts);
    }
    if !options.dry_run {
        let done = import.report.counts.read;
        sources::put(store, profile, &codes, now).await.map_err(|source| ImportError::Store { done, source })?;
    }
    Ok(import.report)
}

/// `import:france-services`, with whoever asked for it.
fn author(profile: Profile, options: &Options) -> String {
    match &options.by {
        Some(by) => format!("{AUTHOR}:{profile} by {by}"),
        None => format!("{AUTHOR}:{profile}"),
    }
}

struct Import<'a> {
    store: &'a Store,
    options: &'a Options,
    now: Timestamp,
    author: String,
    report: Report,
    /// Whether the record had no listing at first: then there is nothing to compare with.
    empty: bool,
}

impl Import<'_> {
    /// The rows that are not refused.
    fn accept(&mut self, batch: Vec<RowResult>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(batch.len());
        for row in batch {
            self.report.counts.read += 1;
            match row {
                Ok(row) => rows.push(row),
                Err(errors) => self.refuse(errors),
            }
        }
        rows
    }

    fn refuse(&mut self, errors: Vec<RowError>) {
        self.report.counts.refused += 1;
        let room = KEPT_ERRORS.saturating_sub(self.report.errors.len());
        self.report.errors.extend(errors.into_iter().take(room));
    }

    fn warn(&mut self, warnings: impl IntoIterator<Item = RowError>) {
        for warning in warnings {
            self.report.warned += 1;
            if self.report.warnings.len() < KEPT_ERRORS {
                self.report.warnings.push(warning);
            }
        }
    }

    /// Judges a batch, writes what is to be written in one transaction of each kind, and counts.
    async fn put(&mut self, rows: Vec<Row>) -> Result<(), StoreError> {
        let (mut listings, mut published) = (Vec::new(), Vec::new());
        for Row { line, row, entry, warnings } in rows {
            let verdict = self.judge(&entry).await?;
            self.warn(warnings);
            self.count((line, row), entry.listing(), &verdict);
            match (verdict, entry) {
                (Verdict::Create | Verdict::Update, Entry::Listing(listing)) => {
                    listings.push(ListingWrite { listing: *listing, author: self.author.clone() });
                }
                (Verdict::Create | Verdict::Update, Entry::Published(entry)) => published.push(*entry),
                (Verdict::Confirm(id, confirmation), _) if !self.options.dry_run => {
                    self.store.confirm(id, confirmation, &self.author).await?;
                }
                _ => {}
            }
        }
        if self.options.dry_run { Ok(()) } else { self.write(&listings, &published).await }
    }

    async fn judge(&self, entry: &Entry) -> Result<Verdict, StoreError> {
        match entry {
            _ if self.empty => Ok(Verdict::Create),
            Entry::Listing(listing) => judge::listing(self.store, listing, self.options.overwrite).await,
            Entry::Published(published) => judge::published(self.store, published).await,
        }
    }

    fn count(&mut self, (line, row): (u64, u64), listing: &Listing, verdict: &Verdict) {
        let counts = &mut self.report.counts;
        let about = |reason| RowError::new(line, "source_id", &listing.source.id, reason).in_row(row);
        match verdict {
            // Another import may write the same at this moment: what came of it says the record.
            Verdict::Create | Verdict::Update if !self.options.dry_run => {}
            Verdict::Create => counts.created += 1,
            Verdict::Update | Verdict::Confirm(..) => counts.updated += 1,
            Verdict::Leave => counts.unchanged += 1,
            Verdict::LeaveEdited => {
                counts.unchanged += 1;
                self.warn([about(Reason::EditedHere)]);
            }
            Verdict::LeaveWithdrawn => {
                counts.unchanged += 1;
                self.warn([about(Reason::WithdrawnHere)]);
            }
            Verdict::Refuse(sentence) => self.refuse(vec![about(Reason::Conflict(sentence.clone()))]),
        }
    }

    async fn write(&mut self, listings: &[ListingWrite], published: &[Published]) -> Result<(), StoreError> {
        let mut puts = Vec::new();
        if !listings.is_empty() {
            puts.extend(self.store.put_listings(listings, self.now).await?);
        }
        if !published.is_empty() {
            puts.extend(self.store.put_published(published, self.now, &self.author).await?);
        }
        let counts = &mut self.report.counts;
        for put in puts {
            match put {
                Put::Created(_) => counts.created += 1,
                Put::Updated(_) => counts.updated += 1,
                Put::Unchanged(_) => counts.unchanged += 1,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
