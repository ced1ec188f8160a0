//! Dates and moments as people and programs write them.

use domain::time::{Day, Timestamp};

/// A day: `2026-11-23`, or `23/11/2026` as in French spreadsheets.
pub fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let french = || {
        let (day, rest) = text.split_once('/')?;
        let (month, year) = rest.split_once('/')?;
        Day::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
    };
    Day::parse(text).or_else(french)
}

/// A moment: RFC 3339, or the beginning of a day in UTC.
pub fn moment(text: &str) -> Option<Timestamp> {
    let parsed = text.trim().parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
    parsed.or_else(|| day(text).map(start))
}

/// The beginning of a day in UTC.
pub fn start(day: Day) -> Timestamp {
    i64::from(day.0) * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_orders() {
        assert_eq!(day("2026-11-23"), Day::new(2026, 11, 23));
        assert_eq!(day(" 3/1/2026 "), Day::new(2026, 1, 3));
        for text in ["", "2026-13-01", "31/02/2026", "23.11.2026", "11/2026", "1/1/1/2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_may_be_a_day() {
        assert_eq!(moment("1970-01-02"), Some(86_400));
        assert_eq!(moment("1970-01-01T02:00:00+01:00"), Some(3600));
        assert_eq!(moment("yesterday"), None);
    }
}
