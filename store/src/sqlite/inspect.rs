//! Reads the schema version of a file that must stay as it is: a newer program's database is not ours to touch.

use std::path::Path;

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::{error::Result, schema::found_version, sql::Conn};

/// The schema version of the file; 0 for one that does not exist or is empty.
pub(super) async fn version(path: &Path) -> Result<i64> {
    if tokio::fs::metadata(path).await.map_or(0, |file| file.len()) == 0 {
        return Ok(0);
    }
    // Reading a file in write-ahead mode leaves a log and an index beside it, unless the file is declared immutable.
    // That would be wrong only while another program writes, and then the log is there already.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let in_use = tokio::fs::try_exists(&log).await.unwrap_or(true);
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(!in_use);
    let mut conn = options.connect().await?;
    let version = found_version(Conn::Sqlite(&mut conn)).await;
    conn.close().await?;
    version
}
