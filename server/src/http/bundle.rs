//! The names of the browser's files, read from the page that the bundler made.
//! Knows attributes with double quotes and nothing else of HTML, because we write the page ourselves.

use app::Assets;

/// The files that `dist/index.html` names. What it does not name stays empty.
pub fn assets_of(index_html: &str) -> Assets {
    let tags = tags(index_html);
    let style = tags.iter().find(|tag| tag.starts_with("<link") && attribute(tag, "rel") == Some("stylesheet"));
    let boot = tags.iter().find(|tag| tag.starts_with("<script") && attribute(tag, "data-wasm").is_some());
    let of = |tag: Option<&&str>, name: &str| tag.and_then(|tag| attribute(tag, name)).unwrap_or_default().to_owned();
    Assets { style: of(style, "href"), boot: of(boot, "src"), js: of(boot, "data-js"), wasm: of(boot, "data-wasm") }
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
<script type="module" src="/boot-0123456789abcdef.js" data-js="/frontend-0123456789abcdef.js" data-wasm="/frontend-0123456789abcdef_bg.wasm"></script>
</head><body></body></html>"#;

    #[test]
    fn the_page_of_the_bundler_names_all_files() {
        let expected = Assets {
            style: "/style-0123456789abcdef.css".into(),
            boot: "/boot-0123456789abcdef.js".into(),
            js: "/frontend-0123456789abcdef.js".into(),
            wasm: "/frontend-0123456789abcdef_bg.wasm".into(),
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
        let expected = Assets { style: "/s".into(), boot: "/b".into(), js: "/j".into(), wasm: "/w".into() };
        assert_eq!(assets_of(page), expected);
    }
}
