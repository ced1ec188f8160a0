//! Which words match which stems, by the letter of the specification.

use domain::{
    analysis::{stem, words_of},
    code::CodeSet,
    vocabulary::Category,
    wording::{self, Sense, Wording},
};

/// How a word may match a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Equal,
    Begins,
    Misspelt,
}

/// The phrases of a query that count, in their order.
pub struct Query {
    phrases: Vec<Phrase>,
}

pub struct Phrase {
    /// As typed.
    pub typed: String,
    pub role: Role,
    words: Vec<Word>,
    /// Categories whose listings match.
    means: CodeSet<Category>,
    /// A need or a soft phrase, or words that belong together.
    is_whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Word,
    Need,
    Soft,
}

struct Word {
    text: String,
    may_begin: bool,
    is_misspelt: bool,
}

impl Query {
    /// The words of a place: each for itself.
    pub fn of_place<'a>(text: &str, everything: impl Iterator<Item = &'a String> + Clone) -> Self {
        let texts: Vec<String> = words_of(text).into_iter().take(12).collect();
        let count = texts.len();
        let phrase = |(place, text): (usize, String)| {
            let word = Word::new(text, place + 1 == count, everything.clone(), false);
            Phrase::of(String::new(), Role::Word, vec![word], CodeSet::EMPTY, false)
        };
        Self { phrases: texts.into_iter().enumerate().map(phrase).collect() }
    }

    /// `everything` gives the stems of all listings, `used` the categories of all of them.
    pub fn of_words<'a>(
        text: &str,
        everything: impl Iterator<Item = &'a String> + Clone,
        used: CodeSet<Category>,
    ) -> Self {
        let phrases = Wording::read(text).phrases.into_iter().filter(|phrase| phrase.sense != Sense::Nothing);
        let read: Vec<_> = phrases.take(12).collect();
        let count = read.len();
        let phrase = |(place, phrase): (usize, wording::Phrase)| {
            let typed = text[phrase.at.clone()].to_owned();
            let whole = |role, means| {
                let last = phrase.words.len() - 1;
                let plain = |(at, text): (usize, &String)| {
                    let may_begin = place + 1 == count && at == last && text.chars().count() >= 2;
                    Word { text: text.clone(), may_begin, is_misspelt: false }
                };
                let words = phrase.words.iter().enumerate().map(plain).collect();
                Phrase::of(typed.clone(), role, words, means, true)
            };
            match phrase.sense {
                Sense::Need(meaning) => whole(Role::Need, meaning.categories),
                Sense::Soft(meaning) => whole(Role::Soft, meaning.categories),
                Sense::Fact(_) => whole(Role::Word, CodeSet::EMPTY),
                Sense::Word | Sense::Nothing => {
                    let word = phrase.words[0].clone();
                    let is_last = place + 1 == count && word.chars().count() >= 2;
                    let begun = if is_last { wording::begun(&word) } else { CodeSet::EMPTY };
                    let read = Word::new(word.clone(), is_last, everything.clone(), begun.meets(used));
                    let means = if read.is_misspelt { wording::misspelt(&word) } else { begun };
                    Phrase::of(typed, Role::Word, vec![read], means, false)
                }
            }
        };
        Self { phrases: read.into_iter().enumerate().map(phrase).collect() }
    }

    /// The points of each phrase in a listing, 0 where it does not match.
    pub fn points(&self, name: &[String], body: &[String], categories: CodeSet<Category>) -> Vec<u32> {
        self.phrases.iter().map(|phrase| phrase.points(name, body, categories)).collect()
    }

    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}

impl Phrase {
    fn of(typed: String, role: Role, words: Vec<Word>, means: CodeSet<Category>, is_whole: bool) -> Self {
        Self { typed, role, words, means, is_whole }
    }

    fn points(&self, name: &[String], body: &[String], categories: CodeSet<Category>) -> u32 {
        let is_meant = categories.meets(self.means);
        if self.is_whole {
            let in_name = self.words.iter().all(|word| name.iter().any(|term| word.way(term).is_some()));
            let says = |word: &Word| name.iter().chain(body).any(|term| word.way(term).is_some());
            return match (is_meant, in_name) {
                (true, true) => 600,
                (true, false) => 500,
                (false, true) => 300,
                (false, false) if self.words.iter().all(says) => 150,
                (false, false) => 0,
            };
        }
        let word = &self.words[0];
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
        let meant = if word.is_misspelt { 150 } else { 220 };
        name.chain(body).chain(is_meant.then_some(meant)).max().unwrap_or(0)
    }
}

impl Word {
    /// `is_known` says that it matches in another way.
    fn new<'a>(text: String, is_last: bool, mut everything: impl Iterator<Item = &'a String>, is_known: bool) -> Self {
        let may_begin = is_last && text.chars().count() >= 2;
        let mut word = Self { text, may_begin, is_misspelt: false };
        let found = is_known || everything.any(|term| word.way(term).is_some());
        word.is_misspelt = !found && word.text.chars().count() >= 4 && !word.text.chars().any(char::is_numeric);
        word
    }

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
