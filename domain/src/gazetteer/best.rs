//! The few best of many rows, without keeping the others.

use super::{
    near_miss::Distance,
    weigh::{FIRST_WORDS, Near, Weight},
};

/// How a row was found, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    Sound,
    TwoMistakesBegun,
    TwoMistakes,
    OneMistakeBegun,
    OneMistake,
    WordBegun,
    NameBegun,
    FirstWords,
    Name,
}

impl Match {
    /// A whole name may stand below a beginning: «mars» is a hamlet, but Marseille is meant. What is below a begun
    /// name stays there.
    fn rank(self) -> u32 {
        self.min(Self::NameBegun) as u32
    }
}

impl From<Distance> for Match {
    fn from(distance: Distance) -> Self {
        match (distance.mistakes, distance.is_begun) {
            (0, false) => Self::Name,
            (0, true) => Self::NameBegun,
            (1, false) => Self::OneMistake,
            (1, true) => Self::OneMistakeBegun,
            (_, false) => Self::TwoMistakes,
            (_, true) => Self::TwoMistakesBegun,
        }
    }
}

/// A row with what decides its place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The kind of the match above, the weight below.
    score: u32,
    pub row: u32,
}

/// Bits of a score below the kind of the match; a weight has fewer.
const WEIGHT_BITS: u32 = 24;

impl Scored {
    pub fn weight(self) -> u32 {
        self.score & ((1 << WEIGHT_BITS) - 1)
    }

    /// How it was found, as a number that grows with the kind of the match.
    pub fn rank(self) -> u32 {
        self.score >> WEIGHT_BITS
    }

    pub fn score(self) -> u32 {
        self.score
    }
}

/// The best so far, best first, each row once.
#[derive(Debug)]
pub struct Best {
    near: Option<Near>,
    most: usize,
    has_words: bool,
    rows: Vec<Scored>,
}

impl Best {
    pub fn new(most: usize, near: Option<Near>) -> Self {
        Self { near, most, has_words: false, rows: Vec::with_capacity(most + 1) }
    }

    /// Takes the row if it is among the best. `loss` is taken off its weight, or adds to it.
    pub fn offer(&mut self, row: u32, found: Match, weight: Weight, loss: i32) {
        self.has_words |= found >= Match::FirstWords;
        let own = match found {
            Match::Name => weight.of_name(),
            Match::FirstWords => weight.of_begun() + FIRST_WORDS,
            Match::NameBegun
            | Match::WordBegun
            | Match::OneMistake
            | Match::OneMistakeBegun
            | Match::TwoMistakes
            | Match::TwoMistakesBegun
            | Match::Sound => weight.of_begun(),
        };
        let least = self.rows.last().filter(|_| self.rows.len() >= self.most).map_or(0, |last| last.score);
        // The nearness is a root: it is worked out only where it could matter.
        if found.rank() < least >> WEIGHT_BITS {
            return;
        }
        let near = self.near.map_or(0, |near| weight.nearness(near));
        // A base keeps an alias of a hamlet above zero, below its equals.
        let score = found.rank() << WEIGHT_BITS | (BASE + own + near).saturating_add_signed(-loss.min(BASE as i32));
        if self.rows.len() < self.most || score > least {
            self.insert(Scored { score, row });
        }
    }

    fn insert(&mut self, new: Scored) {
        if let Some(place) = self.rows.iter().position(|old| old.row == new.row) {
            if self.rows[place].score >= new.score {
                return;
            }
            self.rows.remove(place);
        }
        let place = self.rows.partition_point(|old| old.score >= new.score);
        self.rows.insert(place, new);
        self.rows.truncate(self.most);
    }

    /// Whether some name was found whole, or its first words.
    pub fn has_words(&self) -> bool {
        self.has_words
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn rows(&self) -> &[Scored] {
        &self.rows
    }
}

/// More than any loss.
const BASE: u32 = 1 << 16;
