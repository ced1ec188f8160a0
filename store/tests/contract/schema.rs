//! Opening, migrating and closing.

use store::{SchemaState, Store, StoreError};

use crate::{
    ground::TestStore,
    sample::{listing, put},
};

const FUTURE: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                      VALUES (9999, 'future', TRUE, '', 0)";

pub async fn a_new_database_lacks_everything_until_it_is_migrated(store: TestStore) {
    assert_eq!(store.schema().await.unwrap(), SchemaState::Current);
    assert_eq!(store.migrate().await.unwrap(), 0, "the harness has migrated");
    store.ping().await.unwrap();
    store.tamper("DROP TABLE counter").await;
    let error = store.last_change().await.unwrap_err();
    assert_eq!(error.to_string(), "The database lacks a table: it has not been migrated.");
}

pub async fn programs_that_migrate_at_once_wait_for_each_other(store: TestStore) {
    let (one, two) = (store.second().await, store.second().await);
    for table in [
        "build_part",
        "build_file",
        "build",
        "change",
        "confirmation",
        "report",
        "listing_revision",
        "listing",
        "page_revision",
        "page",
        "remembered_answer",
        "setting",
        "source",
        "counter",
    ] {
        store.tamper(&format!("DROP TABLE {table}")).await;
    }
    store.tamper("DROP TABLE _sqlx_migrations").await;
    assert!(matches!(one.schema().await.unwrap(), SchemaState::Behind(1..)));
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    let mut applied = [first.unwrap(), second.unwrap()];
    applied.sort_unstable();
    assert!(applied[0] == 0 && applied[1] > 0, "{applied:?}");
    put(&two, listing("a")).await;
    one.close().await;
    two.close().await;
}

pub async fn a_newer_database_is_refused(store: TestStore) {
    store.tamper(FUTURE).await;
    assert_eq!(store.schema().await.unwrap(), SchemaState::Newer, "a program that runs on notices");
    assert!(matches!(store.migrate().await, Err(StoreError::Newer { found: 9999, .. })));
    let refused = Store::open(&store.url).await.unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 9999, known: 1.. }), "{refused}");
}

pub async fn a_closed_store_says_so(store: TestStore) {
    store.close().await;
    for error in [
        store.ping().await.unwrap_err(),
        store.migrate().await.unwrap_err(),
        store.put_setting("a", &serde_json::json!(1), 0).await.unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "The store is closed.");
    }
    store.close().await;
}

pub async fn an_address_of_neither_kind_is_refused(_store: TestStore) {
    for address in ["mysql://localhost/a", "", "record.db"] {
        let error = Store::open(address).await.unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
    }
}
