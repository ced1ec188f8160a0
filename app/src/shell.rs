//! The document around the application, as the server sends it.

use axum::http::request::Parts;
use domain::Lang;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{App, i18n::catalogue, route::lang_of};

/// The files of the browser's side, as the bundler named them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    pub style: String,
    /// The boot module, and what it starts.
    pub boot: String,
    pub js: String,
    pub wasm: String,
    /// What starts the service worker; empty where nothing may be kept for offline use.
    pub updates: String,
    /// The id of the build, which is made of its page.
    pub build: String,
}

/// The whole document.
pub fn shell(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    let lang = use_context::<Parts>().and_then(|parts| lang_of(parts.uri.path()));
    let texts = lang.map(catalogue::address);
    let manifest = format!("/{}/manifest.webmanifest", lang.unwrap_or(Lang::Fr));
    let updates = Some(assets.updates).filter(|address| !address.is_empty());
    view! {
        <!DOCTYPE html>
        <html data-ssr="true">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#1f1d1a" media="(prefers-color-scheme: dark)"/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href=manifest/>
                <link rel="stylesheet" href=assets.style/>
                {texts.map(|href| view! { <link rel="preload" r#as="fetch" href=href crossorigin=""/> })}
                <link rel="modulepreload" href=assets.js.clone() nonce=nonce.clone()/>
                <script
                    type="module"
                    src=assets.boot
                    data-js=assets.js
                    data-wasm=assets.wasm
                    data-updates=updates
                    data-build=assets.build
                    nonce=nonce
                ></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
