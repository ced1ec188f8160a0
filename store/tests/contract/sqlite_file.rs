//! What only a file can suffer: programs killed, other programs' locks, other programs' files, missing rights.

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use domain::ListingId;
use sqlx::{Connection, Executor, SqliteConnection};
use store::{ChangeNumber, SchemaState, Store, StoreError};
use tempfile::TempDir;

use crate::{
    ground::{TestStore, fresh, on_sqlite, sqlite_url, tamper},
    sample::{NOON, everything, listing, put, put_many, write},
};

/// The test below runs only in a process of its own, to which this variable gives the address of the record.
const CHILD: &str = "ENSEMBLE_TEST_CHILD";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let folder = TempDir::new().unwrap();
    let url = sqlite_url(&folder);
    fresh(url.clone()).await.close().await;
    let mut acknowledged = HashSet::new();
    for round in 0..3 {
        acknowledged.extend(kill_after(&url, 100 + 37 * round));
        let store = Store::open(&url).await.unwrap();
        let present: HashSet<_> =
            everything(&store).await.iter().map(|row| row.published().unwrap().listing.source.id).collect();
        assert!(acknowledged.is_subset(&present), "lost: {:?}", acknowledged.difference(&present));
        let last = store.last_change().await.unwrap();
        assert_eq!(last, ChangeNumber(present.len() as u64), "half a write is none");
        assert_eq!(store.changes_since(ChangeNumber(0), 100_000).await.unwrap().len() as u64, last.0);
        store.close().await;
    }
    assert!(acknowledged.len() >= 300);
}

/// Starts the child, kills it after so many acknowledged writes, and answers all that it acknowledged.
fn kill_after(url: &str, count: usize) -> HashSet<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "sqlite_file::the_child_writes_until_it_is_killed", "--nocapture"])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let acknowledged = read_acknowledged(&mut child, count);
    child.wait().unwrap();
    acknowledged
}

fn read_acknowledged(child: &mut Child, count: usize) -> HashSet<String> {
    let mut acknowledged = HashSet::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let Some(id) = line.strip_prefix("written ") else { continue };
        acknowledged.insert(id.to_owned());
        if acknowledged.len() == count {
            // SIGKILL; what was said before still arrives through the pipe.
            child.kill().unwrap();
        }
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs in a process of its own"]
async fn the_child_writes_until_it_is_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = Store::open(&url).await.unwrap();
    let writers = (0..4).map(|writer| tokio::spawn(write_and_say(store.clone(), writer))).collect::<Vec<_>>();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write_and_say(store: Store, writer: u32) {
    for n in 0..100_000 {
        let id = format!("{}-{writer}-{n}", std::process::id());
        store.put_listings(&[write(listing(&id))], NOON).await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "written {id}").unwrap();
        out.flush().unwrap();
    }
}

#[tokio::test]
async fn the_file_and_its_folders_are_created() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a/b/record.db");
    let store = Store::open(&format!("sqlite://{}", path.display())).await.unwrap();
    assert!(path.exists());
    assert!(matches!(store.schema().await.unwrap(), SchemaState::Behind(1..)));
    assert!(store.migrate().await.unwrap() > 0);
    assert_eq!(store.schema().await.unwrap(), SchemaState::Current);
    store.close().await;
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "a closed record is one file");
}

#[tokio::test]
async fn a_record_in_memory_is_its_own() {
    let one = fresh("sqlite://:memory:".to_owned()).await;
    let two = fresh("sqlite://:memory:".to_owned()).await;
    put_many(&one, 3).await;
    assert_eq!(everything(&one).await.len(), 3);
    assert!(two.is_empty().await.unwrap());
    let wait = one.wait_for_change(ChangeNumber(0), Duration::from_secs(1));
    assert_eq!(wait.await.unwrap(), ChangeNumber(3));
}

#[tokio::test]
async fn a_newer_file_is_left_byte_for_byte() {
    let folder = TempDir::new().unwrap();
    let url = sqlite_url(&folder);
    fresh(url.clone()).await.close().await;
    let future = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, '', TRUE, '', 0)";
    tamper(&url, future).await;
    let before = contents(&folder);
    let refused = Store::open(&url).await.unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 9999, known: 1.. }));
    assert!(refused.to_string().contains("9999"));
    assert_eq!(contents(&folder), before);
}

#[tokio::test]
async fn a_newer_file_in_use_is_refused_too() {
    let folder = TempDir::new().unwrap();
    let url = sqlite_url(&folder);
    let newer = fresh(url.clone()).await;
    let mut conn = SqliteConnection::connect(&url).await.unwrap();
    let future = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, '', TRUE, '', 0)";
    conn.execute(future).await.unwrap();
    let before = contents(&folder);
    assert!(before.len() > 1, "the change is still in the log");
    assert!(matches!(Store::open(&url).await, Err(StoreError::Newer { found: 9999, .. })));
    let unlike = |files: Vec<(PathBuf, Vec<u8>)>| {
        files.into_iter().filter(|file| !file.0.ends_with("record.db-shm")).collect::<Vec<_>>()
    };
    assert_eq!(unlike(contents(&folder)), unlike(before));
    newer.close().await;
}

/// Every file of the folder, with its bytes.
fn contents(folder: &TempDir) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[tokio::test]
async fn a_file_opened_for_reading_is_read_and_never_written() {
    let folder = TempDir::new().unwrap();
    let url = sqlite_url(&folder);
    let writer = fresh(url.clone()).await;
    put_many(&writer, 3).await;
    writer.close().await;
    let reader = Store::open(&format!("{url}?mode=ro")).await.unwrap();
    assert_eq!(everything(&reader).await.len(), 3);
    let error = reader.withdraw(ListingId(1), NOON, "Olena").await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }));
    assert_eq!(error.to_string(), "The database is read-only.");
    reader.close().await;
}

#[tokio::test]
async fn a_file_that_must_exist_and_does_not_is_not_created() {
    let folder = TempDir::new().unwrap();
    let error = Store::open(&format!("{}?mode=ro", sqlite_url(&folder))).await.unwrap_err();
    let path = folder.path().join("record.db");
    assert_eq!(error.to_string(), format!("The database file cannot be opened: {}.", path.display()));
    assert!(contents(&folder).is_empty());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let error = Store::open(&format!("sqlite://{}/record.db", file.display())).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }));
    let expected = format!("The folder for the database cannot be created: {}/record.db.", file.display());
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
#[cfg(unix)]
async fn a_file_without_the_right_to_write_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let url = sqlite_url(&folder);
    let path = folder.path().join("record.db");
    fresh(url.clone()).await.close().await;
    let allow = |file, folder_| {
        fs::set_permissions(&path, fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_)).unwrap();
    };
    allow(0o444, 0o555);
    let privileged = fs::write(folder.path().join("probe"), "").is_ok();
    let outcome = Store::open(&url).await;
    allow(0o644, 0o755);
    if privileged {
        return; // Rights do not bind this user.
    }
    assert!(matches!(outcome, Err(StoreError::Unavailable { .. })));
}

#[tokio::test]
async fn a_file_of_another_kind_is_named_as_such() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("record.db"), "words ".repeat(1000)).unwrap();
    let before = contents(&folder);
    let error = Store::open(&sqlite_url(&folder)).await.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)));
    assert!(error.to_string().starts_with("The database file is not an SQLite database: /"));
    assert_eq!(contents(&folder), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_outlasts_another_programs_lock() {
    on_sqlite(async |store: TestStore| {
        let mut other = SqliteConnection::connect(&store.url).await.unwrap();
        other.execute("BEGIN IMMEDIATE").await.unwrap();
        let handle = store.handle();
        let writing = tokio::spawn(async move { put(&handle, listing("a")).await });
        // Longer than SQLite itself waits.
        tokio::time::sleep(Duration::from_millis(5500)).await;
        assert!(everything(&store).await.is_empty(), "readers go on meanwhile");
        other.execute("COMMIT").await.unwrap();
        assert!(writing.await.unwrap().is_change());
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_none_is_named_and_the_others_follow() {
    on_sqlite(async |store: TestStore| {
        put_many(&store, 3).await;
        store.tamper("UPDATE listing SET body = CAST(x'ff' AS TEXT) WHERE id = 2").await;
        let (mut read, mut broken) = (Vec::new(), Vec::new());
        let walk = store.each_listing(|row| match row {
            Ok(row) => read.push(row.id.0),
            Err(error) => broken.push(error.to_string()),
        });
        walk.await.unwrap();
        assert_eq!(read, [1, 3]);
        assert!(broken.len() == 1 && broken[0].contains("listing 2"), "{broken:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_lost_with_a_deleted_file_is_not_acknowledged() {
    let folder = TempDir::new().unwrap();
    let store = fresh(sqlite_url(&folder)).await;
    put(&store, listing("a")).await;
    store.ping().await.unwrap();
    let file = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let file = file.into_iter().find(|path| fs::read(path).unwrap().starts_with(b"SQLite format 3")).unwrap();
    let aside = file.with_extension("aside");
    fs::rename(&file, &aside).unwrap();
    for _ in 0..2 {
        assert!(matches!(store.ping().await, Err(StoreError::Unavailable { .. })), "gone");
        let refused = store.put_listings(&[write(listing("b"))], NOON).await;
        assert!(matches!(refused, Err(StoreError::Unavailable { .. })), "{refused:?}");
        fs::write(&file, "").unwrap();
    }
    fs::remove_file(&file).unwrap();
    fs::rename(&aside, &file).unwrap();
    store.ping().await.unwrap();
    put(&store, listing("b")).await;
}
