//! How much a reader downloads, and how much it may be.
//! A first visit loads the scripts and the wasm that the page names; the map comes later and only to those who open it.

use super::compress;
use super::page::local_paths;
use super::precache;
use crate::sh;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Compressed bytes that must not be exceeded: about five seconds on a slow mobile connection of 400 kbit/s.
const FIRST_VISIT: u64 = 250_000;

/// The same for whoever opens the map: scripts and style, without tiles and points.
const MAP: u64 = 420_000;

/// The same for what comes after a first visit, in quiet: the service worker and the scripts that it keeps.
const OFFLINE: u64 = 30_000;

/// Sentences about a compressed `dist/` and the texts of one language (in compressed bytes), or an error when it is too large.
pub fn check(dist: &Path, texts: u64) -> Result<String> {
    let page = fs::read_to_string(dist.join("index.html")).context("dist/ holds no index.html")?;
    let mut first_visit = texts;
    let first = local_paths(&page, &["src", "data-js", "data-wasm"]);
    for path in &first {
        first_visit += transferred(&dist.join(&path[1..]))?;
    }
    let mut map = 0;
    for path in map_files(dist)? {
        map += transferred(&path)?;
    }
    let mut offline = transferred(&dist.join("sw.js"))?;
    let later = |path: &String| Path::new(path).extension().is_some_and(|end| end == "js") && !first.contains(path);
    for path in precache::named(dist, &page)?.iter().filter(|path| later(path)) {
        offline += transferred(&dist.join(&path[1..]))?;
    }
    let visit = within("a first visit", first_visit, FIRST_VISIT)?;
    let map = within("opening the map", map, MAP)?;
    Ok(format!("{visit}\n{map}\n{}", within("getting ready for offline use", offline, OFFLINE)?))
}

/// Compressed bytes of the largest language: the server has its texts, and a browser fetches them with the first page.
pub fn texts() -> Result<u64> {
    let mut largest = 0;
    for entry in fs::read_dir(sh::root().join("app/locales"))? {
        let mut table: Table = fs::read_to_string(entry?.path())?.parse()?;
        table.remove("script");
        let texts = texts_in(&Value::Table(table)).join("\n");
        largest = largest.max(compress::compressed_before(texts.as_bytes())?.len() as u64);
    }
    Ok(largest)
}

fn texts_in(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Table(table) => table.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

fn within(occasion: &str, total: u64, allowed: u64) -> Result<String> {
    let (total_kb, allowed_kb) = (kilobytes(total), kilobytes(allowed));
    ensure!(total <= allowed, "{occasion} downloads {total_kb} of code, and {allowed_kb} are allowed");
    Ok(format!("{occasion} downloads {total_kb} of code ({allowed_kb} are allowed)"))
}

fn map_files(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_code = path.extension().is_some_and(|end| end == "js" || end == "css");
        if is_code && name.starts_with("map-") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Files too small to compress travel as they are.
fn transferred(path: &Path) -> Result<u64> {
    let small = fs::metadata(format!("{}.br", path.display()));
    let file = small.or_else(|_| fs::metadata(path));
    Ok(file.with_context(|| format!("the page needs {}, which is not there", path.display()))?.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist(name: &str, wasm: usize, map: usize) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("ensemble-budget-{name}-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), r#"<script src="/b.js" data-wasm="/f.wasm" data-updates="/u.js">"#).unwrap();
        let map_files = [("map-0f.js", map * 4), ("map-0f.js.br", map), ("map-0f.css", 200), ("map-worker-0f.js", 300)];
        let page_files = [
            ("b.js", 100),
            ("f.wasm", wasm * 3),
            ("f.wasm.br", wasm),
            ("sw.js", 9000),
            ("sw.js.br", 800),
            ("u.js", 90),
        ];
        for (file, size) in page_files.into_iter().chain(map_files) {
            fs::write(dist.join(file), vec![0; size]).unwrap();
        }
        dist
    }

    #[test]
    fn what_the_page_names_and_what_the_map_loads_is_counted_compressed() {
        let dist = dist("fits", 120_000, 300_000);
        let expected = "a first visit downloads 125.1 kB of code (250.0 kB are allowed)\n\
            opening the map downloads 300.5 kB of code (420.0 kB are allowed)\n\
            getting ready for offline use downloads 0.8 kB of code (30.0 kB are allowed)";
        assert_eq!(check(&dist, 5_000).unwrap(), expected);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn too_much_is_refused() {
        for (name, wasm, map) in [("large", 250_000, 0), ("large-map", 0, 419_600)] {
            let dist = dist(name, wasm, map);
            assert!(check(&dist, 0).is_err(), "{name}");
            fs::remove_dir_all(dist).unwrap();
        }
    }
}
