//! Sets of rows: one word of 64 bits for each block of 64 neighbouring rows.
//! Knows nothing about what a row stands for.

/// Rows in a block: as many as a word has bits.
pub const BLOCK: usize = 64;

/// Calls back with the place of every bit that is set.
#[inline]
pub fn each_bit(mut word: u64, mut each: impl FnMut(usize)) {
    while word != 0 {
        each(word.trailing_zeros() as usize);
        word &= word - 1;
    }
}

/// The bits of a word for which the test holds; it is asked only about bits that are set.
#[inline]
pub fn keep(word: u64, mut test: impl FnMut(usize) -> bool) -> u64 {
    let mut kept = 0;
    each_bit(word, |bit| kept |= u64::from(test(bit)) << bit);
    kept
}

/// A set of rows.
#[derive(Clone, Debug, Default)]
pub struct RowSet(Vec<u64>);

impl RowSet {
    /// The empty set with room for that many rows.
    pub fn none_of(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(BLOCK)])
    }

    pub fn with_capacity(rows: usize) -> Self {
        Self(Vec::with_capacity(rows.div_ceil(BLOCK)))
    }

    /// Adds a row; the set grows as needed.
    pub fn insert(&mut self, row: usize) {
        if self.0.len() <= row / BLOCK {
            self.0.resize(row / BLOCK + 1, 0);
        }
        self.0[row / BLOCK] |= 1 << (row % BLOCK);
    }

    pub fn remove(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / BLOCK) {
            *word &= !(1 << (row % BLOCK));
        }
    }

    #[inline]
    pub fn contains(&self, row: usize) -> bool {
        self.word(row / BLOCK) >> (row % BLOCK) & 1 == 1
    }

    /// The rows of a block as bits.
    #[inline]
    pub fn word(&self, block: usize) -> u64 {
        self.0.get(block).copied().unwrap_or(0)
    }

    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether the other set has all these rows.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.iter().enumerate().all(|(block, word)| word & !other.word(block) == 0)
    }

    pub fn unite(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub fn intersect(&mut self, other: &Self) {
        for (block, word) in self.0.iter_mut().enumerate() {
            *word &= other.word(block);
        }
    }

    /// The rows, ascending.
    pub fn each(&self, mut each: impl FnMut(usize)) {
        for (block, &word) in self.0.iter().enumerate() {
            each_bit(word, |bit| each(block * BLOCK + bit));
        }
    }

    pub fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<u64>()
    }
}

impl FromIterator<u64> for RowSet {
    /// From the rows of one block after another, as bits.
    fn from_iter<I: IntoIterator<Item = u64>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_its_rows_in_order() {
        let mut set = RowSet::none_of(10);
        for row in [200, 3, 64, 63] {
            set.insert(row);
        }
        set.remove(64);
        set.remove(4000);
        let mut rows = Vec::new();
        set.each(|row| rows.push(row));
        assert_eq!(rows, [3, 63, 200]);
        assert!(set.contains(63) && !set.contains(64) && !set.contains(4000));
    }

    #[test]
    fn a_test_is_asked_only_about_bits_that_are_set() {
        let mut asked = Vec::new();
        let kept = keep(0b1101, |bit| {
            asked.push(bit);
            bit > 1
        });
        assert_eq!((kept, asked), (0b1100, vec![0, 2, 3]));
    }
}
