//! Opening hours of many listings: each distinct text is compiled once, and listings name what they share by number.
//! Knows nothing about listings besides their hours.

use std::{collections::HashMap, sync::Arc, thread};

use domain::{
    Listing,
    engine::Hours,
    hours::Schedule,
    time::{Day, LocalTime, Timestamp, Zone, utc_day},
};

use crate::hours;

/// How many days ahead holidays and dates are known.
pub const DAYS_AHEAD: i32 = 60;

/// Texts that are worth a thread of their own: it costs as much as compiling one.
const WORTH_A_THREAD: usize = 32;

/// The zone of hours of which nobody knows where they are meant.
static NOWHERE: Zone = Zone { name: String::new(), offsets: Vec::new() };

/// Hours by number, as they are said and as they are compiled.
pub struct Schedules {
    now: Timestamp,
    zones: Vec<Zone>,
    numbers: HashMap<Said, u32>,
    said: Vec<Said>,
    /// Shorter than what is said while something waits for being compiled.
    compiled: Vec<Hours>,
    unknown: Arc<Schedule>,
}

/// What a listing says about its hours, and what their meaning depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    rule: Option<Rule>,
    zone: String,
    closures: Vec<(Day, Day)>,
}

/// A text in the OSM syntax and the region whose holidays it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Rule {
    osm: String,
    region: String,
}

impl Said {
    fn by(listing: &Listing) -> Self {
        Self {
            rule: listing.hours.clone().map(|osm| Rule { osm, region: hours::region(listing) }),
            zone: listing.zone.clone(),
            closures: listing.closures.iter().map(|closure| (closure.first, closure.last)).collect(),
        }
    }
}

impl Schedules {
    /// No schedules yet, to be compiled as of a moment.
    pub fn new(now: Timestamp) -> Self {
        let (zones, numbers, said, compiled) = (Vec::new(), HashMap::new(), Vec::new(), Vec::new());
        Self { now, zones, numbers, said, compiled, unknown: Arc::default() }
    }

    /// The time zones met so far; hours name one by its place in this list.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// All hours that are compiled, by number.
    pub fn compiled(&self) -> &[Hours] {
        &self.compiled
    }

    /// The hours of that number as they are said.
    pub fn said(&self, number: u32) -> Option<&Said> {
        self.said.get(number as usize)
    }

    /// The schedule of a listing, compiled if need be, and the place of its zone.
    pub fn of(&mut self, listing: &Listing) -> Hours {
        let number = self.number(listing);
        self.compile();
        let (schedule, zone) = self.hours(number);
        (Arc::clone(schedule), zone)
    }

    /// The compiled hours of that number; unknown before they are compiled.
    pub fn hours(&self, number: u32) -> (&Arc<Schedule>, u16) {
        self.compiled.get(number as usize).map_or((&self.unknown, 0), |(schedule, zone)| (schedule, *zone))
    }

    /// The hours of that number and the zone in which they are meant.
    pub fn with_zone(&self, number: u32) -> (&Schedule, &Zone) {
        let (schedule, zone) = self.hours(number);
        (schedule, self.zones.get(usize::from(zone)).unwrap_or(&NOWHERE))
    }

    /// The hours of that number and the local time there at a moment, where anybody knows it.
    pub fn at(&self, number: u32, now: Timestamp) -> (&Schedule, Option<LocalTime>) {
        let (schedule, zone) = self.with_zone(number);
        (schedule, zone.there(now))
    }

    /// The number of a listing's hours, a new one if need be; [`Schedules::compile`] then makes the schedule.
    pub fn number(&mut self, listing: &Listing) -> u32 {
        self.number_of(&Said::by(listing))
    }

    /// The number of what is said, a new one if need be.
    pub fn number_of(&mut self, said: &Said) -> u32 {
        if let Some(number) = self.numbers.get(said) {
            return *number;
        }
        let number = self.said.len() as u32;
        self.said.push(said.clone());
        self.numbers.insert(said.clone(), number);
        number
    }

    /// Compiles what was said since the last time, each rule once and on all cores. Rules that cannot be read are
    /// unknown: never a reason to lose a listing.
    pub fn compile(&mut self) {
        let new = self.said.get(self.compiled.len()..).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        let mut rules: Vec<&Rule> = new.iter().filter_map(|said| said.rule.as_ref()).collect();
        rules.sort_unstable_by_key(|rule| (&rule.region, &rule.osm));
        rules.dedup();
        let schedules = compile_all(&rules, utc_day(self.now).plus(-1));
        for number in self.compiled.len()..self.said.len() {
            let said = &self.said[number];
            let base = said.rule.as_ref().and_then(|rule| schedules.get(rule)).unwrap_or(&self.unknown);
            let schedule = with_closures(base, &said.closures);
            let zone = zone(&mut self.zones, &said.zone, self.now);
            self.compiled.push((schedule, zone));
        }
    }
}

fn compile_all<'a>(rules: &[&'a Rule], from: Day) -> HashMap<&'a Rule, Arc<Schedule>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = rules.len().div_ceil(cores).max(WORTH_A_THREAD);
    let compile = |rule: &&'a Rule| {
        (*rule, Arc::new(hours::compile(&rule.osm, &rule.region, from, DAYS_AHEAD).unwrap_or_default()))
    };
    let Some((first, others)) = rules.split_at_checked(share.min(rules.len())) else { return HashMap::new() };
    thread::scope(|scope| {
        let threads: Vec<_> = others
            .chunks(share)
            .map(|rules| scope.spawn(move || rules.iter().map(compile).collect::<Vec<_>>()))
            .collect();
        let mut all: HashMap<_, _> = first.iter().map(compile).collect();
        // A rule on which the compiler panics is as unknown as one that it refuses.
        all.extend(threads.into_iter().filter_map(|thread| thread.join().ok()).flatten());
        all
    })
}

fn with_closures(base: &Arc<Schedule>, closures: &[(Day, Day)]) -> Arc<Schedule> {
    if closures.is_empty() {
        return Arc::clone(base);
    }
    Arc::new(Schedule { closures: closures.to_vec(), ..Schedule::clone(base) })
}

fn zone(zones: &mut Vec<Zone>, name: &str, now: Timestamp) -> u16 {
    let found = zones.iter().position(|zone| zone.name == name);
    let place = found.unwrap_or_else(|| {
        zones.push(hours::zone(name, now));
        zones.len() - 1
    });
    place as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::demo_listings;

    const NOW: Timestamp = 1_795_425_600;

    #[test]
    fn many_at_once_are_compiled_as_one_after_the_other() {
        let listings: Vec<Listing> = demo_listings(400, 7, NOW).collect();
        let (mut one, mut all) = (Schedules::new(NOW), Schedules::new(NOW));
        let expected: Vec<Hours> = listings.iter().map(|listing| one.of(listing)).collect();
        let numbers: Vec<u32> = listings.iter().map(|listing| all.number(listing)).collect();
        all.compile();
        let found: Vec<Hours> = numbers.iter().map(|number| all.compiled()[*number as usize].clone()).collect();
        assert_eq!(found, expected);
    }
}
