//! The six columns of hours, `09:00 - 12:00 / 13:30 - 17:00`, as OSM opening hours.
//! Knows nothing about the calendar.
//!
//! An interval without length (`00:00 - 00:00`) is how the form of the source stores an empty one; where a day has no
//! other, nobody knows what was meant. Intervals that overlap are usually two sites or two weeks told in one line: what
//! lies outside both is closed, what lies inside counts as unknown.

use domain::time::DAY_MINUTES;

use super::{
    FsRow,
    comment::{Comment, Half},
    words,
};
use crate::import::{Reason, values::text};

/// Columns, the days they are for in OSM and in French.
const DAYS: [(&str, &str, &str); 6] = [
    ("h_lundi", "Mo", "lundi"),
    ("h_mardi", "Tu", "mardi"),
    ("h_mercredi", "We", "mercredi"),
    ("h_jeudi", "Th", "jeudi"),
    ("h_vendredi", "Fr", "vendredi"),
    ("h_samedi", "Sa", "samedi"),
];

/// Minute at which a morning ends and an afternoon begins.
const NOON: u16 = 720;

/// The hours of a week.
pub(super) struct Week {
    /// OSM opening hours; nothing where the source says nothing.
    pub osm: Option<String>,
    /// What the source says about days that cannot be understood, as `vendredi : 00:00 - 00:00`.
    pub own_words: Vec<String>,
}

/// A stretch of a day in minutes, and why it is not sure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    from: u16,
    to: u16,
    doubt: Option<String>,
}

/// Reads the hours of a row. What is not understood is kept and noted as a warning.
pub(super) fn read(row: &mut FsRow, comment: &Comment) -> Week {
    let mut own_words = Vec::new();
    let mut days: Vec<Vec<Span>> = Vec::new();
    for (column, _, name) in DAYS {
        let value = row.get(column).to_owned();
        let (spans, understood) = spans(&value);
        if !understood {
            row.leave_out(column, Reason::OwnHours);
            own_words.push(format!("{name} : {value}"));
        }
        days.push(spans);
    }
    let known = days.iter().any(|spans| !spans.is_empty());
    if known {
        throw_doubt(&mut days, comment, words::is_moving(row.get("format_fs")));
    }
    Week { osm: known.then(|| osm(&days)), own_words }
}

/// The stretches of a day, and whether they have a single meaning.
fn spans(value: &str) -> (Vec<Span>, bool) {
    let whole_day = |value: &str| vec![Span { from: 0, to: DAY_MINUTES, doubt: Some(value.to_owned()) }];
    if value.is_empty() || text::folded(value).trim() == "ferme" {
        return (Vec::new(), true);
    }
    let Some(mut intervals) = value.split(['/', ',', ';']).map(interval).collect::<Option<Vec<_>>>() else {
        return (whole_day(value), false);
    };
    intervals.retain(|(from, to)| from != to);
    intervals.sort_unstable();
    intervals.dedup();
    if intervals.is_empty() || intervals.iter().any(|(from, to)| from > to) {
        return (whole_day(value), false);
    }
    let clear = intervals.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    let mut spans: Vec<Span> = Vec::new();
    for (from, to) in intervals {
        match spans.last_mut() {
            Some(last) if from <= last.to => last.to = last.to.max(to),
            _ => spans.push(Span { from, to, doubt: (!clear).then(|| value.to_owned()) }),
        }
    }
    (spans, clear)
}

/// `09:00 - 12:00` or `9h-12h30` in minutes.
fn interval(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once(['-', '–', 'à'])?;
    Some((minute(from)?, minute(to)?))
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', 'h', 'H'])?;
    let (hour, minute) = (hour.trim_end(), minute.trim_start());
    let is_number = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if hour.is_empty() || !is_number(hour) || !is_number(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().unwrap_or(0));
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Marks what the comment or the kind of the place makes uncertain.
fn throw_doubt(days: &mut [Vec<Span>], comment: &Comment, moving: bool) {
    let doubt = comment.doubt();
    for (day, spans) in days.iter_mut().enumerate() {
        let named = doubt.filter(|doubt| doubt.days[day]);
        if let Some(doubt) = named.filter(|_| spans.is_empty()).filter(|doubt| doubt.days != [true; 6]) {
            // The table says closed and the words name the day: neither is believed.
            spans.push(Span { from: 0, to: DAY_MINUTES, doubt: Some(reason(doubt.by_appointment).to_owned()) });
        }
        for span in spans.iter_mut().filter(|span| span.doubt.is_none()) {
            let meant = named.filter(|doubt| match doubt.half {
                Half::Both => true,
                Half::Morning => span.from < NOON,
                Half::Afternoon => span.to > NOON,
            });
            span.doubt = match (moving, meant) {
                (true, _) => Some("itinérant".to_owned()),
                (false, doubt) => doubt.map(|doubt| reason(doubt.by_appointment).to_owned()),
            };
        }
    }
}

fn reason(by_appointment: bool) -> &'static str {
    if by_appointment { "sur rendez-vous" } else { "voir les conditions" }
}

/// The rules of a week: days with the same hours together, closed on public holidays as all counters of the state.
fn osm(days: &[Vec<Span>]) -> String {
    let mut rules: Vec<(String, &Vec<Span>)> = Vec::new();
    for spans in days {
        if !spans.is_empty() && !rules.iter().any(|(_, seen)| *seen == spans) {
            let same: Vec<usize> = (0..days.len()).filter(|day| days[*day] == *spans).collect();
            rules.push((selector(&same), spans));
        }
    }
    let texts = rules.iter().map(|(selector, spans)| rule(selector, spans));
    texts.chain(["PH off".to_owned()]).collect::<Vec<_>>().join("; ")
}

/// `Mo-Th,Sa`.
fn selector(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let names = runs.iter().map(|(first, last)| match last - first {
        0 => DAYS[*first].1.to_owned(),
        1 => format!("{},{}", DAYS[*first].1, DAYS[*last].1),
        _ => format!("{}-{}", DAYS[*first].1, DAYS[*last].1),
    });
    names.collect::<Vec<_>>().join(",")
}

/// One rule for the sure hours and one for each kind of doubt.
fn rule(days: &str, spans: &[Span]) -> String {
    let mut kinds: Vec<&Option<String>> = Vec::new();
    for span in spans {
        if !kinds.contains(&&span.doubt) {
            kinds.push(&span.doubt);
        }
    }
    let rules = kinds.iter().map(|kind| {
        let times: Vec<String> = spans.iter().filter(|span| span.doubt == **kind).map(time).collect();
        let rule = format!("{days} {}", times.join(",")).trim_end().to_owned();
        match kind {
            None => rule,
            Some(doubt) => format!("{rule} unknown \"{}\"", doubt.replace('"', "'")),
        }
    });
    rules.collect::<Vec<_>>().join(", ")
}

/// `09:00-12:00`; nothing for a whole day.
fn time(span: &Span) -> String {
    if (span.from, span.to) == (0, DAY_MINUTES) {
        return String::new();
    }
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", clock(span.from), clock(span.to))
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
