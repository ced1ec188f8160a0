//! Files of builds, for pages that are older than the program.

use std::borrow::Cow;

use store::{Build, BuildFile, ChangeNumber};

use crate::{ground::TestStore, sample::NOON};

fn build(id: &str, files: &[(&str, &[u8])]) -> Build {
    let file = |(name, content): &(&str, &[u8])| BuildFile {
        name: (*name).to_owned(),
        encoding: Some("br".into()),
        content: Cow::Owned(content.to_vec()),
    };
    Build { id: id.to_owned(), files: files.iter().map(file).collect() }
}

pub async fn a_file_comes_back_as_it_was(store: TestStore) {
    let every_byte: Vec<u8> = (0..=255).collect();
    let plain = BuildFile { name: "b-1.js".into(), encoding: None, content: Cow::Borrowed(b"") };
    let mut first = build("one", &[("a-1.wasm", &every_byte)]);
    first.files.push(plain.clone());
    let packed = first.files[0].clone();
    store.start_build(first, NOON, 3).await.unwrap();
    assert_eq!(store.build_file("a-1.wasm").await.unwrap(), Some(packed));
    assert_eq!(store.build_file("b-1.js").await.unwrap(), Some(plain));
    assert_eq!(store.build_file("c-1.js").await.unwrap(), None);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(0), "nothing that is published has changed");
}

pub async fn the_files_of_the_last_builds_are_kept(store: TestStore) {
    for (place, id) in ["one", "two", "three"].into_iter().enumerate() {
        let own = format!("{id}.js");
        let files: [(&str, &[u8]); 2] = [("shared.js", b"same"), (&own, id.as_bytes())];
        store.start_build(build(id, &files), NOON + place as i64, 2).await.unwrap();
    }
    assert_eq!(store.build_file("one.js").await.unwrap(), None);
    for name in ["two.js", "three.js", "shared.js"] {
        assert!(store.build_file(name).await.unwrap().is_some(), "{name}");
    }
}

pub async fn a_build_that_is_started_again_counts_as_the_last(store: TestStore) {
    let builds = ["old.js", "new.js", "newest.js"].map(|name| build(name, &[(name, b"1")]));
    let [old, new, newest] = builds;
    store.start_build(old.clone(), NOON, 2).await.unwrap();
    store.start_build(new, NOON + 1, 2).await.unwrap();
    store.start_build(old, NOON + 2, 2).await.unwrap();
    store.start_build(newest, NOON + 3, 2).await.unwrap();
    assert!(store.build_file("old.js").await.unwrap().is_some());
    assert_eq!(store.build_file("new.js").await.unwrap(), None);
}

pub async fn servers_that_start_a_build_at_once_wait_for_each_other(store: TestStore) {
    let (one, two) = (store.second().await, store.second().await);
    let started = build("one", &[("a.js", b"1"), ("b.js", b"2")]);
    let (first, second) =
        tokio::join!(one.start_build(started.clone(), NOON, 3), two.start_build(started.clone(), NOON, 3));
    first.unwrap();
    second.unwrap();
    assert!(store.build_file("b.js").await.unwrap().is_some());
    one.close().await;
    two.close().await;
}
