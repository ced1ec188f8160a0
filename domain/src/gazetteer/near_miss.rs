//! Names with a letter wrong, missing, too many, or two swapped.
//! Knows nothing about languages: every difference counts the same.
//!
//! All rows are looked at, but few are compared: a name that shares too few pairs of letters with what is typed cannot
//! be near enough, and the pairs of each row are kept as 128 bits.

use super::{index::Index, letters::END};

/// One bit for each pair of letters in the names of a row; pairs share bits.
pub type Signature = u128;

/// From how many letters on one may be wrong, and two.
const ONE_FROM: usize = 4;
const TWO_FROM: usize = 8;
/// From how many letters on any of them may be wrong, the first included.
const ALL_FROM: usize = 7;
/// How many pairs one or two mistakes may spoil. Two swaps would spoil six, which is nearly everything.
const SPOILED: [u32; 3] = [0, 3, 4];

/// How near a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distance {
    pub mistakes: u8,
    /// The name goes on after what is typed.
    pub is_begun: bool,
}

/// The pairs of letters in names that lie one after the other.
pub fn signature(names: &[u8]) -> Signature {
    names.windows(2).filter(|pair| pair[0] != END && pair[1] != END).fold(0, |bits, pair| {
        let product = (u32::from(pair[0]) << 8 | u32::from(pair[1])).wrapping_mul(0x9e37_79b1);
        bits | 1 << (product >> 25)
    })
}

/// Calls back with rows that have a name near enough to these letters, with the distance of the nearest; a row may come
/// more than once. Two mistakes are only looked for when nothing has one.
pub fn near_misses(index: &Index, letters: &[u8], mut each: impl FnMut(u32, Distance)) {
    let most = match letters.len() {
        TWO_FROM.. => 2,
        ONE_FROM.. => 1,
        _ => return,
    };
    let (wanted, pattern) = (signature(letters), Pattern::new(letters));
    let mut is_found = false;
    for allowed in 1..=most {
        let spoiled = SPOILED[allowed as usize].min((letters.len() as u32 - 1).div_ceil(2));
        let mut compare = |row: u32| {
            if (wanted & !index.signature(row)).count_ones() <= spoiled
                && let Some(distance) = pattern.nearest(index.block(row), allowed)
            {
                is_found = true;
                each(row, distance);
            }
        };
        if letters.len() < ALL_FROM {
            // Few pairs tell little: the first letter has to be right, or missing, or swapped with the second.
            letters[..2].iter().for_each(|&first| index.names_from(first, |row, _| compare(row)));
        } else {
            (0..index.len() as u32).for_each(compare);
        }
        if is_found {
            return;
        }
    }
}

/// Compares one text of at most 64 letters with many, all its letters at once (Myers 1999, with swaps by Hyyrö 2003).
pub struct Pattern {
    /// By letter, the places at which the pattern has it.
    places: [u64; 256],
    length: u32,
}

impl Pattern {
    pub fn new(letters: &[u8]) -> Self {
        let letters = &letters[..letters.len().min(64)];
        let mut places = [0; 256];
        for (place, &letter) in letters.iter().enumerate() {
            places[letter as usize] |= 1 << place;
        }
        Self { places, length: letters.len() as u32 }
    }

    /// The nearest of some names, each with its end behind it; `None` when none is near enough.
    pub fn nearest(&self, names: &[u8], allowed: u8) -> Option<Distance> {
        let mut best: Option<Distance> = None;
        let mut state = State::new(self.length);
        for &letter in names {
            if letter == END {
                consider(&mut best, state.distance, false, allowed);
                state = State::new(self.length);
                continue;
            }
            state.step(self.places[letter as usize], self.length);
            consider(&mut best, state.distance, true, allowed);
        }
        best
    }
}

fn consider(best: &mut Option<Distance>, mistakes: u32, is_begun: bool, allowed: u8) {
    if mistakes <= u32::from(allowed) {
        let distance = Distance { mistakes: mistakes as u8, is_begun };
        if best.is_none_or(|best| distance < best) {
            *best = Some(distance);
        }
    }
}

/// A column of the table of distances, as differences between its neighbours.
struct State {
    up: u64,
    down: u64,
    zeros: u64,
    places: u64,
    distance: u32,
}

impl State {
    fn new(length: u32) -> Self {
        Self { up: u64::MAX, down: 0, zeros: 0, places: 0, distance: length }
    }

    fn step(&mut self, places: u64, length: u32) {
        if length == 0 {
            self.distance += 1;
            return;
        }
        let swapped = ((!self.zeros & places) << 1) & self.places;
        let zeros = ((places & self.up).wrapping_add(self.up) ^ self.up) | places | self.down | swapped;
        let right = self.down | !(zeros | self.up);
        let left = zeros & self.up;
        let last = 1 << (length - 1);
        self.distance += u32::from(right & last != 0);
        self.distance -= u32::from(left & last != 0);
        let (right, left) = (right << 1 | 1, left << 1);
        self.up = left | !(zeros | right);
        self.down = right & zeros;
        (self.zeros, self.places) = (zeros, places);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The table of distances, plainly; swapped letters are not touched twice.
    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    table[i][j] = i + j;
                    continue;
                }
                let same = usize::from(a[i - 1] != b[j - 1]);
                let mut least = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + same);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                table[i][j] = least;
            }
        }
        table[a.len()][b.len()]
    }

    fn whole(a: &[u8], b: &[u8]) -> usize {
        let mut state = State::new(a.len() as u32);
        let pattern = Pattern::new(a);
        b.iter().for_each(|&letter| state.step(pattern.places[letter as usize], pattern.length));
        state.distance as usize
    }

    proptest! {
        #[test]
        fn the_distance_is_that_of_the_table(a in "[abc]{1,12}", b in "[abc]{0,12}") {
            prop_assert_eq!(whole(a.as_bytes(), b.as_bytes()), plain(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn a_mistake_spoils_at_most_three_pairs(name in "[a-z ]{4,20}", at in 0_usize..20, letter in b'a'..=b'z', kind in 0..4) {
            let mut typed = name.clone().into_bytes();
            let at = at % (typed.len() - 1);
            match kind {
                0 => typed[at] = letter,
                1 => typed.insert(at, letter),
                2 => { typed.remove(at); }
                _ => typed.swap(at, at + 1),
            }
            prop_assert!((signature(&typed) & !signature(name.as_bytes())).count_ones() <= SPOILED[1]);
        }
    }

    #[test]
    fn the_nearest_of_several_names_counts() {
        let pattern = Pattern::new(b"grenobel");
        assert_eq!(pattern.nearest(b"paris\0grenoble\0", 2), Some(Distance { mistakes: 1, is_begun: false }));
        assert_eq!(pattern.nearest(b"grenobell sur mer\0", 2), Some(Distance { mistakes: 0, is_begun: true }));
        assert_eq!(pattern.nearest(b"paris\0", 2), None);
    }
}
