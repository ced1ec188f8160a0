//! Ascending row numbers in few bits.
//!
//! A list that a good part of all rows are in is a set of bits. Any other is the gaps between its rows in Rice's code:
//! the low bits of a gap as they are, the rest as that many ones and a zero. With the number of low bits fitted to
//! each list that is within half a bit of what is possible, where whole bytes would take half as much again.
//! Knows nothing about terms.

use crate::engine::rows::{BLOCK, RowSet, each_bit};

/// More ones than this are not written: the gap follows whole.
const ESCAPE: u32 = 24;
/// Bytes that the reader may look at behind the last list.
pub const PADDING: usize = 8;

/// Whether a list of that many of all rows is written as bits: from an eighth on they cost little more than gaps
/// and are read a word at a time.
fn is_dense(count: usize, rows: usize) -> bool {
    count * 8 > rows
}

/// Appends a list. Rows ascend; a row that comes twice is written once. All are below `rows`.
pub fn write(list: &[u32], rows: usize, out: &mut Vec<u8>) {
    let count = 1 + list.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let count = if list.is_empty() { 0 } else { count };
    write_number(count as u32, out);
    if is_dense(count, rows) {
        write_bits(list, rows, out);
    } else if count > 0 {
        write_gaps(list, out);
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

fn write_gaps(list: &[u32], out: &mut Vec<u8>) {
    let low = low_bits(list);
    out.push(low as u8);
    let mut bits = Writer { out, word: 0, filled: 0 };
    for gap in gaps(list) {
        let ones = gap >> low;
        if ones < ESCAPE {
            bits.put(u64::from((1_u32 << ones) - 1), ones + 1);
            bits.put(u64::from(gap & ((1 << low) - 1)), low);
        } else {
            bits.put((1 << ESCAPE) - 1, ESCAPE);
            bits.put(u64::from(gap), u32::BITS);
        }
    }
    bits.finish();
}

/// The number of low bits that suits the gaps: about the logarithm of the typical one.
fn low_bits(list: &[u32]) -> u32 {
    let (mut sum, mut count) = (0, 0);
    for gap in gaps(list) {
        sum += u32::BITS - gap.leading_zeros();
        count += 1;
    }
    (sum / count.max(1)).saturating_sub(1).min(20)
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    word: u64,
    filled: u32,
}

impl Writer<'_> {
    /// Appends the lowest bits of a value, at most 32 of them.
    fn put(&mut self, value: u64, bits: u32) {
        self.word |= value << self.filled;
        self.filled += bits;
        while self.filled >= 8 {
            self.out.push(self.word as u8);
            self.word >>= 8;
            self.filled -= 8;
        }
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

/// Calls back with the rows of a list, ascending. Behind the list there are [`PADDING`] bytes or more.
pub fn each(bytes: &[u8], rows: usize, mut each: impl FnMut(u32)) {
    let (count, list) = read_number(bytes);
    if is_dense(count as usize, rows) {
        for (block, bits) in read_bits(list, rows).enumerate() {
            each_bit(bits, |bit| each((block * BLOCK + bit) as u32));
        }
    } else {
        read_gaps(list, count, each);
    }
}

fn read_bits(bytes: &[u8], rows: usize) -> impl Iterator<Item = u64> {
    let words = bytes.chunks_exact(8).map(|chunk| chunk.first_chunk().copied().map_or(0, u64::from_le_bytes));
    words.take(rows.div_ceil(BLOCK))
}

#[inline]
fn read_gaps(list: &[u8], count: u32, mut each: impl FnMut(u32)) {
    let Some((&low, bytes)) = list.split_first().filter(|_| count > 0) else { return };
    let low = u32::from(low) % u32::BITS;
    let mask = (1_u64 << low) - 1;
    let (mut at, mut next) = (0_usize, 0_u32);
    for _ in 0..count {
        let word = peek(bytes, at);
        let ones = word.trailing_ones();
        let gap = if ones < ESCAPE {
            at += (ones + 1 + low) as usize;
            ones << low | (word >> (ones + 1) & mask) as u32
        } else {
            at += (ESCAPE + u32::BITS) as usize;
            (word >> ESCAPE) as u32
        };
        let row = next.wrapping_add(gap);
        each(row);
        next = row.wrapping_add(1);
    }
}

/// At least 57 bits from a place on.
#[inline]
fn peek(bytes: &[u8], bit: usize) -> u64 {
    let chunk = bytes.get(bit / 8..).and_then(|rest| rest.first_chunk());
    chunk.copied().map_or(0, u64::from_le_bytes) >> (bit % 8)
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
        let mut again = Vec::new();
        each(&bytes, rows, |row| again.push(row));
        assert_eq!(again, back);
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
