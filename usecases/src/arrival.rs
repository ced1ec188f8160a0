//! How something that a visitor wrote arrives: perhaps for the second time, perhaps long after it was written, and from
//! nobody in particular. Knows nothing about what was written.

use domain::{
    ListingId,
    report::{Fault, Field},
    time::{Timestamp, rfc3339},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Done, Once, StoreError};

use crate::{
    directory::{Directory, Found},
    pace::{Kind, Origin, Pace, Verdict},
};

/// The longest that something may have waited on a device before it was sent, in seconds: 30 days.
const LONGEST_WAIT: u32 = 30 * 86_400;

/// What chooses the answer to a request that arrives again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The value of a header: a UUID, in quotes or without.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        let is_uuid = value.len() == 36
            && value.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        is_uuid.then_some(Self(value))
    }

    /// The key of a form that no script has sent: the same words on the same page. So a second tap, or a page that is
    /// loaded again, sends nothing twice.
    pub fn of_form(words: &impl Serialize, shown_at: Option<Timestamp>) -> Self {
        Self(format!("form-{}", digest(&(words, shown_at))))
    }
}

/// Something that has arrived, and where to.
pub struct Arrival<'a> {
    pub directory: &'a Directory,
    pub pace: &'a Pace,
    pub origin: Origin,
    pub key: Key,
    /// How long it waited on the device, in seconds. A span, because the clock of a device may be years off.
    pub waited: u32,
    pub now: Timestamp,
}

/// What whoever wrote is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub listing: u32,
    /// In the form of RFC 3339.
    pub received_at: String,
}

/// It is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub receipt: Receipt,
    /// Whether it had arrived before.
    pub again: bool,
}

/// Why something is not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotReceived {
    #[error("Some fields are not right.")]
    Fields(Vec<(Field, Fault)>),
    #[error("There never was such a listing.")]
    Never,
    #[error("The listing was withdrawn.")]
    Gone,
    #[error("Too much is written at the moment.")]
    TooMany,
    #[error("The key belongs to another request.")]
    KeyOfAnother,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Arrival<'_> {
    /// When it was written, as far as the device could tell.
    pub(crate) fn written_at(&self) -> Timestamp {
        self.now - Timestamp::from(self.waited.min(LONGEST_WAIT))
    }

    /// What was answered when the same arrived before. That stays so, whatever has become of the listing since.
    pub(crate) async fn before(&self, digest: &str) -> Result<Option<Received>, NotReceived> {
        self.directory.store().remembered(&self.key.0, digest).await?.map(received).transpose()
    }

    /// Whether anything may be said of the listing: it is published.
    pub(crate) fn find(&self, listing: ListingId) -> Result<(), NotReceived> {
        match self.directory.published(listing) {
            Found::Here(_) => Ok(()),
            Found::Gone => Err(NotReceived::Gone),
            Found::Never => Err(NotReceived::Never),
        }
    }

    /// Whether there is room for it; what joins another is received as that was.
    pub(crate) fn admit(&self, kind: Kind, listing: ListingId) -> Result<Option<Received>, NotReceived> {
        match self.pace.count(kind, self.origin, listing) {
            Verdict::Keep => Ok(None),
            Verdict::Joins => Ok(Some(self.joined(listing, self.now))),
            Verdict::Later => Err(NotReceived::TooMany),
        }
    }

    /// It is one with something that was received at another moment.
    #[expect(clippy::unused_self, reason = "Callers ask the arrival, as for all that it answers.")]
    pub(crate) fn joined(&self, listing: ListingId, at: Timestamp) -> Received {
        Received { receipt: Receipt { listing: listing.0, received_at: rfc3339(at) }, again: false }
    }

    /// The request as the store takes it, with the answer it will remember.
    pub(crate) fn request(&self, digest: String, listing: ListingId) -> Once {
        let answer = serde_json::to_string(&self.receipt(listing)).unwrap_or_default();
        Once { key: self.key.0.clone(), digest, answer }
    }

    /// What is answered when the store is done.
    pub(crate) fn finish(&self, done: Done, listing: ListingId) -> Result<Received, NotReceived> {
        match done {
            Done::Now => Ok(Received { receipt: self.receipt(listing), again: false }),
            Done::Before(_) | Done::Otherwise => received(done),
        }
    }

    fn receipt(&self, listing: ListingId) -> Receipt {
        Receipt { listing: listing.0, received_at: rfc3339(self.now) }
    }
}

fn received(done: Done) -> Result<Received, NotReceived> {
    let Done::Before(answer) = done else { return Err(NotReceived::KeyOfAnother) };
    let corrupt = |error| StoreError::Corrupt(format!("A remembered answer cannot be read: {error}."));
    let receipt = serde_json::from_str(&answer).map_err(corrupt)?;
    Ok(Received { receipt, again: true })
}

/// Thirty-two hexadecimal digits that stand for what is asked.
pub(crate) fn digest(asked: &impl Serialize) -> String {
    let text = serde_json::to_vec(asked).unwrap_or_default();
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "0190b3c4-7d52-4f6e-9a3b-0123456789ab";

    #[test]
    fn a_key_is_a_uuid_in_quotes_or_without() {
        let key = Key::parse(UUID);
        assert!(key.is_some());
        assert_eq!(Key::parse(&format!("\"{}\"", UUID.to_uppercase())), key);
        for text in
            ["", "1", "0190b3c47d524f6e9a3b0123456789ab", &UUID[1..], &format!("{UUID}0"), &UUID.replace('-', "0")]
        {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_form_that_is_sent_twice_has_one_key() {
        let key = |words: &str, at| Key::of_form(&words, at);
        assert_eq!(key("a", Some(1)), key("a", Some(1)));
        assert_ne!(key("a", Some(1)), key("b", Some(1)));
        assert_ne!(key("a", Some(1)), key("a", Some(2)));
    }
}
