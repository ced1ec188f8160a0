//! The texts themselves, each language in one piece. The server has all of them; a browser is given the reader's, and
//! another one before the reader can change to it. Knows nothing about what they say.

use std::sync::OnceLock;

use domain::Lang;

/// Where a browser finds the texts: `{lang}` stands for the code of the language. The name changes with the content.
pub const ADDRESS: &str = concat!("/texts-{lang}-", env!("TEXTS_HASH"), ".txt");

/// Where the texts of a language are.
pub fn address(lang: Lang) -> String {
    ADDRESS.replace("{lang}", domain::Code::code(lang))
}

static CATALOGUES: [OnceLock<Vec<&'static str>>; 4] = [const { OnceLock::new() }; 4];

/// Gives the browser the texts of a language. Those that it has already stay.
pub fn learn(lang: Lang, texts: String) {
    CATALOGUES[lang as usize].get_or_init(|| texts.leak().split('\n').collect());
}

/// The texts of a language as [`learn`] takes them.
#[cfg(feature = "ssr")]
pub fn whole(lang: Lang) -> &'static str {
    static TEXTS: [&str; 4] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));
    TEXTS[lang as usize]
}

#[cfg(feature = "ssr")]
pub(super) fn at(lang: Lang, place: u16) -> &'static str {
    let texts = CATALOGUES[lang as usize].get_or_init(|| whole(lang).split('\n').collect());
    texts.get(usize::from(place)).copied().unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
pub(super) fn at(lang: Lang, place: u16) -> &'static str {
    let texts = CATALOGUES[lang as usize].get();
    texts.and_then(|texts| texts.get(usize::from(place))).copied().unwrap_or_default()
}
