//! What the device remembers: saved listings and pages, and the language.
//!
//! Storage may be blocked, full, or hold what another version wrote. All of that reads as nothing, and writing says
//! whether it worked.

use domain::{Code, Lang};
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

const SAVED: &str = "ensemble.saved";
const LANG: &str = "ensemble.lang";

/// What somebody saved, newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Ids of listings.
    pub listings: Vec<u32>,
    /// Slugs of guide pages.
    pub pages: Vec<String>,
}

/// Whether the browser lets the site remember anything. `gloo_storage` panics where it does not.
pub fn works() -> bool {
    super::window().and_then(|window| window.local_storage().ok().flatten()).is_some()
}

/// What is saved on this device.
pub fn saved() -> Saved {
    if works() { LocalStorage::get(SAVED).unwrap_or_default() } else { Saved::default() }
}

/// Remembers what is saved; says whether it worked.
pub fn save(saved: &Saved) -> bool {
    works() && LocalStorage::set(SAVED, saved).is_ok()
}

/// The language chosen on this device.
pub fn lang() -> Option<Lang> {
    if !works() {
        return None;
    }
    LocalStorage::get::<String>(LANG).ok().and_then(|code| Lang::from_code(&code))
}

/// Remembers the language.
pub fn remember_lang(lang: Lang) {
    if works() {
        let _ = LocalStorage::set(LANG, lang.code());
    }
}

/// Removes everything that the site remembers on this device.
pub fn forget() {
    if works() {
        LocalStorage::delete(SAVED);
        LocalStorage::delete(LANG);
    }
}
