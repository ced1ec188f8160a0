//! The engine in a page of its own: what tests compare and measurements time. Never part of what a reader downloads.

use domain::{
    engine::{Answer, Engine},
    entry::Entry,
    filter::parse,
    time::Zone,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// A directory that JavaScript can ask.
#[wasm_bindgen]
pub struct Directory {
    engine: Engine,
}

#[wasm_bindgen]
impl Directory {
    /// Loads zones and entries as `measure data` wrote them; nothing when they cannot be read.
    #[wasm_bindgen]
    pub fn load(bytes: &[u8]) -> Option<Directory> {
        let (zones, entries): (Vec<Zone>, Vec<Entry>) = postcard::from_bytes(bytes).ok()?;
        Some(Self { engine: Engine::load(zones, entries) })
    }

    /// How many listings there are.
    pub fn len(&self) -> usize {
        self.engine.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.engine.is_empty()
    }

    /// The answer to a query string at a moment (seconds since 1970), as JSON.
    pub fn query(&self, query: &str, now: f64) -> String {
        serde_json::to_string(&self.answer(query, now)).unwrap_or_default()
    }

    /// Asks and throws the answer away but for its total: what is timed.
    pub fn count(&self, query: &str, now: f64) -> u32 {
        self.answer(query, now).total
    }
}

impl Directory {
    fn answer(&self, query: &str, now: f64) -> Answer {
        self.engine.query(&parse(query).0, now as i64)
    }
}
