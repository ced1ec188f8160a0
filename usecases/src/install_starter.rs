//! Puts the starter guide into the record of an instance.

use domain::time::Timestamp;
use store::{Store, StoreError};

use crate::starter::{StarterError, starter_pages};

/// Who is named as the author of what the program brings along.
pub const STARTER_AUTHOR: &str = "starter";

/// Why the starter guide is not in the record.
#[derive(Debug, thiserror::Error)]
pub enum InstallStarterError {
    #[error(transparent)]
    Content(#[from] StarterError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts every page of the starter guide and answers how many of them changed the record.
///
/// May run at every start: a page that says the same is left as it is, and a page that a coordinator has changed is
/// theirs from then on.
pub async fn install_starter(store: &Store, now: Timestamp) -> Result<u32, InstallStarterError> {
    let mut changed = 0;
    for page in starter_pages()? {
        let revisions = store.page_revisions(&page.slug).await?;
        if revisions.last().is_some_and(|latest| latest.author != STARTER_AUTHOR) {
            continue;
        }
        changed += u32::from(store.put_page(&page, STARTER_AUTHOR, now).await?.is_change());
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn empty_store() -> Store {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        store.migrate().await.unwrap();
        store
    }

    #[tokio::test]
    async fn a_second_run_changes_nothing() {
        let store = empty_store().await;
        let pages = starter_pages().unwrap().len();
        assert_eq!(install_starter(&store, 1000).await.unwrap() as usize, pages);
        assert_eq!(install_starter(&store, 2000).await.unwrap(), 0);
        assert_eq!(store.pages().await.unwrap().len(), pages);
    }

    #[tokio::test]
    async fn a_page_that_a_coordinator_changed_is_left_alone() {
        let store = empty_store().await;
        install_starter(&store, 1000).await.unwrap();
        let mut page = store.page("housing").await.unwrap().unwrap();
        page.related.clear();
        store.put_page(&page, "marc", 2000).await.unwrap();
        assert_eq!(install_starter(&store, 3000).await.unwrap(), 0);
        assert_eq!(store.page("housing").await.unwrap(), Some(page));
    }
}
