//! What only a server can suffer: absence, lost connections.

use std::time::{Duration, Instant};

use domain::ListingId;
use store::{ChangeNumber, Put, Store, StoreError};

use crate::{
    ground::{TestStore, on_postgres, server},
    sample::{listing, put},
};

const HANG_UP: &str = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test]
async fn a_missing_server_is_noticed_at_once() {
    let started = Instant::now();
    let error = Store::open("postgres://nobody@127.0.0.1:1/nothing").await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }));
    assert_eq!(error.to_string(), "The database server does not answer: 127.0.0.1:1.");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_missing_database_is_named_as_such() {
    let Some(server) = server() else { return };
    let (before, _) = server.rsplit_once('/').unwrap();
    let error = Store::open(&format!("{before}/ensemble_never_created")).await.unwrap_err();
    assert!(error.to_string().starts_with("The database server has no database of that name: "), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_connections_are_made_anew() {
    on_postgres(async |store: TestStore| {
        put(&store, listing("a")).await;
        let waiting = {
            let store = store.handle();
            tokio::spawn(async move { store.wait_for_change(ChangeNumber(2), Duration::from_mins(1)).await })
        };
        for (round, name) in ["b", "c", "d"].into_iter().enumerate() {
            store.tamper(HANG_UP).await;
            assert_eq!(put(&store, listing(name)).await, Put::Created(ListingId(round as u32 + 2)));
        }
        assert!(waiting.await.unwrap().unwrap() > ChangeNumber(2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_meets_a_broken_connection_is_tried_again() {
    on_postgres(async |store: TestStore| {
        // Whoever adds a listing for the first time is thrown out in the middle of the transaction.
        store.tamper("CREATE SEQUENCE tries").await;
        store
            .tamper(
                "CREATE FUNCTION throw_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                   IF nextval('tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
                   IF nextval('tries') = 3 THEN RAISE EXCEPTION 'collided' USING ERRCODE = '40001'; END IF;
                   RETURN NEW; END $$",
            )
            .await;
        store
            .tamper("CREATE TRIGGER throw_out BEFORE INSERT ON listing FOR EACH ROW EXECUTE FUNCTION throw_out()")
            .await;
        assert_eq!(put(&store, listing("a")).await, Put::Created(ListingId(1)));
        assert_eq!(store.last_change().await.unwrap(), ChangeNumber(1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_on_another_server_are_told_at_once() {
    on_postgres(async |store: TestStore| {
        let other = store.second().await;
        let mut fastest = Duration::MAX;
        for round in 0..5 {
            let reader = other.clone();
            let waiting =
                tokio::spawn(async move { reader.wait_for_change(ChangeNumber(round), Duration::from_secs(30)).await });
            tokio::time::sleep(Duration::from_millis(100)).await;
            put(&store, listing(&round.to_string())).await;
            let started = Instant::now();
            assert_eq!(waiting.await.unwrap().unwrap(), ChangeNumber(round + 1));
            fastest = fastest.min(started.elapsed());
        }
        assert!(fastest < Duration::from_millis(400), "{fastest:?}: looking by itself takes most of a second");
        other.close().await;
    })
    .await;
}
