//! The instance as the outside world knows it.

/// Where the site is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Scheme and host without a slash at the end, such as `https://aide.example`.
    pub base: String,
}
