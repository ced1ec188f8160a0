//! The interface's own words, in all its languages. Nothing else in the application has words.

pub mod catalogue;
pub mod format;
pub mod names;

use domain::{
    Lang,
    plural::{Plural, plural},
};

/// A text without a count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Msg(u16);

/// A text with a count, in as many forms as a language needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Counted(u16);

/// A constant for each text of `locales/*.toml`.
pub mod text {
    use super::{Counted, Msg};

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// A text in a language.
pub fn t(lang: Lang, msg: Msg) -> &'static str {
    catalogue::at(lang, msg.0)
}

/// A text with its placeholders filled in: `{name}` by the value of that name.
pub fn tf(lang: Lang, msg: Msg, values: &[(&str, &str)]) -> String {
    fill(t(lang, msg), values)
}

/// A text for a count; `{n}` is the count, written for the language.
pub fn tn(lang: Lang, msg: Counted, n: u32) -> String {
    tnf(lang, msg, n, &[])
}

/// A text for a count with further placeholders.
pub fn tnf(lang: Lang, msg: Counted, n: u32, values: &[(&str, &str)]) -> String {
    let form = match plural(lang, n) {
        Plural::One => 0,
        Plural::Few => 1,
        Plural::Many => 2,
        Plural::Other => 3,
    };
    let number = format::number(lang, n);
    let with_number = fill(catalogue::at(lang, msg.0 + form), &[("n", &number)]);
    fill(&with_number, values)
}

/// The text with its placeholders filled in.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_by_name() {
        assert_eq!(fill("{a} – {b}{c}", &[("b", "2"), ("a", "1")]), "1 – 2{c}");
    }

    #[test]
    fn counts_take_the_form_of_their_language() {
        assert_eq!(tn(Lang::Uk, text::FIND_RESULTS, 1), "1 місце");
        assert_eq!(tn(Lang::Uk, text::FIND_RESULTS, 34), "34 місця");
        assert_eq!(tn(Lang::Uk, text::FIND_RESULTS, 11), "11 місць");
        assert_eq!(tn(Lang::Fr, text::FIND_RESULTS, 0), "0 lieu");
        assert_eq!(tn(Lang::En, text::FIND_RESULTS, 1234), "1,234 places");
    }
}
