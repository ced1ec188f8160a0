//! Words that must be there, and words that must not.
//! What is looked for is put together from pieces here, so that this file may obey its own rules.

use super::Finding;
use super::source::Source;

const DOCUMENTED: [&str; 6] = ["domain", "store", "usecases", "app", "server", "xtask"];

/// A reader of a module first wants to know what it is for.
pub fn modules_say_what_they_are_for(source: &Source) -> Vec<Finding> {
    let is_module = source.is_rust() && source.path.contains("/src/") && !source.is_test();
    let first = source.text.lines().find(|line| !line.trim().is_empty());
    if !is_module || !DOCUMENTED.contains(&source.home()) || first.is_none_or(|line| line.starts_with("//!")) {
        return Vec::new();
    }
    vec![Finding::at(source, 1, "begins without a `//!` sentence that says what the module is for")]
}

/// An `expect` complains when it is no longer needed; its elder brother stays for ever.
pub fn exceptions_are_expected(source: &Source) -> Vec<Finding> {
    if !source.is_rust() {
        return Vec::new();
    }
    let words = [concat!("#[al", "low("), concat!("#![al", "low(")];
    findings(source, source.lines(), &words, "use `#[expect(…, reason = \"…\")]`")
}

/// In the browser a panic ends the page for somebody.
pub fn the_page_never_panics(source: &Source) -> Vec<Finding> {
    let is_page = source.is_rust() && source.path.contains("/src/");
    if !is_page || !["app", "frontend"].contains(&source.home()) {
        return Vec::new();
    }
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!("];
    findings(source, source.code_lines(), &words, "can panic, and a panic ends the page for somebody")
}

/// Invariant: every statement is in one place and runs on both engines.
pub fn only_the_store_speaks_sql(source: &Source) -> Vec<Finding> {
    if !source.is_rust() || ["store", "xtask"].contains(&source.home()) {
        return Vec::new();
    }
    let words = ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE", "ALTER TABLE", "DROP TABLE", "PRAGMA "];
    findings(source, source.code_lines(), &words, "is SQL, which only `store` speaks")
}

/// A note to oneself is read by nobody; an issue is.
pub fn open_work_has_an_issue(source: &Source) -> Vec<Finding> {
    let is_prose = source.ends_with_any(&[".rs", ".ts", ".mjs", ".css", ".html", ".md", ".toml", ".sh", ".sql"]);
    let lines = source.lines().filter(|(_, line)| is_prose && has_open_work(line));
    lines
        .map(|(number, _)| {
            Finding::at(source, number, "open work without an issue: write its number behind, as in `(#12)`")
        })
        .collect()
}

fn has_open_work(line: &str) -> bool {
    [concat!("TO", "DO"), concat!("FIX", "ME")].iter().any(|word| {
        line.match_indices(word).any(|(at, _)| {
            let (before, after) = (&line[..at], &line[at + word.len()..]);
            let is_word = !before.ends_with(is_word_sign) && !after.starts_with(is_word_sign);
            is_word
                && !after.strip_prefix("(#").is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
        })
    })
}

/// What works only where it was written does not work.
pub fn no_path_of_one_machine(source: &Source) -> Vec<Finding> {
    let folders = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
    let names_one = |line: &str| {
        folders.iter().any(|folder| {
            // Behind a name it is a part of a longer path or of an address.
            line.match_indices(folder)
                .any(|(at, _)| !line[..at].ends_with(|sign| is_word_sign(sign) || ".-}>~*".contains(sign)))
        })
    };
    let lines = source.lines().filter(|(_, line)| names_one(line));
    lines.map(|(number, _)| Finding::at(source, number, "names a path of one machine")).collect()
}

fn is_word_sign(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

fn findings<'a>(
    source: &Source,
    lines: impl IntoIterator<Item = (usize, &'a str)>,
    words: &[&str],
    message: &str,
) -> Vec<Finding> {
    let named = |line: &str| words.iter().find(|word| line.contains(**word)).copied();
    let found = lines.into_iter().filter_map(|(number, line)| Some((number, named(line)?)));
    found.map(|(number, word)| Finding::at(source, number, format!("`{}` {message}", word.trim_end()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(rule: fn(&Source) -> Vec<Finding>, path: &str, text: &str) -> usize {
        rule(&Source::new(path, text)).len()
    }

    #[test]
    fn a_module_opens_with_its_purpose() {
        let rule = modules_say_what_they_are_for;
        assert_eq!(count(rule, "domain/src/place.rs", "use x;\n//! late\n"), 1);
        assert_eq!(count(rule, "domain/src/place.rs", "\n//! Places.\nuse x;\n"), 0);
        assert_eq!(count(rule, "store/tests/x.rs", "use x;\n"), 0);
    }

    #[test]
    fn a_silenced_lint_is_found_and_an_expected_one_is_not() {
        let silenced = concat!("    #[al", "low(dead_code)]\n");
        assert_eq!(count(exceptions_are_expected, "server/src/main.rs", silenced), 1);
        assert_eq!(count(exceptions_are_expected, "server/src/main.rs", "#[expect(dead_code)]\n"), 0);
    }

    #[test]
    fn what_can_panic_is_refused_in_the_page_only() {
        let code = "let a = b.unwrap();\nlet c = d.unwrap_or(1);\n// .unwrap()\n";
        assert_eq!(count(the_page_never_panics, "app/src/x.rs", code), 1);
        assert_eq!(count(the_page_never_panics, "server/src/x.rs", code), 0);
        let tests = "#[cfg(test)]\nmod tests {\n    a.unwrap();\n}\n";
        assert_eq!(count(the_page_never_panics, "app/src/x.rs", tests), 0);
    }

    #[test]
    fn sql_is_found_outside_the_store() {
        let code = "const ALL: &str = \"SELECT id FROM listing\";\n";
        assert_eq!(count(only_the_store_speaks_sql, "usecases/src/x.rs", code), 1);
        assert_eq!(count(only_the_store_speaks_sql, "store/src/sqlite/x.rs", code), 0);
        assert_eq!(count(only_the_store_speaks_sql, "app/src/x.rs", "select(x)\n// SELECT x\n"), 0);
    }

    #[test]
    fn open_work_needs_a_number() {
        let word = concat!("TO", "DO");
        for (line, expected) in [
            (format!("// {word}: later"), 1),
            (format!("// {word}(me): later"), 1),
            (format!("// {word}(#12): later"), 0),
            (format!("const {word}S: u8 = 1;"), 0),
        ] {
            assert_eq!(count(open_work_has_an_issue, "app/src/x.rs", &line), expected, "{line}");
        }
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        let machine = concat!("cd /ro", "ot/x\n");
        let address = concat!("https://example.org/wo", "rk/fr\n");
        assert_eq!(count(no_path_of_one_machine, "README.md", machine), 1);
        assert_eq!(count(no_path_of_one_machine, "README.md", address), 0);
    }
}
