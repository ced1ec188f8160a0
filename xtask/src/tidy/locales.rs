//! Four languages say the same: what one can say, all can, about the same values.

use super::Finding;
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [&str; 4] = ["uk", "fr", "en", "ru"];

/// Languages differ in how many plural forms they have, so the forms of one text count as one.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The texts of a language by key, each with the names of the values it shows.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

pub fn are_complete(sources: &[Source]) -> Vec<Finding> {
    let path = |language: &str| format!("app/locales/{language}.toml");
    if !sources.iter().any(|source| source.path.starts_with("app/locales/")) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut catalogues = Vec::new();
    for language in LANGUAGES {
        let text = sources.iter().find(|source| source.path == path(language)).map(|source| &source.text);
        match text.map(|text| text.parse::<toml::Table>()) {
            Some(Ok(table)) => catalogues.push((path(language), catalogue(&table))),
            Some(Err(error)) => findings.push(Finding::about(&path(language), error.message())),
            None => findings.push(Finding::about(&path(language), "is missing")),
        }
    }
    findings.extend(differences(&catalogues));
    findings
}

fn differences(catalogues: &[(String, Catalogue)]) -> Vec<Finding> {
    let mut everything = Catalogue::new();
    for (key, values) in catalogues.iter().flat_map(|(_, texts)| texts) {
        everything.entry(key.clone()).or_default().extend(values.iter().cloned());
    }
    let mut findings = Vec::new();
    for (path, texts) in catalogues {
        for (key, values) in &everything {
            match texts.get(key) {
                None => findings.push(Finding::about(path, format!("`{key}` is missing"))),
                Some(own) => findings.extend(values.difference(own).map(|value| {
                    Finding::about(path, format!("`{key}` does not show `{{{value}}}`, another language does"))
                })),
            }
        }
    }
    findings
}

fn catalogue(table: &toml::Table) -> Catalogue {
    let mut texts = Catalogue::new();
    collect(table, "", &mut texts);
    texts
}

fn collect(table: &toml::Table, prefix: &str, texts: &mut Catalogue) {
    for (name, value) in table {
        let key = join(prefix, name);
        match value {
            toml::Value::Table(inner) => collect(inner, &key, texts),
            toml::Value::String(text) => texts.entry(key).or_default().extend(values_in(text)),
            _ => texts.entry(key).or_default().extend(None),
        }
    }
}

/// `results.one` and `results_one` are both forms of `results`.
fn join(prefix: &str, name: &str) -> String {
    let stem = name.rsplit_once('_').filter(|(_, form)| PLURAL_FORMS.contains(form)).map_or(name, |(stem, _)| stem);
    match (prefix, PLURAL_FORMS.contains(&name)) {
        ("", _) => stem.to_owned(),
        (prefix, true) => prefix.to_owned(),
        (prefix, false) => format!("{prefix}.{stem}"),
    }
}

/// The names in braces, single or double.
fn values_in(text: &str) -> Vec<String> {
    let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
    pieces.map(|(name, _)| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: [&str; 4], expected: &[&str]) {
        let file = |(language, text): (&str, &str)| Source::new(&format!("app/locales/{language}.toml"), text);
        let sources: Vec<_> = LANGUAGES.into_iter().zip(texts).map(file).collect();
        let found: Vec<_> = are_complete(&sources).into_iter().map(|f| format!("{} {}", f.place, f.message)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_missing_text_is_named_with_its_language() {
        let [full, less] = ["[find]\ntitle = \"a\"\nhint = \"b\"\n", "[find]\ntitle = \"a\"\n"];
        check([full, full, full, less], &["app/locales/ru.toml `find.hint` is missing"]);
        check([full; 4], &[]);
    }

    #[test]
    fn languages_may_have_different_plural_forms() {
        let many = "[found]\none = \"{n} a\"\nfew = \"{n} b\"\nmany = \"{n} c\"\n";
        let two = "[found]\none = \"{n} a\"\nother = \"{n} b\"\n";
        check([many, two, two, many], &[]);
        check(["n_one = \"\"\nn_few = \"\"", "n_one = \"\"", "n_other = \"\"", "n_one = \"\""], &[]);
    }

    #[test]
    fn a_forgotten_value_is_found() {
        let [with, without] = ["near = \"near {{ place }}\"", "near = \"near\""];
        check(
            [with, without, with, with],
            &["app/locales/fr.toml `near` does not show `{place}`, another language does"],
        );
    }

    #[test]
    fn before_there_are_texts_there_is_nothing_to_compare() {
        assert!(are_complete(&[Source::new("app/src/lib.rs", "")]).is_empty());
    }
}
