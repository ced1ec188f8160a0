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

use crate::map::Archive;

/// The state of the server.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub directory: Directory,
    pub clock: Clock,
    pub site: Site,
    pub map: Archive,
    /// Answers that several readers may get.
    pub answers: app::api::Recent,
    pub leptos: LeptosOptions,
    /// The browser's files, as the bundler named them.
    pub assets: app::Assets,
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
        Self {
            pace: Pace::new(clock.clone()),
            directory,
            clock,
            site,
            map,
            answers: app::api::Recent::default(),
            leptos: LeptosOptions::builder().output_name("ensemble").build(),
            assets: crate::http::assets::bundled(),
            security_contact: None,
            trusted_proxies: 0,
        }
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
