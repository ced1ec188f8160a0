//! What a system asks for that puts the site among its applications: the manifest in each language, icons, screenshots.
//! Knows nothing about how the site works without a network.

use std::sync::LazyLock;

use app::i18n::{t, text as k};
use domain::{Code, Lang};
use serde_json::{Value, json};

use super::assets::File;

/// As `--surface-page` and `--surface-raised` in `style/tokens.css`.
const PAPER: &str = "#faf7f2";
const RAISED: &str = "#ffffff";

macro_rules! pictures {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../frontend/pictures/", $name)).as_slice())),+]
    };
}

const PICTURES: [(&str, &[u8]); 7] = pictures!(
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "apple-touch-icon.png",
    "screenshot-home.webp",
    "screenshot-find.webp",
    "screenshot-wide.webp",
);

/// One of the pictures, by the name that it has at the top of the site.
pub fn picture(name: &str) -> Option<File> {
    PICTURES.iter().find(|(known, _)| *known == name).map(|(name, content)| File::packed(name, content))
}

/// The manifest at `/{lang}/manifest.webmanifest`.
pub fn manifest(path: &str) -> Option<&'static File> {
    static MANIFESTS: LazyLock<Vec<File>> = LazyLock::new(|| Lang::ALL.iter().map(|lang| file(*lang)).collect());
    let lang = path.strip_prefix('/')?.strip_suffix("/manifest.webmanifest")?;
    let place = Lang::ALL.iter().position(|known| known.code() == lang)?;
    MANIFESTS.get(place)
}

fn file(lang: Lang) -> File {
    File::prepared("manifest.webmanifest", content(lang).to_string().into_bytes())
}

/// One application whatever its language, hence one `id`: a person who changes the language has not installed another.
fn content(lang: Lang) -> Value {
    let shortcut = |name, page: &str| json!({ "name": t(lang, name), "url": format!("/{lang}/{page}") });
    json!({
        "id": "/",
        "lang": lang.code(),
        "name": t(lang, k::SITE_NAME),
        "short_name": t(lang, k::SITE_NAME),
        "description": t(lang, k::SITE_DESCRIPTION),
        "start_url": format!("/{lang}"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": RAISED,
        "icons": [
            { "src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any" },
            { "src": "/icon-192.png", "type": "image/png", "sizes": "192x192" },
            { "src": "/icon-512.png", "type": "image/png", "sizes": "512x512" },
            { "src": "/icon-maskable-512.png", "type": "image/png", "sizes": "512x512", "purpose": "maskable" },
        ],
        "shortcuts": [
            shortcut(k::NAV_FIND, "find"),
            shortcut(k::NAV_GUIDE, "guide"),
            shortcut(k::NAV_SAVED, "saved"),
        ],
        "screenshots": [
            { "src": "/screenshot-home.webp", "type": "image/webp", "sizes": "540x1080", "form_factor": "narrow" },
            { "src": "/screenshot-find.webp", "type": "image/webp", "sizes": "540x1080", "form_factor": "narrow" },
            { "src": "/screenshot-wide.webp", "type": "image/webp", "sizes": "1280x800", "form_factor": "wide" },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_style_sheet() {
        let tokens = include_str!("../../../style/tokens.css");
        assert!(tokens.contains(&format!("--surface-page: {PAPER};")));
        assert!(tokens.contains(&format!("--surface-raised: {RAISED};")));
    }

    #[test]
    fn every_picture_that_the_manifest_names_is_there_and_small() {
        let manifest = content(Lang::Uk);
        for list in ["icons", "screenshots"] {
            for picture in manifest[list].as_array().unwrap() {
                let name = picture["src"].as_str().unwrap().trim_start_matches('/');
                assert!(name == "favicon.svg" || super::picture(name).is_some(), "{name}");
            }
        }
        for (name, content) in PICTURES {
            assert!(content.len() < 60_000, "{name}");
        }
    }
}
