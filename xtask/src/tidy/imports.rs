//! Who may name whom, below what Cargo enforces; the table is in ARCHITECTURE.md.

use super::Finding;
use super::source::Source;

/// A crate (or a part of one) and what its shipped code never names.
struct Border {
    home: &'static str,
    refused: &'static [&'static str],
}

const BORDERS: [Border; 4] = [
    Border {
        home: "domain",
        refused: &[
            "tokio",
            "sqlx",
            "axum",
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "rand",
            "std::fs",
            "std::net",
        ],
    },
    Border { home: "store", refused: &["axum", "leptos", "leptos_axum", "usecases", "app"] },
    Border { home: "usecases", refused: &["axum", "leptos", "leptos_axum", "sqlx", "app"] },
    Border { home: "app", refused: &["sqlx", "store"] },
];

/// What touches the browser lives behind `app::browser`, so that a page renders the same on the server.
const BROWSER_ONLY: [&str; 4] = ["web_sys", "js_sys", "gloo_storage", "wasm_bindgen"];

pub fn code_names_only_what_it_may(source: &Source) -> Vec<Finding> {
    if !source.is_rust() || !source.path.contains("/src/") {
        return Vec::new();
    }
    let mut refused: Vec<&str> = border(source).map_or(&[][..], |border| border.refused).to_vec();
    if source.home() == "app" && !source.path.starts_with("app/src/browser") {
        refused.extend(BROWSER_ONLY);
    }
    let mut findings = Vec::new();
    for (number, line) in source.code_lines() {
        let named = refused.iter().filter(|name| names(line, name));
        findings.extend(named.map(|name| Finding::at(source, number, refusal(source, name))));
        if source.home() == "domain" && line.contains("SystemTime") {
            findings.push(Finding::at(source, number, refusal(source, "SystemTime")));
        }
    }
    findings
}

pub fn manifests_name_only_what_they_may(source: &Source) -> Vec<Finding> {
    let border = border(source).filter(|border| source.path == format!("{}/Cargo.toml", border.home));
    let (Some(border), Ok(manifest)) = (border, source.text.parse::<toml::Table>()) else {
        return Vec::new();
    };
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(toml::Table::keys).map(|name| name.replace('-', "_"));
    let refused = names.filter(|name| border.refused.contains(&name.as_str()));
    refused.map(|name| Finding::about(&source.path, refusal(source, &name))).collect()
}

fn border(source: &Source) -> Option<&'static Border> {
    BORDERS.iter().find(|border| border.home == source.home())
}

fn refusal(source: &Source, name: &str) -> String {
    if BROWSER_ONLY.contains(&name) && source.home() == "app" {
        return format!("names `{name}`, which only `app::browser` may (events: `leptos::ev`)");
    }
    format!("names `{name}`, which `{}` must not know", source.home())
}

/// `name::`, `use name;` or `use name as`, and not as a part of a longer path.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        let begins =
            !before.ends_with(|sign: char| sign.is_alphanumeric() || "_:.\"".contains(sign)) || before.ends_with(" ::");
        let is_used = before.trim_start().ends_with("use ") && after.starts_with([';', ' ']);
        begins && (after.starts_with("::") || is_used)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        let source = Source::new(path, text);
        code_names_only_what_it_may(&source).len() + manifests_name_only_what_they_may(&source).len()
    }

    #[test]
    fn the_domain_knows_neither_time_nor_network() {
        assert_eq!(count("domain/src/x.rs", "use std::time::SystemTime;\nuse std::net::TcpStream;\n"), 2);
        assert_eq!(count("domain/src/x.rs", "use tokio::fs;\nuse web_sys::window;\n"), 2);
        assert_eq!(count("domain/src/x.rs", "use serde::Serialize;\n// no tokio::fs here\n"), 0);
    }

    #[test]
    fn the_interface_does_not_reach_the_store() {
        assert_eq!(count("app/src/api.rs", "use store::Store;\nlet s = store::open();\n"), 2);
        assert_eq!(count("app/src/api.rs", "use crate::store::Favourites;\nlet store = 1;\nself.store.get();\n"), 0);
    }

    #[test]
    fn the_browser_is_touched_in_one_place() {
        assert_eq!(count("app/src/pages/find.rs", "let w = web_sys::window();\n"), 1);
        assert_eq!(count("app/src/browser/storage.rs", "let w = web_sys::window();\n"), 0);
        assert_eq!(count("app/src/browser.rs", "use js_sys::Date;\n"), 0);
    }

    #[test]
    fn a_manifest_is_held_to_the_same_table() {
        assert_eq!(count("domain/Cargo.toml", "[dependencies]\nweb-sys = \"1\"\nserde = \"1\"\n"), 1);
        assert_eq!(count("domain/Cargo.toml", "[dev-dependencies]\nrand = \"1\"\n"), 0);
    }
}
