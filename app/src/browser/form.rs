//! Reading a form as the query string that it would send.

use domain::filter::query_escape;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

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
