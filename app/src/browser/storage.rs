//! What the device remembers: saved listings and pages, and the language.
//!
//! Storage may be blocked, full, or hold what another version wrote. All of that reads as nothing, and writing says
//! whether it worked. Values are plain text rather than `gloo_storage`'s JSON, whose reader would be a download.

use domain::{Code, Lang};
use gloo_storage::{LocalStorage, SessionStorage, Storage};

const SAVED: &str = "ensemble.saved";
const LANG: &str = "ensemble.lang";
const PLACE: &str = "ensemble.place";

/// What somebody saved, newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Ids of listings.
    pub listings: Vec<u32>,
    /// Slugs of pages.
    pub pages: Vec<String>,
}

impl Saved {
    /// As stored: `3,17;bank,phone`.
    fn print(&self) -> String {
        let listings: Vec<String> = self.listings.iter().map(u32::to_string).collect();
        format!("{};{}", listings.join(","), self.pages.join(","))
    }

    /// What cannot be read counts as nothing.
    fn parse(text: &str) -> Self {
        let (listings, pages) = text.split_once(';').unwrap_or_default();
        Self {
            listings: listings.split(',').filter_map(|id| id.parse().ok()).collect(),
            pages: pages.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// Whether the browser lets the site remember anything. `gloo_storage` panics where it does not.
pub fn works() -> bool {
    super::window().and_then(|window| window.local_storage().ok().flatten()).is_some()
}

/// What is saved on this device.
pub fn saved() -> Saved {
    get(SAVED).map(|text| Saved::parse(&text)).unwrap_or_default()
}

/// Remembers what is saved; says whether it worked.
pub fn save(saved: &Saved) -> bool {
    set(SAVED, &saved.print())
}

/// The language chosen on this device.
pub fn lang() -> Option<Lang> {
    Lang::from_code(&get(LANG)?)
}

/// Remembers the language.
pub fn remember_lang(lang: Lang) {
    set(LANG, lang.code());
}

/// The place that was asked about in this visit, in this tab.
pub fn place() -> String {
    let known = visit_works().then(|| SessionStorage::raw().get_item(PLACE).ok().flatten());
    known.flatten().unwrap_or_default()
}

/// Remembers the place until the tab is closed; an empty one is forgotten.
pub fn remember_place(place: &str) {
    if !visit_works() {
        return;
    }
    let storage = SessionStorage::raw();
    let _ = if place.is_empty() { storage.remove_item(PLACE) } else { storage.set_item(PLACE, place) };
}

/// The same for what lasts as long as a visit.
fn visit_works() -> bool {
    super::window().and_then(|window| window.session_storage().ok().flatten()).is_some()
}

/// Removes everything that the site remembers on this device.
pub fn forget() {
    if works() {
        LocalStorage::delete(SAVED);
        LocalStorage::delete(LANG);
    }
    remember_place("");
}

fn get(key: &str) -> Option<String> {
    if works() { LocalStorage::raw().get_item(key).ok().flatten() } else { None }
}

fn set(key: &str, value: &str) -> bool {
    works() && LocalStorage::raw().set_item(key, value).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_again() {
        let saved = Saved { listings: vec![3, 17], pages: vec!["bank".to_owned(), "phone".to_owned()] };
        assert_eq!(Saved::parse(&saved.print()), saved);
        assert_eq!(Saved::parse(&Saved::default().print()), Saved::default());
    }

    #[test]
    fn what_cannot_be_read_counts_as_nothing() {
        for text in ["", "{\"listings\":[3]}", "x,y", "x;"] {
            assert_eq!(Saved::parse(text), Saved::default(), "{text}");
        }
    }
}
