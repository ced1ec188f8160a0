//! What every handler may ask for. Made once at start; clones are handles.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use usecases::{
    arrival::{Arrival, Key},
    clock::Clock,
    directory::Directory,
    pace::{Origin, Pace},
    site::Site,
};

use crate::{
    http::{bundle::Bundle, worker::Worker},
    made::{Answers, Size, Workshop},
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
    pub workshop: Workshop,
    /// Large answers of the API, and small ones and pictures.
    #[from_ref(skip)]
    pub exports: Answers,
    #[from_ref(skip)]
    pub drawn: Answers,
    /// Answers that several readers may get.
    pub answers: app::api::Recent,
    pub leptos: LeptosOptions,
    /// The browser's files.
    pub bundle: Bundle,
    /// Their names in pages.
    pub assets: app::Assets,
    pub worker: Worker,
    pub security_contact: Option<SecurityContact>,
    /// How much visitors have written lately.
    pub pace: Pace,
    #[from_ref(skip)]
    pub trusted_proxies: usize,
}

/// Where to report a weakness: an address with scheme, such as `mailto:security@aide.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityContact(pub Arc<str>);

impl AppState {
    /// The state of a server whose browser files lie in the bundle and that names no security contact.
    pub fn new(directory: Directory, clock: Clock, site: Site, map: Archive) -> Self {
        let (bundle, workshop) = (Bundle::default(), Workshop::default());
        let answers = |size| Answers::new(directory.clone(), clock.clone(), &workshop, size);
        Self {
            packs: Packs::new(directory.clone(), clock.clone(), &workshop),
            exports: answers(Size::Large),
            drawn: answers(Size::Small),
            workshop,
            pace: Pace::new(clock.clone()),
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
            trusted_proxies: 0,
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

    /// Something that a visitor sends, from a corner of the network and after a wait in seconds.
    pub fn arrival(&self, origin: Origin, key: Key, waited: u32) -> Arrival<'_> {
        Arrival { directory: &self.directory, pace: &self.pace, origin, key, waited, now: self.clock.now() }
    }

    /// Whether the world reaches this server over TLS.
    pub fn is_https(&self) -> bool {
        self.site.base.starts_with("https://")
    }
}
