//! Opening hours in the usual spelling. The same text stands in many rows, and reading it is slow: it is read once.

use std::collections::HashMap;

use crate::hours::{HoursError, normalise};

/// The texts that were read.
#[derive(Default)]
pub struct Hours(HashMap<String, Result<String, HoursError>>);

/// Texts that are remembered; a file in which each row has its own is not kept in memory twice.
const REMEMBERED: usize = 20_000;

impl Hours {
    /// The hours in the usual spelling.
    pub fn normalised(&mut self, text: &str) -> Result<String, HoursError> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let read = normalise(text);
        self.0.insert(text.to_owned(), read.clone());
        read
    }
}
