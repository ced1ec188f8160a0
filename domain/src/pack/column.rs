//! Columns: one value for each row, in a form that a general compressor makes small.
//! Knows nothing about what the values mean.

use std::{collections::HashMap, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One number for each row. In a block it is a string of bytes: seven bits of a number in each, the lowest first, and
/// the eighth bit as long as more follow. A phone reads it in one loop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column<T>(Vec<T>);

/// Appends a number as columns have it.
pub fn put(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The number at the beginning of some bytes, which are shorter by it afterwards.
pub fn take(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
    None
}

/// What can stand in a column.
pub trait Number: Copy {
    fn packed(self) -> u32;
    /// `None` when the number is too large.
    fn of(packed: u32) -> Option<Self>;
}

impl Number for u8 {
    fn packed(self) -> u32 {
        self.into()
    }

    fn of(packed: u32) -> Option<Self> {
        Self::try_from(packed).ok()
    }
}

impl Number for u32 {
    fn packed(self) -> u32 {
        self
    }

    fn of(packed: u32) -> Option<Self> {
        Some(packed)
    }
}

/// Twice the number, and one less than twice its opposite below zero: what is near zero is short.
impl Number for i32 {
    fn packed(self) -> u32 {
        (self << 1 ^ self >> 31) as u32
    }

    fn of(packed: u32) -> Option<Self> {
        Some((packed >> 1) as Self ^ -((packed & 1) as Self))
    }
}

impl<T: Number> Column<T> {
    pub fn push(&mut self, number: T) {
        self.0.push(number);
    }

    fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len());
        self.0.iter().for_each(|number| put(number.packed(), &mut bytes));
        bytes
    }

    fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut numbers = Vec::with_capacity(bytes.len());
        let mut begun = (0, 0);
        // In pieces, so that a browser runs what reads one well after some of them.
        for piece in bytes.chunks(4096) {
            begun = Self::unpack_piece(piece, begun, &mut numbers)?;
        }
        numbers.shrink_to_fit();
        (begun.1 == 0).then_some(Self(numbers))
    }

    /// Goes on with a number of which some bits were in the piece before; gives those of the last one.
    #[inline(never)]
    fn unpack_piece(bytes: &[u8], (mut packed, mut shift): (u32, u32), numbers: &mut Vec<T>) -> Option<(u32, u32)> {
        for byte in bytes {
            if *byte < 0x80 && shift == 0 {
                numbers.push(T::of(u32::from(*byte))?);
                continue;
            }
            let bits = u32::from(byte & 0x7f);
            // Thirty-two bits end in the fifth byte.
            if shift > 28 || bits << shift >> shift != bits {
                return None;
            }
            packed |= bits << shift;
            shift += 7;
            if *byte < 0x80 {
                numbers.push(T::of(packed)?);
                (packed, shift) = (0, 0);
            }
        }
        Some((packed, shift))
    }
}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        Self(numbers.into_iter().collect())
    }
}

impl<T: Number> Serialize for Column<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.pack())
    }
}

impl<'de, T: Number> Deserialize<'de> for Column<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::unpack(<&[u8]>::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no column"))
    }
}

/// Numbers values as they come, for a column that says for each row which of the values before it has.
///
/// In a column 0 stands for no value, 1 for the next that was not there yet, and more for one that was: 2 for the
/// latest, 3 for the one before. Neighbours share an organisation or a commune, so that most numbers are small.
#[derive(Debug, Default)]
pub struct Numbering<T> {
    pub distinct: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T: Clone + Eq + std::hash::Hash> Numbering<T> {
    /// What stands in the column for a value.
    pub fn mention(&mut self, value: Option<&T>) -> u32 {
        let Some(value) = value else { return 0 };
        let latest = self.distinct.len();
        if let Some(number) = self.numbers.get(value) {
            return (latest - number + 1) as u32;
        }
        self.numbers.insert(value.clone(), latest);
        self.distinct.push(value.clone());
        1
    }
}

/// The numbers that a column of mentions means, from 1; 0 for no value. `None` when one means nothing.
pub fn meant(column: &[u32], distinct: usize) -> Option<Vec<u32>> {
    let mut latest = 0_u32;
    let mut numbers = Vec::with_capacity(column.len());
    for mention in column {
        numbers.push(match mention {
            0 => 0,
            1 => {
                latest += 1;
                latest
            }
            back => latest.checked_sub(back - 2).filter(|number| *number > 0)?,
        });
    }
    (latest as usize == distinct).then_some(numbers)
}

/// Differences between neighbours.
#[derive(Debug, Default)]
pub struct Steps(i32);

impl Steps {
    /// The step to the next value.
    pub fn to(&mut self, value: i32) -> i32 {
        value.wrapping_sub(std::mem::replace(&mut self.0, value))
    }

    /// The value behind a step.
    pub fn take(&mut self, step: i32) -> i32 {
        self.0 = self.0.wrapping_add(step);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_come_back_from_their_mentions(values in proptest::collection::vec(proptest::option::of(0..20_u8), 0..200)) {
            let mut numbering = Numbering::default();
            let column: Vec<u32> = values.iter().map(|value| numbering.mention(value.as_ref())).collect();
            let numbers = meant(&column, numbering.distinct.len()).unwrap();
            let back = |number: &u32| number.checked_sub(1).map(|number| numbering.distinct[number as usize]);
            prop_assert_eq!(numbers.iter().map(back).collect::<Vec<_>>(), values);
        }

        #[test]
        fn columns_come_back_from_their_bytes(numbers in proptest::collection::vec(any::<u32>(), 0..50), shift in 0..32_u32) {
            let column: Column<u32> = numbers.iter().map(|number| number >> shift).collect();
            prop_assert_eq!(Column::unpack(&column.pack()), Some(column));
            let column: Column<i32> = numbers.iter().map(|number| *number as i32 >> shift).collect();
            prop_assert_eq!(Column::unpack(&column.pack()), Some(column));
            let column: Column<u8> = numbers.iter().map(|number| *number as u8).collect();
            prop_assert_eq!(Column::unpack(&column.pack()), Some(column));
        }

        #[test]
        fn any_bytes_are_a_column_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
            if let Some(column) = Column::<u32>::unpack(&bytes) {
                prop_assert!(column.pack().len() <= bytes.len());
            }
        }

        #[test]
        fn any_column_of_mentions_is_read_or_refused(column in proptest::collection::vec(any::<u32>(), 0..20), distinct in 0..5_usize) {
            let _ = meant(&column, distinct);
        }

        #[test]
        fn values_come_back_from_their_steps(values in proptest::collection::vec(any::<i32>(), 0..50)) {
            let (mut there, mut back) = (Steps::default(), Steps::default());
            for value in values {
                let step = there.to(value);
                prop_assert_eq!(back.take(step), value);
            }
        }
    }

    #[test]
    fn a_column_that_is_cut_or_too_large_is_refused() {
        assert_eq!(Column::<u32>::unpack(&[0x80]), None);
        assert_eq!(Column::<u32>::unpack(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Some([u32::MAX].into_iter().collect()));
        assert_eq!(Column::<u32>::unpack(&[0xff, 0xff, 0xff, 0xff, 0x1f]), None);
        assert_eq!(Column::<u32>::unpack(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]), None);
        assert_eq!(Column::<u8>::unpack(&[0x80, 0x02]), None);
    }
}
