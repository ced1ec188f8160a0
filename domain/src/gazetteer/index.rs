//! The folded names of all places, and the order of their words.
//! Knows rows, not places: what a row is worth is decided elsewhere.
//!
//! The names of a place lie one after the other in one pool, each with its end ([`END`]), aliases last. An entry is
//! the beginning of a name or of a word in it, and entries are sorted by what follows, so that whatever begins with
//! some letters is one stretch of them.

use super::{
    letters::{END, LastWord, SPACE, fold},
    near_miss::{Signature, signature},
    read::{Cells, Column},
    weigh::{ALIAS_LOSS, ARTICLE_LOSS, DOUBLING},
};

/// Bits of an entry that say where in the names of its place it begins.
const OFFSET_BITS: u32 = 12;
/// Letters that are compared at once when sorting.
const HEAD: usize = 16;

/// The names, while they are gathered.
pub struct Names {
    pool: Vec<u8>,
    blocks: Vec<u32>,
    aliases: Vec<u16>,
    entries: Vec<(u128, u32)>,
    signatures: Vec<Signature>,
}

/// What [`Index::begun`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub row: u32,
    pub part: Part,
    /// It is another name than those in the four languages.
    pub is_alias: bool,
    /// It is the name that the place has itself.
    pub is_own: bool,
    pub lacks_article: bool,
}

impl Hit {
    /// What is taken off the weight of its place.
    pub fn loss(self) -> i32 {
        let loss = match (self.is_alias, self.lacks_article) {
            (true, _) => ALIAS_LOSS,
            (false, true) => ARTICLE_LOSS,
            (false, false) => 0,
        };
        loss as i32
    }
}

/// What a place in Ukraine gains under its own name, so that «Володимир» is not a city four times as large in another
/// country.
pub const OWN_IN_UKRAINE: i32 = 6 * DOUBLING as i32;

/// Which part of a name is the same as what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Name,
    /// The first words of a name.
    FirstWords,
    /// The beginning of a name; a word of it goes on.
    Beginning,
    /// A later word, or the beginning of one.
    Word,
}

#[derive(Debug)]
pub struct Index {
    pool: Box<[u8]>,
    /// Where the names of each row begin, and at last where all end.
    blocks: Box<[u32]>,
    /// Where within its names the aliases of each row begin.
    aliases: Box<[u16]>,
    /// The row and the offset within its names.
    entries: Box<[u32]>,
    signatures: Box<[Signature]>,
}

impl Names {
    /// Room for the names of that many places.
    pub fn for_places(count: usize) -> Self {
        Self {
            pool: Vec::with_capacity(count * 32),
            blocks: Vec::with_capacity(count + 1),
            aliases: Vec::with_capacity(count),
            entries: Vec::with_capacity(count * 4),
            signatures: Vec::with_capacity(count),
        }
    }

    /// The names of the next row.
    pub fn push(&mut self, cells: &Cells) {
        let block = self.pool.len();
        self.blocks.push(block as u32);
        for column in [Column::Name, Column::NameUk, Column::NameFr, Column::NameEn, Column::NameRu] {
            self.add(block, cells[column as usize]);
        }
        self.aliases.push(u16::try_from(self.pool.len() - block).unwrap_or(u16::MAX));
        for alias in cells[Column::Aliases as usize].split('|') {
            self.add(block, alias);
        }
        self.signatures.push(signature(&self.pool[block..]));
    }

    fn add(&mut self, block: usize, name: &str) {
        let start = self.pool.len();
        if name.is_empty() {
            return;
        }
        fold(name, LastWord::Whole, &mut self.pool);
        let (before, folded) = self.pool.split_at(start);
        let is_known = before[block..].split(|&letter| letter == END).any(|known| known == folded);
        if folded.is_empty() || is_known {
            return self.pool.truncate(start);
        }
        self.pool.push(END);
        self.add_entries(block, start);
    }

    fn add_entries(&mut self, block: usize, start: usize) {
        let row = self.blocks.len() as u32 - 1;
        let mut word = start;
        loop {
            let offset = (word - block) as u32;
            if offset >> OFFSET_BITS == 0 && (word == start || is_looked_for(word_at(&self.pool, word))) {
                self.entries.push((head(&self.pool, word), row << OFFSET_BITS | offset));
            }
            let Some(space) = self.pool[word..].iter().position(|&letter| letter == SPACE) else { return };
            word += space + 1;
        }
    }
}

fn word_at(pool: &[u8], at: usize) -> &[u8] {
    pool[at..].split(|&letter| letter <= SPACE).next().unwrap_or_default()
}

/// Whether anybody would begin with this word, when the name does not.
fn is_looked_for(word: &[u8]) -> bool {
    word.len() > 2 && !matches!(word, b"les" | b"sur" | b"des" | b"aux" | b"sous")
}

/// The first letters from a place on, up to the end of the name, as a number that sorts as they do.
fn head(pool: &[u8], at: usize) -> u128 {
    let letters = pool[at..].iter().take(HEAD).take_while(|&&letter| letter != END);
    let (sum, count) = letters.fold((0, 0), |(sum, count), &letter| (sum << 8 | u128::from(letter), count + 1));
    if count == 0 { 0 } else { sum << (8 * (HEAD - count)) }
}

impl Index {
    pub fn new(names: Names) -> Self {
        let Names { pool, mut blocks, aliases, mut entries, signatures } = names;
        blocks.push(pool.len() as u32);
        let rest = |entry: u32| {
            let from = blocks[(entry >> OFFSET_BITS) as usize] + (entry & ((1 << OFFSET_BITS) - 1));
            let rest = pool.get(from as usize + HEAD..).unwrap_or_default();
            rest.iter().take_while(|&&letter| letter != END)
        };
        entries.sort_unstable_by(|a, b| {
            let by_rest = || {
                // A name that ended within its head has nothing left to compare.
                if a.0.trailing_zeros() >= u8::BITS {
                    a.1.cmp(&b.1)
                } else {
                    rest(a.1).cmp(rest(b.1)).then(a.1.cmp(&b.1))
                }
            };
            a.0.cmp(&b.0).then_with(by_rest)
        });
        Self {
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            pool: pool.into_boxed_slice(),
            blocks: blocks.into_boxed_slice(),
            aliases: aliases.into_boxed_slice(),
            signatures: signatures.into_boxed_slice(),
        }
    }

    /// Calls back with each place where a name or a word begins with these letters.
    /// A place comes as often as it has such names and words.
    pub fn begun(&self, letters: &[u8], mut each: impl FnMut(Hit)) {
        if letters.is_empty() {
            return;
        }
        let from = self.entries.partition_point(|&entry| self.following(entry, letters.len()) < letters);
        let count = self.entries[from..].partition_point(|&entry| self.following(entry, letters.len()) == letters);
        for &entry in &self.entries[from..from + count] {
            each(self.hit(entry, letters));
        }
    }

    /// Calls back with every row whose name begins with this letter, and with the name.
    pub fn names_from(&self, letter: u8, mut each: impl FnMut(u32, &[u8])) {
        self.begun(&[letter], |hit| {
            if hit.part != Part::Word && !hit.lacks_article {
                self.names(hit.row).filter(|name| name.first() == Some(&letter)).for_each(|name| each(hit.row, name));
            }
        });
    }

    /// The names of a row, one after the other, each with its end.
    pub fn block(&self, row: u32) -> &[u8] {
        &self.pool[self.blocks[row as usize] as usize..self.blocks[row as usize + 1] as usize]
    }

    pub fn signature(&self, row: u32) -> Signature {
        self.signatures[row as usize]
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.signatures.len()
    }

    pub fn memory(&self) -> usize {
        self.pool.len()
            + 4 * (self.blocks.len() + self.entries.len())
            + size_of_val(&*self.aliases)
            + size_of_val(&*self.signatures)
    }

    fn names(&self, row: u32) -> impl Iterator<Item = &[u8]> {
        self.block(row).split(|&letter| letter == END).filter(|name| !name.is_empty())
    }

    /// So many letters from an entry on, fewer where the name ends.
    fn following(&self, entry: u32, count: usize) -> &[u8] {
        let rest = &self.pool[self.start(entry)..];
        let rest = &rest[..count.min(rest.len())];
        let end = rest.iter().position(|&letter| letter == END);
        &rest[..end.unwrap_or(rest.len())]
    }

    fn start(&self, entry: u32) -> usize {
        (self.blocks[(entry >> OFFSET_BITS) as usize] + (entry & ((1 << OFFSET_BITS) - 1))) as usize
    }

    fn hit(&self, entry: u32, letters: &[u8]) -> Hit {
        let (row, start) = (entry >> OFFSET_BITS, self.start(entry));
        let block = self.blocks[row as usize] as usize;
        let before = &self.pool[block..start];
        let is_first = before.last().is_none_or(|&letter| letter == END);
        let lacks_article = !is_first && is_article(before);
        let next = self.pool[start + letters.len()];
        let is_number_cut = next.is_ascii_digit() && letters.last().is_some_and(u8::is_ascii_digit);
        let part = match next {
            _ if !(is_first || lacks_article) || is_number_cut => Part::Word,
            END => Part::Name,
            SPACE => Part::FirstWords,
            _ => Part::Beginning,
        };
        let is_alias = start - block >= usize::from(self.aliases[row as usize]);
        Hit { row, part, is_alias, is_own: start == block, lacks_article }
    }
}

/// Whether what stands before a word is the article that begins the name.
fn is_article(before: &[u8]) -> bool {
    let start = before.iter().rposition(|&letter| letter == END).map_or(0, |end| end + 1);
    matches!(&before[start..], b"le " | b"la " | b"les " | b"l ")
}
