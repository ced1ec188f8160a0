//! Opening hours of many listings as dictionaries of dictionaries: days, weeks of days, lists of exceptions.
//! Knows nothing about listings.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    PackError,
    column::{Column, Numbering},
};
use crate::{
    engine::Hours,
    hours::{Schedule, Slice},
    time::{Day, Zone},
};

/// Distinct opening hours and the zones in which they are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursTable {
    zones: Vec<Zone>,
    days: Vec<Vec<Slice>>,
    /// Monday to Sunday of each week, as places in `days`.
    weeks: Column<u32>,
    /// Days that differ, each with a place in `days`.
    exceptions: Vec<Vec<(Day, u32)>>,
    closures: Vec<Vec<(Day, Day)>>,
    schedules: Vec<Said>,
}

/// One schedule: places in the other tables, counted from 1; 0 for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Said {
    week: u32,
    exceptions: u32,
    closures: u32,
    zone: u16,
}

/// Makes a table.
#[derive(Debug, Default)]
pub struct Writer {
    zones: Vec<Zone>,
    days: Numbering<Vec<Slice>>,
    weeks: Numbering<[u32; 7]>,
    exceptions: Numbering<Vec<(Day, u32)>>,
    closures: Numbering<Vec<(Day, Day)>>,
    schedules: Numbering<Said>,
}

/// The place of a value, a new one if need be.
fn place<T: Clone + Eq + std::hash::Hash>(numbering: &mut Numbering<T>, value: &T) -> u32 {
    let latest = numbering.distinct.len() as u32;
    match numbering.mention(Some(value)) {
        1 => latest,
        back => latest + 1 - back,
    }
}

impl Writer {
    /// What stands in the column of a listing with these hours: a mention, 0 when nothing is known.
    pub fn mention(&mut self, (schedule, zone): (&Schedule, &Zone)) -> u32 {
        if schedule.is_unknown() {
            return self.schedules.mention(None);
        }
        let said = self.said(schedule, zone);
        self.schedules.mention(Some(&said))
    }

    /// The local time of a listing whose hours nobody knows is shown, too: its zone must be known.
    pub fn zone(&mut self, zone: &Zone) -> u16 {
        let found = self.zones.iter().position(|other| other.name == zone.name);
        found.unwrap_or_else(|| {
            self.zones.push(zone.clone());
            self.zones.len() - 1
        }) as u16
    }

    fn said(&mut self, schedule: &Schedule, zone: &Zone) -> Said {
        let mut day = |slices: &[Slice]| place(&mut self.days, &slices.to_vec());
        let week = schedule.week.as_ref().map(|week| std::array::from_fn(|weekday| day(&week[weekday])));
        let exceptions: Vec<_> = schedule.exceptions.iter().map(|(date, slices)| (*date, day(slices))).collect();
        Said {
            week: week.map_or(0, |week| place(&mut self.weeks, &week) + 1),
            exceptions: if exceptions.is_empty() { 0 } else { place(&mut self.exceptions, &exceptions) + 1 },
            closures: if schedule.closures.is_empty() { 0 } else { place(&mut self.closures, &schedule.closures) + 1 },
            zone: self.zone(zone),
        }
    }

    /// The table, its days numbered by how often they occur: small numbers are short.
    pub fn finish(self) -> HoursTable {
        let (mut weeks, mut exceptions) = (self.weeks.distinct, self.exceptions.distinct);
        let days = &self.days.distinct;
        let mut counts = vec![0_u32; days.len()];
        weeks.iter().flatten().for_each(|day| counts[*day as usize] += 1);
        let mut order: Vec<usize> = (0..days.len()).collect();
        order.sort_by_key(|day| std::cmp::Reverse(counts[*day]));
        let mut places = vec![0; days.len()];
        order.iter().zip(0..).for_each(|(day, place)| places[*day] = place);
        let in_weeks = weeks.iter_mut().flatten();
        let in_exceptions = exceptions.iter_mut().flatten().map(|(_, day)| day);
        in_weeks.chain(in_exceptions).for_each(|day| *day = places[*day as usize]);
        HoursTable {
            zones: self.zones,
            days: order.iter().map(|day| days[*day].clone()).collect(),
            weeks: weeks.into_iter().flatten().collect(),
            exceptions,
            closures: self.closures.distinct,
            schedules: self.schedules.distinct,
        }
    }
}

impl HoursTable {
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The hours in the order of the table; zones are places in [`HoursTable::zones`].
    pub fn read(&self) -> Result<Vec<Hours>, PackError> {
        let days: Vec<Arc<[Slice]>> = self.days.iter().map(|day| day[..].into()).collect();
        self.schedules.iter().map(|said| self.hours(said, &days).ok_or(PackError::Senseless)).collect()
    }

    fn hours(&self, said: &Said, days: &[Arc<[Slice]>]) -> Option<Hours> {
        let day = |place: u32| days.get(place as usize).cloned();
        let mut schedule = Schedule::default();
        if let Some(week) = said.week.checked_sub(1) {
            let places = self.weeks.chunks_exact(7).nth(week as usize)?;
            let days: Vec<_> = places.iter().map(|place| day(*place)).collect::<Option<_>>()?;
            schedule.week = Some(days.try_into().ok()?);
        }
        if let Some(exceptions) = said.exceptions.checked_sub(1) {
            let listed = self.exceptions.get(exceptions as usize)?.iter();
            schedule.exceptions = listed.map(|(date, place)| Some((*date, day(*place)?))).collect::<Option<_>>()?;
        }
        if let Some(closures) = said.closures.checked_sub(1) {
            schedule.closures = self.closures.get(closures as usize)?.clone();
        }
        (usize::from(said.zone) < self.zones.len()).then(|| (Arc::new(schedule), said.zone))
    }
}
