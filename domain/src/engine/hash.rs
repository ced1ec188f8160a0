//! A fast hash for tables that live inside the engine and are never iterated over.
//!
//! A load looks millions of stems up; the hash of the standard library would take longer than everything else
//! together. An adversary could make words collide: the texts are published by coordinators, and what would suffer is
//! the time of a load.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
};

/// A table with the fast hash.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

/// The fast hash of one value.
pub fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = FastHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Multiply and add, as the Rust compiler does for its own tables.
#[derive(Clone, Copy, Default)]
pub struct FastHasher(u64);

const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;

impl FastHasher {
    #[inline]
    fn add(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(MULTIPLIER).rotate_left(23);
    }
}

impl Hasher for FastHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let word = |bytes: Option<&[u8; 8]>| bytes.copied().map_or(0, u64::from_le_bytes);
        let half = |bytes: Option<&[u8; 4]>| bytes.copied().map_or(0, |half| u64::from(u32::from_le_bytes(half)));
        self.add(bytes.len() as u64);
        // The last word overlaps with the one before; that saves a loop over the bytes that are left.
        match bytes.len() {
            8.. => {
                bytes.chunks_exact(8).for_each(|chunk| self.add(word(chunk.first_chunk())));
                self.add(word(bytes.last_chunk()));
            }
            4.. => self.add(half(bytes.first_chunk()) << 32 | half(bytes.last_chunk())),
            _ => self.add(bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte))),
        }
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    #[inline]
    fn write_u16(&mut self, value: u16) {
        self.add(u64::from(value));
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    /// The table takes its place from the low bits and its tag from the high ones; a product is good in the middle.
    #[inline]
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(MULTIPLIER).rotate_left(26)
    }
}
