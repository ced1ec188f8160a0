//! Needs and closures as one line of text each: readable in a cell, and read back to the same value.

use domain::{
    Code,
    listing::{Closure, Need},
    time::rfc3339,
    vocabulary::{NeedItem, NeedPriority},
};

use crate::import::values::date;

/// `urgent baby-care until 2026-12-01T00:00:00Z: size 4`.
pub(crate) fn print_need(need: &Need) -> String {
    let mut text = format!("{} {}", need.priority, need.item);
    if let Some(lapse) = need.lapses_at {
        text.push_str(&format!(" until {}", rfc3339(lapse)));
    }
    if !need.note.is_empty() {
        text.push_str(&format!(": {}", need.note.replace('\n', " ")));
    }
    text
}

/// The need that a line says.
pub(in crate::import) fn parse_need(line: &str) -> Option<Need> {
    let (priority, rest) = line.trim().split_once(' ')?;
    let (item, rest) = word(rest);
    let (lapses_at, rest) = match rest.text.strip_prefix("until ") {
        Some(text) if !rest.is_note => {
            let (moment, rest) = word(text);
            (Some(date::moment(moment)?), rest)
        }
        _ => (None, rest),
    };
    let complete = rest.is_note || rest.text.is_empty();
    let need = Need {
        item: NeedItem::from_code(item)?,
        priority: NeedPriority::from_code(priority)?,
        lapses_at,
        note: rest.text.to_owned(),
    };
    complete.then_some(need)
}

/// What follows a word.
struct Rest<'a> {
    text: &'a str,
    /// Whether a colon ended the word.
    is_note: bool,
}

fn word(text: &str) -> (&str, Rest<'_>) {
    let (word, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let without = word.strip_suffix(':');
    (without.unwrap_or(word), Rest { text: rest.trim(), is_note: without.is_some() })
}

/// `2026-12-24..2027-01-02 travaux`, or one day.
pub(crate) fn print_closure(closure: &Closure) -> String {
    let days = if closure.first == closure.last {
        closure.first.to_string()
    } else {
        format!("{}..{}", closure.first, closure.last)
    };
    format!("{days} {}", closure.reason.replace('\n', " ")).trim_end().to_owned()
}

/// The closure that a line says.
pub(in crate::import) fn parse_closure(line: &str) -> Option<Closure> {
    let (days, reason) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let (first, last) = (date::day(first)?, date::day(last)?);
    (first <= last).then(|| Closure { first, last, reason: reason.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_a_line() {
        for text in [
            "urgent baby-care until 2026-12-01T00:00:00Z: size 4: blue",
            "refused clothing-adults: too many",
            "needed food",
            "enough toys until 2026-12-01T00:00:00Z",
        ] {
            assert_eq!(print_need(&parse_need(text).unwrap()), text);
        }
        assert_eq!(parse_need("needed food: until tomorrow").unwrap().note, "until tomorrow");
        for text in ["", "food", "food needed", "needed food and toys", "urgent food until soon"] {
            assert_eq!(parse_need(text), None, "{text}");
        }
    }

    #[test]
    fn a_closure_is_a_line() {
        for text in ["2026-12-24..2027-01-02 congés d'hiver", "2026-12-24"] {
            assert_eq!(print_closure(&parse_closure(text).unwrap()), text);
        }
        for text in ["", "2027-01-02..2026-12-24", "Noël", "2026-12-24.."] {
            assert_eq!(parse_closure(text), None, "{text}");
        }
    }
}
