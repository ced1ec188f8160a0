//! `/sw.js`: the service worker of this build, or the one that ends all of them. Knows nothing about what a worker does.
//!
//! The bundler has written the list of its files in front of the code. The program adds those that it names itself.

use std::{
    fmt::Write,
    sync::{Arc, LazyLock, OnceLock},
};

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use sha2::{Digest, Sha256};

use super::{
    assets::{File, of_program},
    bundle::Bundle,
};

const NAME: &str = "sw.js";

static ENDS_ALL: LazyLock<File> = LazyLock::new(|| File::prepared(NAME, include_bytes!("no_offline.js").as_slice()));

/// What the address answers with.
#[derive(Clone, Debug)]
pub enum Worker {
    /// Keeps this build; made when it is first asked for.
    Keeps(Bundle, Arc<OnceLock<Option<File>>>),
    /// Removes every worker that was there before, and what it kept.
    EndsAll,
}

impl Worker {
    /// The worker of a bundle.
    pub fn of(bundle: &Bundle) -> Self {
        Self::Keeps(bundle.clone(), Arc::default())
    }

    /// The answer; `None` when there is no worker in the bundle.
    pub fn answer(&self, request: &HeaderMap) -> Option<Response> {
        let file = match self {
            Self::EndsAll => &*ENDS_ALL,
            Self::Keeps(bundle, made) => made.get_or_init(|| whole(bundle)).as_ref()?,
        };
        let mut response = file.answer(request);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        Some(response)
    }
}

fn whole(bundle: &Bundle) -> Option<File> {
    let code = bundle.get(NAME)?.content;
    let mut text = format!("self.__SERVED={};\n", served());
    text.push_str(std::str::from_utf8(&code).ok()?);
    Some(File::prepared(NAME, text.into_bytes()))
}

/// The addresses of the program's own files, each with the first sixteen digits of its SHA-256.
fn served() -> serde_json::Value {
    of_program().map(|(address, content)| (address, serde_json::Value::from(digits(content)))).collect()
}

fn digits(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
