//! `licences.txt`: the licence texts of everything by others that is in the program and in what browsers load from it.
//! They have to travel with it. Equal texts stand there once.

use crate::sh;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// npm packages of which something is in a bundle.
const BUNDLED: [&str; 1] = ["maplibre-gl"];

/// How files with licences begin, in small letters.
const NAMES: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicense", "ofl"];

/// A package: its name with the version, and under which licences it says to be.
type Package = (String, String);

/// Writes the file into a folder.
pub fn write(folder: &Path) -> Result<()> {
    let mut texts: BTreeMap<String, BTreeSet<Package>> = BTreeMap::new();
    let sources = crate_folders()?;
    for (package, licence) in crates()? {
        let home = sources.iter().map(|source| source.join(package.replacen(' ', "-", 1))).find(|home| home.is_dir());
        let home = home.with_context(|| format!("the source of {package} is not there"))?;
        collect(&mut texts, &home, &(package, licence))?;
    }
    for package in BUNDLED {
        let home = sh::root().join("frontend/node_modules").join(package);
        collect(&mut texts, &home, &(package.to_owned(), String::new()))?;
    }
    collect(&mut texts, &sh::root().join("server/fonts"), &("Noto Sans".to_owned(), "OFL-1.1".to_owned()))?;
    let file = folder.join("licences.txt");
    fs::write(&file, printed(&texts)).with_context(|| format!("cannot write {}", file.display()))
}

/// All crates by others in the program and in what it gives to browsers, as `name version` with the licence.
fn crates() -> Result<BTreeSet<Package>> {
    let mut tree =
        sh::cargo("tree --quiet --locked -p server -p frontend -p local -e normal --target all --prefix none");
    let tree = sh::read(tree.args(["--format", "{p}|{l}"]))?;
    let named = tree.lines().filter_map(|line| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
        // What lies in a folder is ours; a macro is named as one behind its version.
        let mut words = package.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        (!package.contains('/')).then(|| (format!("{name} {version}"), licence.to_owned()))
    });
    let all: BTreeSet<_> = named.collect();
    ensure!(all.len() > 100, "cargo tree names hardly any crate");
    Ok(all)
}

/// Where cargo keeps the sources of crates.
fn crate_folders() -> Result<Vec<PathBuf>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"))).context("no home of cargo")?;
    let sources = home.join("registry/src");
    let folders = fs::read_dir(&sources).with_context(|| format!("cannot read {}", sources.display()))?;
    Ok(folders.flatten().map(|entry| entry.path()).collect())
}

fn collect(texts: &mut BTreeMap<String, BTreeSet<Package>>, home: &Path, package: &Package) -> Result<()> {
    let mut found = false;
    for entry in fs::read_dir(home).with_context(|| format!("cannot read {}", home.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && NAMES.iter().any(|start| name.starts_with(start)) {
            let text = String::from_utf8_lossy(&fs::read(&path)?).replace("\r\n", "\n");
            texts.entry(text.trim().to_owned()).or_default().insert(package.clone());
            found = true;
        }
    }
    if !found {
        texts.entry(String::new()).or_default().insert(package.clone());
    }
    Ok(())
}

/// What stands for a text that a package left out: nearly all of them are under this one.
const WITHOUT_TEXT: &str = concat!(
    "These come without a text of their own, under the licence that they name. That of MIT is, with the copyright of \
     their authors:\n\n",
    include_str!("../../../LICENSE-MIT")
);

fn printed(texts: &BTreeMap<String, BTreeSet<Package>>) -> String {
    let mut out = String::from("What is in Ensemble by others, and under which licences.\n");
    for (text, packages) in texts {
        let _ = writeln!(out, "\n{}\n", "=".repeat(72));
        for (package, licence) in packages {
            let _ = writeln!(out, "{package}{}{licence}", if licence.is_empty() { "" } else { ": " });
        }
        let _ = writeln!(out, "\n{}", if text.is_empty() { WITHOUT_TEXT } else { text });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_stand_there_once_with_all_who_use_them() {
        let package = |name: &str| (name.to_owned(), "MIT".to_owned());
        let texts =
            BTreeMap::from([("Permission is granted".to_owned(), BTreeSet::from([package("b 2"), package("a 1")]))]);
        let text = printed(&texts);
        assert!(text.contains("a 1: MIT\nb 2: MIT\n\nPermission is granted\n"), "{text}");
        assert_eq!(text.matches("Permission").count(), 1);
    }
}
