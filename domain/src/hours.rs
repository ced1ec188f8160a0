//! Opening hours in the form that answers "open now?" anywhere: calendar days cut into slices of minutes.
//! Knows nothing about the OSM syntax; the server turns that into a [`Schedule`] and makes it anew every day.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::time::{DAY_MINUTES, Day, LocalTime};

/// A stretch of one calendar day during which a place is, or may be, open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slice {
    /// First minute of the day, 0–1439.
    pub from: u16,
    /// Minute after the last, 1–1440.
    pub to: u16,
    /// False when the source only says "maybe" (OSM `unknown`): then it is neither open nor closed.
    pub sure: bool,
}

/// When a place is open, in local time. A day's slices are sorted and do not overlap; schedules share those of a device,
/// where thousands of weeks consist of some hundred days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Schedule {
    /// Monday to Sunday; `None` when nobody knows.
    pub week: Option<[Arc<[Slice]>; 7]>,
    /// Days that differ from the week (holidays, dates in the rule), sorted by day.
    pub exceptions: Vec<(Day, Arc<[Slice]>)>,
    /// First and last day of temporary closures.
    pub closures: Vec<(Day, Day)>,
}

/// Whether a place is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenState {
    /// Open; until when, `None` when it does not close within the days looked at.
    Open { until: Option<LocalMoment> },
    /// Closed; when it opens next, `None` when that is not known.
    Closed { opens: Option<LocalMoment> },
    /// Nobody knows. Never shown as closed.
    Unknown,
}

/// A minute on a day relative to today: what people need to read "until 17:00" or "on Thursday at 8:30".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalMoment {
    pub day: Day,
    pub minute: u16,
}

/// The words of a text in the OSM syntax: what its comments say, each once.
pub fn words(osm: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for comment in osm.split('"').skip(1).step_by(2).map(str::trim) {
        if !comment.is_empty() && !words.contains(&comment) {
            words.push(comment);
        }
    }
    words
}

impl OpenState {
    /// Open or closed as far as known.
    pub fn is_open(self) -> Option<bool> {
        match self {
            Self::Open { .. } => Some(true),
            Self::Closed { .. } => Some(false),
            Self::Unknown => None,
        }
    }
}

/// How many days ahead the next change is looked for.
const HORIZON_DAYS: i32 = 14;

impl Schedule {
    /// A schedule of which nothing is known and that no closure interrupts.
    pub fn is_unknown(&self) -> bool {
        self.week.is_none() && self.exceptions.is_empty() && self.closures.is_empty()
    }

    /// The slices of a calendar day; `None` when nobody knows them.
    pub fn day(&self, day: Day) -> Option<&[Slice]> {
        if self.closures.iter().any(|(first, last)| *first <= day && day <= *last) {
            return Some(&[]);
        }
        if let Ok(found) = self.exceptions.binary_search_by_key(&day, |(date, _)| *date) {
            return Some(&self.exceptions[found].1);
        }
        self.week.as_ref().map(|week| &*week[day.weekday()])
    }

    /// Whether it is surely open (`Some(true)`), surely closed (`Some(false)`) or not known at a local time. Where nobody
    /// knows the local time, only what never changes is known.
    pub fn is_open(&self, now: impl Into<Option<LocalTime>>) -> Option<bool> {
        let Some(now) = now.into() else { return self.at_any_time() };
        let slices = self.day(now.day)?;
        match slices.iter().find(|slice| slice.from <= now.minute && now.minute < slice.to) {
            Some(slice) if slice.sure => Some(true),
            Some(_) => None,
            None => Some(false),
        }
    }

    /// Open or closed whatever the time: day and night, or never.
    fn at_any_time(&self) -> Option<bool> {
        const DAY_AND_NIGHT: [Slice; 1] = [Slice { from: 0, to: DAY_MINUTES, sure: true }];
        let exceptions = self.exceptions.iter().map(|(_, slices)| slices);
        let mut days = self.week.as_ref()?.iter().chain(exceptions);
        if days.clone().all(|day| day.is_empty()) {
            return Some(false);
        }
        (self.closures.is_empty() && days.all(|day| **day == DAY_AND_NIGHT)).then_some(true)
    }

    /// The state at a local time together with its next change.
    pub fn state(&self, now: impl Into<Option<LocalTime>>) -> OpenState {
        let now = now.into();
        match self.is_open(now) {
            Some(true) => OpenState::Open { until: now.and_then(|now| self.closes_after(now)) },
            Some(false) => OpenState::Closed { opens: now.and_then(|now| self.opens_after(now)) },
            None => OpenState::Unknown,
        }
    }

    fn closes_after(&self, now: LocalTime) -> Option<LocalMoment> {
        let mut minute = now.minute;
        for offset in 0..HORIZON_DAYS {
            let day = now.day.plus(offset);
            let mut end = None;
            for slice in self.day(day).unwrap_or_default() {
                if slice.sure && slice.from <= end.unwrap_or(minute) && end.unwrap_or(minute) < slice.to {
                    end = Some(slice.to);
                }
            }
            match end {
                Some(DAY_MINUTES) => minute = 0,
                Some(end) => return Some(LocalMoment { day, minute: end }),
                // It was open up to midnight and does not open at midnight.
                None => return Some(LocalMoment { day, minute: 0 }),
            }
        }
        None
    }

    fn opens_after(&self, now: LocalTime) -> Option<LocalMoment> {
        (0..HORIZON_DAYS).find_map(|offset| {
            let day = now.day.plus(offset);
            let earliest = if offset == 0 { now.minute } else { 0 };
            let slice = self.day(day)?.iter().find(|slice| slice.sure && slice.from >= earliest)?;
            Some(LocalMoment { day, minute: slice.from })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekdays(slices: &[(u16, u16)]) -> Schedule {
        let day: Arc<[Slice]> = slices.iter().map(|&(from, to)| Slice { from, to, sure: true }).collect();
        let mut week: [Arc<[Slice]>; 7] = std::array::from_fn(|_| day.clone());
        week[5] = Arc::default();
        week[6] = Arc::default();
        Schedule { week: Some(week), ..Schedule::default() }
    }

    fn at(day: &str, minute: u16) -> LocalTime {
        LocalTime { day: Day::parse(day).unwrap(), minute }
    }

    fn moment(day: &str, minute: u16) -> LocalMoment {
        LocalMoment { day: Day::parse(day).unwrap(), minute }
    }

    #[test]
    fn an_open_place_says_until_when() {
        let hours = weekdays(&[(540, 720), (840, 1020)]);
        assert_eq!(hours.state(at("2026-11-23", 600)), OpenState::Open { until: Some(moment("2026-11-23", 720)) });
        assert_eq!(hours.state(at("2026-11-23", 720)), OpenState::Closed { opens: Some(moment("2026-11-23", 840)) });
    }

    #[test]
    fn a_closed_place_says_when_it_opens_after_the_weekend() {
        let hours = weekdays(&[(540, 720)]);
        assert_eq!(hours.state(at("2026-11-27", 800)), OpenState::Closed { opens: Some(moment("2026-11-30", 540)) });
    }

    #[test]
    fn a_night_shift_ends_the_next_morning() {
        let mut hours = weekdays(&[(0, 360), (1200, 1440)]);
        assert_eq!(hours.state(at("2026-11-23", 1300)), OpenState::Open { until: Some(moment("2026-11-24", 360)) });
        hours.week = Some(std::array::from_fn(|_| [Slice { from: 0, to: 1440, sure: true }].into()));
        assert_eq!(hours.state(at("2026-11-23", 0)), OpenState::Open { until: None });
    }

    #[test]
    fn a_closure_and_a_holiday_come_before_the_week() {
        let mut hours = weekdays(&[(540, 720)]);
        hours.exceptions.push((Day::parse("2026-11-24").unwrap(), [].into()));
        hours.closures.push((Day::parse("2026-11-23").unwrap(), Day::parse("2026-11-23").unwrap()));
        assert_eq!(hours.state(at("2026-11-23", 600)), OpenState::Closed { opens: Some(moment("2026-11-25", 540)) });
    }

    #[test]
    fn comments_are_words_for_people() {
        let osm = "Fr 08:00-12:00, Fr 12:00-16:00 open \"urgences\" || \"sur rdv; appeler\"; We off \"urgences\"";
        assert_eq!(words(osm), ["urgences", "sur rdv; appeler"]);
        assert!(words("24/7").is_empty());
    }

    #[test]
    fn where_nobody_knows_the_time_only_what_never_changes_is_known() {
        let mut hours = weekdays(&[(540, 720)]);
        assert_eq!(hours.state(None), OpenState::Unknown);
        hours.week = Some(std::array::from_fn(|_| [Slice { from: 0, to: 1440, sure: true }].into()));
        assert_eq!(hours.state(None), OpenState::Open { until: None });
        hours.week = Some(std::array::from_fn(|_| [].into()));
        assert_eq!(hours.state(None), OpenState::Closed { opens: None });
        assert_eq!(Schedule::default().state(None), OpenState::Unknown);
    }

    #[test]
    fn not_knowing_is_neither_open_nor_closed() {
        assert_eq!(Schedule::default().state(at("2026-11-23", 600)), OpenState::Unknown);
        let mut hours = weekdays(&[(540, 720)]);
        if let Some(week) = &mut hours.week {
            week[0] = [Slice { sure: false, ..week[0][0] }].into();
        }
        assert_eq!(hours.is_open(at("2026-11-23", 600)), None);
    }
}
