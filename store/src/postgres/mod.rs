//! The record on a `PostgreSQL` server, shared by any number of servers.
//!
//! Every write transaction first takes the row of the counter, so that only one is open at a time: numbers are given out
//! in the order of the commits, and two writers cannot wait for each other in a circle.

mod listen;

use std::{str::FromStr, sync::OnceLock, time::Duration};

use sqlx::{
    Connection, Executor, PgConnection, PgPool,
    migrate::Migrate,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};

use crate::{
    changes::ChangeNumber,
    error::{Result, StoreError, is_transient},
    schema,
    sql::{Arg, Conn, Row, Sql},
    write::{Tx, Write},
};
use listen::Listener;

/// How often a waiting follower looks by itself, should a notification be lost with its connection.
pub(crate) const POLLING: Duration = Duration::from_secs(1);

/// Connections of one process.
const CONNECTIONS: u32 = 10;

/// Writers of one process that hold a connection. They wait for one another anyway; readers must not wait with them.
const WRITERS: usize = 3;

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a write is tried when it collides or its connection breaks.
const TRIES: u32 = 5;

/// The key under which migrating programs wait for one another: the letters `ensemble`.
const MIGRATION_LOCK: Sql = Sql::shared("SELECT pg_advisory_xact_lock(7308620076211432549)");

const TAKE_COUNTER: Sql = Sql::shared("SELECT change FROM counter FOR UPDATE");

pub(crate) struct Postgres {
    pub pool: PgPool,
    writers: Semaphore,
    news: watch::Sender<u64>,
    listener: OnceLock<Listener>,
}

impl Postgres {
    /// Connects; refuses a database of a newer program before anything else.
    pub async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("ensemble");
        let place = format!("{}:{}", options.get_host(), options.get_port());
        let check = timeout(PATIENCE, check(&options)).await;
        check.map_err(|_| sqlx::Error::PoolTimedOut.into()).flatten().map_err(|error: StoreError| error.at(place))?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            // A server that vanishes in the middle of a write must not keep the counter from all others.
            .after_connect(|conn, _| {
                Box::pin(async { conn.execute("SET idle_in_transaction_session_timeout = '60s'").await.map(drop) })
            })
            .connect_lazy_with(options);
        Ok(Self { pool, writers: Semaphore::new(WRITERS), news: watch::Sender::new(0), listener: OnceLock::new() })
    }

    /// Runs a write in a transaction of its own, again if need be.
    pub async fn write<W: Write>(&self, write: W) -> Result<W::Output> {
        let _turn = self.writers.acquire().await.map_err(|_| StoreError::closed())?;
        let mut tries = 1;
        loop {
            match self.attempt(&write).await {
                Err(error) if try_again(&error, &mut tries).await => {}
                result => return result,
            }
        }
    }

    /// All rows of a reading statement, asked again if need be.
    pub async fn read(&self, sql: &Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        let mut tries = 1;
        loop {
            let mut conn = self.pool.acquire().await?;
            match Conn::Postgres(&mut conn).all(sql, args).await {
                Err(error) if try_again(&error, &mut tries).await => {}
                result => return result,
            }
        }
    }

    async fn attempt<W: Write>(&self, write: &W) -> Result<W::Output> {
        let mut transaction = self.pool.begin().await?;
        let mut tx = Tx::new(Conn::Postgres(&mut transaction));
        tx.one(&TAKE_COUNTER, &[]).await?;
        let output = write.run(&mut tx).await?;
        let last = tx.last();
        transaction.commit().await.map_err(unknown_end)?;
        if let Some(ChangeNumber(last)) = last {
            self.news.send_replace(last);
        }
        Ok(output)
    }

    /// Brings the schema up to date in one transaction; programs that do so at the same time wait for one another.
    pub async fn migrate(&self) -> Result<u32> {
        let migrations = schema::postgres_migrations();
        let mut transaction = self.pool.begin().await?;
        Conn::Postgres(&mut transaction).execute(&MIGRATION_LOCK, &[]).await?;
        transaction.ensure_migrations_table(schema::TABLE).await?;
        let found = schema::found_version(Conn::Postgres(&mut transaction)).await?;
        schema::refuse_newer(&migrations, found)?;
        migrations.run_direct(None, &mut *transaction, false).await?;
        transaction.commit().await?;
        Ok(schema::missing(&migrations, found))
    }

    /// News of every process: the first follower starts the listening.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.listener.get_or_init(|| Listener::start(self.pool.clone(), self.news.clone()));
        self.news.subscribe()
    }

    /// Ends the listening and closes the connections.
    pub async fn close(&self) {
        if let Some(listener) = self.listener.get() {
            listener.stop();
        }
        self.pool.close().await;
    }
}

/// Connects once, outside of the pool: that would try a wrong address again and again for as long as it may wait.
async fn check(options: &PgConnectOptions) -> Result<()> {
    let mut conn = PgConnection::connect_with(options).await?;
    let found = schema::found_version(Conn::Postgres(&mut conn)).await?;
    schema::refuse_newer(&schema::postgres_migrations(), found)?;
    Ok(conn.close().await?)
}

/// Whether to try again, after a pause that grows.
async fn try_again(error: &StoreError, tries: &mut u32) -> bool {
    let again = is_transient(error) && *tries < TRIES;
    if again {
        tokio::time::sleep(Duration::from_millis(20 << *tries)).await;
        *tries += 1;
    }
    again
}

/// A connection that breaks during the commit leaves open whether it happened. Such a write is not tried again: somebody
/// else may have written after it, and would be overwritten.
fn unknown_end(error: sqlx::Error) -> StoreError {
    let collided =
        error.as_database_error().and_then(|refusal| refusal.code()).is_some_and(|code| code.starts_with("40"));
    if collided {
        return error.into();
    }
    let reason = "The database server stopped answering while it stored a change: look whether it is there.";
    StoreError::unavailable(reason, sqlx::Error::Protocol(error.to_string()))
}
