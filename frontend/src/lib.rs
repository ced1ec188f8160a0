//! How it starts in the browser: one binary, two ways in.

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

use domain::{Code, Lang};
use wasm_bindgen::prelude::wasm_bindgen;

/// Where the texts are; `{lang}` stands for the code of a language.
#[wasm_bindgen]
pub fn texts_address() -> String {
    app::i18n::catalogue::ADDRESS.to_owned()
}

/// Takes the texts of a language: those of the page before anything else, others before the reader changes to them.
#[wasm_bindgen]
pub fn learn(lang: &str, texts: String) {
    if let Some(lang) = Lang::from_code(lang) {
        app::i18n::catalogue::learn(lang, texts);
    }
}

/// Takes over the page that the server sent.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::App);
}

/// Draws the page into the empty shell, when no server answered.
#[wasm_bindgen]
pub fn render() {
    leptos::mount::mount_to_body(app::App);
}
