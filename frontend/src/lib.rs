//! How it starts in the browser: one binary, two ways in.

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

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
