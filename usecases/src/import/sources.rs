//! The sources that an import meets: their names and licences, for credits.

use std::collections::BTreeSet;

use domain::{Listing, time::Timestamp};
use store::{Source, Store, StoreError};

use super::Profile;

/// The licence of French public data.
const LICENCE_OUVERTE: &str = "Licence Ouverte / Open Licence 2.0 (Etalab)";

/// Remembers the codes of sources that were not met yet.
pub(super) fn note<'a>(codes: &mut Vec<String>, listings: impl Iterator<Item = &'a Listing>) {
    for listing in listings {
        let code = &listing.source.code;
        if codes.last() != Some(code) && !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

/// Describes the sources. What somebody wrote about one before is kept.
pub(super) async fn put(store: &Store, profile: Profile, codes: &[String], now: Timestamp) -> Result<(), StoreError> {
    let known = store.sources().await?;
    for code in codes.iter().collect::<BTreeSet<_>>() {
        let before = known.iter().find(|source| source.code == *code).cloned();
        let source = before.unwrap_or_else(|| describe(profile, code));
        store.put_source(&Source { imported_at: Some(now), ..source }).await?;
    }
    Ok(())
}

fn describe(profile: Profile, code: &str) -> Source {
    let (name, url, licence) = match (profile, code) {
        (Profile::FranceServices, _) => {
            ("France services (ANCT)", Some("https://www.france-services.gouv.fr"), Some(LICENCE_OUVERTE))
        }
        (Profile::DataInclusion, _) => {
            ("data·inclusion", Some("https://data.inclusion.gouv.fr"), Some(LICENCE_OUVERTE))
        }
        (_, "osm") => ("OpenStreetMap", Some("https://www.openstreetmap.org/copyright"), Some("ODbL 1.0")),
        _ => (code, None, None),
    };
    let owned = |text: &str| text.to_owned();
    Source { code: owned(code), name: owned(name), url: url.map(owned), licence: licence.map(owned), imported_at: None }
}
