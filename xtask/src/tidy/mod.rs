//! The rules of the code base that no compiler knows: `cargo xtask tidy`.
//! Each rule is a function from a file (or a few) to findings; none of them changes anything.

mod imports;
mod length;
mod locales;
mod locks;
mod source;
mod tree;
mod versions;
mod wording;
mod words;

use crate::build::budget;
use crate::sh;
use anyhow::{Result, bail};
use source::Source;
use std::path::Path;

/// Something to put right, at a line of a file; line 0 is the file itself.
#[derive(Debug, PartialEq)]
pub struct Finding {
    place: String,
    message: String,
}

impl Finding {
    fn at(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self { place: format!("{}:{line}", source.path), message: message.into() }
    }

    fn about(path: &str, message: impl Into<String>) -> Self {
        Self { place: path.to_owned(), message: message.into() }
    }
}

type FileRule = fn(&Source) -> Vec<Finding>;

const FILE_RULES: [FileRule; 12] = [
    length::files_stay_short,
    words::modules_say_what_they_are_for,
    words::exceptions_are_expected,
    words::the_page_never_panics,
    words::only_the_store_speaks_sql,
    words::open_work_has_an_issue,
    words::no_path_of_one_machine,
    wording::one_word_for_one_thing,
    imports::code_names_only_what_it_may,
    imports::manifests_name_only_what_they_may,
    locks::no_registry_is_named,
    locks::every_npm_package_has_its_hash,
];

pub fn run() -> Result<()> {
    let root = sh::root();
    let sources = tree::read(&root)?;
    let mut findings: Vec<Finding> = sources.iter().flat_map(check_file).collect();
    findings.extend(locales::are_complete(&sources));
    findings.extend(versions::agree(&sources));
    findings.extend(first_visit_is_light(&root.join("dist")));
    for finding in &findings {
        sh::say(&format!("{}: {}", finding.place, finding.message));
    }
    if !findings.is_empty() {
        bail!("{} findings in {} files", findings.len(), sources.len());
    }
    sh::say(&format!("{} files are tidy", sources.len()));
    Ok(())
}

fn check_file(source: &Source) -> Vec<Finding> {
    FILE_RULES.iter().flat_map(|rule| rule(source)).collect()
}

/// Only a release has compressed files, and only they say what is downloaded.
fn first_visit_is_light(dist: &Path) -> Option<Finding> {
    let is_release = tree::contains_compressed_wasm(dist);
    let error = is_release.then(|| budget::texts().and_then(|texts| budget::check(dist, texts)).err())??;
    Some(Finding::about("dist", format!("{error:#}")))
}
