//! What a row would change: the same answer whether the import is then carried out or only tried.
//!
//! A file is somebody's word about listings that coordinators here also care for. What they edited or withdrew since is
//! not overwritten by the next delivery of the same file; it is reported instead.

use domain::{Listing, Published, listing::Confirmation};
use store::{Revision, Store, StoreError, StoredListing};

/// Authors of imports begin like this.
pub(super) const AUTHOR: &str = "import";

/// What is to be done with a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Create,
    Update,
    /// It says the same and was confirmed later.
    Confirm(domain::ListingId, Confirmation),
    Leave,
    /// Somebody edited it here; the file says something new as well.
    LeaveEdited,
    /// Somebody withdrew it here.
    LeaveWithdrawn,
    /// The record contradicts the file; a sentence says how.
    Refuse(String),
}

/// The verdict on a listing as its source describes it.
pub(super) async fn listing(store: &Store, listing: &Listing, overwrite: bool) -> Result<Verdict, StoreError> {
    let source = &listing.source;
    let Some(stored) = store.listing_by_source(&source.code, &source.id).await? else { return Ok(Verdict::Create) };
    if stored.withdrawn_at.is_some() {
        return Ok(if overwrite { Verdict::Update } else { Verdict::LeaveWithdrawn });
    }
    if stored.published.listing == *listing {
        return Ok(Verdict::Leave);
    }
    let revisions = store.revisions(stored.published.id).await?;
    Ok(against_history(listing, &stored, &revisions, overwrite))
}

fn against_history(listing: &Listing, stored: &StoredListing, revisions: &[Revision], overwrite: bool) -> Verdict {
    let imported = revisions.iter().rev().find(|revision| revision.author.starts_with(AUTHOR));
    let edited = revisions.last().is_some_and(|last| !last.author.starts_with(AUTHOR));
    if !overwrite && edited {
        // The source says what it said before the edit: there is nothing new to take.
        let is_old = imported.is_some_and(|revision| says_the_same(&revision.body, listing));
        return if is_old || says_the_same(&stored.published.listing, listing) {
            Verdict::Leave
        } else {
            Verdict::LeaveEdited
        };
    }
    if !says_the_same(&stored.published.listing, listing) {
        return Verdict::Update;
    }
    match (listing.confirmation, stored.published.listing.confirmation) {
        (Some(given), shown) if given.outweighs(shown) => Verdict::Confirm(stored.published.id, given),
        _ => Verdict::Leave,
    }
}

/// Whether two listings differ in nothing but their confirmation.
fn says_the_same(one: &Listing, other: &Listing) -> bool {
    one == other || Listing { confirmation: None, ..one.clone() } == Listing { confirmation: None, ..other.clone() }
}

/// The verdict on a listing from an export, which keeps its id and revision. Mirrors [`Store::put_published`].
pub(super) async fn published(store: &Store, published: &Published) -> Result<Verdict, StoreError> {
    let Published { id, slug, revision, listing } = published;
    let source = &listing.source;
    if let Some(other) =
        store.listing_by_source(&source.code, &source.id).await?.filter(|other| other.published.id != *id)
    {
        return Ok(Verdict::Refuse(format!("listing {id} has the id {} in this record", other.published.id)));
    }
    let Some(stored) = store.listing(*id).await? else { return Ok(Verdict::Create) };
    if stored.published.listing.source != *source {
        return Ok(Verdict::Refuse(format!("the id {id} belongs to another listing in this record")));
    }
    if *revision > stored.published.revision {
        return Ok(Verdict::Update);
    }
    let revisions = store.revisions(*id).await?;
    let same = revisions.iter().any(|known| known.number == *revision && says_the_same(&known.body, listing));
    if !same {
        return Ok(Verdict::Refuse(format!("listing {id} says something else in revision {revision} of this record")));
    }
    let shown = stored.published.listing.confirmation;
    let later = listing.confirmation.is_some_and(|given| given.outweighs(shown));
    let shows = stored.withdrawn_at.is_some() || later || stored.published.slug != *slug;
    Ok(if *revision == stored.published.revision && shows { Verdict::Update } else { Verdict::Leave })
}
