//! Reading listings from a file, with a progress bar and a line for every row that is refused.

use anyhow::{Context, Result, ensure};
use domain::Code;
use indicatif::{ProgressBar, ProgressStyle};
use store::Store;
use usecases::{
    clock::Clock,
    import::{KEPT_ERRORS, Options, Profile, Report, RowError, import_listings, read},
};

use crate::cli::Import;

/// Runs `import`.
pub async fn run(store: &Store, asked: &Import, clock: &Clock) -> Result<()> {
    let profiles = || Profile::ALL.iter().map(|profile| profile.code()).collect::<Vec<_>>().join(", ");
    let profile = Profile::from_code(&asked.profile)
        .with_context(|| format!("there is no profile “{}”; there are {}", asked.profile, profiles()))?;
    let now = clock.now();
    let rows = read(profile, &asked.file, now)?;
    let bar = ProgressBar::new(rows.total).with_style(style());
    let options = Options { dry_run: asked.dry_run, ..Options::default() };
    let report = import_listings(store, profile, rows, &options, now, |progress| {
        bar.set_length(progress.total.max(progress.read));
        bar.set_position(progress.read);
    })
    .await?;
    bar.finish_and_clear();
    store.close().await;
    say(&report, asked.dry_run);
    let counts = report.counts;
    ensure!(counts.read == 0 || counts.refused < counts.read, "no row was taken");
    Ok(())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {pos}/{len} rows, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn say(report: &Report, dry_run: bool) {
    lines("refused", &report.errors, report.counts.refused);
    lines("note", &report.warnings, report.warned);
    let counts = report.counts;
    let would = if dry_run { " (dry run: nothing was written)" } else { "" };
    println!(
        "{} rows read: {} created, {} updated, {} unchanged, {} refused{would}.",
        counts.read, counts.created, counts.updated, counts.unchanged, counts.refused
    );
}

fn lines(what: &str, errors: &[RowError], all: u64) {
    for error in errors {
        println!("{what}: {error}");
    }
    if errors.len() >= KEPT_ERRORS && all > errors.len() as u64 {
        println!("… and more: {all} in all");
    }
}
