//! The second wasm, which a page loads when it already works: the directory that a browser keeps.
//! Trunk knows one application; this one is compiled beside it.

use crate::sh::{self, cargo};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Leaves `local.js` and `local_bg.wasm` in the staging folder.
pub fn build(staging: &Path, is_release: bool) -> Result<()> {
    let profile = if is_release { "wasm-local" } else { "wasm-dev" };
    sh::run(&mut cargo(&format!("build --profile {profile} --target wasm32-unknown-unknown -p local --lib")))?;
    let wasm = sh::target_dir().join(format!("wasm32-unknown-unknown/{profile}/local.wasm"));
    let bindgen = sh::command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(staging)
        .arg(&wasm)
        .status();
    ensure!(bindgen.context("cannot start wasm-bindgen")?.success(), "wasm-bindgen failed");
    Ok(())
}
