//! What answers a question besides listings: pages of the guide, and numbers to call.

use super::Directory;
use crate::{
    analysis::{stem, stems_of},
    code::{Code, CodeSet},
    filter::Filter,
    guide::{AidPage, HelpNumber},
    lang::Lang,
    sorting,
    view::{GuideEntry, HelpLine},
    vocabulary::{Category, Kind},
    wording::{Meaning, Phrase, Sense, Wording},
};

/// So many stand above a list without hiding it.
const PAGES: usize = 2;
const CALLS: usize = 3;
/// What a page gains whose title says what was typed.
const SAID: u32 = 2;

/// The pages and numbers that answer what is asked; `settled` is what it means.
///
/// Needs name the best ones. One category without words is answered by the pages and numbers about it. Whoever looks for
/// places to give things to, or for people to join, needs neither.
pub fn answers(
    directory: &impl Directory,
    asked: &Filter,
    settled: &Filter,
    lang: Lang,
) -> (Vec<GuideEntry>, Vec<HelpLine>) {
    let is_for_help = settled.need.is_empty()
        && (settled.kind.is_empty() || settled.kind.contains(Kind::AidResource))
        && asked.page_number() == 1;
    if !is_for_help || (asked.q.is_empty() && asked.category.len() != 1) {
        return (Vec::new(), Vec::new());
    }
    let phrases = Wording::read(&asked.q).phrases;
    let needs: Vec<&Meaning> = phrases.iter().filter_map(need).collect();
    let mut pages: Vec<(u32, &AidPage)> = Vec::new();
    for page in directory.pages() {
        let votes = votes(directory, page, &needs, asked) + said(page, &phrases, lang);
        pages.extend((votes > 0).then_some((votes, page)));
    }
    sorting::sort_by_key(&mut pages, |(votes, _)| std::cmp::Reverse(*votes));
    let calls = directory.numbers().iter().filter_map(|number| Some((call(number, &needs, asked)?, number)));
    let mut calls: Vec<(usize, &HelpNumber)> = calls.collect();
    sorting::sort_by_key(&mut calls, |(place, _)| *place);
    (
        pages.iter().take(PAGES).map(|(_, page)| GuideEntry::of(page, lang)).collect(),
        calls.iter().take(CALLS).map(|(_, number)| HelpLine::of(number, lang)).collect(),
    )
}

/// What is needed; a fact that says for whom may name a page for them.
fn need(phrase: &Phrase) -> Option<&'static Meaning> {
    match phrase.sense {
        Sense::Need(meaning) | Sense::Fact(meaning) => Some(meaning),
        Sense::Nothing | Sense::Soft(_) | Sense::Word => None,
    }
}

/// How much the needs speak for a page: those that name it, and where none names a page that there is, its categories.
fn votes(directory: &impl Directory, page: &AidPage, needs: &[&Meaning], asked: &Filter) -> u32 {
    let is_there = |slug: &&&str| directory.pages().iter().any(|page| page.slug == **slug);
    let of_need = |need: &&Meaning| {
        let mut named = need.pages.iter().filter(is_there);
        match named.clone().next() {
            // The first that a need names answers best.
            Some(_) => named.position(|slug| page.slug == *slug).map_or(0, |place| 8_u32.saturating_sub(place as u32)),
            None => u32::from(page.categories.meets(need.categories)),
        }
    };
    let of_tile = if asked.q.is_empty() { about(page.categories, asked.category) } else { 0 };
    needs.iter().map(of_need).sum::<u32>() + of_tile
}

/// How much pages about these categories answer one of them: the fewer others, the more.
fn about(categories: CodeSet<Category>, wanted: CodeSet<Category>) -> u32 {
    if categories.meets(wanted) { Category::ALL.len() as u32 - categories.len() as u32 } else { 0 }
}

/// Whether the title of a page says a word of the question, and title and summary all of them.
fn said(page: &AidPage, phrases: &[Phrase], lang: Lang) -> u32 {
    let text = &page.texts.for_reader(lang).text;
    let telling = phrases.iter().filter(|phrase| matches!(phrase.sense, Sense::Need(_) | Sense::Word));
    let words: Vec<&str> = telling.flat_map(|phrase| &phrase.words).map(|word| stem(word)).collect();
    let title = stems_of(&text.title);
    if !words.iter().any(|word| title.iter().any(|said| said == word)) {
        return 0;
    }
    let summary = stems_of(&text.summary);
    let says = |word: &&str| title.iter().chain(&summary).any(|said| said == *word);
    if words.iter().all(says) { SAID } else { 0 }
}

/// The place of a number among those that answer.
fn call(number: &HelpNumber, needs: &[&Meaning], asked: &Filter) -> Option<usize> {
    let digits: String = number.number.split_whitespace().collect();
    let named = needs.iter().filter_map(|need| need.numbers.iter().position(|call| *call == digits)).min();
    let of_tile = (asked.q.is_empty() && number.topics.meets(asked.category)).then_some(0);
    named.or(of_tile)
}
