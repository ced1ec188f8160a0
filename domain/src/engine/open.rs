//! Which opening hours are open now.
//!
//! Hundreds of listings share their hours and a minute lasts for thousands of queries, so that each distinct schedule
//! is looked at once a minute, and only if some query needs it. Knows no listings.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU8, Ordering},
};

use super::dictionary::Schedules;
use crate::{
    hours::OpenState,
    time::{DAY_MINUTES, LocalTime, Timestamp, Zone},
};

/// Not looked at yet, closed, open, unknown.
const ASK: u8 = 0;
const CLOSED: u8 = 1;
const OPEN: u8 = 2;
const UNKNOWN: u8 = 3;

/// What is known of the schedules at one minute.
#[derive(Debug, Default)]
struct Minute {
    /// The local time of every zone, where it is known: queries that agree in these agree in everything that is open.
    locals: Vec<Option<LocalTime>>,
    /// By number of the schedule. Threads may both fill a place; they write the same.
    states: Vec<AtomicU8>,
}

/// The latest minute that was asked for.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Arc<Minute>>);

impl Clone for Memory {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Memory {
    /// The state of all schedules at a moment.
    pub fn at<'a>(&self, now: Timestamp, zones: &[Zone], schedules: &'a Schedules) -> OpenNow<'a> {
        let locals: Vec<Option<LocalTime>> = zones.iter().map(|zone| zone.there(now)).collect();
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Schedules are only ever added; as many as before are the same as before.
        if latest.locals != locals || latest.states.len() != schedules.len() {
            let states = (0..schedules.len()).map(|_| AtomicU8::new(ASK)).collect();
            *latest = Arc::new(Minute { locals, states });
        }
        OpenNow { minute: Arc::clone(&latest), schedules }
    }

    pub fn bytes(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).states.capacity()
    }
}

/// How long a place stays closed.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    pub minutes: i32,
    pub is_today: bool,
}

/// The state of all schedules at one moment.
pub struct OpenNow<'a> {
    minute: Arc<Minute>,
    schedules: &'a Schedules,
}

impl OpenNow<'_> {
    /// Whether it is open by these hours; `None` when nobody knows.
    pub fn state(&self, schedule: u32) -> Option<bool> {
        match self.code(schedule) {
            CLOSED => Some(false),
            OPEN => Some(true),
            _ => None,
        }
    }

    /// How long a place with these hours stays closed; nothing when it is open, or when nobody knows.
    pub fn opens_in(&self, schedule: u32) -> Option<Wait> {
        if (schedule as usize) >= self.schedules.len() {
            return None;
        }
        let (schedule, zone) = self.schedules.get(schedule);
        let local = (*self.minute.locals.get(usize::from(*zone))?)?;
        let OpenState::Closed { opens: Some(opens) } = schedule.state(local) else { return None };
        let days = opens.day.0 - local.day.0;
        let minutes = days * i32::from(DAY_MINUTES) + i32::from(opens.minute) - i32::from(local.minute);
        Some(Wait { minutes, is_today: days == 0 })
    }

    #[inline]
    pub fn is_open(&self, schedule: u32) -> bool {
        self.code(schedule) == OPEN
    }

    #[inline]
    fn code(&self, schedule: u32) -> u8 {
        match self.minute.states.get(schedule as usize) {
            Some(state) => match state.load(Ordering::Relaxed) {
                ASK => self.look(schedule, state),
                known => known,
            },
            None => UNKNOWN,
        }
    }

    #[cold]
    fn look(&self, number: u32, state: &AtomicU8) -> u8 {
        let (schedule, zone) = self.schedules.get(number);
        let local = self.minute.locals.get(usize::from(*zone)).copied().flatten();
        let code = match schedule.is_open(local) {
            Some(true) => OPEN,
            Some(false) => CLOSED,
            None => UNKNOWN,
        };
        state.store(code, Ordering::Relaxed);
        code
    }
}
