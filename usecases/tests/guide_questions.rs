//! Each page of the guide is found by what people type in each language: `guide_questions.txt` says what that is.

use std::collections::BTreeMap;

use domain::{
    Code, Lang,
    filter::{self, Filter},
    pack::Local,
    reading::{Answer, Question},
    view::FindAnswer,
};
use store::Store;
use usecases::{directory::Directory, install_starter::install_starter, places, starter};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;
const QUESTIONS: &str = include_str!("guide_questions.txt");
/// Of each page in each language.
const ASKED: usize = 5;

struct Asked {
    page: &'static str,
    lang: Lang,
    text: &'static str,
}

fn asked() -> Vec<Asked> {
    let (mut asked, mut page) = (Vec::new(), "");
    for line in QUESTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(slug) = line.strip_prefix("= ") {
            page = slug;
            continue;
        }
        let (lang, texts) = line.split_once(' ').expect("a language and questions");
        let lang = Lang::from_code(lang).expect("a language");
        asked.extend(texts.split(';').map(|text| Asked { page, lang, text: text.trim() }));
    }
    asked
}

/// The guide that every instance begins with, and no listings.
async fn directory() -> Directory {
    let store = Store::open("sqlite://:memory:").await.expect("opened");
    store.migrate().await.expect("migrated");
    install_starter(&store, NOW).await.expect("installed");
    Directory::load(store, starter::help_numbers().expect("numbers"), NOW).await.expect("loaded")
}

fn searched(text: &str) -> Filter {
    Filter { q: text.into(), ..Filter::default() }
}

/// The question with the pages that it shows, when the one that is meant is not among them.
fn missed(asked: &Asked, answer: &FindAnswer) -> Option<String> {
    let shown: Vec<&str> = answer.pages.iter().map(|page| page.slug.as_str()).collect();
    (!shown.contains(&asked.page)).then(|| format!("{} {}: “{}” shows {shown:?}", asked.page, asked.lang, asked.text))
}

#[test]
fn every_page_has_five_questions_in_every_language() {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for asked in asked() {
        *counts.entry((asked.page, asked.lang.code())).or_default() += 1;
    }
    let pages = starter::starter_pages().expect("pages");
    for page in &pages {
        for lang in Lang::ALL {
            let count = counts.get(&(page.slug.as_str(), lang.code())).copied().unwrap_or_default();
            assert_eq!(count, ASKED, "{} in {lang}", page.slug);
        }
    }
    assert_eq!(counts.len(), pages.len() * Lang::ALL.len(), "a page that does not exist is asked for");
}

#[tokio::test]
async fn every_page_is_found_by_what_people_type() {
    let directory = directory().await;
    let find = |asked: &Asked| directory.find(&searched(asked.text), Vec::new(), asked.lang, NOW);
    let missed: Vec<String> = asked().iter().filter_map(|asked| missed(asked, &find(asked))).collect();
    assert!(missed.is_empty(), "{} questions miss their page:\n{}", missed.len(), missed.join("\n"));
}

#[tokio::test]
async fn every_page_is_found_without_a_network() {
    let directory = directory().await;
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let mut phone = phone(&directory, *lang);
        for asked in asked().iter().filter(|asked| asked.lang == *lang) {
            let question = Question::Find(filter::print(&searched(asked.text)));
            let Ok(Answer::Find(answer)) = phone.answer(&question, NOW, true) else {
                panic!("“{}” has no answer", asked.text);
            };
            missing.extend(missed(asked, &answer));
        }
    }
    assert!(missing.is_empty(), "{} questions miss their page:\n{}", missing.len(), missing.join("\n"));
}

/// What a phone keeps, with the places that it keeps first.
fn phone(directory: &Directory, lang: Lang) -> Local {
    let packed = directory.packed(lang, NOW);
    let mut local = Local::read(&packed.index).expect("an index");
    local.read_words(&packed.words).expect("words");
    local.read_guide(&directory.packed_guide(lang, NOW)).expect("a guide");
    local.read_places(&places::packed(false, lang, NOW)).expect("places");
    local
}
