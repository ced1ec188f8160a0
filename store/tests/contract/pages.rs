//! The pages of the guide.

use domain::guide::Theme;
use store::{ChangeNumber, Put};

use crate::{
    ground::TestStore,
    sample::{NOON, page},
};

pub async fn a_page_gains_a_revision_when_it_says_something_new(store: TestStore) {
    let (old, new) = (page("housing", Theme::Rights, 1, "Житло"), page("housing", Theme::Rights, 1, "Нове житло"));
    assert_eq!(store.page("housing").await.unwrap(), None);
    assert_eq!(store.put_page(&old, "Olena", NOON).await.unwrap(), Put::Created(1));
    assert_eq!(store.put_page(&old, "Olena", NOON).await.unwrap(), Put::Unchanged(1));
    assert_eq!(store.put_page(&new, "Taras", NOON + 60).await.unwrap(), Put::Updated(2));
    assert_eq!(store.page("housing").await.unwrap(), Some(new.clone()));
    assert_eq!(store.last_change().await.unwrap(), ChangeNumber(2));
    let said: Vec<_> = store
        .page_revisions("housing")
        .await
        .unwrap()
        .into_iter()
        .map(|r| (r.number, r.at, r.author, r.body))
        .collect();
    assert_eq!(said, [(1, NOON, "Olena".to_owned(), old), (2, NOON + 60, "Taras".to_owned(), new)]);
    assert!(store.page_revisions("other").await.unwrap().is_empty());
}

pub async fn pages_come_by_theme_and_order(store: TestStore) {
    let given =
        [("d", Theme::GoingOn, 1), ("c", Theme::Rights, 2), ("b", Theme::Rights, 1), ("a", Theme::FirstDays, 9)];
    for (slug, theme, order) in given {
        store.put_page(&page(slug, theme, order, slug), "Olena", NOON).await.unwrap();
    }
    let slugs: Vec<_> = store.pages().await.unwrap().into_iter().map(|page| page.slug).collect();
    assert_eq!(slugs, ["a", "b", "c", "d"]);
}
