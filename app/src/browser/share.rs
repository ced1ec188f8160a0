//! Handing an address on: the device's own sheet where there is one, else the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Opens the device's sheet for sharing; where there is none, copies the address. Calls back when it was copied.
pub fn share(title: String, path: &str, copied: impl Fn() + 'static) {
    let Some(window) = super::window() else { return };
    let address = format!("{}{path}", super::origin().unwrap_or_default());
    let navigator = window.navigator();
    let share = js_sys::Reflect::get(navigator.as_ref(), &JsValue::from_str("share"));
    let can_share = share.is_ok_and(|share| share.is_function());
    if !can_share {
        return copy(address, copied);
    }
    let data = web_sys::ShareData::new();
    data.set_title(&title);
    data.set_url(&address);
    let shared = navigator.share_with_data(&data);
    // Closing the sheet is no error.
    spawn_local(async move { drop(JsFuture::from(shared).await) });
}

/// Copies a text. Calls back when it is done; without permission nothing happens.
pub fn copy(text: String, done: impl Fn() + 'static) {
    let Some(window) = super::window() else { return };
    let navigator = window.navigator();
    // Absent on pages that are not served over HTTPS.
    let Ok(clipboard) = js_sys::Reflect::get(navigator.as_ref(), &JsValue::from_str("clipboard")) else { return };
    let Ok(clipboard) = clipboard.dyn_into::<web_sys::Clipboard>() else { return };
    let written = clipboard.write_text(&text);
    spawn_local(async move {
        if JsFuture::from(written).await.is_ok() {
            done();
        }
    });
}
