//! Where listings come from.

use store::{ChangeNumber, Source};

use crate::{ground::TestStore, sample::NOON};

pub async fn a_source_is_described_anew(store: TestStore) {
    let bare = Source { code: "b".into(), name: "Source b".into(), url: None, licence: None, imported_at: None };
    let full = Source {
        code: "a".into(),
        name: "France services".into(),
        url: Some("https://example.org".into()),
        licence: Some("Licence Ouverte 2.0".into()),
        imported_at: Some(NOON),
    };
    store.put_source(&bare).await.unwrap();
    store.put_source(&Source { name: "Earlier".into(), ..full.clone() }).await.unwrap();
    store.put_source(&full).await.unwrap();
    assert_eq!(store.sources().await.unwrap(), [full, bare]);
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(0));
}
