//! Everything that is made on demand: once for all who ask, few things at a time, kept for those who come after.
//!
//! Packs, exports, pictures and lists of changes take milliseconds to seconds, and a stranger may ask for all of them at
//! once. So each thing is made once however many wait for it; of all things only so many are made at a time, on threads
//! of their own that stand behind those that answer readers; what waits for its turn and is wanted by nobody any more is
//! not begun; and what is kept is counted in bytes ([decision 026](../../../docs/decisions/026-made-on-demand.md)).
//! Knows nothing about what is made.

mod answers;
mod shelf;

pub use answers::{Answers, keep, keep_long};
pub use shelf::{Age, Shelf, Thing};

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    runtime::{Builder, Runtime},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinError,
};

/// Large things that are made at a time: a pack of 20,000 listings takes some tens of megabytes while it is made.
const LARGE: usize = 1;
/// Small things that are made at a time, beside the large one.
const SMALL: usize = 2;

/// How much is made at a time. Cheap to clone; all clones share their turns.
#[derive(Clone, Debug)]
pub struct Workshop {
    large: Arc<Semaphore>,
    small: Arc<Semaphore>,
    begun: Arc<AtomicUsize>,
}

/// Whose turns a thing takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// What takes a second or more when the directory is large.
    Large,
    Small,
}

impl Default for Workshop {
    fn default() -> Self {
        let turns = |count| Arc::new(Semaphore::new(count));
        Self { large: turns(LARGE), small: turns(SMALL), begun: Arc::default() }
    }
}

impl Workshop {
    /// How many things were begun since the start.
    pub fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    /// Waits for a turn, which lasts until what is given is let go. Turns are never closed.
    async fn turn(&self, size: Size) -> Option<OwnedSemaphorePermit> {
        let turns = match size {
            Size::Large => &self.large,
            Size::Small => &self.small,
        };
        Arc::clone(turns).acquire_owned().await.ok()
    }

    /// Runs what may take the processor for long, apart from the threads that answer readers.
    async fn work<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        apart(work).await.inspect_err(|error| tracing::error!(%error, "something could not be made")).ok()
    }

    /// Makes something for one asker alone, when it is their turn; `None` when it could not be made.
    pub async fn once<T: Send + 'static>(
        &self,
        size: Size,
        make: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let turn = self.turn(size).await?;
        // The turn lasts as long as the work, although the asker may have left.
        let work = async move {
            let made = make.await;
            drop(turn);
            made
        };
        self.work(work).await
    }
}

async fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<T, JoinError> {
    /// As many threads as there are turns. Never ended: it lives as long as the process.
    static THREADS: LazyLock<Option<Runtime>> = LazyLock::new(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(LARGE + SMALL).thread_name("made").on_thread_start(stand_behind).enable_all();
        builder.build().inspect_err(|error| tracing::warn!(%error, "no threads to make things apart")).ok()
    });
    match &*THREADS {
        Some(threads) => threads.spawn(work).await,
        None => tokio::spawn(work).await,
    }
}

/// Whoever waits for a page comes before whoever waits for a pack; but where readers leave no time at all, a pack still
/// gets a quarter of a core. Elsewhere than on Linux this would be said of the whole process.
fn stand_behind() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(5);
}
