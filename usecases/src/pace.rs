//! How often visitors may write: from one corner of the network, and about one listing.
//!
//! Kept in memory only and forgotten within the day. It refuses to know an address: it is given the part of one that
//! many people share, and passes it on to nobody. Reports and confirmations have allowances of their own, and what says
//! that a place is not safe is never refused (`docs/decisions/027`).

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{ListingId, time::Timestamp};
use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, state::keyed::HashMapStateStore};

use crate::clock::Clock;

/// From one corner of the network: so many at once, then as many in an hour. Behind one address of a shelter or of a
/// mobile network are many people, and what is refused here is sent again later by itself.
const OF_ORIGIN: NonZeroU32 = NonZeroU32::new(30).unwrap();

/// About one listing, besides the first from each corner of the network: enough for a day on which everybody stands before
/// a closed door.
const OF_LISTING: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// What a corner of the network may write about one listing in an hour, however much others write about it.
const FIRST: NonZeroU32 = NonZeroU32::new(1).unwrap();

/// Keys that are remembered before those that have been quiet are let go.
const MANY: usize = 10_000;

/// How long the same words from the same corner are the same report.
const DAY: Duration = Duration::from_hours(24);

/// The part of a client's address that stands for it here: 24 bits of IPv4, 48 of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin(u64);

impl Origin {
    /// Where nobody knows the address: all of them together.
    pub const UNKNOWN: Self = Self(u64::MAX);

    /// The corner of the network that an address lies in.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(u64::from(address.to_bits() >> 8)),
            IpAddr::V6(address) => Self(1 << 63 | (address.to_bits() >> 80) as u64),
        }
    }
}

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Clock, NoOpMiddleware<Duration>>;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Confirmation,
    Report,
    /// A report that says that a place is not safe.
    Danger,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Keep,
    /// The same corner has just said the same about the same listing: it is one with that.
    Joins,
    Later,
}

/// Counts what is written. Clones count together.
#[derive(Clone)]
pub struct Pace(Arc<Counts>);

struct Counts {
    clock: Clock,
    confirmations: Allowance,
    reports: Allowance,
    dangers: Allowance,
    said: Mutex<Said>,
}

struct Allowance {
    origins: Limiter<Origin>,
    firsts: Limiter<(Origin, ListingId)>,
    listings: Limiter<ListingId>,
}

/// What stands for the words of a report.
type Words = (Origin, ListingId, String);

/// When words were kept; those of the day before, too.
#[derive(Default)]
struct Said {
    since: Duration,
    now: HashMap<Words, Timestamp>,
    before: HashMap<Words, Timestamp>,
}

impl Pace {
    /// Nothing has been written yet.
    pub fn new(clock: Clock) -> Self {
        let allowance = || Allowance::new(&clock);
        let (confirmations, reports, dangers, said) = (allowance(), allowance(), allowance(), Mutex::default());
        Self(Arc::new(Counts { clock, confirmations, reports, dangers, said }))
    }

    /// Counts something that is written, and says what becomes of it.
    pub fn count(&self, kind: Kind, origin: Origin, listing: ListingId) -> Verdict {
        match kind {
            Kind::Confirmation => self.0.confirmations.count(origin, listing),
            Kind::Report => self.0.reports.count(origin, listing),
            // Beyond what many people write, one from each corner about each listing: that it is not safe is known then.
            Kind::Danger if self.0.dangers.has_room(origin, listing) => Verdict::Keep,
            Kind::Danger => Verdict::Joins,
        }
    }

    /// When the same words about the same listing were kept from the same corner of the network.
    pub fn said(&self, origin: Origin, listing: ListingId, words: &str) -> Option<Timestamp> {
        let mut said = self.0.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.turn(self.0.clock.passed());
        let key = (origin, listing, words.to_owned());
        said.now.get(&key).or_else(|| said.before.get(&key)).copied()
    }

    /// Remembers words that were kept.
    pub fn note(&self, origin: Origin, listing: ListingId, words: String, at: Timestamp) {
        let mut said = self.0.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.now.insert((origin, listing, words), at);
    }
}

impl Said {
    /// Forgets what is older than a day, or earlier when there is much.
    fn turn(&mut self, now: Duration) {
        if now.saturating_sub(self.since) >= DAY || self.now.len() >= MANY {
            self.before = std::mem::take(&mut self.now);
            self.since = now;
        }
    }
}

impl Allowance {
    fn new(clock: &Clock) -> Self {
        Self {
            origins: Limiter::hashmap_with_clock(Quota::per_hour(OF_ORIGIN), clock.clone()),
            firsts: Limiter::hashmap_with_clock(Quota::per_hour(FIRST), clock.clone()),
            listings: Limiter::hashmap_with_clock(Quota::per_hour(OF_LISTING), clock.clone()),
        }
    }

    /// A listing's allowance is shared out: the first from each corner of the network does not need it.
    fn count(&self, origin: Origin, listing: ListingId) -> Verdict {
        let has_room = check(&self.origins, &origin)
            && (check(&self.firsts, &(origin, listing)) || check(&self.listings, &listing));
        if has_room { Verdict::Keep } else { Verdict::Later }
    }

    fn has_room(&self, origin: Origin, listing: ListingId) -> bool {
        check(&self.origins, &origin) || check(&self.firsts, &(origin, listing))
    }
}

fn check<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> bool {
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
    limiter.check_key(key).is_ok()
}

impl clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.passed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = 1_795_424_400;
    const ONE: ListingId = ListingId(1);

    fn origin(address: &str) -> Origin {
        Origin::of(address.parse().unwrap())
    }

    fn is_kept(pace: &Pace, kind: Kind, origin: Origin, listing: u32) -> bool {
        pace.count(kind, origin, ListingId(listing)) == Verdict::Keep
    }

    fn fill(pace: &Pace, kind: Kind, origin: Origin) -> usize {
        (0..100).filter(|n| is_kept(pace, kind, origin, *n)).count()
    }

    #[test]
    fn an_origin_is_shared_by_neighbours_and_by_nobody_else() {
        assert_eq!(origin("192.0.2.1"), origin("192.0.2.254"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.3.1"));
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.9"));
        assert_eq!(origin("2001:db8:1:2::3"), origin("2001:db8:1:ffff::9"));
        assert_ne!(origin("2001:db8:1::"), origin("2001:db8:2::"));
        assert_ne!(origin("::"), origin("0.0.0.0"));
    }

    #[test]
    fn one_origin_that_writes_too_much_does_not_stop_another() {
        let pace = Pace::new(Clock::fixed(NOW));
        assert_eq!(fill(&pace, Kind::Report, origin("192.0.2.1")), 30);
        assert!(!is_kept(&pace, Kind::Report, origin("192.0.2.77"), 500));
        assert!(is_kept(&pace, Kind::Report, origin("192.0.3.1"), 500));
    }

    #[test]
    fn confirmations_take_no_room_from_reports() {
        let pace = Pace::new(Clock::fixed(NOW));
        (0..500).for_each(|n| _ = pace.count(Kind::Confirmation, Origin(n % 50), ONE));
        assert_eq!(fill(&pace, Kind::Report, Origin(1)), 30);
        fill(&pace, Kind::Confirmation, Origin(2));
        assert_eq!(fill(&pace, Kind::Confirmation, Origin(2)), 0, "nothing is left of that");
        assert_eq!(fill(&pace, Kind::Report, Origin(2)), 30);
    }

    #[test]
    fn nobody_can_keep_others_from_the_first_report_about_a_listing() {
        let pace = Pace::new(Clock::fixed(NOW));
        let kept = (0..2000).filter(|_| is_kept(&pace, Kind::Report, Origin(7), 1)).count();
        assert_eq!(kept, 21, "its first, and the allowance of the listing");
        assert!((100..1000).all(|n| is_kept(&pace, Kind::Report, Origin(n), 1)));
        assert!(!is_kept(&pace, Kind::Report, Origin(100), 1), "the second waits");
    }

    #[test]
    fn what_is_not_safe_is_never_refused() {
        let clock = Clock::fixed(NOW);
        let pace = Pace::new(clock.clone());
        for turn in 0..1000 {
            assert_ne!(pace.count(Kind::Danger, Origin(7), ListingId(turn % 5)), Verdict::Later);
            assert_ne!(pace.count(Kind::Report, Origin(7), ONE), Verdict::Joins);
        }
        let kept = (0..1000).filter(|_| is_kept(&pace, Kind::Danger, Origin(8), 1)).count();
        assert_eq!(kept, 31, "more from one corner about one listing joins what is kept");
        assert!((100..1000).all(|n| is_kept(&pace, Kind::Danger, Origin(n), 1)), "and all others are kept");
    }

    #[test]
    fn the_same_words_are_one_report_for_a_day() {
        let clock = Clock::fixed(NOW);
        let pace = Pace::new(clock.clone());
        pace.note(Origin(1), ONE, "closed".into(), NOW);
        assert_eq!(pace.said(Origin(1), ONE, "closed"), Some(NOW));
        assert_eq!(pace.said(Origin(2), ONE, "closed"), None);
        assert_eq!(pace.said(Origin(1), ListingId(2), "closed"), None);
        assert_eq!(pace.said(Origin(1), ONE, "moved"), None);
        for _ in 0..2 {
            clock.set(clock.now() + 86_400);
            pace.said(Origin(1), ONE, "moved");
        }
        assert_eq!(pace.said(Origin(1), ONE, "closed"), None);
        (0..3 * MANY).for_each(|n| {
            pace.said(Origin(1), ONE, "");
            pace.note(Origin(1), ONE, n.to_string(), NOW);
        });
        let said = pace.0.said.lock().unwrap();
        assert!(said.now.len() + said.before.len() <= 2 * MANY);
    }

    #[test]
    fn a_clock_that_is_set_changes_no_allowance() {
        let clock = Clock::fixed(NOW);
        let pace = Pace::new(clock.clone());
        assert_eq!(fill(&pace, Kind::Report, Origin(1)), 30);
        clock.jump(NOW - 10 * 365 * 86_400);
        assert_eq!(fill(&pace, Kind::Report, Origin(2)), 30, "backwards");
        clock.jump(NOW + 10 * 365 * 86_400);
        assert_eq!(fill(&pace, Kind::Report, Origin(1)), 0, "forwards");
        clock.set(clock.now() + 3600);
        assert_eq!(fill(&pace, Kind::Report, Origin(1)), 30, "an hour later");
    }

    #[test]
    fn whoever_is_quiet_is_forgotten() {
        let clock = Clock::fixed(NOW);
        let pace = Pace::new(clock.clone());
        (0..=MANY as u32).for_each(|n| _ = pace.count(Kind::Report, Origin(n.into()), ListingId(n)));
        clock.set(clock.now() + 3600);
        pace.count(Kind::Report, Origin(0), ListingId(0));
        assert!(pace.0.reports.origins.len() < 10, "{}", pace.0.reports.origins.len());
    }
}
