//! The directory that a browser keeps, for JavaScript to fill and to ask.
//!
//! A wasm of its own: a page works and answers to its buttons before this is loaded. Bytes of blocks come in, answers go
//! out as the server function of the pages gives them (postcard), or as JSON for scripts.
//! Refuses to know where blocks are kept, when they are fetched, and what time it is.

mod json;

use domain::{
    Code as _, Lang,
    filter::parse,
    pack::{Local, PackError},
    place::Position,
    reading::{Directory as _, Question},
    time::Timestamp,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// So many places fit under a field.
const SUGGESTED: usize = 6;

/// The directory in one language.
#[wasm_bindgen]
pub struct Directory(Local);

/// Why bytes cannot be used, as a word.
fn code(error: PackError) -> String {
    match error {
        PackError::Foreign => "foreign",
        PackError::Version(_) => "version",
        PackError::Damaged => "damaged",
        PackError::Other => "other",
        PackError::Senseless => "senseless",
    }
    .to_owned()
}

#[wasm_bindgen]
impl Directory {
    /// Reads the index; ready for every filter without words.
    pub fn read(index: &[u8]) -> Result<Self, String> {
        Local::read(index).map(Self).map_err(code)
    }

    /// For the guide and details of a device whose index cannot be read.
    pub fn without(lang: &str) -> Result<Self, String> {
        let lang = Lang::from_code(lang).ok_or_else(|| code(PackError::Other))?;
        Local::without(lang).map(Self).map_err(code)
    }

    /// Reads a block by the name under which it is kept: `words`, `guide`, `places …`, `details …`, or else changes.
    pub fn take(&mut self, name: &str, block: &[u8]) -> Result<(), String> {
        let outcome = match name.split(' ').next() {
            Some("words") => self.0.read_words(block),
            Some("guide") => self.0.read_guide(block),
            Some("places") => self.0.read_places(block),
            Some("details") => self.0.read_details(block).map(|_| ()),
            _ => self.0.apply(block),
        };
        outcome.map_err(code)
    }

    /// Does what the first search with words would have to do.
    #[wasm_bindgen(js_name = learnWords)]
    pub fn learn_words(&mut self) {
        self.0.learn_words();
    }

    /// Makes the engine anew when many changes wore it out.
    pub fn rest(&mut self) {
        self.0.rest();
    }

    /// The code of the language.
    pub fn lang(&self) -> String {
        self.0.lang().to_string()
    }

    /// The change number up to which it is true.
    pub fn change(&self) -> f64 {
        self.0.change() as f64
    }

    /// When the server made the index, in seconds since 1970.
    #[wasm_bindgen(js_name = madeAt)]
    pub fn made_at(&self) -> f64 {
        self.0.frame().made_at as f64
    }

    /// The checksum of the index, by which its words are asked for.
    pub fn checksum(&self) -> u32 {
        self.0.frame().checksum
    }

    /// How many listings there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Codes of the departments in which there are listings, with spaces between them.
    pub fn departments(&self) -> String {
        self.0.departments().join(" ")
    }

    /// The department of a listing, or nothing.
    #[wasm_bindgen(js_name = departmentOf)]
    pub fn department_of(&self, id: u32) -> Option<String> {
        self.0.department_of(id).map(str::to_owned)
    }

    /// The answer to a question at a moment (seconds since 1970), or nothing when a server is needed for it. With `anyway`
    /// as good as what is kept allows.
    pub fn answer(&mut self, question: &str, now: f64, anyway: bool) -> Option<Vec<u8>> {
        let answer = self.0.answer(&Question::parse(question)?, now as Timestamp, anyway).ok()?;
        postcard::to_allocvec(&answer).ok()
    }

    /// Whether a search can be answered as the server would.
    pub fn knows(&self, query: &str) -> bool {
        self.0.lacks(&parse(query).0).is_none()
    }

    /// The ids of a page of results, the total and the counts, as JSON.
    pub fn query(&mut self, query: &str, now: f64) -> String {
        json::answer(&self.0.query(&parse(query).0, now as Timestamp))
    }

    /// Places for what is typed, the nearer of equals first, in the JSON of `/api/v1/places`.
    pub fn places(&mut self, typed: &str, lat: Option<f64>, lon: Option<f64>) -> String {
        let lang = self.0.lang();
        let near = lat.zip(lon).and_then(|(lat, lon)| Position::new(lat, lon));
        json::places(&self.0.suggest(typed, near, SUGGESTED), lang)
    }

    /// Topics, pages and numbers for what is typed, in the JSON of `/api/v1/suggestions`.
    pub fn hints(&self, typed: &str) -> String {
        json::hints(&self.0.hints(typed))
    }

    /// All results as points of a map, in the JSON of `/api/v1/points`.
    pub fn points(&mut self, query: &str, now: f64) -> String {
        json::points(&self.0.points(&parse(query).0, now as Timestamp), self.0.change())
    }
}
