//! What the service worker fetches when it is installed: the shell and what its page names.
//! The map and the desk are not named there, so a reader who never opens them never downloads them.

use super::names::content_hash;
use super::page::{local_paths, tag};
use super::stamp;
use anyhow::Result;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Scripts that every reader keeps and no page names: a page loads them when it has nothing else to do.
const KEPT: [&str; 6] = ["directory", "keeper", "local", "outbox", "places", "stored"];

/// The list, in one line before the code of the worker.
const OPENING: &str = "self.__WB_MANIFEST=";

pub fn fill(folder: &Path) -> Result<()> {
    let worker = folder.join("sw.js");
    let Ok(source) = fs::read_to_string(&worker) else {
        return Ok(());
    };
    let page = fs::read_to_string(folder.join("index.html"))?;
    let mut entries = vec![entry("/index.html", Some(&content_hash(page.as_bytes())))];
    for path in named(folder, &page)? {
        let hash = content_hash(&fs::read(folder.join(&path[1..]))?);
        // A name with the hash in it needs no other revision.
        let revision = (!path.contains(&hash)).then_some(hash.as_str());
        entries.push(entry(&path, revision));
    }
    let id = stamp::id_of(&page).unwrap_or_default();
    let list = format!("{OPENING}[{}];self.__BUILD={id:?};", entries.join(","));
    fs::write(worker, format!("{list}\n{}", without_list(&source)))?;
    Ok(())
}

/// Whatever the page links to and, in whatever attribute, the script names, with the parts that these have in common.
pub fn named(folder: &Path, page: &str) -> Result<Vec<String>> {
    let script = tag(page, "script", "data-wasm").unwrap_or_default();
    let mut attributes = vec!["src", "href"];
    attributes.extend(script.split([' ', '=']).filter(|word| word.starts_with("data-")));
    let mut paths = local_paths(page, &attributes);
    paths.retain(|path| folder.join(&path[1..]).is_file());
    paths.extend(kept(folder)?);
    paths.extend(snippets(folder, &folder.join("snippets"))?);
    let mut known = 0;
    while let Some(path) = paths.get(known) {
        let source = fs::read(folder.join(&path[1..]))?;
        for part in parts(&String::from_utf8_lossy(&source)) {
            if !paths.contains(&part) {
                paths.push(part);
            }
        }
        known += 1;
    }
    Ok(paths)
}

/// The scripts of [`KEPT`], under the names that they have by now.
fn kept(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for item in fs::read_dir(folder)? {
        let name = item?.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".js").map(|stem| stem.rsplit_once('-').map_or(stem, |(stem, _)| stem));
        if stem.is_some_and(|stem| KEPT.contains(&stem)) {
            paths.push(format!("/{name}"));
        }
    }
    paths.sort();
    Ok(paths)
}

/// The modules beside it without which a module does not run, as esbuild writes it: `from"./part-….js"`, `import"./…"`.
fn parts(source: &str) -> impl Iterator<Item = String> {
    source.match_indices("\"./").filter_map(|(at, quote)| {
        let before = source[..at].trim_end();
        let is_import = before.ends_with("from") || before.ends_with("import");
        let name = source[at + quote.len()..].split_once('"')?.0;
        is_import.then(|| format!("/{name}"))
    })
}

/// A worker that was given a list before.
fn without_list(source: &str) -> &str {
    match source.split_once('\n') {
        Some((first, code)) if first.starts_with(OPENING) => code,
        _ => source,
    }
}

/// Modules that wasm-bindgen puts beside its loader, which imports them.
fn snippets(top: &Path, folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for item in fs::read_dir(folder).into_iter().flatten() {
        let path = item?.path();
        if path.is_dir() {
            paths.extend(snippets(top, &path)?);
        } else if let Ok(inside) = path.strip_prefix(top) {
            paths.push(format!("/{}", inside.display()));
        }
    }
    paths.sort();
    Ok(paths)
}

fn entry(path: &str, revision: Option<&str>) -> String {
    let mut entry = format!("{{\"url\":{path:?},\"revision\":");
    let _ = match revision {
        Some(hash) => write!(entry, "{hash:?}}}"),
        None => write!(entry, "null}}"),
    };
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_learns_the_page_what_it_links_to_what_its_script_names_and_what_every_reader_keeps() {
        let folder = std::env::temp_dir().join(format!("ensemble-precache-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let script = "boot-".to_owned() + &content_hash(br#"import{a}from"./part-1.js";import("./map.js")"#) + ".js";
        let page = format!(
            r#"<link href="/icon.svg"><link href="/gone.css"><a data-else="/map.js">
            <script src="/{script}" data-wasm="/gone.wasm" data-new="/new.js" data-build="0f">"#
        );
        for (name, content) in [
            ("index.html", page.as_str()),
            ("icon.svg", "<svg/>"),
            (&script, r#"import{a}from"./part-1.js";import("./map.js")"#),
            ("part-1.js", r#"import "./part-2.js""#),
            ("part-2.js", "4"),
            ("map.js", "2"),
            ("new.js", "3"),
            ("stored-0f.js", "5"),
            ("sw.js", "go(self.__WB_MANIFEST)"),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }
        fill(&folder).unwrap();
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        fill(&folder).unwrap();
        let again = fs::read_to_string(folder.join("sw.js")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let entries = format!(
            r#"{{"url":"/index.html","revision":"{}"}},{{"url":"/icon.svg","revision":"{}"}},{{"url":"/{script}","revision":null}},{{"url":"/new.js","revision":"{}"}},{{"url":"/stored-0f.js","revision":"{}"}},{{"url":"/part-1.js","revision":"{}"}},{{"url":"/part-2.js","revision":"{}"}}"#,
            content_hash(page.as_bytes()),
            content_hash(b"<svg/>"),
            content_hash(b"3"),
            content_hash(b"5"),
            content_hash(br#"import "./part-2.js""#),
            content_hash(b"4"),
        );
        assert_eq!(worker, format!("self.__WB_MANIFEST=[{entries}];self.__BUILD=\"0f\";\ngo(self.__WB_MANIFEST)"));
        assert_eq!(again, worker, "a list takes the place of the one before");
    }
}
