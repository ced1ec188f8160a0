//! Files of builds before this one, and of those after it while servers are replaced one by one. They lie in the record,
//! where each server puts its own after its start. Knows nothing about what they are.

use std::{borrow::Cow, time::Duration};

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::time::Timestamp;
use store::{Build, BuildFile, Store};

use super::{
    assets::{self, is_named_by_content, of_program},
    bundle::Bundle,
    encoding::Encoding,
};

/// How many builds the record keeps: an open page may be older by two.
const BUILDS: u32 = 3;

/// How long a reader waits for the record to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Puts the files of this build into the record.
pub async fn remember(store: &Store, bundle: &Bundle, at: Timestamp) {
    let id = bundle.assets().build;
    if id.is_empty() {
        return;
    }
    let build = Build { id, files: files(bundle) };
    match store.start_build(build, at, BUILDS).await {
        Ok(()) => tracing::info!("the files of this build are kept for the builds after it"),
        Err(error) => tracing::warn!(%error, "the files of this build are not kept for the builds after it"),
    }
}

fn files(bundle: &Bundle) -> Vec<BuildFile> {
    let mut files: Vec<_> = bundle.names().into_iter().filter(|name| is_named_by_content(name)).collect();
    files.sort_unstable();
    let built = files.into_iter().filter_map(|name| {
        let packed = bundle.get(&format!("{name}.br"));
        let encoding = packed.is_some().then(|| "br".to_owned());
        let content = packed.or_else(|| bundle.get(&name))?.content;
        Some(BuildFile { name, encoding, content: Cow::Owned(content.into()) })
    });
    built.chain(of_program().filter_map(|(address, content)| packed(&address, content))).collect()
}

fn packed(address: &str, content: &[u8]) -> Option<BuildFile> {
    let content = Encoding::Brotli.whole(content).ok()?;
    Some(BuildFile {
        name: address.strip_prefix('/')?.to_owned(),
        encoding: Some("br".to_owned()),
        content: Cow::Owned(content),
    })
}

/// The answer with a file that another build has; `None` when it cannot be one, or no kept build has it.
pub async fn answer(store: &Store, path: &str, request: &HeaderMap) -> Option<Response> {
    let name = path.strip_prefix('/').filter(|name| !name.contains('/') && is_named_by_content(name))?;
    match tokio::time::timeout(PATIENCE, store.build_file(name)).await {
        Ok(Ok(file)) => assets::kept(file?, request).ok(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a file of another build could not be read");
            Some(later())
        }
        Err(_) => Some(later()),
    }
}

/// It may be there: a browser must not remember that it is not.
fn later() -> Response {
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
