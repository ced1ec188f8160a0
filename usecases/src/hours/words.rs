//! What must be seen in an opening-hours text before the parser reads it: quotes, states, holidays as a condition.
//! Knows nothing about what the rest means.

use std::borrow::Cow;

use opening_hours_syntax::rules::day::HolidayKind;

const WEEKDAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// The pieces between semicolons outside quotes, without empty ones.
pub(super) fn segments(osm: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let pieces = osm.split(move |c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    pieces.map(str::trim).filter(|piece| !piece.is_empty())
}

/// The holidays during which a segment holds, and the rest of it: `SH Mo-Fr …` and `Mo-Fr SH …`.
pub(super) fn during(segment: &str) -> (Option<HolidayKind>, Cow<'_, str>) {
    let plain = &segment[..segment.find('"').unwrap_or(segment.len())];
    let words: Vec<&str> = plain.split(' ').collect();
    for pair in words.windows(2) {
        let (kind, holiday) = match (holiday(pair[0]), holiday(pair[1])) {
            (Some(kind), None) if is_weekdays(pair[1]) => (kind, pair[0]),
            (None, Some(kind)) if is_weekdays(pair[0]) => (kind, pair[1]),
            _ => continue,
        };
        return (Some(kind), Cow::Owned(segment.replacen(&format!("{holiday} "), "", 1)));
    }
    (None, Cow::Borrowed(segment))
}

/// Writes `unknown` before every comment that no state precedes.
pub(super) fn explicit(segment: &str) -> Cow<'_, str> {
    if !segment.contains('"') {
        return Cow::Borrowed(segment);
    }
    let mut text = String::with_capacity(segment.len() + 16);
    for (place, piece) in segment.split('"').enumerate() {
        let opens = place % 2 == 1;
        if opens && !has_state(&text) && !is_condition(segment, place) {
            text.push_str(if text.is_empty() || text.ends_with(' ') { "unknown " } else { " unknown " });
        }
        if place > 0 {
            text.push('"');
        }
        text.push_str(piece);
    }
    Cow::Owned(text)
}

/// Whether a comment stands before its rule: `"in summer": 10:00-18:00` is a condition in words.
pub(super) fn has_condition(segment: &str) -> bool {
    (1..segment.matches('"').count()).step_by(2).any(|place| is_condition(segment, place))
}

fn is_condition(segment: &str, place: usize) -> bool {
    segment.split('"').nth(place + 1).is_some_and(|after| after.trim_start().starts_with(':'))
}

/// Whether the text ends with a state.
fn has_state(text: &str) -> bool {
    let word = text.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    ["open", "closed", "off", "unknown"].iter().any(|state| word.eq_ignore_ascii_case(state))
}

fn holiday(word: &str) -> Option<HolidayKind> {
    match word {
        "PH" => Some(HolidayKind::Public),
        "SH" => Some(HolidayKind::School),
        _ => None,
    }
}

/// Weekdays and nothing else: `Mo`, `Mo-Fr`, `Sa,Su`.
fn is_weekdays(word: &str) -> bool {
    word.split([',', '-']).all(|day| WEEKDAYS.iter().any(|weekday| day.eq_ignore_ascii_case(weekday)))
}
