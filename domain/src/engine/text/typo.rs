//! Words one typing error away from each other: a letter too many, too few, wrong, or swapped with its neighbour.
//!
//! An error falls into the first half of a word or into the second, and leaves the other half as it is. So a term one
//! error away begins with the word's first half or ends with its second, unless two letters are swapped across the
//! middle: that is one word, which can be looked up. Knows nothing about vocabularies.

/// A word that nothing matches, taken for a misspelt one.
pub struct Misspelt<'a> {
    word: &'a str,
    letters: Vec<char>,
    /// Where the second half begins, in bytes.
    middle: usize,
    /// Kept between comparisons for its memory.
    other: Vec<char>,
}

impl<'a> Misspelt<'a> {
    pub fn new(word: &'a str) -> Self {
        let letters: Vec<char> = word.chars().collect();
        let middle = letters[..letters.len() / 2].iter().map(|letter| letter.len_utf8()).sum();
        Self { word, letters, middle, other: Vec::new() }
    }

    pub fn first_half(&self) -> &'a str {
        &self.word[..self.middle]
    }

    pub fn last_half(&self) -> &'a str {
        &self.word[self.middle..]
    }

    /// The word with the letters on both sides of the middle swapped, if they differ.
    pub fn crossing(&self) -> Option<String> {
        let right = self.letters.len() / 2;
        let left = right.checked_sub(1)?;
        let mut letters = self.letters.clone();
        letters.swap(left, right);
        (letters[left] != letters[right]).then(|| letters.into_iter().collect())
    }

    /// Whether the optimal string alignment distance is exactly one.
    pub fn is_one_edit_from(&mut self, term: &str) -> bool {
        // One character has at most four bytes.
        if term.len().abs_diff(self.word.len()) > 4 {
            return false;
        }
        self.other.clear();
        self.other.extend(term.chars());
        is_one_edit(&self.letters, &self.other)
    }
}

/// Whether the optimal string alignment distance of two words is exactly one.
pub fn is_one_edit(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match (short, long) {
        (short, [_, rest @ ..]) if long.len() > short.len() => short == rest,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) => a == d && b == c && rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook recurrence.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => {
                        let wrong = usize::from(a[i - 1] != b[j - 1]);
                        let mut best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + wrong);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(table[i - 2][j - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn one_edit_is_distance_one(a in "[aбc]{0,7}", b in "[aбc]{0,7}") {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            let expected = distance(&letters(&a), &letters(&b)) == 1;
            prop_assert_eq!(Misspelt::new(&a).is_one_edit_from(&b), expected);
        }

        #[test]
        fn an_error_leaves_a_half_or_crosses_the_middle(a in "[aбc]{1,7}", b in "[aбc]{1,7}") {
            let mut misspelt = Misspelt::new(&a);
            if misspelt.is_one_edit_from(&b) {
                let kept = b.starts_with(misspelt.first_half()) || b.ends_with(misspelt.last_half());
                prop_assert!(kept || misspelt.crossing() == Some(b));
            }
        }
    }
}
