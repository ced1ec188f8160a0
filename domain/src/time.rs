//! Moments, days and minutes as numbers; offsets of time zones as tables.
//! Knows no clock and no time zone database: both are read at the edges and passed in.

use serde::{Deserialize, Serialize};

/// A moment: seconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;

/// Minutes in a day.
pub const DAY_MINUTES: u16 = 1440;

/// A calendar day: days since 1970-01-01, in whatever place is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// A day of the proleptic Gregorian calendar; `None` for a date that does not exist.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let result = Self(days_from_civil(year, month, day));
        (1..=12).contains(&month).then_some(())?;
        (result.civil() == (year, month, day)).then_some(result)
    }

    /// A day written as `2026-11-23`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = |length: usize| {
            parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        Self::new(year as i32, month, day)
    }

    /// Year, month (1–12), day (1–31).
    pub fn civil(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// 0 for Monday … 6 for Sunday.
    pub fn weekday(self) -> usize {
        (i64::from(self.0) + 3).rem_euclid(7) as usize
    }

    /// The day that many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The UTC day of a moment.
pub fn utc_day(at: Timestamp) -> Day {
    Day(at.div_euclid(86_400) as i32)
}

/// A moment as `2026-11-23T13:20:00Z` (RFC 3339).
pub fn rfc3339(at: Timestamp) -> String {
    let seconds = at.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", utc_day(at), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A local day and the minute of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LocalTime {
    pub day: Day,
    /// 0–1439.
    pub minute: u16,
}

impl LocalTime {
    /// The time of UTC.
    pub fn utc(at: Timestamp) -> Self {
        Self { day: utc_day(at), minute: (at.div_euclid(60)).rem_euclid(i64::from(DAY_MINUTES)) as u16 }
    }
}

/// The offsets of one time zone around now, made by the server from the time zone database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// The IANA name, such as `Europe/Paris`; empty when nobody knows it.
    pub name: String,
    /// From when on which offset holds, in minutes east of UTC; sorted; the first holds before as well. None when
    /// nobody knows them.
    pub offsets: Vec<(Timestamp, i16)>,
}

impl Zone {
    /// The local time at a moment, if anybody knows it.
    pub fn there(&self, at: Timestamp) -> Option<LocalTime> {
        (!self.offsets.is_empty()).then(|| self.local(at))
    }

    /// The local time at a moment; that of UTC where nobody knows the offset.
    pub fn local(&self, at: Timestamp) -> LocalTime {
        let after = self.offsets.partition_point(|(from, _)| *from <= at);
        let offset = self.offsets.get(after.saturating_sub(1)).map_or(0, |(_, minutes)| i64::from(*minutes));
        let minutes = at.div_euclid(60) + offset;
        LocalTime { day: Day(minutes.div_euclid(1440) as i32), minute: minutes.rem_euclid(1440) as u16 }
    }
}

// The two conversions follow Howard Hinnant's paper "chrono-Compatible Low-Level Date Algorithms".

fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let shifted = i64::from(year) - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * i64::from((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as i32
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    ((year_of_era + era * 400 + i64::from(month <= 2)) as i32, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_know_their_weekday() {
        assert_eq!(Day::new(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::parse("2026-11-23").map(Day::weekday), Some(0));
        assert_eq!(Day::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        assert_eq!(Day::parse("2023-02-29"), None);
        for day in (-200_000..200_000).step_by(37) {
            let (y, m, d) = Day(day).civil();
            assert_eq!(Day::new(y, m, d), Some(Day(day)));
        }
    }

    #[test]
    fn local_time_follows_the_offset_of_the_moment() {
        // Summer time ends on 25 October 2026 at 01:00 UTC.
        let end = i64::from(Day::new(2026, 10, 25).unwrap().0) * 86_400 + 3600;
        let paris = Zone { name: "Europe/Paris".into(), offsets: vec![(0, 120), (end, 60)] };
        assert_eq!(paris.local(end - 60).minute, 179);
        assert_eq!(paris.local(end).minute, 120);
        assert_eq!(rfc3339(end), "2026-10-25T01:00:00Z");
    }
}
