//! Packs, made when somebody asks for the first time and kept compressed for everybody after.
//!
//! A pack is served for a while although the directory goes on: the changes since lead from it to now. Meanwhile a new one
//! is made beside it, off the way of whoever asks. Knows nothing about what is inside.

use std::{
    collections::HashMap,
    io::Write,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use brotli::CompressorWriter;
use domain::{Lang, pack::Frame, time::Timestamp};
use tokio::{sync::OnceCell, task::spawn_blocking};
use usecases::{clock::Clock, directory::Directory, places};

use crate::http::assets::File;

/// Changes after which a pack is made anew: reading them takes a phone less time than they take to fetch.
const MANY_CHANGES: u64 = 500;
/// Seconds after which it is made anew, because hours know holidays for some weeks only.
const OLD: Timestamp = 24 * 3600;
/// Blocks of details that are kept: what many phones of one region ask for.
const DETAILS: usize = 256;

/// Brotli for what is made once and fetched often: a pack of ten thousand listings takes some seconds.
const QUALITY: u32 = 9;
const WINDOW: u32 = 22;

/// A pack as it is sent.
#[derive(Debug)]
pub struct Pack {
    pub index: Sent,
    pub words: Sent,
}

/// A block as it is sent.
#[derive(Debug)]
pub struct Sent {
    pub frame: Frame,
    file: File,
}

/// All packs. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct Packs {
    directory: Directory,
    clock: Clock,
    kept: Arc<Kept>,
}

#[derive(Default)]
struct Kept {
    packs: [Mutex<Arc<OnceCell<Arc<Pack>>>>; 4],
    renewing: [AtomicBool; 4],
    details: Mutex<HashMap<(Lang, String), Arc<Sent>>>,
    /// By language the larger places, and all.
    places: [[OnceCell<Arc<Sent>>; 2]; 4],
}

impl Packs {
    /// No packs yet.
    pub fn new(directory: Directory, clock: Clock) -> Self {
        Self { directory, clock, kept: Arc::default() }
    }

    /// The pack of a language. The first who asks waits for it, as long as a request may; it is made all the same when
    /// nobody waits any longer, or a large one would begin anew with each request.
    pub async fn pack(&self, lang: Lang) -> Option<Arc<Pack>> {
        let cell = Arc::clone(&locked(&self.kept.packs[lang as usize]));
        let pack = match cell.get() {
            Some(pack) => Arc::clone(pack),
            None => {
                let this = self.clone();
                tokio::spawn(async move { cell.get_or_try_init(|| this.make(lang)).await.cloned() }).await.ok()?.ok()?
            }
        };
        if self.is_old(&pack.index.frame) {
            self.renew(lang);
        }
        Some(pack)
    }

    fn is_old(&self, frame: &Frame) -> bool {
        self.directory.change() > frame.change + MANY_CHANGES || self.clock.now() > frame.made_at + OLD
    }

    /// Makes a new pack while the old one is served, unless somebody does already.
    fn renew(&self, lang: Lang) {
        if self.kept.renewing[lang as usize].swap(true, Ordering::AcqRel) {
            return;
        }
        let this = self.clone();
        tokio::spawn(async move {
            if let Ok(pack) = this.make(lang).await {
                *locked(&this.kept.packs[lang as usize]) = Arc::new(OnceCell::new_with(Some(pack)));
            }
            this.kept.renewing[lang as usize].store(false, Ordering::Release);
        });
    }

    async fn make(&self, lang: Lang) -> Result<Arc<Pack>, ()> {
        let (directory, now) = (self.directory.clone(), self.clock.now());
        let pack = spawn_blocking(move || {
            let packed = directory.packed(lang, now);
            Some(Arc::new(Pack { index: Sent::of(packed.index)?, words: Sent::of(packed.words)? }))
        });
        pack.await.ok().flatten().ok_or(())
    }

    /// The guide of a language, as it is now.
    pub async fn guide(&self, lang: Lang) -> Option<Arc<Sent>> {
        let (directory, now) = (self.directory.clone(), self.clock.now());
        self.kept_or((lang, "guide ".to_owned()), move || Some(directory.packed_guide(lang, now))).await
    }

    /// The details of a department, or of listings without one when the code is empty; `None` when there are none.
    pub async fn details(&self, lang: Lang, department: &str) -> Option<Arc<Sent>> {
        let (directory, now, code) = (self.directory.clone(), self.clock.now(), department.to_owned());
        self.kept_or((lang, department.to_owned()), move || directory.packed_details(&code, lang, now)).await
    }

    /// Names of places: of all, or of the larger ones.
    pub async fn places(&self, lang: Lang, whole: bool) -> Option<Arc<Sent>> {
        let now = self.clock.now();
        let make = || async move {
            spawn_blocking(move || Sent::of(places::packed(whole, lang, now)).map(Arc::new))
                .await
                .ok()
                .flatten()
                .ok_or(())
        };
        self.kept.places[lang as usize][usize::from(whole)].get_or_try_init(make).await.ok().cloned()
    }

    /// A block that is true up to now: one that is kept, or a new one.
    async fn kept_or(
        &self,
        key: (Lang, String),
        make: impl FnOnce() -> Option<Vec<u8>> + Send + 'static,
    ) -> Option<Arc<Sent>> {
        let change = self.directory.change();
        let kept = locked(&self.kept.details).get(&key).cloned();
        if let Some(kept) = kept.filter(|kept| kept.frame.change == change) {
            return Some(kept);
        }
        let sent = spawn_blocking(move || Sent::of(make()?).map(Arc::new)).await.ok().flatten()?;
        let mut details = locked(&self.kept.details);
        if details.len() >= DETAILS {
            details.clear();
        }
        details.insert(key, Arc::clone(&sent));
        Some(sent)
    }
}

impl Sent {
    /// A block, compressed.
    pub fn of(block: Vec<u8>) -> Option<Self> {
        let (frame, _) = domain::pack::open(&block).ok()?;
        let brotli = compressed(&block).map(Bytes::from);
        let tag = format!("{:08x}-{}", frame.checksum, frame.change);
        let caching = HeaderValue::from_static("no-cache");
        Some(Self { frame, file: File::made("application/octet-stream", caching, tag, block.into(), brotli) })
    }

    /// The answer to a request for it.
    pub fn answer(&self, request: &HeaderMap) -> Response {
        self.file.answer(request)
    }
}

fn compressed(block: &[u8]) -> Option<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(block).and_then(|()| writer.flush()).ok()?;
    Some(writer.into_inner())
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Waker},
        time::Duration,
    };

    use store::Store;

    use super::*;

    #[tokio::test]
    async fn a_pack_is_made_to_its_end_when_nobody_waits_for_it_any_longer() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        store.migrate().await.unwrap();
        let clock = Clock::system();
        let directory = Directory::load(store, Vec::new(), clock.now()).await.unwrap();
        let packs = Packs::new(directory, clock);
        let cell = Arc::clone(&locked(&packs.kept.packs[Lang::Uk as usize]));
        {
            let asking = pin!(packs.pack(Lang::Uk));
            assert!(asking.poll(&mut Context::from_waker(Waker::noop())).is_pending(), "it takes a while");
        }
        let made = async {
            while cell.get().is_none() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), made).await.expect("it is made");
        assert!(packs.pack(Lang::Uk).await.is_some());
    }
}
