//! How often visitors may write: from one corner of the network, and about one listing.
//!
//! Kept in memory only and forgotten within the hour. It refuses to know an address: it is given the part of one that
//! many people share, and passes it on to nobody.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use domain::ListingId;
use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, state::keyed::HashMapStateStore};

use crate::clock::Clock;

/// From one corner of the network: so many at once, then as many in an hour. Behind one address of a shelter or of a
/// mobile network are many people, and what is refused here is sent again later by itself.
const OF_ORIGIN: NonZeroU32 = NonZeroU32::new(30).unwrap();

/// About one listing: enough for a day on which everybody stands before a closed door.
const OF_LISTING: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// Corners of the network that are remembered before those that have been quiet are let go.
const MANY: usize = 10_000;

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

/// Counts what is written. Clones count together.
#[derive(Clone)]
pub struct Pace(Arc<Limiters>);

struct Limiters {
    clock: Clock,
    origins: Limiter<Origin>,
    listings: Limiter<ListingId>,
}

impl Pace {
    /// Nothing has been written yet.
    pub fn new(clock: Clock) -> Self {
        let origins = Limiter::hashmap_with_clock(Quota::per_hour(OF_ORIGIN), clock.clone());
        let listings = Limiter::hashmap_with_clock(Quota::per_hour(OF_LISTING), clock.clone());
        Self(Arc::new(Limiters { clock, origins, listings }))
    }

    /// Counts something that is written; an error says in how many seconds there will be room for it.
    pub fn count(&self, origin: Origin, listing: ListingId) -> Result<(), u32> {
        self.check(&self.0.origins, &origin)?;
        self.check(&self.0.listings, &listing)
    }

    fn check<K: Clone + Eq + Hash>(&self, limiter: &Limiter<K>, key: &K) -> Result<(), u32> {
        if limiter.len() > MANY {
            limiter.retain_recent();
        }
        let now = clock::Clock::now(&self.0.clock);
        limiter.check_key(key).map_err(|until| until.wait_time_from(now).as_secs() as u32 + 1)
    }
}

impl clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_secs(self.now().unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Origin {
        Origin::of(address.parse().unwrap())
    }

    fn fill(pace: &Pace, origin: Origin) -> u32 {
        (0..100).take_while(|n| pace.count(origin, ListingId(*n)).is_ok()).count() as u32
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
        let pace = Pace::new(Clock::fixed(1_795_424_400));
        assert_eq!(fill(&pace, origin("192.0.2.1")), 30);
        assert!(pace.count(origin("192.0.2.77"), ListingId(500)).is_err());
        assert!(pace.count(origin("192.0.3.1"), ListingId(500)).is_ok());
    }

    #[test]
    fn after_the_wait_that_is_named_there_is_room_again() {
        let clock = Clock::fixed(1_795_424_400);
        let pace = Pace::new(clock.clone());
        let crowd = |n: u32| Origin(u64::from(n));
        (0..20).for_each(|n| pace.count(crowd(n), ListingId(1)).unwrap());
        let wait = pace.count(crowd(20), ListingId(1)).unwrap_err();
        assert!((1..=181).contains(&wait), "{wait}");
        clock.set(clock.now() + i64::from(wait));
        pace.count(crowd(21), ListingId(1)).unwrap();
        pace.count(crowd(22), ListingId(1)).unwrap_err();
    }

    #[test]
    fn whoever_is_quiet_is_forgotten() {
        let clock = Clock::fixed(1_795_424_400);
        let pace = Pace::new(clock.clone());
        (0..=MANY as u32).for_each(|n| pace.count(Origin(n.into()), ListingId(n)).unwrap());
        clock.set(clock.now() + 3600);
        pace.count(Origin(0), ListingId(0)).unwrap();
        assert!(pace.0.origins.len() < 10, "{}", pace.0.origins.len());
    }
}
