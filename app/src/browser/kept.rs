//! What this device keeps answers here, when it can: `frontend/offline/directory.ts`.
//! On the server there is nothing like it.

use domain::{Code, Lang, reading::Answer};
use send_wrapper::SendWrapper;
use wasm_bindgen::{
    JsCast,
    prelude::{JsValue, wasm_bindgen},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = __ensemble, catch)]
    async fn ask(lang: &str, question: &str, without: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = __ensemble, js_name = late, catch)]
    async fn wait() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = __ensemble, catch)]
    fn reload() -> Result<JsValue, JsValue>;
}

/// Why there is no answer of the server: the device is asked first, the server lets wait, or nobody answers.
pub const NOT_ASKED: &str = "";
pub const LATE: &str = "late";
pub const NO_SERVER: &str = "no-server";

/// The answer to a question given as its path; nothing when the server has to be asked, or is to be waited for. Without a
/// server as good as what is kept allows.
pub async fn answer(lang: Lang, question: &str, without: &str) -> Option<Answer> {
    if cfg!(feature = "ssr") {
        return None;
    }
    // A browser has one thread; the wrapper only says so to those who would run elsewhere.
    let bytes = SendWrapper::new(ask(lang.code(), question, without)).await.ok()?;
    postcard::from_bytes(&bytes.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec()).ok()
}

/// Loads the page anew, with what was written on it.
pub fn update() {
    if !cfg!(feature = "ssr") {
        let _ = reload();
    }
}

/// Over once a reader has waited long enough for a server; on the server never.
pub async fn late() {
    if cfg!(feature = "ssr") {
        return std::future::pending().await;
    }
    let _ = SendWrapper::new(wait()).await;
}
