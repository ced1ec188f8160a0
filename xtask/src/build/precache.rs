//! What the service worker fetches when it is installed: the shell and what its page links to.
//! The map and the desk are not linked, so a reader who never opens them never downloads them.

use super::names::content_hash;
use super::page::local_paths;
use anyhow::Result;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Where Workbox expects the list in the bundled worker.
const PLACE: &str = "self.__WB_MANIFEST";

pub fn fill(folder: &Path) -> Result<()> {
    let worker = folder.join("sw.js");
    let Ok(source) = fs::read_to_string(&worker) else {
        return Ok(());
    };
    let page = fs::read_to_string(folder.join("index.html"))?;
    let exists = |path: &String| folder.join(&path[1..]).is_file();
    let mut linked = local_paths(&page, &["src", "href", "data-js", "data-wasm"]);
    linked.retain(exists);
    linked.extend(snippets(folder, &folder.join("snippets"))?);
    let mut entries = vec![entry("/index.html", Some(&content_hash(page.as_bytes())))];
    for path in linked {
        let content = fs::read(folder.join(&path[1..]))?;
        let hash = content_hash(&content);
        // A name with the hash in it needs no other revision.
        let revision = (!path.contains(&hash)).then_some(hash.as_str());
        entries.push(entry(&path, revision));
    }
    fs::write(worker, source.replace(PLACE, &format!("[{}]", entries.join(","))))?;
    Ok(())
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
    fn the_worker_learns_the_page_and_what_it_links_to() {
        let folder = std::env::temp_dir().join(format!("ensemble-precache-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let script = "boot-".to_owned() + &content_hash(b"1") + ".js";
        let page =
            format!(r#"<link href="/icon.svg"><link href="/gone.css"><script src="/{script}" data-map="/map.js">"#);
        for (name, content) in [
            ("index.html", page.as_str()),
            ("icon.svg", "<svg/>"),
            (&script, "1"),
            ("map.js", "2"),
            ("sw.js", "go(self.__WB_MANIFEST)"),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }
        fill(&folder).unwrap();
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected = format!(
            r#"go([{{"url":"/index.html","revision":"{}"}},{{"url":"/icon.svg","revision":"{}"}},{{"url":"/{script}","revision":null}}])"#,
            content_hash(page.as_bytes()),
            content_hash(b"<svg/>"),
        );
        assert_eq!(worker, expected);
    }
}
