//! Who runs the site.

use serde::{Deserialize, Serialize};

/// What readers are told of those who run the site, in one language. What they have not said is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collective {
    pub name: String,
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The legal notice, or the address where it stands.
    pub legal: String,
}

impl Collective {
    /// Whether there is a way to reach them.
    pub fn is_reachable(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}
