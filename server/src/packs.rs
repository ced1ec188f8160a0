//! Packs: which blocks there are, how long they are true, and how they are packed.
//!
//! A pack is served for a while although the directory goes on: the changes since lead from it to now. Other blocks are
//! made anew after each change; who would wait too long takes the one before, whose header says how old it is.
//! Knows nothing about what is inside, and not how things are kept.

use std::{io::Write, sync::Arc};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use brotli::CompressorWriter;
use domain::{Lang, pack::Frame, time::Timestamp};
use usecases::{
    clock::Clock,
    directory::{Directory, Since},
    places,
};

use crate::{
    http::assets::File,
    made::{Age, Shelf, Size, Thing, Workshop},
};

/// Changes after which a pack is made anew: reading them takes a phone less time than they take to fetch.
const MANY_CHANGES: u64 = 500;
/// Changes after which what is kept leads nowhere any more.
const TOO_MANY: u64 = 1_000;
/// Seconds after which a pack is made anew, because hours know holidays for some weeks only.
const OLD: Timestamp = 24 * 3600;

/// The bytes that blocks may take while they are kept, and lists of changes.
const ROOM: usize = 48 << 20;
const ROOM_FOR_CHANGES: usize = 8 << 20;

/// Brotli for what is made once and fetched often: a pack of ten thousand listings takes some seconds.
const QUALITY: u32 = 9;
/// The same for a block of few listings: a sixteenth smaller, in half a second.
const QUALITY_OF_SMALL: u32 = 10;
/// The bytes up to which a block is small.
const SMALL: usize = 600_000;
/// The smallest and the largest window of brotli, in powers of two.
const WINDOW: (u32, u32) = (16, 22);

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

/// What changed after a number, as of another.
struct News {
    as_of: u64,
    /// `None` when it is too much.
    block: Option<Sent>,
}

/// What is asked for since a change number.
pub enum Answer {
    Nothing,
    Response(Response),
    TooMuch,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Block {
    Guide,
    /// Of a department.
    Details(String),
    /// Names of places: of all, or of the larger ones.
    Places(bool),
}

/// All packs. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct Packs {
    directory: Directory,
    clock: Clock,
    #[expect(clippy::struct_field_names, reason = "They are the packs, beside their blocks and news.")]
    packs: Shelf<Lang, Pack>,
    blocks: Shelf<(Lang, Block), Sent>,
    news: Shelf<(Lang, u64), News>,
}

impl Thing for Pack {
    fn weight(&self) -> Option<usize> {
        Some(self.index.file.weight() + self.words.file.weight())
    }
}

impl Thing for Sent {
    fn weight(&self) -> Option<usize> {
        Some(self.file.weight())
    }
}

impl Thing for News {
    fn weight(&self) -> Option<usize> {
        Some(self.block.as_ref().map_or(64, |block| block.file.weight()))
    }
}

impl Packs {
    /// No packs yet.
    pub fn new(directory: Directory, clock: Clock, workshop: &Workshop) -> Self {
        let packs = Shelf::new(workshop, Size::Large, usize::MAX);
        let blocks = Shelf::new(workshop, Size::Large, ROOM);
        let news = Shelf::new(workshop, Size::Small, ROOM_FOR_CHANGES);
        Self { directory, clock, packs, blocks, news }
    }

    /// The pack of a language.
    pub async fn pack(&self, lang: Lang) -> Option<Arc<Pack>> {
        let (change, now) = (self.directory.change(), self.clock.now());
        let age = |pack: &Pack| match change.saturating_sub(pack.index.frame.change) {
            ..=MANY_CHANGES if now <= pack.index.frame.made_at + OLD => Age::Young,
            1..=TOO_MANY => Age::Old,
            _ => Age::Useless,
        };
        let directory = self.directory.clone();
        let make = || async move {
            let packed = directory.packed(lang, now);
            Some(Pack { index: Sent::of(packed.index)?, words: Sent::of(packed.words)? })
        };
        self.packs.get(lang, age, make).await
    }

    /// The guide of a language.
    pub async fn guide(&self, lang: Lang) -> Option<Arc<Sent>> {
        let (directory, now) = (self.directory.clone(), self.clock.now());
        self.block(lang, Block::Guide, move || Some(directory.packed_guide(lang, now))).await
    }

    /// The details of a department, or of listings without one when the code is empty; `None` when there are none.
    pub async fn details(&self, lang: Lang, department: &str) -> Option<Arc<Sent>> {
        let (directory, now, code) = (self.directory.clone(), self.clock.now(), department.to_owned());
        let make = move || directory.packed_details(&code, lang, now);
        self.block(lang, Block::Details(department.to_owned()), make).await
    }

    /// Names of places: of all, or of the larger ones.
    pub async fn places(&self, lang: Lang, whole: bool) -> Option<Arc<Sent>> {
        let now = self.clock.now();
        self.block(lang, Block::Places(whole), move || Some(places::packed(whole, lang, now))).await
    }

    async fn block(
        &self,
        lang: Lang,
        block: Block,
        make: impl FnOnce() -> Option<Vec<u8>> + Send + 'static,
    ) -> Option<Arc<Sent>> {
        // Places are as old as the program.
        let change = if matches!(block, Block::Places(_)) { 0 } else { self.directory.change() };
        let age = |sent: &Sent| match change.saturating_sub(sent.frame.change) {
            0 => Age::Young,
            1..=TOO_MANY => Age::Old,
            _ => Age::Useless,
        };
        self.blocks.get((lang, block), age, || async move { Sent::of(make()?) }).await
    }

    /// What changed after a number; `None` when it cannot be said now.
    pub async fn changes(&self, lang: Lang, since: u64, request: &HeaderMap) -> Option<Answer> {
        let (change, now) = (self.directory.change(), self.clock.now());
        if since >= change {
            return Some(if since == change { Answer::Nothing } else { Answer::TooMuch });
        }
        let age = |news: &News| if news.as_of == change { Age::Young } else { Age::Useless };
        let directory = self.directory.clone();
        let make = || async move {
            Some(match directory.changes(since, lang, now) {
                Since::Nothing | Since::TooMuch => News { as_of: change, block: None },
                Since::Changes(block) => {
                    let block = Sent::of(block)?;
                    News { as_of: block.frame.change, block: Some(block) }
                }
            })
        };
        let news = self.news.get((lang, since), age, make).await?;
        Some(news.block.as_ref().map_or(Answer::TooMuch, |block| Answer::Response(block.answer(request))))
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

/// The window is no larger than the block: it takes as much memory as it is wide.
fn compressed(block: &[u8]) -> Option<Vec<u8>> {
    let window = block.len().next_power_of_two().ilog2().clamp(WINDOW.0, WINDOW.1);
    let quality = if block.len() <= SMALL { QUALITY_OF_SMALL } else { QUALITY };
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, quality, window);
    writer.write_all(block).and_then(|()| writer.flush()).ok()?;
    Some(writer.into_inner())
}
