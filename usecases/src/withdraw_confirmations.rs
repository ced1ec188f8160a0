//! Takes back what visitors confirmed in a span of time: for the morning after somebody has confirmed everything.

use domain::time::{Day, Timestamp};
use store::{Store, StoreError, TakenBack};

/// Takes back what visitors confirmed from a moment on and before another, by the clock of the server.
pub async fn withdraw_confirmations(
    store: &Store,
    (from, until): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<TakenBack, StoreError> {
    store.take_back_visits(from, until, now).await
}

/// A moment of a span as an operator writes it: RFC 3339, or a day in UTC, of which the whole is meant. `ends` says
/// which end of the span it is.
pub fn moment(text: &str, ends: bool) -> Option<Timestamp> {
    let exact = text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
    let day = || Day::parse(text).map(|day| i64::from(day.plus(i32::from(ends)).0) * 86_400);
    exact.or_else(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_meant_as_a_whole() {
        assert_eq!((moment("1970-01-02", false), moment("1970-01-02", true)), (Some(86_400), Some(2 * 86_400)));
        assert_eq!(moment("1970-01-01T01:00:00Z", true), Some(3600));
        assert_eq!(moment("yesterday", false), None);
    }
}
