//! The last step of each Trunk build, in its staging folder: what Trunk does not do.
//! Trunk runs it as a hook, so that a build for development and a release differ only in size.

use super::{local, names, precache, shrink, stamp, style};
use crate::sh;
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("`assets` is for Trunk to call")?;
    let staging = PathBuf::from(staging);
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    style::write(&sh::root().join("style"), &staging, is_release)?;
    let page = fs::read_to_string(staging.join("index.html")).context("Trunk made no page")?;
    ensure!(page.contains("\"/style.css\""), "frontend/index.html has to link to /style.css");
    bundle_scripts(&staging, is_release)?;
    local::build(&staging, is_release)?;
    if is_release {
        shrink::all(&staging)?;
    }
    finish(&staging)
}

/// Names for good, the id of the build, and the list of the service worker, in this order: each looks at the one before.
pub fn finish(folder: &Path) -> Result<()> {
    names::hash_all(folder)?;
    stamp::page(folder)?;
    precache::fill(folder)
}

/// The npm script `bundle` of `frontend/` writes the TypeScript parts into `$OUT_DIR`.
fn bundle_scripts(staging: &Path, is_release: bool) -> Result<()> {
    let manifest = sh::root().join("frontend/package.json");
    if !fs::read_to_string(manifest).is_ok_and(|text| text.contains("\"bundle\"")) {
        return Ok(());
    }
    let mut npm = sh::command("npm");
    npm.args(["run", "--silent", "bundle"]).current_dir(sh::root().join("frontend"));
    npm.env("OUT_DIR", staging);
    npm.env("PROFILE", if is_release { "release" } else { "debug" });
    sh::run(&mut npm)
}
