//! The files that the rules look at: all text that somebody wrote or committed.

use super::source::Source;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Made, fetched or somebody's own: not ours to judge.
const SKIPPED: [&str; 7] =
    ["target", "dist", "node_modules", "vendor", "test-results", "playwright-report", "__snapshots__"];

/// At the top only: the databases of a developer.
const SKIPPED_AT_TOP: &str = "data";

/// Larger files are data.
const LARGEST: u64 = 1_000_000;

pub fn read(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    walk(root, root, &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

pub fn contains_compressed_wasm(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().ends_with(".wasm.br"))
}

fn walk(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() && is_ours(&name, folder == root) {
            walk(root, &path, sources)?;
        } else if kind.is_file() && entry.metadata()?.len() <= LARGEST {
            sources.extend(text_of(root, &path));
        }
    }
    Ok(())
}

fn is_ours(folder: &str, is_top: bool) -> bool {
    let is_hidden = folder.starts_with('.') && ![".ci", ".cargo", ".github"].contains(&folder);
    let is_skipped = SKIPPED.contains(&folder) || (is_top && folder == SKIPPED_AT_TOP);
    !is_hidden && !is_skipped
}

/// Pictures and fonts are no text and have no rules.
fn text_of(root: &Path, path: &Path) -> Option<Source> {
    let text = fs::read_to_string(path).ok()?;
    let inside = path.strip_prefix(root).ok()?;
    Some(Source::new(&inside.to_string_lossy(), &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_or_fetched_is_left_out() {
        for folder in ["target", "node_modules", ".git"] {
            assert!(!is_ours(folder, false), "{folder}");
        }
        assert!(is_ours(".ci", true));
        assert!(is_ours("data", false));
        assert!(!is_ours("data", true));
    }
}
