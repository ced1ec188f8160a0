//! A form as the query string that it would send, and back.

use domain::filter::query_escape;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

use super::window;

/// The query string of a form; `None` when the element is none.
pub fn query(form: &web_sys::Element) -> Option<String> {
    let form = form.dyn_ref::<HtmlFormElement>()?;
    let data = FormData::new_with_form(form).ok()?;
    let entries = js_sys::try_iter(data.as_ref()).ok()??;
    let mut out = String::new();
    for entry in entries.flatten() {
        let pair = js_sys::Array::from(&entry);
        let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) else { continue };
        if !value.is_empty() {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(&query_escape(&name));
            out.push('=');
            out.push_str(&query_escape(&value));
        }
    }
    Some(out)
}

/// The form that an event happened in.
pub fn of_event(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.current_target()?.dyn_into().ok()
}

/// Shows in the boxes and menus of the form, if it is on the page, what these names and values say.
pub fn show(selector: &str, said: &[(&'static str, String)]) {
    let found = window().and_then(|window| window.document()?.query_selector(selector).ok()?);
    let Some(form) = found.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    let fields = form.elements();
    for field in (0..fields.length()).filter_map(|at| fields.item(at)) {
        if let Some(field) = field.dyn_ref::<HtmlInputElement>().filter(|field| field.type_() == "checkbox") {
            let (name, value) = (field.name(), field.value());
            field.set_checked(said.iter().any(|pair| pair.0 == name && pair.1 == value));
        } else if let Some(menu) = field.dyn_ref::<HtmlSelectElement>() {
            let name = menu.name();
            menu.set_value(said.iter().find(|pair| pair.0 == name).map_or("", |pair| &pair.1));
        }
    }
}
