//! Hears the change numbers that other servers tell the database.
//! A lost notification is no harm: followers look for themselves as well.

use std::time::Duration;

use sqlx::{PgPool, postgres::PgListener};
use tokio::{sync::watch, task::JoinHandle};

use crate::write::CHANNEL;

/// How long to wait before the listening begins again after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// A task that listens for as long as this value lives.
pub(super) struct Listener(JoinHandle<()>);

impl Listener {
    pub fn start(pool: PgPool, news: watch::Sender<u64>) -> Self {
        Self(tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = listen(&pool, &news).await {
                    tracing::debug!(%error, "listening for changes was interrupted");
                }
                tokio::time::sleep(PAUSE).await;
            }
        }))
    }

    pub fn stop(&self) {
        self.0.abort();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn listen(pool: &PgPool, news: &watch::Sender<u64>) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // `None` means that the connection was lost and made anew, perhaps with something missed.
        let told = listener.try_recv().await?.and_then(|told| told.payload().parse().ok());
        news.send_modify(|last| *last = told.unwrap_or(*last).max(*last));
    }
}
