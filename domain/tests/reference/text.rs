//! Which words match which stems, by the letter of the specification.

use domain::analysis::{stem, words_of};

/// How a word may match a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Equal,
    Begins,
    Misspelt,
}

/// The words of a query, each with whether it is misspelt.
pub struct Query {
    words: Vec<Word>,
}

struct Word {
    text: String,
    may_begin: bool,
    is_misspelt: bool,
}

impl Query {
    /// `everything` gives the stems of all listings.
    pub fn new<'a>(text: &str, everything: impl Iterator<Item = &'a String> + Clone) -> Self {
        let texts: Vec<String> = words_of(text).into_iter().take(12).collect();
        let count = texts.len();
        let words = texts.into_iter().enumerate().map(|(place, text)| {
            let may_begin = place + 1 == count && text.chars().count() >= 2;
            let mut word = Word { text, may_begin, is_misspelt: false };
            let found = everything.clone().any(|term| word.way(term).is_some());
            word.is_misspelt = !found && word.text.chars().count() >= 4 && !word.text.chars().any(char::is_numeric);
            word
        });
        Self { words: words.collect() }
    }

    /// The points of each word in a listing, 0 where it does not match.
    pub fn points<'a>(&'a self, name: &'a [String], body: &'a [String]) -> impl Iterator<Item = u32> + 'a {
        self.words.iter().map(|word| {
            let name = name.iter().filter_map(|term| word.way(term)).map(|way| match way {
                Way::Equal => 600,
                Way::Begins => 450,
                Way::Misspelt => 300,
            });
            let body = body.iter().filter_map(|term| word.way(term)).map(|way| match way {
                Way::Equal => 300,
                Way::Begins => 220,
                Way::Misspelt => 150,
            });
            name.chain(body).max().unwrap_or(0)
        })
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }
}

impl Word {
    fn way(&self, term: &str) -> Option<Way> {
        if self.is_misspelt {
            let stem = stem(&self.text);
            // A shortcut, for the length alone is a distance.
            let is_near = stem.chars().count().abs_diff(term.chars().count()) <= 1;
            return (is_near && distance(stem, term) == 1).then_some(Way::Misspelt);
        }
        if stem(&self.text) == term {
            return Some(Way::Equal);
        }
        (self.may_begin && term.starts_with(&self.text)).then_some(Way::Begins)
    }
}

/// Optimal string alignment, by its recurrence.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                table[i][j] = i + j;
                continue;
            }
            let wrong = usize::from(a[i - 1] != b[j - 1]);
            table[i][j] = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + wrong);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                table[i][j] = table[i][j].min(table[i - 2][j - 2] + 1);
            }
        }
    }
    table[a.len()][b.len()]
}
