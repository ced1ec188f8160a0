//! Reading and rewriting the page `dist/index.html` as text.
//! It knows attributes with double quotes and nothing else of HTML, because we write the page ourselves.

/// Replaces a file's name where it stands alone, with or without `/` or `./` before it.
/// `None` when it stands nowhere: `map.js` is not in `bitmap.js`, in `/vendor/map.js` or in `map.js.map`.
pub fn replace_name(text: &str, old: &str, new: &str) -> Option<String> {
    let mut rewritten = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices(old) {
        if stands_alone(&text[..at], &text[at + old.len()..]) {
            rewritten.push_str(&text[from..at]);
            rewritten.push_str(new);
            from = at + old.len();
        }
    }
    rewritten.push_str(&text[from..]);
    (from > 0).then_some(rewritten)
}

fn stands_alone(before: &str, after: &str) -> bool {
    let in_folder = before.strip_suffix("./").or_else(|| before.strip_suffix('/'));
    let belongs_to_name = |sign: char| sign.is_alphanumeric() || "_-./".contains(sign);
    !in_folder.unwrap_or(before).ends_with(belongs_to_name) && !after.starts_with(belongs_to_name)
}

/// The paths from our own origin in the given attributes, each once, in the order of the page.
pub fn local_paths(page: &str, attributes: &[&str]) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = attributes.iter().flat_map(|name| values(page, name)).collect();
    found.sort_unstable();
    let mut paths = Vec::new();
    for (_, path) in found {
        let is_local = path.starts_with('/') && !path.starts_with("//");
        if is_local && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// The first tag of that name that has the attribute.
pub fn tag<'a>(page: &'a str, name: &str, attribute: &str) -> Option<&'a str> {
    let opening = format!("<{name} ");
    let starts = page.match_indices(&opening).map(|(at, _)| at);
    let mut tags = starts.filter_map(|at| Some(page[at..].split_once('>')?.0));
    tags.find(|tag| tag.contains(&format!(" {attribute}=\"")))
}

fn values<'a>(page: &'a str, attribute: &str) -> Vec<(usize, &'a str)> {
    let opening = format!(" {attribute}=\"");
    let starts = page.match_indices(&opening).map(|(at, found)| at + found.len());
    starts.filter_map(|at| Some((at, page[at..].split_once('"')?.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(replace_name(text, "map.js", "map-0f.js").as_deref(), expected, "in {text}");
    }

    #[test]
    fn a_name_is_replaced_with_or_without_its_folder() {
        check(r#"src="/map.js""#, Some(r#"src="/map-0f.js""#));
        check("import('./map.js')", Some("import('./map-0f.js')"));
        check("url(map.js) 'map.js'", Some("url(map-0f.js) 'map-0f.js'"));
        check("map.js", Some("map-0f.js"));
    }

    #[test]
    fn a_part_of_another_name_is_left() {
        for text in ["bitmap.js", "/vendor/map.js", "'../map.js'", "map.js.map", "=map.json", "my-map.js", ""] {
            check(text, None);
        }
    }

    #[test]
    fn local_paths_keep_the_order_of_the_page() {
        let page = r#"<link href="/a.css"><script src="/b.js" data-js="/c.js"></script><a href="https://x.org/">x</a><link href="/a.css">"#;
        assert_eq!(local_paths(page, &["src", "href", "data-js"]), ["/a.css", "/b.js", "/c.js"]);
        assert_eq!(local_paths(page, &["src"]), ["/b.js"]);
    }
}
