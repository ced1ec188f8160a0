//! The one writer of an `SQLite` file: writes queue up, and all that wait share one transaction.
//!
//! A commit waits for the disk, some hundred times a second at best; sharing it is the only way to acknowledge more
//! writes than that and lose none. Each write has a savepoint of its own, so that one that fails leaves the others be.

use std::{future::Future, pin::Pin};

use sqlx::{Connection, SqliteConnection, SqlitePool, migrate::Migrate};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::Instant,
};

use super::{BUSY_TIMEOUT, home::Home};
use crate::{
    error::{Result, StoreError, is_busy},
    schema,
    sql::Conn,
    write::{Tx, Write},
};

/// Writes that may wait before callers wait to queue.
const CAPACITY: usize = 1024;

/// A transaction takes no further write after this many, or after this time: the first must not wait for all.
const GROUP: usize = 256;
const GROUP_TIME: std::time::Duration = std::time::Duration::from_millis(100);

/// How many times `BUSY_TIMEOUT` another program may keep the file locked, as a long import does.
const BUSY_TRIES: u32 = 12;

/// The way to the writer.
pub(crate) struct Queue(mpsc::Sender<Message>);

enum Message {
    Write(Box<dyn Ticket>),
    Migrate(oneshot::Sender<Result<u32>>),
    Close(oneshot::Sender<()>),
}

impl Queue {
    /// Starts the writer; it ends with the last way to it.
    pub fn start(pool: SqlitePool, news: watch::Sender<u64>, home: Option<Home>) -> Self {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(Writer { pool, queue: receiver, news, home }.run());
        Self(sender)
    }

    /// Queues a write and waits until it is safe on the disk, or has failed. A caller that stops waiting does not stop
    /// the write.
    pub async fn write<W: Write>(&self, write: W) -> Result<W::Output> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Write(Box::new(Waiting { write, outcome: None, reply }))).await?;
        answer.await.map_err(|_| StoreError::closed())?
    }

    /// Brings the schema up to date, between two transactions.
    pub async fn migrate(&self) -> Result<u32> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Migrate(reply)).await?;
        answer.await.map_err(|_| StoreError::closed())?
    }

    /// Lets the queued writes finish and closes the file.
    pub async fn close(&self) {
        let (reply, answer) = oneshot::channel();
        if self.send(Message::Close(reply)).await.is_ok() {
            // An error means that the writer is gone already.
            let _ = answer.await;
        }
    }

    async fn send(&self, message: Message) -> Result<()> {
        self.0.send(message).await.map_err(|_| StoreError::closed())
    }
}

/// A write of any kind that waits for its turn, then for the commit.
trait Ticket: Send {
    /// Runs the write; whether it succeeded.
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

    /// Tells the caller how it went. A failure of the whole transaction counts more than success of the write.
    fn answer(self: Box<Self>, failure: Option<&StoreError>);
}

struct Waiting<W: Write> {
    write: W,
    outcome: Option<Result<W::Output>>,
    reply: oneshot::Sender<Result<W::Output>>,
}

impl<W: Write> Ticket for Waiting<W> {
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move {
            let outcome = self.write.run(tx).await;
            let succeeded = outcome.is_ok();
            self.outcome = Some(outcome);
            succeeded
        })
    }

    fn answer(self: Box<Self>, failure: Option<&StoreError>) {
        let answer = match (self.outcome, failure) {
            (Some(Err(own)), _) => Err(own),
            (_, Some(failure)) => Err(failure.clone()),
            (Some(outcome), None) => outcome,
            (None, None) => Err(StoreError::closed()),
        };
        // The caller may have stopped waiting.
        let _ = self.reply.send(answer);
    }
}

struct Writer {
    pool: SqlitePool,
    queue: mpsc::Receiver<Message>,
    news: watch::Sender<u64>,
    home: Option<Home>,
}

impl Writer {
    async fn run(mut self) {
        let mut next = None;
        loop {
            let message = match next.take() {
                Some(message) => message,
                None => match self.queue.recv().await {
                    Some(message) => message,
                    None => break,
                },
            };
            match message {
                Message::Write(first) => next = self.write_group(first).await,
                Message::Migrate(reply) => drop(reply.send(migrate(&self.pool).await)),
                Message::Close(reply) => {
                    self.pool.close().await;
                    let _ = reply.send(());
                    return;
                }
            }
        }
        self.pool.close().await;
    }

    /// Runs one transaction with the first write and those that queue up meanwhile. Answers the message that ended the
    /// group without belonging to it.
    async fn write_group(&mut self, first: Box<dyn Ticket>) -> Option<Message> {
        let mut tickets = vec![first];
        let mut next = None;
        let failure = match self.transaction(&mut tickets, &mut next).await {
            Ok(Some(last)) => {
                self.news.send_replace(last);
                None
            }
            Ok(None) => None,
            Err(error) => Some(error),
        };
        for ticket in tickets {
            ticket.answer(failure.as_ref());
        }
        next
    }

    /// The last change number of the committed transaction, if it changed anything.
    async fn transaction(
        &mut self,
        tickets: &mut Vec<Box<dyn Ticket>>,
        next: &mut Option<Message>,
    ) -> Result<Option<u64>> {
        // What is written into a file that was deleted is lost: nobody may be told that it is kept.
        self.home.as_ref().map_or(Ok(()), Home::is_there)?;
        let mut conn = self.pool.acquire().await?;
        begin(&mut conn).await?;
        let result = self.run_all(&mut conn, tickets, next).await;
        let result = match result {
            Ok(last) => execute(&mut conn, "COMMIT").await.map(|()| last),
            Err(error) => Err(error),
        };
        if result.is_err() {
            // After some errors SQLite has rolled back by itself; then this fails, and nothing is open all the same.
            let _ = execute(&mut conn, "ROLLBACK").await;
        }
        result
    }

    async fn run_all(
        &mut self,
        conn: &mut SqliteConnection,
        tickets: &mut Vec<Box<dyn Ticket>>,
        next: &mut Option<Message>,
    ) -> Result<Option<u64>> {
        let started = Instant::now();
        let mut last = None;
        for turn in 0.. {
            if turn == tickets.len() {
                if turn == GROUP || started.elapsed() > GROUP_TIME {
                    break;
                }
                match self.queue.try_recv() {
                    Ok(Message::Write(ticket)) => tickets.push(ticket),
                    Ok(other) => {
                        *next = Some(other);
                        break;
                    }
                    Err(_) => break,
                }
            }
            if let Some(number) = run_one(conn, &mut *tickets[turn]).await? {
                last = Some(number);
            }
        }
        Ok(last)
    }
}

/// Runs one write under its savepoint. An error here is one of the whole transaction.
async fn run_one(conn: &mut SqliteConnection, ticket: &mut dyn Ticket) -> Result<Option<u64>> {
    execute(conn, "SAVEPOINT one").await?;
    let mut tx = Tx::new(Conn::Sqlite(conn));
    let succeeded = ticket.run(&mut tx).await;
    let last = tx.last().filter(|_| succeeded).map(|number| number.0);
    if !succeeded {
        execute(conn, "ROLLBACK TO one").await?;
    }
    execute(conn, "RELEASE one").await?;
    Ok(last)
}

/// Begins as the only writer. A transaction that begins as a reader and becomes a writer fails at once when another
/// wrote in between, whatever the time-out; one that begins as a writer waits.
async fn begin(conn: &mut SqliteConnection) -> Result<()> {
    let mut tries = 0;
    loop {
        match sqlx::query("BEGIN IMMEDIATE").execute(&mut *conn).await {
            Err(error) if is_busy(&error) && tries < BUSY_TRIES => {
                tracing::warn!(
                    seconds = BUSY_TIMEOUT.as_secs(),
                    "another program keeps the database locked, waiting on"
                );
                tries += 1;
            }
            result => return Ok(result.map(drop)?),
        }
    }
}

async fn execute(conn: &mut SqliteConnection, statement: &'static str) -> Result<()> {
    Ok(sqlx::query(statement).execute(conn).await.map(drop)?)
}

/// All missing migrations in one transaction, so that a failure leaves the database as it was.
async fn migrate(pool: &SqlitePool) -> Result<u32> {
    let migrations = schema::sqlite_migrations();
    let mut conn = pool.acquire().await?;
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    tx.ensure_migrations_table(schema::TABLE).await?;
    let found = schema::found_version(Conn::Sqlite(&mut tx)).await?;
    schema::refuse_newer(&migrations, found)?;
    migrations.run_direct(None, &mut *tx, false).await?;
    tx.commit().await?;
    Ok(schema::missing(&migrations, found))
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

    use super::*;
    use crate::sql::{Row, Sql};

    /// A write that keeps a text, or fails after having kept it.
    struct Keep(String, bool);

    const KEEP: Sql = Sql::shared("INSERT INTO kept (text) VALUES ($1)");
    const LAST: Sql = Sql::shared("SELECT max(rowid) FROM kept");

    impl Write for Keep {
        type Output = i64;

        async fn run(&self, tx: &mut Tx<'_>) -> Result<i64> {
            tx.execute(&KEEP, &[self.0.as_str().into()]).await?;
            let row: Option<Row> = tx.one(&LAST, &[]).await?;
            if self.1 { row.ok_or(StoreError::NotFound)?.int(0) } else { Err(StoreError::NotFound) }
        }
    }

    async fn queue() -> (SqlitePool, Queue) {
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(SqliteConnectOptions::new().in_memory(true)).await.unwrap();
        sqlx::query("CREATE TABLE kept (text TEXT)").execute(&pool).await.unwrap();
        sqlx::query("PRAGMA max_page_count = 20").execute(&pool).await.unwrap();
        (pool.clone(), Queue::start(pool, watch::Sender::new(0), None))
    }

    async fn kept(pool: &SqlitePool) -> Vec<String> {
        sqlx::query_scalar("SELECT text FROM kept ORDER BY rowid").fetch_all(pool).await.unwrap()
    }

    fn small(text: &str, succeeds: bool) -> Keep {
        Keep(text.to_owned(), succeeds)
    }

    #[tokio::test]
    async fn a_write_that_fails_is_undone_alone() {
        let (pool, queue) = queue().await;
        let (a, b, c) =
            tokio::join!(queue.write(small("a", true)), queue.write(small("b", false)), queue.write(small("c", true)));
        assert_eq!((a.unwrap(), c.unwrap()), (1, 2));
        assert!(matches!(b, Err(StoreError::NotFound)));
        assert_eq!(kept(&pool).await, ["a", "c"]);
    }

    #[tokio::test]
    async fn a_full_disk_fails_what_it_cannot_hold_and_the_writer_goes_on() {
        let (pool, queue) = queue().await;
        let big = || Keep("x".repeat(100_000), true);
        let (before, failed, after) =
            tokio::join!(queue.write(small("before", true)), queue.write(big()), queue.write(small("after", true)));
        assert_eq!(failed.unwrap_err().to_string(), "The disk with the database is full.");
        let acknowledged = [(before, "before"), (after, "after")];
        let acknowledged: Vec<_> =
            acknowledged.into_iter().filter_map(|(result, text)| result.ok().map(|_| text)).collect();
        assert_eq!(kept(&pool).await, acknowledged, "whatever was acknowledged is there, and nothing else");
        queue.write(small("later", true)).await.unwrap();
        assert!(queue.write(big()).await.is_err());
        assert_eq!(kept(&pool).await.last().map(String::as_str), Some("later"));
    }

    /// Looks at the file from outside of the transaction.
    struct Look(SqlitePool);

    impl Write for Look {
        type Output = usize;

        async fn run(&self, _: &mut Tx<'_>) -> Result<usize> {
            Ok(kept(&self.0).await.len())
        }
    }

    #[tokio::test]
    async fn writes_that_wait_share_a_transaction() {
        let folder = tempfile::TempDir::new().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.path().join("kept.db")).create_if_missing(true);
        let options = options.journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.unwrap();
        sqlx::query("CREATE TABLE kept (text TEXT)").execute(&pool).await.unwrap();
        let outside = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        let queue = Queue::start(pool.clone(), watch::Sender::new(0), None);

        let held = pool.acquire().await.unwrap();
        let writes = futures_util::future::join_all((0..50).map(|n| queue.write(Keep(n.to_string(), true))));
        let (results, seen, ()) = tokio::join!(writes, queue.write(Look(outside.clone())), async {
            tokio::task::yield_now().await;
            drop(held);
        });
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(seen.unwrap(), 0, "the fifty before are not committed yet");
        assert_eq!(kept(&outside).await.len(), 50);
    }
}
