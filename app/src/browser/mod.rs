//! The window and what it offers: called at the start, from effects and from event handlers, never while a page is drawn.
//! On the server every function here does nothing.

pub mod debounce;
pub mod form;
pub mod kept;
pub mod position;
pub mod scroll;
pub mod share;
pub mod storage;

use std::cell::Cell;

use domain::{Code, Lang};
use leptos::tachys::renderer::{Rndr, types::Element};
use wasm_bindgen::JsCast;

/// The window; none on the server.
fn window() -> Option<web_sys::Window> {
    if cfg!(feature = "ssr") { None } else { web_sys::window() }
}

/// The element that a text of HTML says.
pub fn element_of(html: &str) -> Element {
    let template = Rndr::create_element("template", None);
    template.set_inner_html(html);
    let content = template.unchecked_ref::<web_sys::HtmlTemplateElement>().content();
    content.first_element_child().unwrap_or(template)
}

/// The language that the document says it is in.
#[cfg_attr(feature = "ssr", expect(dead_code, reason = "the server reads the header instead"))]
pub fn document_lang() -> Option<Lang> {
    let root = window()?.document()?.document_element()?;
    Lang::from_code(&root.get_attribute("lang")?)
}

/// Shows in which language a page is, its title, and the canonical address, which some browsers share instead of theirs.
#[cfg_attr(feature = "ssr", expect(dead_code, reason = "the server writes the head instead"))]
pub fn show_head(lang: Lang, title: &str, path: Option<&str>) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", lang.code());
    }
    if let Ok(Some(canonical)) = document.query_selector("link[rel=canonical]") {
        let path = path.map_or_else(|| here().unwrap_or_default(), str::to_owned);
        let _ = canonical.set_attribute("href", &(origin().unwrap_or_default() + &path));
    }
}

/// The text of an element.
pub fn content_of(id: &str) -> Option<String> {
    window()?.document()?.get_element_by_id(id)?.text_content()
}

/// Scheme and host of the page.
pub fn origin() -> Option<String> {
    window()?.location().origin().ok()
}

/// The path of the page.
fn here() -> Option<String> {
    window()?.location().pathname().ok()
}

thread_local! {
    /// Whether a page was opened whose answer is not there yet.
    static ARRIVES: Cell<bool> = const { Cell::new(false) };
}

/// Takes the keyboard and the voice to the beginning of the page, where the eye already is.
pub fn arrive() {
    ARRIVES.set(true);
    leptos::prelude::request_animation_frame(|| focus("content"));
}

/// The answer of a page is there: whoever asked for it begins at the results.
pub fn answered() {
    if !ARRIVES.take() {
        return;
    }
    leptos::prelude::request_animation_frame(|| {
        let asked = window().and_then(|window| window.location().search().ok()).is_some_and(|query| !query.is_empty());
        // Whoever has gone on in the meantime is left alone.
        let active = window().and_then(|window| window.document()?.active_element());
        if asked && active.is_none_or(|active| active.id() == "content" || active.tag_name() == "BODY") {
            focus("results");
        }
    });
}

/// Takes the keyboard to an element, and moves nothing.
fn focus(id: &str) {
    let element = window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element {
        focus_on(element);
    }
}

fn focus_on(element: web_sys::Element) {
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Folds the panel around a form and goes to the results.
pub fn show_results(event: &web_sys::Event) {
    let panel = form::of_event(event).and_then(|form| form.closest("details").ok().flatten());
    if let Some(panel) = panel {
        let _ = panel.remove_attribute("open");
    }
    let results = window().and_then(|window| window.document()?.get_element_by_id("results"));
    if let Some(results) = results {
        results.scroll_into_view();
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// The mark behind `#` with which the server sends somebody on who named no language.
const START: &str = "#start";

/// The language remembered on this device, for somebody who came to the bare address of the site.
pub fn lang_to_start_in() -> Option<Lang> {
    let window = window()?;
    if window.location().hash().ok()? != START {
        return None;
    }
    let path = window.location().pathname().ok()?;
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    storage::lang()
}
