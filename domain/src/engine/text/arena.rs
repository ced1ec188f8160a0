//! Many short texts in one long one, and the table that finds them again while a directory is loaded.
//! Knows nothing about what the texts are.

use crate::engine::hash::hash_of;

/// Texts one behind the other, by number.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    text: String,
    ends: Vec<u32>,
}

impl Arena {
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    #[inline]
    pub fn get(&self, number: u32) -> &str {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[from as usize..self.ends[number as usize] as usize]
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Bytes of the texts, and of the table of their ends.
    pub fn bytes(&self) -> (usize, usize) {
        (self.text.capacity(), self.ends.capacity() * size_of::<u32>())
    }
}

/// Numbers texts as they come.
#[derive(Debug, Default)]
pub struct Numbering {
    arena: Arena,
    /// The upper half of a hash and a number from 1, or zero. Never more than half full; a power of two.
    slots: Vec<u64>,
    /// Kept for its memory: the hash of each text of a row and the slot it points to.
    hashes: Vec<(u64, u64)>,
}

impl Numbering {
    /// Calls back with the number of each text, a new one if need be.
    pub fn number(&mut self, texts: &[String], mut each: impl FnMut(u32)) {
        while self.slots.len() <= (self.arena.ends.len() + texts.len()) * 2 {
            self.grow();
        }
        // All hashes, then all slots, then all texts: memory is slow, but it answers many questions at once.
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(texts.iter().map(|text| (hash_of(&text.as_bytes()), 0)));
        for (hash, slot) in &mut hashes {
            *slot = self.slots[self.slot(*hash)];
        }
        for (text, &(hash, slot)) in texts.iter().zip(&hashes) {
            let number = if self.is(slot, hash, text) { slot as u32 - 1 } else { self.find_or_add(text, hash) };
            each(number);
        }
        self.hashes = hashes;
    }

    /// The number of one text, a new one if need be.
    #[inline]
    pub fn number_one(&mut self, text: &str) -> u32 {
        if self.slots.len() <= (self.arena.ends.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash_of(&text.as_bytes());
        let slot = self.slots[self.slot(hash)];
        if self.is(slot, hash, text) { slot as u32 - 1 } else { self.find_or_add(text, hash) }
    }

    /// Makes room for that many texts.
    pub fn reserve(&mut self, texts: usize) {
        let slots = (texts * 2 + 1).next_power_of_two();
        if self.slots.len() < slots {
            self.grow_to(slots);
        }
    }

    /// How many texts have a number.
    pub fn len(&self) -> u32 {
        self.arena.len()
    }

    /// Whether a slot holds this text.
    #[inline]
    fn is(&self, slot: u64, hash: u64, text: &str) -> bool {
        slot >> 32 == hash >> 32 && slot as u32 > 0 && self.arena.get(slot as u32 - 1) == text
    }

    fn find_or_add(&mut self, text: &str, hash: u64) -> u32 {
        let mut at = self.slot(hash);
        while self.slots[at] != 0 {
            if self.is(self.slots[at], hash, text) {
                return self.slots[at] as u32 - 1;
            }
            at = self.slot(at as u64 + 1);
        }
        self.arena.push(text);
        self.slots[at] = hash >> 32 << 32 | u64::from(self.arena.len());
        self.arena.len() - 1
    }

    fn slot(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn grow(&mut self) {
        self.grow_to((self.slots.len() * 2).max(1024));
    }

    fn grow_to(&mut self, slots: usize) {
        self.slots = vec![0; slots];
        for number in 0..self.arena.len() {
            let hash = hash_of(&self.arena.get(number).as_bytes());
            let mut at = self.slot(hash);
            while self.slots[at] != 0 {
                at = self.slot(at as u64 + 1);
            }
            self.slots[at] = hash >> 32 << 32 | u64::from(number + 1);
        }
    }

    pub fn finish(self) -> Arena {
        self.arena
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers_while_the_table_grows() {
        let mut numbering = Numbering::default();
        let texts: Vec<String> = (0..5000).map(|number| format!("слово{}", number % 3000)).collect();
        let mut numbers = Vec::new();
        texts.chunks(70).for_each(|texts| numbering.number(texts, |number| numbers.push(number)));
        assert_eq!(numbers, (0..5000).map(|number| number % 3000).collect::<Vec<u32>>());
        let arena = numbering.finish();
        assert_eq!((arena.len(), arena.get(0), arena.get(2999)), (3000, "слово0", "слово2999"));
    }
}
