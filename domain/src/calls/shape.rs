//! What a number to call looks like, whatever stands around it.

/// A number in a text.
pub struct Number {
    pub start: usize,
    pub end: usize,
    /// As a telephone takes it.
    pub dialled: String,
    pub sureness: Sureness,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// A telephone number by its form, or a short one that everybody knows.
    Sure,
    /// One of the numbers of two digits.
    Short,
    /// Digits.
    Unknown,
}

/// Short numbers of France and of the European Union with more than two digits. Four digits that begin with 3 are lines
/// to be listened to, advised, or answered by an office; six that begin with 116 are European.
const KNOWN: [&str; 7] = ["112", "114", "115", "119", "191", "196", "197"];

/// Numbers of two digits: ambulance, police, fire brigade.
const SHORT: [&str; 3] = ["15", "17", "18"];

/// Everything in a text that may be a number to call.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit() || c == '+') {
        let start = at + next;
        let word = word_end(text, start);
        let before = text[..start].chars().next_back();
        let number = if before.is_some_and(joins) { None } else { number(text, start) };
        at = match number {
            Some(number) => {
                let end = number.end;
                found.push(number);
                end
            }
            None => word,
        };
    }
    found
}

/// Whether a letter or sign before digits makes them a part of something else.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '–' | '_' | '@' | '€' | '$' | '+' | '#')
}

/// Where digits end that are no number to call: with the word or address that they are in.
fn word_end(text: &str, start: usize) -> usize {
    let end = text[start..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '/' | '_' | '-')));
    end.map_or(text.len(), |end| (start + end).max(start + 1))
}

/// Reads the longest number that begins here.
fn number(text: &str, start: usize) -> Option<Number> {
    let groups = groups(&text[start..]);
    let plus = text[start..].starts_with('+');
    (1..=groups.len()).rev().find_map(|count| {
        let end = start + groups[count - 1].1;
        let digits: String = groups[..count].iter().map(|group| group.0).collect();
        // Two and two digits are a short number only where they stand alone: not in dates and amounts.
        let alone = groups.len() == count && !text[start..end].contains(['.', '-']);
        let compact = count == 1 || digits.len() == 10 || alone;
        let (dialled, sureness) = dialled(&digits, plus, &groups[..count], compact)?;
        ends(&text[end..]).then_some(Number { start, end, dialled, sureness })
    })
}

/// The groups of digits that stand one after the other, each with where it ends.
fn groups(text: &str) -> Vec<(&str, usize)> {
    let mut groups = Vec::new();
    let mut at = usize::from(text.starts_with('+'));
    loop {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || groups.len() == 12 {
            return groups;
        }
        groups.push((&text[at..at + digits], at + digits));
        at += digits;
        let between = text[at..].find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        if !matches!(&text[at..at + between], " " | "\u{a0}" | "\u{202f}" | "." | "-" | " (" | ") " | ")" | "(") {
            return groups;
        }
        at += between;
    }
}

/// What a telephone takes for digits, and how sure it is that somebody wants to call them.
fn dialled(digits: &str, plus: bool, groups: &[(&str, usize)], compact: bool) -> Option<(String, Sureness)> {
    let abroad = if plus { Some(digits) } else { digits.strip_prefix("00") };
    if let Some(abroad) = abroad {
        // The zero in brackets is for calls from within.
        let abroad = abroad.strip_prefix("330").map_or_else(|| abroad.to_owned(), |rest| format!("33{rest}"));
        let fits = match abroad.as_bytes() {
            [b'3', b'3', ..] => abroad.len() == 11,
            [b'3', b'8', b'0', ..] => abroad.len() == 12,
            _ => (8..=15).contains(&abroad.len()),
        };
        return fits.then(|| (format!("+{abroad}"), Sureness::Sure));
    }
    let compact = compact && (groups.len() == 1 || groups.iter().all(|group| group.0.len() == 2));
    match digits.len() {
        // Numbers that cost nothing or much are reached from within only.
        10 if digits.starts_with("08") => Some((digits.to_owned(), Sureness::Sure)),
        10 if digits.starts_with('0') && compact => Some((format!("+33{}", &digits[1..]), Sureness::Sure)),
        10 if digits.starts_with('0') => Some((digits.to_owned(), Sureness::Sure)),
        6 if digits.starts_with("116") && (groups.len() == 1 || groups[0].0.len() == 3) => {
            Some((digits.to_owned(), Sureness::Sure))
        }
        4 if digits.starts_with('3') && compact => Some((digits.to_owned(), Sureness::Sure)),
        3 if KNOWN.contains(&digits) && groups.len() == 1 => Some((digits.to_owned(), Sureness::Sure)),
        2 if SHORT.contains(&digits) => Some((digits.to_owned(), Sureness::Short)),
        2..=4 if compact => Some((digits.to_owned(), Sureness::Unknown)),
        _ => None,
    }
}

/// Whether a number can end before this: not inside of a word, an amount, a time or an address.
fn ends(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some('.' | ',' | ':' | '-' | '–' | '/') => chars.next().is_none_or(|c| !c.is_alphanumeric()),
        Some('%' | '€' | '$' | '°' | '_' | '@') => false,
        Some(' ' | '\u{a0}' | '\u{202f}') => {
            // Thousands go on.
            chars.as_str().bytes().take_while(u8::is_ascii_digit).count() != 3
        }
        Some(c) => !c.is_alphanumeric(),
    }
}
