//! Schedules of many listings: each distinct opening-hours text is compiled once.
//! Knows nothing about listings besides their hours.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Listing,
    hours::Schedule,
    listing::Closure,
    time::{Timestamp, Zone, utc_day},
};

use crate::hours;

/// How many days ahead holidays and dates are known.
pub const DAYS_AHEAD: i32 = 60;

/// Compiled schedules and the time zones in which they are meant.
pub struct Schedules {
    now: Timestamp,
    zones: Vec<Zone>,
    compiled: HashMap<(String, String), Arc<Schedule>>,
    unknown: Arc<Schedule>,
}

impl Schedules {
    /// No schedules yet, to be compiled as of a moment.
    pub fn new(now: Timestamp) -> Self {
        Self { now, zones: Vec::new(), compiled: HashMap::new(), unknown: Arc::default() }
    }

    /// The time zones met so far; a listing names one by its place in this list.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The schedule of a listing. Hours that cannot be read are unknown: never a reason to lose a listing.
    pub fn of(&mut self, listing: &Listing) -> (Arc<Schedule>, u16) {
        let zone = self.zone(&listing.zone);
        let Some(osm) = &listing.hours else { return (self.closed_only(&listing.closures), zone) };
        let (region, from) = (hours::region(listing), utc_day(self.now).plus(-1));
        let key = (osm.clone(), region.clone());
        let base = self
            .compiled
            .entry(key)
            .or_insert_with(|| Arc::new(hours::compile(osm, &region, from, DAYS_AHEAD).unwrap_or_default()));
        let schedule = if listing.closures.is_empty() { base.clone() } else { with_closures(base, &listing.closures) };
        (schedule, zone)
    }

    fn zone(&mut self, name: &str) -> u16 {
        let found = self.zones.iter().position(|zone| zone.name == name);
        let place = found.unwrap_or_else(|| {
            self.zones.push(hours::zone(name, self.now));
            self.zones.len() - 1
        });
        place as u16
    }

    fn closed_only(&self, closures: &[Closure]) -> Arc<Schedule> {
        if closures.is_empty() { self.unknown.clone() } else { with_closures(&self.unknown, closures) }
    }
}

fn with_closures(base: &Schedule, closures: &[Closure]) -> Arc<Schedule> {
    let closures = closures.iter().map(|closure| (closure.first, closure.last)).collect();
    Arc::new(Schedule { closures, ..base.clone() })
}
