//! Things by key: made when somebody asks, kept while they are true and as long as there is room.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use tokio::{sync::watch, time::timeout};

use super::{Size, Workshop};

/// How long somebody waits for a new thing when there is an old one that will do.
const PATIENCE: Duration = Duration::from_millis(500);

/// What may be kept.
pub trait Thing: Send + Sync + 'static {
    /// The bytes that it takes while it is kept; `None` for what is not worth it.
    fn weight(&self) -> Option<usize>;
}

/// How true something is that was made before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// As true as a new one.
    Young,
    /// It will do until there is a new one.
    Old,
    Useless,
}

/// Cheap to clone; all clones share what is kept.
pub struct Shelf<K, V> {
    workshop: Workshop,
    size: Size,
    /// The bytes that all things together may take.
    room: usize,
    kept: Arc<Mutex<Kept<K, V>>>,
}

impl<K, V> Clone for Shelf<K, V> {
    fn clone(&self) -> Self {
        Self { workshop: self.workshop.clone(), kept: Arc::clone(&self.kept), ..*self }
    }
}

struct Kept<K, V> {
    places: HashMap<K, Place<V>>,
    bytes: usize,
    /// Counts uses, to know which was the latest.
    uses: u64,
}

struct Place<V> {
    thing: Option<Arc<V>>,
    making: Option<Making<V>>,
    used: u64,
}

impl<V> Default for Place<V> {
    fn default() -> Self {
        Self { thing: None, making: None, used: 0 }
    }
}

/// The outcome once there is one, and whether anybody waits for it.
struct Making<V> {
    outcome: watch::Receiver<Option<Arc<V>>>,
    wanted: Weak<()>,
}

impl<K: Clone + Eq + Hash + Send + 'static, V: Thing> Shelf<K, V> {
    /// An empty one with room for so many bytes.
    pub fn new(workshop: &Workshop, size: Size, room: usize) -> Self {
        let kept = Kept { places: HashMap::new(), bytes: 0, uses: 0 };
        Self { workshop: workshop.clone(), size, room, kept: Arc::new(Mutex::new(kept)) }
    }

    /// The thing of a key: the one that is kept if it is young, else a new one. Who waits too long takes the old one, if
    /// that will do. `None` when it could not be made.
    pub async fn get<F>(&self, key: K, age: impl Fn(&V) -> Age, make: impl FnOnce() -> F) -> Option<Arc<V>>
    where
        F: Future<Output = Option<V>> + Send + 'static,
    {
        let (old, mut outcome, wanted) = {
            let mut kept = self.lock();
            kept.uses += 1;
            let uses = kept.uses;
            let place = kept.places.entry(key.clone()).or_default();
            place.used = uses;
            let old = place.thing.as_ref().map(|thing| (Arc::clone(thing), age(thing)));
            if let Some((thing, Age::Young)) = old {
                return Some(thing);
            }
            let old = old.filter(|(_, age)| *age == Age::Old).map(|(thing, _)| thing);
            let (outcome, wanted) = match place.joined() {
                Some(joined) => joined,
                None => self.begin(place, key, old.is_some(), make()),
            };
            (old, outcome, wanted)
        };
        let made = outcome.wait_for(Option::is_some);
        let made = match &old {
            Some(_) => timeout(PATIENCE, made).await.ok().and_then(Result::ok),
            None => made.await.ok(),
        };
        let made = made.and_then(|made| made.clone());
        drop(wanted);
        made.or(old)
    }

    /// Lets a thing be made when its turn comes and somebody still waits for it, or has taken the old one in its place.
    fn begin<F>(
        &self,
        place: &mut Place<V>,
        key: K,
        renews: bool,
        make: F,
    ) -> (watch::Receiver<Option<Arc<V>>>, Arc<()>)
    where
        F: Future<Output = Option<V>> + Send + 'static,
    {
        let (sender, outcome) = watch::channel(None);
        let wanted = Arc::new(());
        place.making = Some(Making { outcome: outcome.clone(), wanted: Arc::downgrade(&wanted) });
        let (promised, waiting) = (renews.then(|| Arc::clone(&wanted)), Arc::downgrade(&wanted));
        let this = self.clone();
        tokio::spawn(async move {
            let turn = this.workshop.turn(this.size).await;
            // From here on it is made to its end: whoever asks again finds it, and does not begin anew.
            let wanted = promised.or_else(|| waiting.upgrade());
            let made = if wanted.is_some() { this.workshop.work(make).await.flatten().map(Arc::new) } else { None };
            drop(turn);
            this.settle(&key, made.as_ref(), wanted);
            sender.send_replace(made);
        });
        (outcome, wanted)
    }

    /// Keeps what was made, and lets go of what was used longest ago when there is no more room.
    fn settle(&self, key: &K, made: Option<&Arc<V>>, wanted: Option<Arc<()>>) {
        let kept = &mut *self.lock();
        // Nobody can join it from here on; what was not begun may have been asked for anew since.
        let begun = wanted.is_some();
        drop(wanted);
        let Some(place) = kept.places.get_mut(key) else { return };
        if let (Some(made), Some(weight)) = (made, made.and_then(|made| made.weight())) {
            let before = place.thing.replace(Arc::clone(made)).and_then(|old| old.weight()).unwrap_or(0);
            kept.bytes = kept.bytes + weight - before;
        }
        if begun {
            place.making = None;
        }
        if place.is_empty() {
            kept.places.remove(key);
        }
        while kept.bytes > self.room {
            let used = kept.places.iter().filter(|(_, place)| place.thing.is_some());
            let Some(oldest) = used.min_by_key(|(_, place)| place.used).map(|(key, _)| key.clone()) else { break };
            kept.take(&oldest);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept<K, V>> {
        // A panic leaves whole things behind.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash, V: Thing> Kept<K, V> {
    fn take(&mut self, key: &K) {
        let Some(place) = self.places.get_mut(key) else { return };
        self.bytes -= place.thing.take().and_then(|gone| gone.weight()).unwrap_or(0);
        if place.is_empty() {
            self.places.remove(key);
        }
    }
}

impl<V> Place<V> {
    fn is_empty(&self) -> bool {
        self.thing.is_none() && self.making.as_ref().is_none_or(|making| making.wanted.strong_count() == 0)
    }

    /// Joins those who wait for what is being made: where it comes, and what says that somebody waits.
    #[expect(clippy::type_complexity, reason = "It is taken apart where it is asked for.")]
    fn joined(&self) -> Option<(watch::Receiver<Option<Arc<V>>>, Arc<()>)> {
        let making = self.making.as_ref()?;
        Some((making.outcome.clone(), making.wanted.upgrade()?))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::atomic::{AtomicUsize, Ordering::SeqCst},
        task::{Context, Waker},
    };

    use tokio::{sync::Notify, task::JoinSet};

    use super::*;

    #[derive(Debug, PartialEq, Eq)]
    struct Number(usize);

    impl Thing for Number {
        fn weight(&self) -> Option<usize> {
            (self.0 != 0).then_some(100)
        }
    }

    fn shelf(room: usize) -> Shelf<usize, Number> {
        Shelf::new(&Workshop::default(), Size::Large, room)
    }

    async fn made(shelf: &Shelf<usize, Number>, key: usize) -> Option<usize> {
        shelf.get(key, |_| Age::Young, || async move { Some(Number(key)) }).await.map(|made| made.0)
    }

    #[tokio::test]
    async fn a_thing_is_made_once_however_many_wait_for_it() {
        let (shelf, mut askers) = (shelf(1000), JoinSet::new());
        for _ in 0..100 {
            let shelf = shelf.clone();
            askers.spawn(async move { made(&shelf, 7).await });
        }
        assert!(askers.join_all().await.into_iter().all(|number| number == Some(7)));
        assert_eq!(shelf.workshop.begun(), 1);
    }

    #[tokio::test]
    async fn of_all_things_only_so_many_are_made_at_a_time() {
        let (shelf, mut askers) = (shelf(usize::MAX), JoinSet::new());
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        for key in 0..40 {
            let (shelf, now, most) = (shelf.clone(), Arc::clone(&now), Arc::clone(&most));
            let make = || async move {
                most.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                now.fetch_sub(1, SeqCst);
                Some(Number(1))
            };
            askers.spawn(async move { shelf.get(key, |_| Age::Young, make).await.is_some() });
        }
        assert!(askers.join_all().await.into_iter().all(|made| made));
        assert_eq!((most.load(SeqCst), shelf.workshop.begun()), (super::super::LARGE, 40));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_begun() {
        let shelf = shelf(1000);
        let turn = shelf.workshop.turn(Size::Large).await;
        for key in 0..100 {
            let asking = pin!(made(&shelf, key));
            assert!(asking.poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        drop(turn);
        assert_eq!(made(&shelf, 200).await, Some(200));
        assert_eq!((shelf.workshop.begun(), shelf.lock().places.len()), (1, 1));
    }

    #[tokio::test]
    async fn what_is_begun_is_finished_and_joined_by_who_asks_again() {
        let (shelf, begun, go) = (shelf(1000), Arc::new(Notify::new()), Arc::new(Notify::new()));
        {
            let (starts, go) = (Arc::clone(&begun), Arc::clone(&go));
            let make = || async move {
                starts.notify_one();
                go.notified().await;
                Some(Number(3))
            };
            let mut asking = pin!(shelf.get(3, |_| Age::Young, make));
            tokio::select! {
                _ = &mut asking => panic!("it waits"),
                () = begun.notified() => {}
            }
        }
        go.notify_one();
        assert_eq!((made(&shelf, 3).await, shelf.workshop.begun()), (Some(3), 1));
    }

    #[tokio::test]
    async fn who_would_wait_long_takes_the_old_one_and_the_new_one_is_made_all_the_same() {
        let (shelf, go) = (shelf(1000), Arc::new(Notify::new()));
        made(&shelf, 1).await;
        let asked = |age| {
            let go = Arc::clone(&go);
            let make = || async move {
                go.notified().await;
                Some(Number(2))
            };
            shelf.get(1, move |old| if old.0 == 2 { Age::Young } else { age }, make)
        };
        assert_eq!(asked(Age::Old).await, Some(Arc::new(Number(1))));
        go.notify_one();
        assert_eq!(asked(Age::Useless).await, Some(Arc::new(Number(2))));
        assert_eq!(shelf.workshop.begun(), 2);
    }

    #[tokio::test]
    async fn what_is_kept_is_counted_in_bytes_and_what_was_used_longest_ago_goes_first() {
        let shelf = shelf(1000);
        for key in 1..=412 {
            assert_eq!(made(&shelf, key).await, Some(key));
            made(&shelf, 1).await;
        }
        let bytes = shelf.lock().bytes;
        assert_eq!((bytes, shelf.lock().places.len()), (1000, 10));
        assert_eq!(shelf.workshop.begun(), 412, "what is asked for again and again stays");
        made(&shelf, 0).await;
        assert!(!shelf.lock().places.contains_key(&0), "what is not worth it leaves nothing behind");
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_and_a_turn_that_ends() {
        let shelf = shelf(1000);
        assert!(shelf.get(1, |_| Age::Young, || async { panic!("in a test") }).await.is_none());
        assert_eq!(made(&shelf, 1).await, Some(1));
    }
}
