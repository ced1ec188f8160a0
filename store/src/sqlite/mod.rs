//! The record in one `SQLite` file: readers beside one writer.
//!
//! Write-ahead logging lets readers go on while the writer works; `synchronous=FULL` makes an acknowledged write survive
//! the loss of power. In memory, for tests, readers and writer share the only connection.

mod home;
mod inspect;
mod writer;

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

use crate::{
    error::{Result, StoreError, is_busy},
    schema,
};

pub(crate) use writer::Queue;

use home::Home;

/// How often a waiting follower looks for what other processes wrote: one read of one row.
pub(crate) const POLLING: Duration = Duration::from_millis(250);

/// How long `SQLite` itself waits for a lock before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// After a great import the log shrinks back to this many bytes.
const LOG_LIMIT: &str = "67108864";

/// Readers of one file. More do not read faster on the few cores of a small server.
const READERS: u32 = 4;

pub(crate) struct Sqlite {
    pub readers: SqlitePool,
    pub queue: Queue,
    pub news: watch::Sender<u64>,
    home: Option<Home>,
}

impl Sqlite {
    /// Opens the file, and creates it together with its folder if need be.
    pub async fn open(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?.busy_timeout(BUSY_TIMEOUT);
        let (place, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (writers, readers, home) = if place.ends_with(":memory:") {
            let only = pool(1).connect_with(options).await?;
            (only.clone(), only, None)
        } else {
            let path = options.get_filename().to_owned();
            let read_only = parameters.split('&').any(|parameter| parameter == "mode=ro");
            let opened = open_file(options, &path, read_only).await.map_err(|error| error.at(path.display()))?;
            (opened.0, opened.1, Some(Home::of(&path)))
        };
        let news = watch::Sender::new(0);
        Ok(Self { queue: Queue::start(writers, news.clone(), home.clone()), readers, news, home })
    }

    /// Whether what is written would stay.
    pub fn check(&self) -> Result<()> {
        let Some(home) = &self.home else { return Ok(()) };
        home.is_there()?;
        home.has_room()
    }

    /// Finishes what is queued and lets go of the file.
    pub async fn close(&self) {
        self.queue.close().await;
        self.readers.close().await;
    }
}

/// The connections of the writer and of the readers.
async fn open_file(options: SqliteConnectOptions, path: &Path, read_only: bool) -> Result<(SqlitePool, SqlitePool)> {
    schema::refuse_newer(&schema::sqlite_migrations(), inspect::version(path).await?)?;
    // Whoever asks for reading alone gets exactly that: no new file, no change to how the old one is kept.
    if read_only {
        return Ok((connect_writer(options.clone()).await?, pool(READERS).connect_lazy_with(options)));
    }
    create_folder(path).await?;
    let writers = connect_writer(writing(options.clone())).await?;
    Ok((writers, pool(READERS).connect_lazy_with(reading(options))))
}

fn pool(size: u32) -> SqlitePoolOptions {
    // A connection is a file that stays open: nothing is won by testing or renewing it.
    SqlitePoolOptions::new().max_connections(size).test_before_acquire(false).idle_timeout(None).max_lifetime(None)
}

fn writing(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        .page_size(8192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", LOG_LIMIT)
        // What is erased is overwritten, and not only let go.
        .pragma("secure_delete", "on")
        .optimize_on_close(true, 400)
}

fn reading(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.pragma("query_only", "on").row_buffer_size(512)
}

/// Turning on write-ahead logging does not wait for a lock as statements do, so two programs that open a new file at the
/// same moment may collide here.
async fn connect_writer(options: SqliteConnectOptions) -> Result<SqlitePool> {
    let mut tries = 0;
    loop {
        match pool(1).connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && tries < 50 => tokio::time::sleep(Duration::from_millis(100)).await,
            result => return Ok(result?),
        }
        tries += 1;
    }
}

async fn create_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let failure =
        |error: std::io::Error| StoreError::unavailable("The folder for the database cannot be created.", error.into());
    tokio::fs::create_dir_all(folder).await.map_err(failure)
}
