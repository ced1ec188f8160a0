//! The files that browsers load: what the bundler made, the icons, the texts, the mark of the site.
//!
//! A release carries them inside, in development they are read from the folder `dist/`. They were compressed when they
//! were built; nothing is compressed here per request. Knows nothing about pages.

use std::{io, sync::LazyLock};

use app::i18n::catalogue;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{Code, Lang};
use sha2::{Digest, Sha256};
use store::BuildFile;

use super::{
    bundle::Bundle,
    encoding::{self, Encoding},
    etag, install,
};

static ICONS: LazyLock<File> =
    LazyLock::new(|| File::prepared(app::ICONS_URL, include_bytes!("../../../style/icons.svg").as_slice()));
static TEXTS: LazyLock<Vec<File>> = LazyLock::new(|| {
    let file = |lang: &Lang| File::prepared(&catalogue::address(*lang), catalogue::whole(*lang).as_bytes());
    Lang::ALL.iter().map(file).collect()
});
static MARK: LazyLock<File> =
    LazyLock::new(|| File::prepared("favicon.svg", include_bytes!("../../../style/favicon.svg").as_slice()));

/// How many bytes it has when it is compressed, also for whoever gets it as it is: a phone counts what it keeps by that.
const BYTES: &str = "ensemble-bytes";

/// For names that change with their content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For the page and the worker, from which a browser learns all other names.
const ASK_ALWAYS: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The answer to a path that a file has; `None` where there is no file.
pub fn answer(bundle: &Bundle, path: &str, request: &HeaderMap) -> Option<Response> {
    match path {
        app::ICONS_URL => Some(ICONS.answer(request)),
        _ if path.starts_with("/texts-") => {
            let lang = Lang::ALL.iter().position(|lang| catalogue::address(*lang) == path)?;
            TEXTS.get(lang).map(|file| file.answer(request))
        }
        "/favicon.svg" => Some(MARK.answer(request)),
        _ => {
            let name = path.strip_prefix('/')?;
            let file = install::picture(name).or_else(|| File::built(bundle, name))?;
            Some(file.answer(request))
        }
    }
}

/// The texts of all languages and the icons: what the program names, and no bundler.
pub fn of_program() -> impl Iterator<Item = (String, &'static [u8])> {
    let texts = Lang::ALL.iter().map(|lang| (catalogue::address(*lang), catalogue::whole(*lang).as_bytes()));
    texts.chain([(app::ICONS_URL.to_owned(), include_bytes!("../../../style/icons.svg").as_slice())])
}

/// The answer with a file of an earlier build, from the record.
pub fn kept(file: BuildFile, request: &HeaderMap) -> io::Result<Response> {
    let (content, brotli) = match file.encoding.as_deref() {
        Some("br") => {
            let mut content = Vec::new();
            // What travels compressed need not be opened.
            if encoding::best(request, &[Encoding::Brotli, Encoding::Identity]) == Encoding::Identity {
                brotli::BrotliDecompress(&mut &*file.content, &mut content)?;
            }
            (content, Some(Bytes::from(file.content.into_owned())))
        }
        _ => (file.content.into_owned(), None),
    };
    let file = File {
        kind: kind(&file.name),
        language: language(&file.name),
        caching: FOR_EVER,
        tag: file.name,
        content: content.into(),
        brotli,
    };
    Ok(file.answer(request))
}

/// A file in the encodings there are of it.
#[derive(Clone, Debug)]
pub struct File {
    kind: &'static str,
    language: Option<Lang>,
    caching: HeaderValue,
    tag: String,
    content: Bytes,
    brotli: Option<Bytes>,
}

impl File {
    /// A file of the bundle.
    fn built(bundle: &Bundle, name: &str) -> Option<Self> {
        if !is_plain(name) {
            return None;
        }
        let file = bundle.get(name)?;
        let brotli = bundle.get(&format!("{name}.br")).map(|file| file.content);
        let (kind, caching, tag) = (kind(name), caching(name), etag::hex(&file.hash));
        Some(Self { kind, language: None, caching, tag, content: file.content, brotli })
    }

    /// What was made while the server runs, with a tag of its own.
    pub fn made(kind: &'static str, caching: HeaderValue, tag: String, content: Bytes, brotli: Option<Bytes>) -> Self {
        Self { kind, language: None, caching, tag, content, brotli }
    }

    /// The bytes that it takes in memory.
    pub fn weight(&self) -> usize {
        self.content.len() + self.brotli.as_ref().map_or(0, Bytes::len)
    }

    /// A file of the program, compressed once.
    pub fn prepared(name: &str, content: impl Into<Bytes>) -> Self {
        let content = content.into();
        Self {
            kind: kind(name),
            language: language(name),
            caching: caching(name),
            tag: etag::hex(&Sha256::digest(&content)),
            brotli: encoding::smallest(&content).ok().map(Bytes::from),
            content,
        }
    }

    /// A file of the program that is as small as it gets.
    pub fn packed(name: &str, content: &'static [u8]) -> Self {
        let tag = etag::hex(&Sha256::digest(content));
        let content = Bytes::from_static(content);
        Self { kind: kind(name), language: None, caching: caching(name), tag, content, brotli: None }
    }

    /// The answer to a request for it.
    pub fn answer(&self, request: &HeaderMap) -> Response {
        let available: &[Encoding] =
            if self.brotli.is_some() { &[Encoding::Brotli, Encoding::Identity] } else { &[Encoding::Identity] };
        let (body, tag, encoding) = match (encoding::best(request, available), &self.brotli) {
            (Encoding::Brotli, Some(brotli)) => (brotli, format!("\"{}-br\"", self.tag), Some("br")),
            _ => (&self.content, format!("\"{}\"", self.tag), None),
        };
        let known = etag::is_known(request, &tag);
        let mut response = Response::new(if known { Body::empty() } else { Body::from(body.clone()) });
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, self.caching.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(lang) = self.language {
            headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
        }
        if let Some(brotli) = &self.brotli {
            headers.insert(BYTES, HeaderValue::from(brotli.len()));
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// The language of a file of texts: a browser refuses those of another, which a cache between may have mixed up.
fn language(name: &str) -> Option<Lang> {
    Lang::from_code(name.trim_start_matches('/').strip_prefix("texts-")?.get(..2)?)
}

/// Whether it is the name of a file and no way out of the folder; compressed siblings have no address of their own.
fn is_plain(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
    name.split('/').all(plain) && name.rsplit('.').next() != Some("br")
}

fn caching(name: &str) -> HeaderValue {
    match name {
        "index.html" | "sw.js" => ASK_ALWAYS,
        _ if is_named_by_content(name) => FOR_EVER,
        _ => AN_HOUR,
    }
}

/// Whether the name holds sixteen hexadecimal digits of the content: `name-HASH.ext` or `name-HASH_bg.wasm`.
pub fn is_named_by_content(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_the_content_are_kept_for_ever() {
        for name in ["boot-0123456789abcdef.js", "frontend-0123456789abcdef_bg.wasm", "icons-0123456789abcdef.svg"] {
            assert_eq!(caching(name), FOR_EVER, "{name}");
        }
        assert_eq!(caching("sw.js"), ASK_ALWAYS);
        assert_eq!(caching("manifest.webmanifest"), AN_HOUR);
        assert_eq!(caching("boot-0123456789abcdeg.js"), AN_HOUR);
    }

    #[test]
    fn there_is_no_way_out_of_the_folder() {
        for name in
            ["../Cargo.toml", "a/../../x", "", "a//b", ".env", "/etc/passwd", "a\\b", "boot.js.br", "snippets/", "c:x"]
        {
            assert!(!is_plain(name), "{name}");
        }
        assert!(is_plain("snippets/ensemble-1/inline0.js"));
    }

    #[test]
    fn a_file_is_sent_compressed_or_not_at_all() {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let first = answer(&Bundle::default(), app::ICONS_URL, &request).unwrap();
        assert_eq!(first.headers()["content-encoding"], "br");
        assert_eq!(first.headers()["cache-control"], FOR_EVER);
        request.insert(header::IF_NONE_MATCH, first.headers()["etag"].clone());
        let second = answer(&Bundle::default(), app::ICONS_URL, &request).unwrap();
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        request.remove(header::ACCEPT_ENCODING);
        let other = answer(&Bundle::default(), app::ICONS_URL, &request).unwrap();
        assert_eq!(other.status(), StatusCode::OK, "the strong tag of another encoding is not its own");
    }
}
