//! Lists and texts of many rows in one string of bytes, out of which each is looked up.
//! Knows nothing about what they mean.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::column::{Column, put, take};

/// Ascending lists of numbers, one behind the other and packed until one is asked for: steps from the number before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    steps: Packed,
    /// How many bytes each list has.
    lengths: Column<u32>,
}

impl Lists {
    /// Adds a list, which ascends.
    pub fn push(&mut self, list: &[u32]) {
        let (begin, mut before) = (self.steps.0.len(), 0);
        for number in list {
            put(number - before, &mut self.steps.0);
            before = *number;
        }
        self.lengths.push((self.steps.0.len() - begin) as u32);
    }
}

/// Lists of which each is found.
#[derive(Debug)]
pub struct Rack {
    steps: Vec<u8>,
    ends: Vec<u32>,
}

impl Rack {
    /// The lists, ready to be looked up; `None` when the lengths do not fit.
    pub fn of(lists: Lists) -> Option<Self> {
        let mut end = 0_u32;
        let next = |length: &u32| {
            end = end.checked_add(*length)?;
            Some(end)
        };
        let ends = lists.lengths.iter().map(next).collect::<Option<Vec<u32>>>()?;
        (end as usize == lists.steps.0.len()).then_some(Self { steps: lists.steps.0, ends })
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The numbers of a list; none when there is no such list.
    pub fn get(&self, number: usize) -> impl Iterator<Item = u32> {
        let from = number.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before));
        let range = from.zip(self.ends.get(number)).map(|(from, to)| *from as usize..*to as usize);
        let mut steps = range.and_then(|range| self.steps.get(range)).unwrap_or_default();
        let mut number = 0_u32;
        std::iter::from_fn(move || {
            number = number.wrapping_add(take(&mut steps)?);
            Some(number)
        })
    }
}

/// Numbers as bytes that nobody has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Packed(Vec<u8>);

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(<&[u8]>::deserialize(deserializer)?.to_vec()))
    }
}

/// Texts one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    text: String,
    lengths: Column<u32>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.lengths.push(text.len() as u32);
    }
}

/// Where each text ends, to find one among many without a list of them.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    text: String,
    ends: Vec<u32>,
}

impl Shelf {
    /// The texts, ready to be looked up; `None` when the lengths do not fit.
    pub fn of(texts: Texts) -> Option<Self> {
        let mut end = 0_u32;
        let mut ends = Vec::with_capacity(texts.lengths.len());
        for length in &*texts.lengths {
            end = end.checked_add(*length)?;
            texts.text.is_char_boundary(end as usize).then_some(())?;
            ends.push(end);
        }
        (end as usize == texts.text.len()).then_some(Self { text: texts.text, ends })
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of that number; nothing when there is none.
    pub fn get(&self, number: usize) -> &str {
        let from = number.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before));
        let range = from.zip(self.ends.get(number)).map(|(from, to)| *from as usize..*to as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_come_back_from_their_steps(lists in proptest::collection::vec(proptest::collection::btree_set(any::<u32>(), 0..9), 0..9)) {
            let mut all = Lists::default();
            lists.iter().for_each(|list| all.push(&list.iter().copied().collect::<Vec<_>>()));
            let rack = Rack::of(all).unwrap();
            let back: Vec<std::collections::BTreeSet<u32>> = (0..rack.len()).map(|at| rack.get(at).collect()).collect();
            prop_assert_eq!(back, lists);
            prop_assert_eq!(rack.get(rack.len()).count(), 0);
        }

        #[test]
        fn any_bytes_are_lists_or_refused(steps in proptest::collection::vec(any::<u8>(), 0..20), lengths in proptest::collection::vec(0..9_u32, 0..5)) {
            let lists = Lists { steps: Packed(steps), lengths: lengths.into_iter().collect() };
            if let Some(rack) = Rack::of(lists) {
                (0..rack.len()).for_each(|at| drop(rack.get(at).collect::<Vec<_>>()));
            }
        }

        #[test]
        fn texts_come_back(texts in proptest::collection::vec(".{0,9}", 0..30)) {
            let mut column = Texts::default();
            texts.iter().for_each(|text| column.push(text));
            let shelf = Shelf::of(column).unwrap();
            prop_assert_eq!((0..shelf.len()).map(|at| shelf.get(at)).collect::<Vec<_>>(), texts);
            prop_assert_eq!(shelf.get(shelf.len()), "");
        }
    }

    #[test]
    fn lengths_that_do_not_fit_are_refused() {
        for (text, lengths) in [("лік", vec![1, 5]), ("ab", vec![1]), ("ab", vec![3]), ("ab", vec![u32::MAX, u32::MAX])]
        {
            let texts = Texts { text: text.to_owned(), lengths: lengths.into_iter().collect() };
            assert!(Shelf::of(texts).is_none());
        }
    }
}
