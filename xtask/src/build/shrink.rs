//! Makes the wasm of a release as small as it gets.
//! Trunk could call `wasm-opt` by itself, but functions are known by their names, and those are gone afterwards.

use super::names;
use crate::sh;
use anyhow::Result;
use std::path::Path;

/// What the Rust compiler uses; `wasm-opt` refuses what it is not told about.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

pub fn all(staging: &Path) -> Result<()> {
    for loader in names::loaders(staging)? {
        minify(&loader)?;
        let wasm = loader.with_extension("").display().to_string() + "_bg.wasm";
        optimise(Path::new(&wasm))?;
    }
    Ok(())
}

/// The loader that wasm-bindgen writes is commented for readers; Trunk's own minifier is off with the page's.
fn minify(loader: &Path) -> Result<()> {
    let mut esbuild = sh::command("esbuild");
    esbuild.arg(loader).args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=warning"]);
    sh::run(esbuild.arg(format!("--outfile={}", loader.display())))
}

fn optimise(wasm: &Path) -> Result<()> {
    let is_page = wasm.file_name().is_some_and(|name| name == "frontend_bg.wasm");
    // What Leptos brings and nobody calls.
    if is_page {
        sh::run(sh::command("node").arg("frontend/prune.mjs").arg(wasm).arg(wasm))?;
    }
    // A function that is called in one place stays one: a browser compiles what it enters, as a whole, and compiles it well
    // once it was entered often. Inlined into all of its callers it is compiled for nothing, or badly for ever. A page has
    // no such loops, and is smaller without its tiny ones.
    let stay = ["--one-caller-inline-max-function-size", if is_page { "12" } else { "1" }];
    sh::run(sh::command("wasm-opt").args(["-Oz", "--converge"]).args(stay).args(FEATURES).arg(wasm).arg("-o").arg(wasm))
}
