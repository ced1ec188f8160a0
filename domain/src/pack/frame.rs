//! The frame around every block: what it is, and whether it came whole. Knows nothing about what is inside.

use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

use crate::{code::Code, lang::Lang, time::Timestamp};

/// The version of the format. A reader takes no other; a number is never used for two forms.
pub const VERSION: u8 = 3;

/// The first bytes of every block.
const MAGIC: &[u8; 4] = b"ENSP";

/// Bytes before the content.
pub const HEADER: usize = 32;
/// Where the length of the content stands.
const LENGTH: usize = 24;
/// Where the checksum stands, behind everything else of the header.
const CHECKSUM: usize = 28;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Index = 1,
    Words = 2,
    Guide = 3,
    Details = 4,
    Changes = 5,
    Places = 6,
}

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub block: Block,
    pub lang: Lang,
    /// The change number up to which the content is true.
    pub change: u64,
    /// When the server made it, by its clock.
    pub made_at: Timestamp,
    /// CRC-32 (ISO 3309, as in gzip) of the header up to here and of the content: also the name of this very block.
    pub checksum: u32,
}

/// Why a block cannot be used. Whoever meets one throws the block away and fetches it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    #[error("this is no block of a pack")]
    Foreign,
    #[error("the block is of version {0} of the format")]
    Version(u8),
    #[error("the block is cut off or altered")]
    Damaged,
    #[error("the block is another one than was asked for")]
    Other,
    #[error("the content of the block makes no sense")]
    Senseless,
}

/// A block as bytes: header and content.
pub fn write(block: Block, lang: Lang, (change, made_at): (u64, Timestamp), content: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER);
    bytes.extend(MAGIC);
    bytes.extend([VERSION, block as u8]);
    bytes.extend(lang.code().as_bytes());
    bytes.extend(change.to_le_bytes());
    bytes.extend(made_at.to_le_bytes());
    bytes.extend([0; 8]);
    // Writing into memory fails for sequences whose length nobody knows; there are none in here.
    let mut bytes = postcard::to_extend(content, bytes).unwrap_or_default();
    seal(&mut bytes);
    bytes
}

/// Makes the header say how long the content is and what its checksum is; what is shorter than a header stays.
pub fn seal(bytes: &mut [u8]) {
    let length = (bytes.len().saturating_sub(HEADER) as u32).to_le_bytes();
    if let Some(place) = bytes.get_mut(LENGTH..CHECKSUM) {
        place.copy_from_slice(&length);
    }
    if bytes.len() >= HEADER {
        let checksum = checksum(bytes).to_le_bytes();
        bytes[CHECKSUM..HEADER].copy_from_slice(&checksum);
    }
}

/// The header of a block that came whole, and its content.
pub fn open(bytes: &[u8]) -> Result<(Frame, &[u8]), PackError> {
    let (header, content) = bytes.split_first_chunk::<HEADER>().ok_or(PackError::Damaged)?;
    if !header.starts_with(MAGIC) {
        return Err(PackError::Foreign);
    }
    if header[4] != VERSION {
        return Err(PackError::Version(header[4]));
    }
    let number = |from: usize| u64::from_le_bytes(std::array::from_fn(|at| header[from + at]));
    let half = |from: usize| u32::from_le_bytes(std::array::from_fn(|at| header[from + at]));
    if half(LENGTH) as usize != content.len() || half(CHECKSUM) != checksum(bytes) {
        return Err(PackError::Damaged);
    }
    let lang = str::from_utf8(&header[6..8]).ok().and_then(Lang::from_code).ok_or(PackError::Senseless)?;
    let frame = Frame {
        block: block_of(header[5]).ok_or(PackError::Senseless)?,
        lang,
        change: number(8),
        made_at: number(16) as Timestamp,
        checksum: half(CHECKSUM),
    };
    Ok((frame, content))
}

/// The header and the content of a block of that kind.
pub fn read<T: DeserializeOwned>(bytes: &[u8], block: Block) -> Result<(Frame, T), PackError> {
    let (frame, content) = open(bytes)?;
    if frame.block != block {
        return Err(PackError::Other);
    }
    let content = postcard::from_bytes(content).map_err(|_| PackError::Senseless)?;
    Ok((frame, content))
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&bytes[..CHECKSUM]);
    hasher.update(&bytes[HEADER..]);
    hasher.finalize()
}

fn block_of(code: u8) -> Option<Block> {
    [Block::Index, Block::Words, Block::Guide, Block::Details, Block::Changes, Block::Places]
        .into_iter()
        .find(|block| *block as u8 == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block() -> Vec<u8> {
        write(Block::Guide, Lang::Uk, (7, 1_795_429_200), &("лікар", 300_u32))
    }

    #[test]
    fn a_block_is_read_as_it_was_written() {
        let (frame, content): (_, (String, u32)) = read(&block(), Block::Guide).unwrap();
        assert_eq!((frame.lang, frame.change, frame.made_at), (Lang::Uk, 7, 1_795_429_200));
        assert_eq!(content, ("лікар".to_owned(), 300));
        assert_eq!(read::<(String, u32)>(&block(), Block::Index).unwrap_err(), PackError::Other);
    }

    #[test]
    fn what_is_cut_off_or_altered_anywhere_is_refused() {
        let whole = block();
        for length in 0..whole.len() {
            assert!(open(&whole[..length]).is_err(), "{length}");
        }
        for bit in 0..whole.len() * 8 {
            let mut altered = whole.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&altered).is_err(), "{bit}");
        }
    }

    #[test]
    fn another_version_is_refused_by_its_number_even_when_it_looks_different() {
        let mut newer = block();
        newer[4] = VERSION + 1;
        newer.truncate(40);
        assert_eq!(open(&newer), Err(PackError::Version(VERSION + 1)));
        assert_eq!(open(b"<!doctype html><html lang=\"fr\"><title>Wi-Fi</title>"), Err(PackError::Foreign));
    }
}
