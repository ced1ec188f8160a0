//! Files that fit into a head. 300 lines are a question, these limits are an answer.

use super::Finding;
use super::source::Source;

const LONGEST: usize = 500;
const LONGEST_TEST: usize = 800;

pub fn files_stay_short(source: &Source) -> Vec<Finding> {
    if !source.ends_with_any(&[".rs", ".ts", ".css"]) || source.is_generated() {
        return Vec::new();
    }
    let (length, limit) = match (source.is_test(), source.is_rust()) {
        (true, _) => (source.lines().count(), LONGEST_TEST),
        (false, true) => (source.shipped_lines().len(), LONGEST),
        (false, false) => (source.lines().count(), LONGEST),
    };
    let message = format!("{length} lines, and {limit} are allowed: two files with better names?");
    (length > limit).then(|| Finding::about(&source.path, message)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(path: &str, lines: usize) -> bool {
        !files_stay_short(&Source::new(path, &"x\n".repeat(lines))).is_empty()
    }

    #[test]
    fn long_files_are_refused() {
        assert!(is_refused("app/src/x.rs", 501));
        assert!(is_refused("style/parts.css", 501));
        assert!(!is_refused("app/src/x.rs", 500));
    }

    #[test]
    fn tests_may_be_longer_and_data_has_no_limit() {
        assert!(!is_refused("store/tests/x.rs", 800));
        assert!(is_refused("store/tests/x.rs", 801));
        assert!(!is_refused("app/src/generated/x.rs", 5000));
        assert!(!is_refused("docs/x.md", 5000));
    }

    #[test]
    fn inline_tests_do_not_count() {
        let text = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(400), "    y\n".repeat(400));
        assert!(files_stay_short(&Source::new("app/src/x.rs", &text)).is_empty());
    }
}
