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

use super::BUSY_TIMEOUT;
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
    pub fn start(pool: SqlitePool, news: watch::Sender<u64>) -> Self {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(Writer { pool, queue: receiver, news }.run());
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
