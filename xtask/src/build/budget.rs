//! How much a first visit downloads, and how much it may.
//! Counted are the scripts and the wasm that the page names; the map comes later and only to those who open it.

use super::page::local_paths;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Compressed bytes that must not be exceeded: about five seconds on a slow mobile connection of 400 kbit/s.
const BUDGET: u64 = 250_000;

/// One sentence about a compressed `dist/`, or an error when it is too large.
pub fn check(dist: &Path) -> Result<String> {
    let page = fs::read_to_string(dist.join("index.html")).context("dist/ holds no index.html")?;
    let mut total = 0;
    for path in local_paths(&page, &["src", "data-js", "data-wasm"]) {
        total += transferred(&dist.join(&path[1..]))?;
    }
    ensure!(
        total <= BUDGET,
        "a first visit downloads {} of code, and {} are allowed",
        kilobytes(total),
        kilobytes(BUDGET)
    );
    Ok(format!("a first visit downloads {} of code ({} are allowed)", kilobytes(total), kilobytes(BUDGET)))
}

/// Files too small to compress travel as they are.
fn transferred(path: &Path) -> Result<u64> {
    let small = fs::metadata(format!("{}.br", path.display()));
    let file = small.or_else(|_| fs::metadata(path));
    Ok(file.with_context(|| format!("the page names {}, which is not there", path.display()))?.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist(name: &str, wasm: usize) -> std::path::PathBuf {
        let dist = std::env::temp_dir().join(format!("ensemble-budget-{name}-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), r#"<script src="/b.js" data-wasm="/f.wasm" data-map="/m.js">"#).unwrap();
        for (file, size) in [("b.js", 100), ("f.wasm", wasm * 3), ("f.wasm.br", wasm), ("m.js", 900_000)] {
            fs::write(dist.join(file), vec![0; size]).unwrap();
        }
        dist
    }

    #[test]
    fn what_the_page_names_is_counted_compressed() {
        let dist = dist("fits", 120_000);
        assert_eq!(check(&dist).unwrap(), "a first visit downloads 120.1 kB of code (250.0 kB are allowed)");
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn too_much_is_refused() {
        let dist = dist("large", 250_000);
        assert!(check(&dist).is_err());
        fs::remove_dir_all(dist).unwrap();
    }
}
