//! What every handler may ask for. Made once at start; clones are handles.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use usecases::{clock::Clock, directory::Directory, site::Site};

use crate::{
    http::{bundle::Bundle, worker::Worker},
    map::Archive,
    packs::Packs,
};

/// The state of the server.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub directory: Directory,
    pub clock: Clock,
    pub site: Site,
    pub map: Archive,
    pub packs: Packs,
    /// Answers that several readers may get.
    pub answers: app::api::Recent,
    pub leptos: LeptosOptions,
    /// The browser's files.
    pub bundle: Bundle,
    /// Their names in pages.
    pub assets: app::Assets,
    pub worker: Worker,
    pub security_contact: Option<SecurityContact>,
}

/// Where to report a weakness: an address with scheme, such as `mailto:security@aide.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityContact(pub Arc<str>);

impl AppState {
    /// The state of a server whose browser files lie in the bundle and that names no security contact.
    pub fn new(directory: Directory, clock: Clock, site: Site, map: Archive) -> Self {
        let bundle = Bundle::default();
        Self {
            packs: Packs::new(directory.clone(), clock.clone()),
            directory,
            clock,
            site,
            map,
            answers: app::api::Recent::default(),
            leptos: LeptosOptions::builder().output_name("ensemble").build(),
            assets: bundle.assets(),
            worker: Worker::of(&bundle),
            bundle,
            security_contact: None,
        }
    }

    /// The same with the browser's files from elsewhere.
    #[must_use]
    pub fn with_bundle(self, bundle: Bundle) -> Self {
        Self { assets: bundle.assets(), worker: Worker::of(&bundle), bundle, ..self }
    }

    /// The same without anything that works offline: what browsers have kept, they delete.
    #[must_use]
    pub fn without_offline(mut self) -> Self {
        self.assets.updates.clear();
        Self { worker: Worker::EndsAll, ..self }
    }

    /// Whether the world reaches this server over TLS.
    pub fn is_https(&self) -> bool {
        self.site.base.starts_with("https://")
    }
}
