//! A file as the rules see it: where it lies, its text, and which of its lines are code that ships.

/// A text file of the workspace.
pub struct Source {
    /// From the top of the workspace, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.replace('\\', "/"), text: text.to_owned() }
    }

    /// The top folder, which is the crate.
    pub fn home(&self) -> &str {
        self.path.split_once('/').map_or("", |(home, _)| home)
    }

    pub fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }

    pub fn ends_with_any(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.path.ends_with(end))
    }

    pub fn is_rust(&self) -> bool {
        self.ends_with_any(&[".rs"])
    }

    pub fn is_test(&self) -> bool {
        let in_folder = ["/tests/", "/benches/", "/examples/"].iter().any(|part| self.path.contains(part));
        in_folder || self.home() == "end2end" || self.ends_with_any(&["/tests.rs", "_test.rs", "_tests.rs"])
    }

    pub fn is_generated(&self) -> bool {
        self.path.contains("generated") || self.text.lines().take(3).any(|line| line.contains("@generated"))
    }

    /// Lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines of Rust outside `#[cfg(test)]`. Relies on rustfmt's indentation instead of a parser.
    pub fn shipped_lines(&self) -> Vec<(usize, &str)> {
        if self.is_test() {
            return Vec::new();
        }
        let mut shipped = Vec::new();
        let mut lines = self.lines().peekable();
        while let Some((number, line)) = lines.next() {
            if line.trim_start().starts_with("#[cfg(test)]") {
                skip_item(&mut lines);
            } else {
                shipped.push((number, line));
            }
        }
        shipped
    }

    /// The shipped lines without those that are only comment.
    pub fn code_lines(&self) -> Vec<(usize, &str)> {
        let mut lines = self.shipped_lines();
        lines.retain(|(_, line)| !line.trim_start().starts_with("//"));
        lines
    }
}

/// Consumes the item after an attribute: to its `;`, or to the brace that closes at its own indentation.
fn skip_item<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) {
    let mut closing = None;
    for (_, line) in lines {
        let code = line.trim_end();
        match &closing {
            None if code.ends_with(';') || code.ends_with('}') => return,
            None if code.ends_with('{') => {
                let indentation = &code[..code.len() - code.trim_start().len()];
                closing = Some(format!("{indentation}}}"));
            }
            Some(end) if code == end => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(path: &str, text: &str) -> Vec<usize> {
        Source::new(path, text).code_lines().into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn tests_and_comments_are_not_code() {
        let text = "fn a() {}\n// why\n#[cfg(test)]\nmod tests {\n    fn b() {\n    }\n}\nfn c() {}\n";
        assert_eq!(numbers("app/src/x.rs", text), [1, 8]);
    }

    #[test]
    fn code_after_a_test_module_in_its_own_file_counts() {
        assert_eq!(numbers("app/src/lib.rs", "#[cfg(test)]\nmod tests;\npub mod pages;\n"), [3]);
    }

    #[test]
    fn a_file_of_tests_has_no_shipped_code() {
        assert_eq!(numbers("store/tests/contract/listings.rs", "fn a() {}\n"), Vec::<usize>::new());
        assert!(Source::new("end2end/read.spec.ts", "").is_test());
        assert!(!Source::new("xtask/src/test/mod.rs", "").is_test());
    }
}
