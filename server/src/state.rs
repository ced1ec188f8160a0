//! What every handler may ask for. Made once at start; clones are handles.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use usecases::{clock::Clock, directory::Directory, site::Site};

use crate::{map::Archive, packs::Packs};

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
    /// The browser's files, as the bundler named them.
    pub assets: app::Assets,
    pub security_contact: Option<SecurityContact>,
}

/// Where to report a weakness: an address with scheme, such as `mailto:security@aide.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityContact(pub Arc<str>);

impl AppState {
    /// The state of a server whose browser files lie in the bundle and that names no security contact.
    pub fn new(directory: Directory, clock: Clock, site: Site, map: Archive) -> Self {
        Self {
            packs: Packs::new(directory.clone(), clock.clone()),
            directory,
            clock,
            site,
            map,
            answers: app::api::Recent::default(),
            leptos: LeptosOptions::builder().output_name("ensemble").build(),
            assets: crate::http::assets::bundled(),
            security_contact: None,
        }
    }

    /// Whether the world reaches this server over TLS.
    pub fn is_https(&self) -> bool {
        self.site.base.starts_with("https://")
    }
}
