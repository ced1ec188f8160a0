//! The files of the browser as the bundler left them: inside of the program, or in a folder.
//! Knows nothing about how they are sent.
//!
//! Their names are read from `index.html`, as attributes with double quotes and nothing else of HTML, because we write
//! that page ourselves.

use std::{borrow::Cow, fs, path::Path, sync::Arc};

use app::Assets;
use axum::body::Bytes;
use rust_embed::Embed;
use sha2::{Digest, Sha256};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist"]
struct BuiltIn;

/// Where the files are. Clones are handles.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// In place of those in the program: another build can be served without compiling.
    folder: Option<Arc<Path>>,
}

/// A file and the SHA-256 of its content.
pub struct Part {
    pub content: Bytes,
    pub hash: [u8; 32],
}

impl Bundle {
    /// The files of a folder.
    pub fn of_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// The file of that name. The name must be no way out of the folder.
    pub fn get(&self, name: &str) -> Option<Part> {
        if let Some(folder) = &self.folder {
            let content = fs::read(folder.join(name)).ok()?;
            return Some(Part { hash: Sha256::digest(&content).into(), content: content.into() });
        }
        let file = BuiltIn::get(name)?;
        let hash = file.metadata.sha256_hash();
        let content = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Some(Part { content, hash })
    }

    /// The names of all files at the top.
    pub fn names(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return BuiltIn::iter().map(Cow::into_owned).collect() };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    }

    /// The names of the files that a page loads; all empty when the bundler never ran.
    pub fn assets(&self) -> Assets {
        let page = self.get("index.html");
        page.map(|page| assets_of(&String::from_utf8_lossy(&page.content))).unwrap_or_default()
    }
}

/// The files that `index.html` names. What it does not name stays empty.
pub fn assets_of(index_html: &str) -> Assets {
    let tags = tags(index_html);
    let style = tags.iter().find(|tag| tag.starts_with("<link") && attribute(tag, "rel") == Some("stylesheet"));
    let boot = tags.iter().find(|tag| tag.starts_with("<script") && attribute(tag, "data-wasm").is_some());
    let of = |tag: Option<&&str>, name: &str| tag.and_then(|tag| attribute(tag, name)).unwrap_or_default().to_owned();
    Assets {
        style: of(style, "href"),
        boot: of(boot, "src"),
        js: of(boot, "data-js"),
        wasm: of(boot, "data-wasm"),
        updates: of(boot, "data-updates"),
        build: of(boot, "data-build"),
    }
}

/// Everything between `<` and `>`, comments left out.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(length) = rest.find(end).map(|at| at + end.len()) else { break };
        tags.push(&rest[..length]);
        rest = &rest[length..];
    }
    tags.retain(|tag| !tag.starts_with("<!--"));
    tags
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let opening = format!(" {name}=\"");
    let start = tag.find(&opening)? + opening.len();
    Some(tag[start..].split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<!-- <link rel="stylesheet" href="/old.css"> -->
<link rel="stylesheet" href="/style-0123456789abcdef.css">
<link rel="modulepreload" href="/frontend-0123456789abcdef.js">
<link rel="preload" href="/frontend-0123456789abcdef_bg.wasm" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="/boot-0123456789abcdef.js" data-js="/frontend-0123456789abcdef.js" data-wasm="/frontend-0123456789abcdef_bg.wasm" data-updates="/updates-0123456789abcdef.js" data-build="fedcba9876543210"></script>
</head><body></body></html>"#;

    #[test]
    fn the_page_of_the_bundler_names_all_files() {
        let expected = Assets {
            style: "/style-0123456789abcdef.css".into(),
            boot: "/boot-0123456789abcdef.js".into(),
            js: "/frontend-0123456789abcdef.js".into(),
            wasm: "/frontend-0123456789abcdef_bg.wasm".into(),
            updates: "/updates-0123456789abcdef.js".into(),
            build: "fedcba9876543210".into(),
        };
        assert_eq!(assets_of(PAGE), expected);
    }

    #[test]
    fn a_page_without_them_names_none() {
        assert_eq!(assets_of(""), Assets::default());
        assert_eq!(assets_of("<link rel=\"stylesheet\" <script data-wasm=\""), Assets::default());
    }

    #[test]
    fn the_order_of_attributes_does_not_matter() {
        let page = r#"<script data-wasm="/w" data-js="/j" src="/b"></script><link href="/s" rel="stylesheet"/>"#;
        let expected =
            Assets { style: "/s".into(), boot: "/b".into(), js: "/j".into(), wasm: "/w".into(), ..Assets::default() };
        assert_eq!(assets_of(page), expected);
    }
}
