//! Time zones by name, from the database inside the program: the same answer on every machine.
//! Knows nothing about listings.

use std::sync::LazyLock;

use domain::time::{Timestamp, Zone};
use jiff::tz::{TimeZone, TimeZoneDatabase};

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// How far ahead changes of the offset are told. A schedule is made anew long before.
const SECONDS_AHEAD: Timestamp = 400 * 86_400;

/// Whether there is a time zone of that IANA name.
pub fn is_zone(name: &str) -> bool {
    DATABASE.get(name).is_ok()
}

/// The offsets of a time zone from now on. Nobody knows those of a name that does not exist.
pub fn zone(name: &str, now: Timestamp) -> Zone {
    let offsets = DATABASE.get(name).map(|found| offsets(&found, now)).unwrap_or_default();
    Zone { name: name.to_owned(), offsets }
}

/// The offsets of several time zones.
pub fn zones<'a>(names: impl IntoIterator<Item = &'a str>, now: Timestamp) -> Vec<Zone> {
    names.into_iter().map(|name| zone(name, now)).collect()
}

fn offsets(zone: &TimeZone, now: Timestamp) -> Vec<(Timestamp, i16)> {
    let Ok(start) = jiff::Timestamp::from_second(now) else { return Vec::new() };
    let mut offsets = vec![(now, minutes(zone.to_offset(start)))];
    for change in zone.following(start).take_while(|change| change.timestamp().as_second() <= now + SECONDS_AHEAD) {
        let minutes = minutes(change.offset());
        if offsets.last().is_none_or(|(_, before)| *before != minutes) {
            offsets.push((change.timestamp().as_second(), minutes));
        }
    }
    offsets
}

fn minutes(offset: jiff::tz::Offset) -> i16 {
    (offset.seconds() / 60) as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Day;

    fn at(day: &str) -> Timestamp {
        i64::from(Day::parse(day).unwrap().0) * 86_400
    }

    #[test]
    fn summer_time_begins_and_ends_within_the_next_year() {
        let paris = zone("Europe/Paris", at("2026-11-23"));
        let (spring, autumn) = (at("2027-03-28") + 3600, at("2027-10-31") + 3600);
        assert_eq!(paris.offsets, [(at("2026-11-23"), 60), (spring, 120), (autumn, 60)]);
        assert_eq!(paris.local(spring).minute, 180);
        assert_eq!(paris.local(spring - 60).minute, 119);
    }

    #[test]
    fn overseas_there_is_one_offset() {
        for (name, minutes) in
            [("Indian/Reunion", 240), ("America/Cayenne", -180), ("Indian/Mayotte", 180), ("Pacific/Noumea", 660)]
        {
            assert_eq!(zone(name, 0).offsets.last().unwrap().1, zone(name, at("2026-11-23")).offsets[0].1);
            assert_eq!(zone(name, at("2026-11-23")).offsets, [(at("2026-11-23"), minutes)]);
        }
    }

    #[test]
    fn nobody_knows_the_time_in_a_zone_that_does_not_exist() {
        for name in ["Europe/Atlantis", ""] {
            assert_eq!(zone(name, at("2026-11-23")).there(at("2026-11-23")), None, "{name}");
            assert!(!is_zone(name), "{name}");
        }
        assert!(is_zone("America/Marigot"));
        assert_eq!(zones(["Europe/Kyiv", "Europe/Paris"], 0).len(), 2);
    }
}
