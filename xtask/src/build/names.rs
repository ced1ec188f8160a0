//! Names that change with the content, so that a browser may keep a file for ever.
//! The files at the top of the folder are renamed, a file before those that mention it, and every mention follows.

use super::page::replace_name;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Served under the name that browsers ask for; they mention other files but keep their own name.
const FIXED: [&str; 3] = ["index.html", "sw.js", "manifest.webmanifest"];

pub fn hash_all(folder: &Path) -> Result<()> {
    let mut pending = hashable_files(folder)?;
    let mut renamed = Vec::new();
    while !pending.is_empty() {
        let name =
            first_without_mentions(&pending).context("the scripts of the page mention each other in a circle")?;
        let content = with_new_names(pending.remove(&name).unwrap_or_default(), &renamed);
        let new_name = hashed_name(&name, &content_hash(&content));
        fs::remove_file(folder.join(&name))?;
        fs::write(folder.join(&new_name), content)?;
        renamed.push((name, new_name));
    }
    for path in FIXED.map(|name| folder.join(name)).iter().filter(|path| path.exists()) {
        let content = fs::read(path)?;
        fs::write(path, with_new_names(content, &renamed))?;
    }
    Ok(())
}

/// The loaders of wasm files: `frontend.js` beside `frontend_bg.wasm`.
pub fn loaders(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = hashable_files(folder)?;
    let stems = files.keys().filter_map(|name| name.strip_suffix("_bg.wasm"));
    Ok(stems.map(|stem| folder.join(format!("{stem}.js"))).filter(|path| path.exists()).collect())
}

/// Sixteen hexadecimal digits of the content.
pub fn content_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Puts the hash where wasm-bindgen's own suffix stays readable: `frontend-HASH_bg.wasm`.
fn hashed_name(name: &str, hash: &str) -> String {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem.strip_suffix("_bg") {
        Some(stem) => format!("{stem}-{hash}_bg.{end}"),
        None => format!("{stem}-{hash}.{end}"),
    }
}

fn hashable_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && is_hashable(&name) {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}

fn is_hashable(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    ["js", "css", "wasm"].contains(&end) && !FIXED.contains(&name)
}

fn first_without_mentions(pending: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let mentions_another = |name: &String, content: &[u8]| {
        let Ok(text) = std::str::from_utf8(content) else { return false };
        pending.keys().any(|other| other != name && replace_name(text, other, "").is_some())
    };
    let mut free = pending.iter().filter(|(name, content)| !mentions_another(name, content));
    free.next().map(|(name, _)| name.clone())
}

/// Wasm is left as it is: a name inside it could not change its length.
fn with_new_names(content: Vec<u8>, renamed: &[(String, String)]) -> Vec<u8> {
    match String::from_utf8(content) {
        Ok(mut text) => {
            for (old, new) in renamed {
                text = replace_name(&text, old, new).unwrap_or(text);
            }
            text.into_bytes()
        }
        Err(binary) => binary.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("ensemble-names-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (file, content) in files {
            fs::write(folder.join(file), content).unwrap();
        }
        folder
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    const PAGE: &str = r#"<script src="/boot.js" data-js="/frontend.js" data-wasm="/frontend_bg.wasm"></script>"#;

    #[test]
    fn every_mention_follows_the_new_name() {
        let folder = folder(
            "mentions",
            &[
                ("index.html", PAGE),
                ("boot.js", "console.log(1)"),
                ("frontend.js", "new URL('frontend_bg.wasm', import.meta.url)"),
                ("frontend_bg.wasm", "\0asm"),
                ("sw.js", "const page = '/index.html', code = '/frontend.js'"),
            ],
        );
        hash_all(&folder).unwrap();
        let names = names_in(&folder);
        let page = fs::read_to_string(folder.join("index.html")).unwrap();
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        assert_eq!(names.len(), 5);
        for name in names.iter().filter(|name| !FIXED.contains(&name.as_str())) {
            assert!(page.contains(&format!("\"/{name}\"")), "{name} is not in {page}");
        }
        let loader = names.iter().find(|name| name.starts_with("frontend-") && !name.ends_with("_bg.wasm")).unwrap();
        let wasm = names.iter().find(|name| name.ends_with("_bg.wasm")).unwrap();
        assert!(worker.contains(loader.as_str()));
        assert!(fs::read_to_string(folder.join(loader)).unwrap().contains(wasm.as_str()));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_change_in_a_mentioned_file_renames_those_that_mention_it() {
        let names = ["1", "2"].map(|content| {
            let files = [("a.js", "import '/b.js'"), ("b.js", content)];
            let folder = folder(content, &files);
            hash_all(&folder).unwrap();
            let names = names_in(&folder);
            fs::remove_dir_all(folder).unwrap();
            names
        });
        assert_ne!(names[0][0], names[1][0]);
        assert_ne!(names[0][1], names[1][1]);
    }

    #[test]
    fn a_circle_is_refused() {
        let folder = folder("circle", &[("a.js", "import '/b.js'"), ("b.js", "import '/a.js'")]);
        assert!(hash_all(&folder).is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_suffix_of_wasm_bindgen_stays_last() {
        assert_eq!(hashed_name("frontend_bg.wasm", "0f"), "frontend-0f_bg.wasm");
        assert_eq!(hashed_name("style.css", "0f"), "style-0f.css");
    }
}
