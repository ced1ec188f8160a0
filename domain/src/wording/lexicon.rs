//! The phrases of `domain/words`, read once. Knows how those files are laid out.

use std::sync::OnceLock;

use super::Sense;
use crate::{
    analysis::{stem, words_of},
    code::{Code, CodeSet},
    engine::is_one_edit,
    filter::{self, Filter},
    sorting,
    vocabulary::Category,
};

/// What is read: a line that begins with `=` says what the phrases below it mean, `#` begins a remark, and every other
/// line has a language and phrases with commas between them.
const FILES: [&str; 3] = [
    include_str!("../../words/asking.txt"),
    include_str!("../../words/facts.txt"),
    include_str!("../../words/needs.txt"),
];

/// Letters from which on a word that is being typed may begin a need, and a word may be misspelt.
const MIN_BEGUN: usize = 3;
const MIN_MISSPELT: usize = 5;

/// What a phrase means.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    role: Role,
    /// Categories of the listings that help.
    pub categories: CodeSet<Category>,
    /// Slugs of the pages of the guide that answer, the best first.
    pub pages: Vec<&'static str>,
    /// Numbers to call, without spaces.
    pub numbers: Vec<&'static str>,
    /// What a fact restricts.
    pub fact: Filter,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    #[default]
    Nothing,
    Fact,
    Need,
    Soft,
}

impl Meaning {
    pub(super) fn sense(&'static self) -> Sense {
        match self.role {
            Role::Nothing => Sense::Nothing,
            Role::Fact => Sense::Fact(self),
            Role::Need => Sense::Need(self),
            Role::Soft => Sense::Soft(self),
        }
    }
}

/// A word of a phrase: a stem, or the beginning of words.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    text: String,
    is_open: bool,
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        if self.is_open { word.starts_with(&self.text) } else { stem(word) == stem(&self.text) }
    }
}

#[derive(Debug)]
struct Entry {
    first: Pattern,
    others: Vec<Pattern>,
    meaning: usize,
}

/// All phrases.
#[derive(Debug, Default)]
pub struct Lexicon {
    meanings: Vec<Meaning>,
    /// In the order of what the first word is looked up by.
    entries: Vec<Entry>,
    /// Words that carry nothing: whole ones and beginnings, in order.
    nothing: Vec<Pattern>,
}

/// The lexicon, read at its first use.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::read)
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self::default();
        for line in FILES.iter().flat_map(|file| file.lines()) {
            match line.split_at_checked(1) {
                Some(("=", told)) => lexicon.meanings.push(meaning(told)),
                Some((first, _)) if first != "#" => lexicon.add(line.split_once(' ').map_or("", |(_, rest)| rest)),
                _ => {}
            }
        }
        sorting::sort_by(&mut lexicon.entries, |a, b| key(&a.first).cmp(key(&b.first)));
        sorting::sort(&mut lexicon.nothing);
        lexicon
    }

    fn add(&mut self, phrases: &str) {
        let Some(meaning) = self.meanings.len().checked_sub(1) else { return };
        for phrase in phrases.split(',') {
            let mut patterns = phrase.split(['-', ' ']).flat_map(patterns);
            let Some(first) = patterns.next() else { continue };
            let others: Vec<Pattern> = patterns.collect();
            if self.meanings[meaning].role == Role::Nothing && others.is_empty() {
                self.nothing.push(first);
            } else {
                self.entries.push(Entry { first, others, meaning });
            }
        }
    }

    /// Whether a folded word carries nothing.
    pub fn carries_nothing(&self, word: &str) -> bool {
        let is = |text: &str, is_open| {
            self.nothing.binary_search_by(|known| (known.text.as_str(), known.is_open).cmp(&(text, is_open))).is_ok()
        };
        is(word, false) || beginnings(word).any(|beginning| is(beginning, true))
    }

    /// The longest phrase that these words begin with, and how many words it takes. Each word comes with whether it
    /// carries nothing.
    pub fn longest(&'static self, words: &[(&str, bool)]) -> Option<(usize, &'static Meaning)> {
        let (word, carries_nothing) = *words.first()?;
        let mut best: Option<((usize, bool, usize), usize, usize)> = None;
        for entry in self.entries_for(word) {
            // A word that carries nothing means something only where it is that very word.
            if carries_nothing && entry.others.is_empty() && (entry.first.is_open || entry.first.text != word) {
                continue;
            }
            let Some(length) = taken(&entry.others, &words[1..]) else { continue };
            let rank = (entry.others.len(), !entry.first.is_open, entry.first.text.len());
            if best.is_none_or(|(known, ..)| rank > known) {
                best = Some((rank, length + 1, entry.meaning));
            }
        }
        best.map(|(_, length, meaning)| (length, &self.meanings[meaning]))
    }

    fn entries_for(&self, word: &str) -> impl Iterator<Item = &Entry> {
        let same = move |text: &str| {
            let from = self.entries.partition_point(|entry| key(&entry.first) < text);
            let count = self.entries[from..].partition_point(|entry| key(&entry.first) == text);
            &self.entries[from..from + count]
        };
        let closed = same(stem(word)).iter().filter(|entry| !entry.first.is_open);
        let open = beginnings(word).flat_map(move |text| same(text).iter().filter(|entry| entry.first.is_open));
        closed.chain(open)
    }

    /// The categories of needs with a word that begins like this one.
    pub fn begun(&self, word: &str) -> CodeSet<Category> {
        if word.chars().count() < MIN_BEGUN {
            return CodeSet::EMPTY;
        }
        self.categories(|text| text.starts_with(word))
    }

    /// The categories of needs with a word that is one letter away from the stem of this one.
    pub fn misspelt(&self, word: &str) -> CodeSet<Category> {
        let stem = stem(word);
        if stem.chars().count() < MIN_MISSPELT {
            return CodeSet::EMPTY;
        }
        let letters: Vec<char> = stem.chars().collect();
        self.categories(|text| {
            text.len().abs_diff(stem.len()) <= 4 && is_one_edit(&letters, &text.chars().collect::<Vec<_>>())
        })
    }

    fn categories(&self, test: impl Fn(&str) -> bool) -> CodeSet<Category> {
        let needs = self.entries.iter().filter(|entry| {
            entry.others.is_empty() && self.meanings[entry.meaning].role == Role::Need && test(key(&entry.first))
        });
        CodeSet::from_bits(needs.fold(0, |bits, entry| bits | self.meanings[entry.meaning].categories.bits()))
    }
}

/// What a pattern is looked up by.
fn key(pattern: &Pattern) -> &str {
    if pattern.is_open { &pattern.text } else { stem(&pattern.text) }
}

/// The beginnings of a word, itself too.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().map(move |(at, c)| &word[..at + c.len_utf8()])
}

/// How many words the rest of a phrase takes, with those between that carry nothing.
fn taken(patterns: &[Pattern], words: &[(&str, bool)]) -> Option<usize> {
    let mut at = 0;
    for pattern in patterns {
        loop {
            let (word, carries_nothing) = words.get(at)?;
            at += 1;
            if pattern.fits(word) {
                break;
            }
            if !carries_nothing {
                return None;
            }
        }
    }
    Some(at)
}

fn patterns(word: &str) -> Vec<Pattern> {
    let is_open = word.ends_with('*');
    words_of(word).into_iter().map(|text| Pattern { text, is_open }).collect()
}

/// `need housing guide:housing call:115`, `fact free=1`, `fact audience=students guide:university`.
fn meaning(told: &'static str) -> Meaning {
    let mut told = told.split_whitespace();
    let mut meaning = Meaning {
        role: match told.next() {
            Some("fact") => Role::Fact,
            Some("need") => Role::Need,
            Some("soft") => Role::Soft,
            _ => Role::Nothing,
        },
        ..Meaning::default()
    };
    for word in told {
        if let Some(slug) = word.strip_prefix("guide:") {
            meaning.pages.push(slug);
        } else if let Some(number) = word.strip_prefix("call:") {
            meaning.numbers.push(number);
        } else if let Some(category) = Category::from_code(word) {
            meaning.categories.insert(category);
        } else {
            meaning.fact = filter::parse(word).0;
        }
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_can_be_read() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            let is_phrases = ["uk ", "fr ", "en ", "ru "].iter().any(|lang| line.starts_with(lang));
            let is_known = line.is_empty() || line.starts_with('#') || line.starts_with("= ") || is_phrases;
            assert!(is_known, "{line}");
            for phrase in line.split(',').filter(|_| is_phrases) {
                assert!(!words_of(phrase).is_empty(), "an empty phrase in {line}");
            }
        }
        for told in FILES.iter().flat_map(|file| file.lines()).filter_map(|line| line.strip_prefix("= ")) {
            let meaning = meaning(told);
            match meaning.role {
                Role::Nothing => assert_eq!(told, "noise"),
                Role::Fact => assert!(meaning.fact != Filter::default(), "{told}"),
                Role::Need => {
                    assert!(!(meaning.categories.is_empty() && meaning.pages.is_empty()), "{told}");
                }
                Role::Soft => {}
            }
            let words: Vec<&str> = told.split_whitespace().skip(1).collect();
            let read = meaning.categories.len() + meaning.pages.len() + meaning.numbers.len();
            assert_eq!(words.len(), read + usize::from(meaning.role == Role::Fact), "{told}");
        }
    }

    #[test]
    fn a_beginning_stands_for_every_ending() {
        let fits = |phrase: &str, word: &str| patterns(phrase).first().is_some_and(|pattern| pattern.fits(word));
        assert!(fits("лікар*", "лікарями") && !fits("лікар*", "ліки"));
        assert!(fits("médecin", "medecins") && !fits("médecin", "medical"));
    }
}
