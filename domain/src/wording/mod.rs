//! What somebody means by the words of a search: words that ask, words that name a fact, words for a need.
//!
//! People type sentences. Each phrase of a question has one of these senses ([`Sense`]):
//!
//! - **nothing**: it asks or carries nothing («де знайти», `I need a`), and no listing has to say it;
//! - a **fact** of the vocabulary («безкоштовно», `open now`), which is the same as that filter;
//! - a **need** («переночувати», `carte vitale`): categories, pages of the guide and numbers that answer it;
//! - **soft** words («для дитини»), which say for whom;
//! - any other **word** is looked for as it stands, and so is everything between quotation marks.
//!
//! The longest phrase counts; words that carry nothing may stand within one. The phrases are in `domain/words`, one list
//! for all languages, because people mix them. Knows no listings, no places, and not the language of the reader.

mod lexicon;

use std::ops::Range;

pub use lexicon::Meaning;
use lexicon::lexicon;

use crate::{
    analysis::{Word as Fold, stretches},
    code::CodeSet,
    vocabulary::Category,
};

/// Words of a question that are read; who pastes a letter does not mean every word of it.
const MAX_WORDS: usize = 32;

/// A question, phrase by phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub phrases: Vec<Phrase>,
}

/// Some words of a question that mean one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Where it stands in the question.
    pub at: Range<usize>,
    /// Its folded words, but for those that carry nothing.
    pub words: Vec<String>,
    pub sense: Sense,
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Nothing,
    Fact(&'static Meaning),
    Need(&'static Meaning),
    Soft(&'static Meaning),
    Word,
}

impl Sense {
    /// The categories that a need or a soft word means.
    pub fn categories(self) -> CodeSet<Category> {
        match self {
            Self::Need(meaning) | Self::Soft(meaning) => meaning.categories,
            Self::Nothing | Self::Fact(_) | Self::Word => CodeSet::EMPTY,
        }
    }
}

/// A word as it stands in a question.
struct Token {
    at: Range<usize>,
    word: String,
    quoted: bool,
    carries_nothing: bool,
}

impl Wording {
    pub fn read(question: &str) -> Self {
        let tokens = tokens(question);
        let (mut phrases, mut next) = (Vec::new(), 0);
        while let Some(token) = tokens.get(next) {
            let rest: Vec<(&str, bool)> = tokens[next..]
                .iter()
                .take_while(|token| !token.quoted)
                .map(|token| (token.word.as_str(), token.carries_nothing))
                .collect();
            let (length, sense) = match lexicon().longest(&rest) {
                Some((length, meaning)) => (length, meaning.sense()),
                None if token.carries_nothing => (1, Sense::Nothing),
                None => (1, Sense::Word),
            };
            let of = &tokens[next..next + length];
            let words = of.iter().filter(|token| length == 1 || !token.carries_nothing);
            phrases.push(Phrase {
                at: token.at.start..of.last().map_or(token.at.end, |last| last.at.end),
                words: words.map(|token| token.word.clone()).collect(),
                sense,
            });
            next += length;
        }
        Self { phrases }
    }

    /// The question without those phrases for which the test holds.
    pub fn without(&self, question: &str, test: impl Fn(&Phrase) -> bool) -> String {
        let kept: Vec<&str> =
            self.phrases.iter().filter(|phrase| !test(phrase)).map(|phrase| quoted(question, &phrase.at)).collect();
        kept.join(" ")
    }
}

/// The phrase as it was typed; what stood between quotation marks keeps them.
fn quoted<'a>(question: &'a str, at: &Range<usize>) -> &'a str {
    let end = question[at.end..].chars().next().filter(|c| is_quote(*c));
    let start = question[..at.start].chars().next_back().filter(|c| is_quote(*c));
    match start.zip(end) {
        Some((start, end)) => &question[at.start - start.len_utf8()..at.end + end.len_utf8()],
        None => &question[at.clone()],
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„')
}

fn tokens(question: &str) -> Vec<Token> {
    let mut fold = Fold::default();
    let mut tokens = Vec::new();
    for stretch in stretches(question) {
        let Some(word) = fold.of(stretch) else { continue };
        let start = stretch.as_ptr() as usize - question.as_ptr() as usize;
        let quoted = question[..start].chars().filter(|c| is_quote(*c)).count() % 2 == 1;
        let carries_nothing = !quoted && lexicon().carries_nothing(word);
        tokens.push(Token { at: start..start + stretch.len(), word: word.to_owned(), quoted, carries_nothing });
        if tokens.len() == MAX_WORDS {
            break;
        }
    }
    tokens
}

/// The categories of the needs that a word begins, while it is being typed.
pub fn begun(word: &str) -> CodeSet<Category> {
    lexicon().begun(word)
}

/// The categories of the needs whose word is one letter away.
pub fn misspelt(word: &str) -> CodeSet<Category> {
    lexicon().misspelt(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;

    /// Each phrase with a letter for its sense.
    fn read(question: &str) -> String {
        let wording = Wording::read(question);
        let told = wording.phrases.iter().map(|phrase| {
            let letter = match phrase.sense {
                Sense::Nothing => '-',
                Sense::Fact(_) => 'f',
                Sense::Need(_) => 'n',
                Sense::Soft(_) => 's',
                Sense::Word => 'w',
            };
            format!("{letter}:{}", &question[phrase.at.clone()])
        });
        told.collect::<Vec<_>>().join(" ")
    }

    fn needs(question: &str) -> Vec<&'static str> {
        let wording = Wording::read(question);
        let categories = wording.phrases.iter().flat_map(|phrase| match phrase.sense {
            Sense::Need(meaning) => meaning.categories.iter().map(Code::code).collect(),
            _ => Vec::new(),
        });
        categories.collect()
    }

    #[test]
    fn words_that_ask_carry_nothing_in_four_languages() {
        for question in ["де знайти лікаря", "où trouver un médecin", "I need a doctor", "где найти врача"]
        {
            assert_eq!(needs(question), ["health"], "{question}");
            let others = Wording::read(question).phrases;
            assert!(others.iter().rev().skip(1).all(|phrase| phrase.sense == Sense::Nothing), "{}", read(question));
        }
    }

    #[test]
    fn the_longest_phrase_counts_and_may_hold_words_that_carry_nothing() {
        assert_eq!(read("рахунок у банку"), "n:рахунок у банку");
        assert_eq!(needs("permis de conduire"), ["transport"]);
        assert_eq!(needs("titre de séjour"), ["legal"]);
        assert_eq!(read("je veux ouvrir un compte"), "-:je -:veux n:ouvrir un compte");
    }

    #[test]
    fn words_that_name_a_fact_are_that_fact() {
        assert_eq!(read("безкоштовна їжа"), "f:безкоштовна n:їжа");
        assert_eq!(read("vêtements gratuits"), "n:vêtements f:gratuits");
        assert_eq!(read("doctor open now who speaks Ukrainian"), "n:doctor f:open now -:who f:speaks Ukrainian");
    }

    #[test]
    fn between_quotation_marks_words_stand_for_themselves() {
        assert_eq!(read("\"free\" doctor"), "w:free n:doctor");
        assert_eq!(read("«безкоштовна їжа»"), "w:безкоштовна w:їжа");
    }

    #[test]
    fn what_is_taken_out_leaves_the_rest_as_it_was_typed() {
        let question = "Безкоштовний ЛІКАР, Ліон";
        let wording = Wording::read(question);
        assert_eq!(wording.without(question, |phrase| matches!(phrase.sense, Sense::Fact(_))), "ЛІКАР Ліон");
        let question = "doctor \"free\"";
        assert_eq!(Wording::read(question).without(question, |_| false), question);
    }

    #[test]
    fn what_is_being_typed_begins_a_need() {
        assert!(begun("ліка").contains(Category::Health));
        assert!(begun("logem").contains(Category::Housing));
        assert!(begun("xyz").is_empty());
        assert!(misspelt("пихолог").contains(Category::Psychological));
    }
}
