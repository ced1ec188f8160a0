//! The id of a build: sixteen hexadecimal digits of its page, which names every other file by its content.
//!
//! It stands in the page itself, as `data-build` of the script, where the server, the page and the service worker read it.

use super::names::content_hash;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const ATTRIBUTE: &str = " data-build=\"";

/// Writes the id into the page.
pub fn page(folder: &Path) -> Result<()> {
    let path = folder.join("index.html");
    let page = with_id(&fs::read_to_string(&path)?, "").context("the script of the page has no data-build")?;
    let id = content_hash(page.as_bytes());
    fs::write(path, with_id(&page, &id).unwrap_or(page))?;
    Ok(())
}

/// The id that a page was given.
pub fn id_of(page: &str) -> Option<&str> {
    Some(page.split_once(ATTRIBUTE)?.1.split_once('"')?.0)
}

fn with_id(page: &str, id: &str) -> Option<String> {
    let (before, rest) = page.split_once(ATTRIBUTE)?;
    let (_, after) = rest.split_once('"')?;
    Some(format!("{before}{ATTRIBUTE}{id}\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_page_has_another_id_and_the_same_page_the_same() {
        let id = |name: &str, page: &str| {
            let folder = std::env::temp_dir().join(format!("ensemble-stamp-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("index.html"), page).unwrap();
            super::page(&folder).unwrap();
            let stamped = fs::read_to_string(folder.join("index.html")).unwrap();
            fs::remove_dir_all(folder).unwrap();
            id_of(&stamped).unwrap().to_owned()
        };
        let first = id("first", r#"<script src="/a-1.js" data-build="">"#);
        assert_eq!(first.len(), 16);
        assert_eq!(id("again", r#"<script src="/a-1.js" data-build="ffff">"#), first, "an older id does not count");
        assert_ne!(id("other", r#"<script src="/a-2.js" data-build="">"#), first);
    }
}
