//! Ascending row numbers in few bits.
//!
//! A list that a good part of all rows are in is a set of bits. Any other is the gaps between its rows in Rice's code:
//! the low bits of a gap as they are, the rest as that many ones and a zero. With the number of low bits fitted to
//! each list that is within half a bit of what is possible, where whole bytes would take half as much again.
//! Knows nothing about terms.

use crate::engine::rows::{BLOCK, RowSet};

/// More ones than this are not written: the gap follows whole.
const ESCAPE: u32 = 24;
/// More low bits than this are not used.
const MAX_LOW: u32 = 20;
/// Bytes that the reader may look at behind the last list.
pub const PADDING: usize = 8;

/// Whether a list of that many of all rows is written as bits: from an eighth on they cost little more than gaps
/// and are read a word at a time.
fn is_dense(count: usize, rows: usize) -> bool {
    count * 8 > rows
}

/// Appends a list. Rows ascend; a row that comes twice is written once. All are below `rows`.
pub fn write(list: &[u32], rows: usize, out: &mut Vec<u8>) {
    let gaps: Vec<u32> = gaps(list).collect();
    write_number(gaps.len() as u32, out);
    if is_dense(gaps.len(), rows) {
        write_bits(list, rows, out);
    } else if !gaps.is_empty() {
        write_gaps(&gaps, out);
    }
}

fn write_bits(list: &[u32], rows: usize, out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + rows.div_ceil(BLOCK) * 8, 0);
    for &row in list {
        out[start + row as usize / 8] |= 1 << (row % 8);
    }
}

fn gaps(list: &[u32]) -> impl Iterator<Item = u32> {
    let mut next = 0;
    list.iter().filter_map(move |&row| {
        let gap = row.checked_sub(next)?;
        next = row + 1;
        Some(gap)
    })
}

fn write_gaps(gaps: &[u32], out: &mut Vec<u8>) {
    let low = low_bits(gaps);
    out.push(low as u8);
    let mut bits = Writer { out, word: 0, filled: 0 };
    for &gap in gaps {
        let ones = gap >> low;
        if ones < ESCAPE {
            let rest = u64::from(gap & ((1 << low) - 1));
            bits.put(u64::from((1_u32 << ones) - 1) | rest << (ones + 1), ones + 1 + low);
        } else {
            bits.put((1 << ESCAPE) - 1, ESCAPE);
            bits.put(u64::from(gap), u32::BITS);
        }
    }
    bits.finish();
}

/// The number of low bits with which the gaps need the least room: about the logarithm of the typical gap.
fn low_bits(gaps: &[u32]) -> u32 {
    let count = gaps.len() as u32;
    let lengths: u32 = gaps.iter().map(|gap| u32::BITS - gap.leading_zeros()).sum();
    let typical = lengths / count.max(1);
    let first = typical.saturating_sub(2);
    let mut ones = [0_u64; 3];
    for &gap in gaps {
        let most = ESCAPE + u32::BITS;
        ones[0] += u64::from((gap >> first).min(most));
        ones[1] += u64::from((gap >> (first + 1)).min(most));
        ones[2] += u64::from((gap >> (first + 2)).min(most));
    }
    let rooms = (first..=MAX_LOW).zip(ones).map(|(low, ones)| (ones + u64::from(count * low), low));
    rooms.min().map_or(MAX_LOW, |(_, low)| low)
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    word: u64,
    filled: u32,
}

impl Writer<'_> {
    /// Appends the lowest bits of a value, at most 56 of them.
    fn put(&mut self, value: u64, bits: u32) {
        self.word |= value << self.filled;
        self.filled += bits;
        let whole = self.filled / 8;
        self.out.extend_from_slice(&self.word.to_le_bytes()[..whole as usize]);
        self.word = self.word.unbounded_shr(whole * 8);
        self.filled %= 8;
    }

    fn finish(self) {
        if self.filled > 0 {
            self.out.push(self.word as u8);
        }
    }
}

/// Adds the rows of a list to a set. Behind the list there are [`PADDING`] bytes or more.
pub fn read(bytes: &[u8], rows: usize, into: &mut RowSet) {
    let (count, list) = read_number(bytes);
    if is_dense(count as usize, rows) {
        for (word, bits) in into.words_mut().iter_mut().zip(read_bits(list, rows)) {
            *word |= bits;
        }
    } else {
        let words = into.words_mut();
        read_gaps(list, count, |row| {
            if let Some(word) = words.get_mut(row as usize / BLOCK) {
                *word |= 1 << (row as usize % BLOCK);
            }
        });
    }
}

fn read_bits(bytes: &[u8], rows: usize) -> impl Iterator<Item = u64> {
    let words = bytes.chunks_exact(8).map(|chunk| chunk.first_chunk().copied().map_or(0, u64::from_le_bytes));
    words.take(rows.div_ceil(BLOCK))
}

#[inline]
fn read_gaps(list: &[u8], count: u32, mut each: impl FnMut(u32)) {
    let Some((&low, bytes)) = list.split_first().filter(|_| count > 0) else { return };
    let low = u32::from(low).min(MAX_LOW);
    let mask = (1 << low) - 1;
    let mut bits = Reader { bytes, at: 0, word: 0, filled: 0 };
    let mut next = 0_u32;
    for _ in 0..count {
        let mut ones = bits.word.trailing_ones();
        if ones + 1 + low > bits.filled || ones >= ESCAPE {
            bits.fill();
            ones = bits.word.trailing_ones();
        }
        let gap = if ones < ESCAPE {
            bits.skip(ones + 1);
            let rest = bits.word as u32 & mask;
            bits.skip(low);
            ones << low | rest
        } else {
            bits.skip(ESCAPE);
            let gap = bits.word as u32;
            bits.skip(u32::BITS);
            gap
        };
        let row = next.wrapping_add(gap);
        each(row);
        next = row.wrapping_add(1);
    }
}

/// Bits in the order in which they were written.
struct Reader<'a> {
    bytes: &'a [u8],
    /// The byte that is not wholly in the word yet.
    at: usize,
    word: u64,
    /// How many bits of the word count. Those above are the next ones or zero.
    filled: u32,
}

impl Reader<'_> {
    /// Fills the word to 56 bits or more, without a loop and without a branch but the one at the end of the bytes.
    #[inline]
    fn fill(&mut self) {
        let chunk = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk());
        self.word |= chunk.copied().map_or(0, u64::from_le_bytes) << self.filled;
        self.at += (63 - self.filled as usize) / 8;
        self.filled = self.filled % 8 + 56;
    }

    #[inline]
    fn skip(&mut self, bits: u32) {
        self.word >>= bits;
        self.filled -= bits;
    }
}

/// Appends a number in groups of seven bits.
pub fn write_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A number and what follows it.
pub fn read_number(bytes: &[u8]) -> (u32, &[u8]) {
    let (mut number, mut shift) = (0, 0);
    for (at, &byte) in bytes.iter().enumerate().take(5) {
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return (number, &bytes[at + 1..]);
        }
    }
    (number, &[])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn there_and_back(list: &[u32], rows: usize) -> Vec<u32> {
        let mut bytes = Vec::new();
        write(list, rows, &mut bytes);
        bytes.extend([0xff; PADDING]);
        let mut set = RowSet::none_of(rows);
        read(&bytes, rows, &mut set);
        let mut back = Vec::new();
        set.each(|row| back.push(row as u32));
        back
    }

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(list in proptest::collection::btree_set(0..100_000_u32, 0..300), rows in 100_000..4_000_000_usize) {
            let list: Vec<u32> = list.into_iter().collect();
            prop_assert_eq!(there_and_back(&list, rows), list);
        }

        #[test]
        fn so_is_a_dense_one(list in proptest::collection::btree_set(0..400_u32, 0..300)) {
            let list: Vec<u32> = list.into_iter().collect();
            prop_assert_eq!(there_and_back(&list, 400), list);
        }

        #[test]
        fn a_number_is_read_as_it_was_written(number in any::<u32>()) {
            let mut bytes = Vec::new();
            write_number(number, &mut bytes);
            bytes.push(7);
            prop_assert_eq!(read_number(&bytes), (number, &[7][..]));
        }
    }

    #[test]
    fn a_gap_much_longer_than_the_others_is_written_whole() {
        let list: Vec<u32> = (0..200).chain([3_999_999]).collect();
        assert_eq!(there_and_back(&list, 4_000_000), list);
    }

    #[test]
    fn a_row_that_comes_twice_is_written_once() {
        assert_eq!(there_and_back(&[5, 5, 900], 1000), [5, 900]);
    }
}
