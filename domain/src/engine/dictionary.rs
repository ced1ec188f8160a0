//! What many listings share, kept once: codes of departments, opening hours with their time zone.
//! Knows nothing about time; see [`super::open`].

use std::sync::Arc;

use super::hash::{FastMap, hash_of};
use crate::hours::Schedule;

/// The number that stands for "no department".
pub const NO_DEPARTMENT: u16 = 0;

/// Codes of departments, numbered from 1.
#[derive(Clone, Debug, Default)]
pub struct Departments {
    codes: Vec<String>,
    numbers: FastMap<String, u16>,
}

impl Departments {
    /// The number of a code, a new one if need be. A directory of more than 65,535 departments is not of this world;
    /// there the next ones count as none.
    pub fn intern(&mut self, code: Option<&str>) -> u16 {
        let Some(code) = code else { return NO_DEPARTMENT };
        if let Some(&number) = self.numbers.get(code) {
            return number;
        }
        let Ok(number) = u16::try_from(self.codes.len() + 1) else { return NO_DEPARTMENT };
        self.codes.push(code.to_owned());
        self.numbers.insert(code.to_owned(), number);
        number
    }

    /// Numbers go up to this one, exclusively.
    pub fn end(&self) -> usize {
        self.codes.len() + 1
    }

    pub fn number(&self, code: &str) -> Option<u16> {
        self.numbers.get(code).copied()
    }

    pub fn code(&self, number: u16) -> Option<&str> {
        Some(self.codes.get(usize::from(number).checked_sub(1)?)?.as_str())
    }

    pub fn bytes(&self) -> usize {
        let texts: usize = self.codes.iter().map(String::capacity).sum();
        2 * (texts + self.codes.capacity() * size_of::<String>()) + self.numbers.capacity() * size_of::<u16>()
    }
}

/// The number that stands for hours of which nothing is known.
pub const UNKNOWN_HOURS: u32 = 0;

/// Opening hours, and the place of their time zone in the table that the engine has. Shared with whoever shows them.
pub type Hours = (Arc<Schedule>, u16);

/// Opening hours, each with the zone in which it is meant.
#[derive(Clone, Debug)]
pub struct Schedules {
    list: Vec<Hours>,
    /// By hash. Two that share one are told apart by a look; then the later is found by nobody and stands twice.
    numbers: FastMap<u64, u32>,
}

impl Default for Schedules {
    fn default() -> Self {
        Self { list: vec![(Arc::default(), 0)], numbers: FastMap::default() }
    }
}

impl Schedules {
    /// The number of these hours, a new one if need be.
    pub fn intern(&mut self, schedule: Arc<Schedule>, zone: u16) -> u32 {
        if schedule.is_unknown() {
            return UNKNOWN_HOURS;
        }
        let entry = (schedule, zone);
        let hash = hash_of(&entry);
        if let Some(&number) = self.numbers.get(&hash)
            && self.list[number as usize] == entry
        {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(entry);
        self.numbers.entry(hash).or_insert(number);
        number
    }

    /// Hours that are all different, numbered from 1 in their order: what was told apart once need not be again.
    pub fn of(hours: &[Hours]) -> Self {
        let mut this = Self::default();
        this.list.extend_from_slice(hours);
        this
    }

    /// The number of each of these hours.
    pub fn intern_all(&mut self, hours: &[Hours]) -> Vec<u32> {
        hours.iter().map(|(schedule, zone)| self.intern(Arc::clone(schedule), *zone)).collect()
    }

    pub fn get(&self, number: u32) -> &Hours {
        &self.list[number as usize]
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn bytes(&self) -> usize {
        let slices = |slices: &[_]| size_of_val(slices);
        let of_one = |(schedule, _): &Hours| {
            let week: usize = schedule.week.iter().flatten().map(|day| slices(day)).sum();
            let days: usize = schedule.exceptions.iter().map(|(_, day)| slices(day)).sum();
            let outside = schedule.exceptions.capacity() * 24 + schedule.closures.capacity() * 8;
            // Two counters stand before what is shared.
            2 * size_of::<usize>() + size_of::<Schedule>() + week + days + outside
        };
        let index = self.numbers.capacity() * (size_of::<(u64, u32)>() + 1);
        self.list.iter().map(of_one).sum::<usize>() + self.list.capacity() * size_of::<Hours>() + index
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::Slice;

    #[test]
    fn equal_hours_in_one_zone_are_kept_once() {
        let week = |from| std::array::from_fn(|_| [Slice { from, to: 1000, sure: true }].into());
        let open = |from| Arc::new(Schedule { week: Some(week(from)), ..Schedule::default() });
        let mut schedules = Schedules::default();
        assert_eq!(schedules.intern(Arc::default(), 3), UNKNOWN_HOURS);
        let first = schedules.intern(open(500), 0);
        assert_eq!(schedules.intern(open(500), 0), first);
        assert_ne!(schedules.intern(open(500), 1), first);
        assert_ne!(schedules.intern(open(501), 0), first);
        assert_eq!(schedules.len(), 4);
    }

    #[test]
    fn no_department_has_no_code() {
        let mut departments = Departments::default();
        assert_eq!(departments.intern(None), NO_DEPARTMENT);
        let ain = departments.intern(Some("01"));
        assert_eq!((departments.code(ain), departments.number("01")), (Some("01"), Some(ain)));
        assert_eq!((departments.code(NO_DEPARTMENT), departments.number("02")), (None, None));
    }
}
