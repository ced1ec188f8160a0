//! What an instance keeps under a name.

use serde_json::json;
use store::{ChangeNumber, Put};

use crate::{ground::TestStore, sample::NOON};

pub async fn a_setting_is_set_and_read(store: TestStore) {
    assert_eq!(store.setting("contact").await.unwrap(), None);
    let value = json!({"email": "aide@example.org", "phones": [null, 1.5, true]});
    assert_eq!(store.put_setting("contact", &value, NOON).await.unwrap(), Put::Created(()));
    assert_eq!(store.put_setting("contact", &value, NOON).await.unwrap(), Put::Unchanged(()));
    assert_eq!(store.setting("contact").await.unwrap(), Some(value));
    assert_eq!(store.put_setting("contact", &json!(null), NOON).await.unwrap(), Put::Updated(()));
    assert_eq!(store.setting("contact").await.unwrap(), Some(json!(null)));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
}
