//! The clock, as a value: what asks for the time is given one, and tests give their own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use domain::time::Timestamp;

/// Tells the time, and how much of it has passed: somebody may set the clock of a machine, and nobody what passed.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

#[derive(Clone, Debug)]
enum Kind {
    System(Instant),
    Fixed(Arc<Fixed>),
}

#[derive(Debug)]
struct Fixed {
    now: AtomicI64,
    passed: AtomicI64,
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Kind::System(Instant::now()))
    }

    /// A clock that stands still until it is set.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Kind::Fixed(Arc::new(Fixed { now: AtomicI64::new(at), passed: AtomicI64::new(0) })))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::System(_) => system_now(),
            Kind::Fixed(fixed) => fixed.now.load(Ordering::Relaxed),
        }
    }

    /// How much time has passed since the clock was made. It never goes back.
    pub fn passed(&self) -> Duration {
        match &self.0 {
            Kind::System(start) => start.elapsed(),
            Kind::Fixed(fixed) => Duration::from_secs(fixed.passed.load(Ordering::Relaxed).unsigned_abs()),
        }
    }

    /// Lets time pass until a moment on a fixed clock; the clock of the machine stays as it is.
    pub fn set(&self, at: Timestamp) {
        if let Kind::Fixed(fixed) = &self.0 {
            let before = fixed.now.swap(at, Ordering::Relaxed);
            fixed.passed.fetch_add((at - before).max(0), Ordering::Relaxed);
        }
    }

    /// Sets a fixed clock without time passing, as when somebody corrects the clock of a machine.
    pub fn jump(&self, to: Timestamp) {
        if let Kind::Fixed(fixed) = &self.0 {
            fixed.now.store(to, Ordering::Relaxed);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock of the machine")]
fn system_now() -> Timestamp {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as Timestamp)
}
