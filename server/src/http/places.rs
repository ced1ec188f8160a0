//! Places for connections: how many there are, and that nobody takes all of them.
//!
//! As long as many are free, everybody gets one. The last quarter is for those who have few: a corner of the network that
//! holds more than its share waits until others leave. Knows nothing about what is asked on a connection.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use usecases::pace::Origin;

/// The part of all places that is kept for those who have few.
const KEPT: usize = 4;
/// The part of all places that a corner of the network may always have, while there are any.
const SHARE: usize = 16;

/// All places of a server.
pub struct Places {
    all: usize,
    /// Whether connections are told apart; those of a proxy are not.
    shared_out: bool,
    taken: Mutex<Taken>,
    left: Notify,
    /// Room for those who wait.
    waiting: Semaphore,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<Origin, usize>,
}

/// A place, until it is let go.
pub struct Place {
    places: Arc<Places>,
    origin: Origin,
}

impl Places {
    /// So many places; they are shared out among corners of the network, or given as they are asked for.
    pub fn new(all: usize, shared_out: bool) -> Arc<Self> {
        let waiting = Semaphore::new((all / 8).max(1));
        Arc::new(Self { all, shared_out, taken: Mutex::default(), left: Notify::new(), waiting })
    }

    /// Waits until there is a place for anybody at all.
    pub async fn any(&self) {
        loop {
            let left = self.left.notified();
            if self.lock().all < self.all {
                return;
            }
            left.await;
        }
    }

    /// A place for somebody, if there is one for them now.
    pub fn take(self: &Arc<Self>, origin: Origin) -> Option<Place> {
        let mut taken = self.lock();
        let has = taken.by.get(&origin).copied().unwrap_or(0);
        let free = self.all.saturating_sub(taken.all);
        let is_for_few = self.shared_out && free <= self.all / KEPT;
        if free == 0 || (is_for_few && has >= (self.all / SHARE).max(1)) {
            return None;
        }
        taken.all += 1;
        taken.by.insert(origin, has + 1);
        Some(Place { places: Arc::clone(self), origin })
    }

    /// Room to wait in; `None` when so many wait that one more is turned away.
    pub fn wait(&self) -> Option<SemaphorePermit<'_>> {
        self.waiting.try_acquire().ok()
    }

    /// A place for somebody who waits.
    pub async fn taken(self: &Arc<Self>, origin: Origin) -> Place {
        loop {
            let left = self.left.notified();
            if let Some(place) = self.take(origin) {
                return place;
            }
            left.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        // Numbers are whole whatever happens.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.all -= 1;
        if let Some(has) = taken.by.get_mut(&self.origin) {
            *has -= 1;
            if *has == 0 {
                taken.by.remove(&self.origin);
            }
        }
        drop(taken);
        self.places.left.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(third: u8) -> Origin {
        Origin::of([10, 0, third, 1].into())
    }

    fn fill(places: &Arc<Places>, origin: Origin) -> Vec<Place> {
        std::iter::from_fn(|| places.take(origin)).collect()
    }

    #[test]
    fn nobody_takes_all_places() {
        let places = Places::new(160, true);
        let greedy = fill(&places, origin(1));
        assert_eq!(greedy.len(), 120);
        let others: Vec<_> = (2..6).map(|third| fill(&places, origin(third))).collect();
        assert_eq!(others.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 10, 10]);
        assert!(places.take(origin(9)).is_none(), "now there is none left");
        drop(greedy);
        assert_eq!(fill(&places, origin(9)).len(), 120 - 40);
        drop(others);
        assert!(places.lock().by.len() <= 1);
    }

    #[test]
    fn a_proxy_gets_what_there_is() {
        let places = Places::new(160, false);
        assert_eq!(fill(&places, origin(1)).len(), 160);
    }

    #[tokio::test]
    async fn who_waits_gets_a_place_that_is_left() {
        let places = Places::new(1, true);
        let first = places.take(origin(1)).unwrap();
        let waits = tokio::spawn({
            let places = Arc::clone(&places);
            async move { places.taken(origin(1)).await }
        });
        tokio::task::yield_now().await;
        drop(first);
        waits.await.unwrap();
        places.any().await;
    }
}
