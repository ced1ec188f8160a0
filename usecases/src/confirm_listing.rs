//! A visitor confirms that a listing is right. What that is worth beside the word of others is in `domain::listing`.

use domain::{ListingId, listing::Confirmation, vocabulary::ConfirmedBy};

use crate::{
    arrival::{Arrival, NotReceived, Received, digest},
    pace::Kind,
};

/// Keeps the confirmation, and shows it where nobody whose word counts more has spoken lately.
pub async fn confirm_listing(arrival: &Arrival<'_>, listing: ListingId) -> Result<Received, NotReceived> {
    let digest = digest(&("confirmation", listing));
    if let Some(before) = arrival.before(&digest).await? {
        return Ok(before);
    }
    arrival.find(listing)?;
    if let Some(joined) = arrival.admit(Kind::Confirmation, listing)? {
        return Ok(joined);
    }
    let request = arrival.request(digest, listing);
    let visit = Confirmation { at: arrival.written_at(), by: ConfirmedBy::Visitor };
    let done = arrival.directory.store().confirm_once(listing, visit, &request, arrival.now).await?;
    arrival.finish(done, listing)
}
