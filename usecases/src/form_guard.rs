//! What keeps the simplest robots out of a form that works without scripts. Knows nothing about what the form asks.

use domain::time::Timestamp;

/// Nobody reads and fills in a form faster, in seconds.
const QUICKEST: Timestamp = 2;

/// Who seems to have sent a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    Person,
    /// Perhaps a person after all: asked to look over it and send it again, with all words kept.
    Hasty,
    /// Filled in a field that is displayed to nobody. It is told what a person is told, so that it tries nothing else,
    /// and nothing is kept.
    Robot,
}

/// Judges by the field that nobody sees, and by the moment at which the page with the form was made.
///
/// That moment is neither signed nor secret: whoever reads this code gets past it, and finds [`crate::pace`] behind it.
/// A page may be days old, and one that a phone drew by itself may carry a clock that is years off: only a moment just
/// past says anything.
pub fn sender(trap: &str, shown_at: Option<Timestamp>, now: Timestamp) -> Sender {
    if !trap.is_empty() {
        return Sender::Robot;
    }
    match shown_at {
        Some(at) if (0..QUICKEST).contains(&now.saturating_sub(at)) => Sender::Hasty,
        _ => Sender::Person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_takes_a_moment_and_leaves_the_hidden_field_alone() {
        const NOW: Timestamp = 1_795_424_400;
        for (trap, shown_at, expected) in [
            ("", Some(NOW - 2), Sender::Person),
            ("", Some(NOW - 86_400 * 20), Sender::Person),
            ("", Some(NOW + 315_360_000), Sender::Person),
            ("", None, Sender::Person),
            ("", Some(NOW - 1), Sender::Hasty),
            ("", Some(NOW), Sender::Hasty),
            ("http://", Some(NOW - 60), Sender::Robot),
        ] {
            assert_eq!(sender(trap, shown_at, NOW), expected, "{trap} {shown_at:?}");
        }
    }
}
