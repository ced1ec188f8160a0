//! Beginnings of names are found as a plain walk over all names finds them.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::{
    Lang,
    code::Code,
    gazetteer::{Gazetteer, Place},
};
use proptest::prelude::*;

static ALL: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(include_str!("../../basemap/places.tsv")).expect("the list of places is whole"));

/// The names of every place, folded plainly: good enough for names of Latin and Cyrillic letters alone.
static NAMES: LazyLock<Vec<(Place<'static>, Vec<String>)>> =
    LazyLock::new(|| ALL.places().map(|place| (place, names(place))).collect());

fn names(place: Place<'static>) -> Vec<String> {
    let names = Lang::ALL.iter().map(|&lang| place.name(lang)).chain([place.own_name()]).chain(place.aliases());
    names.map(plain).collect()
}

fn plain(name: &str) -> String {
    let mut folded = String::new();
    for c in name.to_lowercase().chars() {
        if matches!(c, '\'' | '’') {
            // What French elides is a word of its own.
            let before = folded.rsplit([' ', '-']).next().unwrap_or_default();
            if before.is_ascii() && before.len() == 1 || ["qu", "presqu"].contains(&before) {
                folded.push(' ');
            }
            continue;
        }
        domain::analysis::fold_char(c, |c| folded.push(if c == '-' { ' ' } else { c }));
    }
    let words: Vec<&str> = folded
        .split(' ')
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            word => word,
        })
        .collect();
    words.join(" ")
}

/// Whether a plain reading says enough about the text: no numbers, no apostrophes, no abbreviation that is still typed.
fn is_plain(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let are_letters = text.chars().all(|c| matches!(c, 'a'..='z' | 'а'..='я' | 'є' | 'і' | ' '));
    are_letters && text.trim() == text && !text.contains("  ") && text.chars().count() > 1 && !"ste".starts_with(last)
}

/// The places that have a name that begins with the text.
fn begun(text: &str) -> Vec<Place<'static>> {
    let has = |names: &Vec<String>| names.iter().any(|name| name.starts_with(text));
    NAMES.iter().filter(|(_, names)| has(names)).map(|(place, _)| *place).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]
    #[test]
    fn what_begins_with_the_text_is_found(row in 0_usize..53_000, name in 0_usize..8, length in 2_usize..16) {
        let names = &NAMES[row].1;
        let name = &names[name % names.len()];
        let text: String = name.chars().take(length).collect();
        prop_assume!(is_plain(&text));
        let expected = begun(&text);
        let found = ALL.suggest(&text, Lang::Fr, None, 100);
        // Districts are left to those who type their number.
        let expected: Vec<_> = expected.into_iter().filter(|place| place.kind().code() != "district").collect();
        // With a hundred found, places behind their article may have pushed others out.
        if found.len() < 100 {
            let ids: BTreeSet<String> = found.iter().map(|place| place.id()).collect();
            for place in &expected {
                // The same place of another kind may stand for it.
                let is_there = ids.contains(&place.id()) || found.iter().any(|other| other.position() == place.position());
                prop_assert!(is_there, "{text}: {place:?} is missing in {found:?}");
            }
        }
        // And the best are among those that begin so: what else is found comes behind.
        let distinct: BTreeSet<_> = expected.iter().map(|place| place.position().e5()).collect();
        let starts = found.iter().take(distinct.len().min(60)).filter(|place| !expected.contains(place)).count();
        let articles = found.iter().filter(|place| is_after_article(**place, &text)).count();
        prop_assert!(starts <= articles, "{text}: {found:?}");
    }
}

fn is_after_article(place: Place<'static>, text: &str) -> bool {
    let begins = |name: &String| {
        let mut articles = ["le ", "la ", "les ", "l "].iter();
        articles.any(|article| name.strip_prefix(article).is_some_and(|rest| rest.starts_with(text)))
    };
    names(place).iter().any(begins)
}
