//! One style sheet out of the layers in `style/`, in the order of the cascade.
//! A layer is a file or a folder of files; a file that belongs to no layer is an error, not a surprise.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: [&str; 6] = ["reset", "tokens", "base", "parts", "pages", "print"];

/// Writes `style.css` into the folder of the built files.
pub fn write(sources: &Path, folder: &Path, is_release: bool) -> Result<()> {
    if !sources.exists() {
        return Ok(());
    }
    let mut css = joined(&files(sources)?)?;
    if is_release {
        css = minified(&css);
    }
    fs::write(folder.join("style.css"), with_layer_order(css)).context("cannot write the style sheet")
}

fn files(sources: &Path) -> Result<Vec<PathBuf>> {
    for path in entries(sources)? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        ensure!(LAYERS.contains(&&*stem), "{} belongs to no layer of the style sheet", path.display());
    }
    let mut files = Vec::new();
    for layer in LAYERS {
        let file = sources.join(layer).with_extension("css");
        files.extend(file.exists().then_some(file));
        if sources.join(layer).is_dir() {
            files.extend(entries(&sources.join(layer))?);
        }
    }
    Ok(files)
}

/// Sorted, so that the same sources make the same sheet everywhere.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.is_dir() || path.extension().is_some_and(|end| end == "css"));
    paths.sort();
    Ok(paths)
}

fn joined(files: &[PathBuf]) -> Result<String> {
    let read = |file: &PathBuf| fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()));
    let texts = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(texts.join("\n"))
}

/// The order of layers is what the first mention says, so it has to be the first statement.
fn with_layer_order(css: String) -> String {
    let first = minified(&css).split(['{', ';']).next().unwrap_or_default().to_owned();
    if first.starts_with("@layer ") && first.contains(',') {
        return css;
    }
    format!("@layer {};\n{css}", LAYERS.join(","))
}

/// Drops comments and the space that no browser needs. Strings stay as they are.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => string_length(rest, sign),
            _ => sign.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        match sign {
            '/' if length > 1 => push_space(&mut out),
            _ if sign.is_whitespace() => push_space(&mut out),
            _ => push_piece(&mut out, piece),
        }
    }
    out.trim_end().to_owned()
}

fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A space means nothing at the start and after these signs. Before `:` it can be a selector's.
fn push_space(out: &mut String) {
    if !(out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '(', ' '])) {
        out.push(' ');
    }
}

fn push_piece(out: &mut String, piece: &str) {
    if ["{", "}", ";", ",", ")"].contains(&piece) && out.ends_with(' ') {
        out.pop();
    }
    if piece == "}" && out.ends_with(';') {
        out.pop();
    }
    out.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(css: &str, expected: &str) {
        assert_eq!(minified(css), expected);
    }

    #[test]
    fn comments_and_needless_space_go() {
        check("/* a */ .card {\n  color : red;\n  margin: 0 auto;\n}\n", ".card{color :red;margin:0 auto}");
        check("a /* x */ b { c: d }", "a b{c:d}");
        check(
            "@media (min-width: 40rem) and (hover) { a, b { c: d } }",
            "@media (min-width:40rem) and (hover){a,b{c:d}}",
        );
    }

    #[test]
    fn space_with_a_meaning_stays() {
        check(".a :hover { width: calc(1px + 2px) }", ".a :hover{width:calc(1px + 2px)}");
        check("a > b + c { d: e !important; }", "a > b + c{d:e !important}");
    }

    #[test]
    fn strings_stay_as_they_are() {
        check("a { content: \" /* { ; \\\" \" ; }", "a{content:\" /* { ; \\\" \"}");
        check("a::after { content: '→  ' }", "a::after{content:'→  '}");
    }

    #[test]
    fn the_order_of_layers_comes_first() {
        let own = "/* why */\n@layer a, b;\n@layer b { x { y: z } }".to_owned();
        assert_eq!(with_layer_order(own.clone()), own);
        let expected = "@layer reset,tokens,base,parts,pages,print;\na{b:c}";
        assert_eq!(with_layer_order("a{b:c}".to_owned()), expected);
    }
}
