//! What may be meant while somebody types into *What*: topics, pages of the guide, numbers.

use super::Directory;
use crate::{
    analysis::{stem, words_of},
    code::{Code, CodeSet},
    codes,
    guide::AidPage,
    lang::Lang,
    vocabulary::Category,
    wording::{self, Sense, Wording},
};

/// Letters from which on a word may be the beginning of one in a title.
const MIN_LETTERS: usize = 3;
/// So many fit under a field, and so many topics and pages among them.
const MOST: usize = 6;
const CATEGORIES: usize = 2;
const PAGES: usize = 3;

codes! {
    /// What a hint leads to.
    pub enum HintKind {
        Category = "category",
        Page = "page",
        Number = "number",
    }
}

/// Something that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub kind: HintKind,
    /// The code of a category, the slug of a page, or a number as people write it.
    pub code: String,
    /// The title of a page, or what a number is for; empty for a category, whose name the interface knows.
    pub label: String,
}

/// What is typed so far may mean these: first what its needs mean, then pages with a title in which a word begins so.
pub fn hints(directory: &impl Directory, typed: &str, lang: Lang) -> Vec<Hint> {
    let (mut categories, mut slugs, mut numbers) = (CodeSet::<Category>::EMPTY, Vec::new(), Vec::new());
    for phrase in Wording::read(typed).phrases {
        if let Sense::Need(meaning) | Sense::Fact(meaning) = phrase.sense {
            categories = CodeSet::from_bits(categories.bits() | meaning.categories.bits());
            slugs.extend(&meaning.pages);
            numbers.extend(&meaning.numbers);
        }
    }
    let last = words_of(typed).pop().unwrap_or_default();
    if categories.is_empty() {
        categories = wording::begun(&last);
    }
    let title = |page: &AidPage| page.texts.for_reader(lang).text.title.clone();
    let begins = |page: &&AidPage| {
        let words = words_of(&title(page));
        last.chars().count() >= MIN_LETTERS
            && words.iter().any(|word| word.starts_with(&last) || stem(word) == stem(&last))
    };
    let (named, others): (Vec<&AidPage>, Vec<&AidPage>) =
        directory.pages().iter().partition(|page| slugs.contains(&page.slug.as_str()));
    let pages = named.into_iter().chain(others.into_iter().filter(begins));
    let is_meant = |number: &str| {
        let digits: String = number.split_whitespace().collect();
        numbers.contains(&digits.as_str()) || digits == typed.trim()
    };
    let calls = directory.numbers().iter().filter(|number| is_meant(&number.number));
    let hint = |kind, code: &str, label: String| Hint { kind, code: code.to_owned(), label };
    let categories = categories.iter().map(|category| hint(HintKind::Category, category.code(), String::new()));
    let pages = pages.map(|page| hint(HintKind::Page, &page.slug, title(page)));
    let calls = calls.map(|number| hint(HintKind::Number, &number.number, number.purpose(lang).to_owned()));
    categories.take(CATEGORIES).chain(pages.take(PAGES)).chain(calls).take(MOST).collect()
}
