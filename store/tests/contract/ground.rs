//! Fresh records on both engines, gone when the case is over, however it ends.

use std::{future::Future, io::Write, ops::Deref, panic::resume_unwind, sync::Once};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use store::Store;
use tempfile::TempDir;

/// A record of its own, and the ways to it that a program does not have.
#[derive(Clone)]
pub struct TestStore {
    store: Store,
    pub url: String,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// Another handle on the same record, as another program would have.
    pub async fn second(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    /// A handle to give away to a task.
    pub fn handle(&self) -> Store {
        self.store.clone()
    }

    /// Runs a statement behind the store's back.
    pub async fn tamper(&self, statement: &str) {
        tamper(&self.url, statement).await;
    }
}

pub async fn tamper(url: &str, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    if url.starts_with("sqlite") {
        let mut conn = SqliteConnection::connect(url).await.unwrap();
        conn.execute(statement).await.unwrap();
        conn.close().await.unwrap();
    } else {
        let mut conn = PgConnection::connect(url).await.unwrap();
        conn.execute(statement).await.unwrap();
        conn.close().await.unwrap();
    }
}

pub fn sqlite_url(folder: &TempDir) -> String {
    format!("sqlite://{}", folder.path().join("record.db").display())
}

/// A fresh, migrated record.
pub async fn fresh(url: String) -> TestStore {
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    TestStore { store, url }
}

pub async fn on_sqlite<F: Future<Output = ()>>(case: impl FnOnce(TestStore) -> F) {
    let folder = TempDir::new().unwrap();
    let store = fresh(sqlite_url(&folder)).await;
    case(store.clone()).await;
    store.close().await;
}

pub async fn on_postgres<F: Future<Output = ()> + Send + 'static>(case: impl FnOnce(TestStore) -> F + Send + 'static) {
    with_database(async |url| {
        let store = fresh(url).await;
        let ended = tokio::spawn(case(store.clone())).await;
        store.close().await;
        ended
    })
    .await;
}

/// Runs something on an empty `PostgreSQL` database, if there is a server for tests.
pub async fn with_database(run: impl AsyncFnOnce(String) -> Result<(), tokio::task::JoinError>) {
    let Some(server) = server() else { return };
    let name = format!("ensemble_test_{}_{}", std::process::id(), number());
    tamper(&server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    let (before, _) = server.rsplit_once('/').unwrap();
    let ended = run(format!("{before}/{name}")).await;
    tamper(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(panic) = ended {
        resume_unwind(panic.into_panic());
    }
}

/// The address of the server for tests, with a database to connect to.
pub fn server() -> Option<String> {
    static SAID: Once = Once::new();
    let server = std::env::var("ENSEMBLE_TEST_POSTGRES").ok();
    if server.is_none() {
        // Past the capture of the test harness: a half that did not run must not look like one that passed.
        SAID.call_once(|| {
            let warning = "\n*** SKIPPED: every case on PostgreSQL. Set ENSEMBLE_TEST_POSTGRES=postgres://… ***\n\n";
            std::io::stderr().write_all(warning.as_bytes()).unwrap();
        });
    }
    server
}

fn number() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
