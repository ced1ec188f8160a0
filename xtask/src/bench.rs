//! Measurements: `cargo xtask bench [QUERIES]` prints the table of figures, each from this run.
//!
//! Prepares what is measured, in release form; the measuring itself is done by scripts in `end2end/bench`, since most
//! of it happens in a browser or over HTTP.

use crate::sh::{self, cargo};
use crate::{build, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Listings that the figures are about.
const LISTINGS: &str = "100000";
/// Listings whose pack is measured when no others are given.
const PACKED: &str = "35000";
/// Queries that are timed; the reference is asked a hundred thousand.
const QUERIES: &str = "2000";

pub fn run(args: &[String]) -> Result<()> {
    let compared = args.first().map_or("100000", String::as_str);
    let browser = setup::chromium()?;
    setup::npm_packages("end2end")?;
    build::run()?;
    let folder = sh::target_dir().join("bench");
    fs::create_dir_all(&folder)?;
    sh::say("comparing the engine with the reference");
    let mut reference = cargo("test --release -p domain --test engine_reference");
    sh::run(reference.env("ENSEMBLE_REFERENCE_QUERIES", compared))?;
    sh::say("measuring the engine here");
    sh::run(&mut cargo("build --release -p measure"))?;
    let measure = sh::target_dir().join("release/measure");
    let figures = sh::read(sh::command(&measure).args(["engine", LISTINGS, QUERIES]))?;
    fs::write(folder.join("native.json"), figures)?;
    sh::run(sh::command(&measure).args(["data", LISTINGS, QUERIES]).arg(&folder))?;
    // An export of real listings tells more: what is repeated in made-up ones is repeated otherwise in those.
    let exported = std::env::var("ENSEMBLE_BENCH_LISTINGS").unwrap_or_else(|_| PACKED.to_owned());
    fs::write(folder.join("packs.json"), sh::read(sh::command(&measure).args(["pack", &exported, "fr"]))?)?;
    fs::write(folder.join("questions.json"), sh::read(sh::command(&measure).arg("questions"))?)?;
    engine_for_browsers(&folder, "wasm-release")?;
    let mut table = sh::command("node");
    table.arg("bench/run.mjs").arg(&folder).arg(sh::server_binary()).arg(compared);
    table.current_dir(sh::root().join("end2end")).env("ENSEMBLE_CHROMIUM", browser);
    // Without them one row is not measured, and says so.
    for (name, found) in [("ENSEMBLE_NGINX", setup::nginx()), ("ENSEMBLE_WRK", setup::wrk())] {
        match found {
            Ok(program) => _ = table.env(name, program),
            Err(error) => sh::say(&format!("{error:#}")),
        }
    }
    sh::run(&mut table)
}

/// Compiles the engine alone to wasm and leaves `measure.js` and `measure_bg.wasm` in a folder.
pub fn engine_for_browsers(folder: &Path, profile: &str) -> Result<()> {
    sh::say("compiling the engine for browsers");
    let mut build = cargo(&format!("build --profile {profile} --target wasm32-unknown-unknown -p measure --lib"));
    // The interface is compiled for size; the engine will be for speed.
    sh::run(build.args(["--config", &format!("profile.{profile}.package.domain.opt-level=3")]))?;
    let wasm = sh::target_dir().join(format!("wasm32-unknown-unknown/{profile}/measure.wasm"));
    let bindgen = sh::command("wasm-bindgen").args(["--target", "web", "--out-dir"]).arg(folder).arg(&wasm).status();
    anyhow::ensure!(bindgen.context("cannot start wasm-bindgen")?.success(), "wasm-bindgen failed");
    let bound: PathBuf = folder.join("measure_bg.wasm");
    let features = "--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
                    --enable-reference-types --enable-multivalue";
    let mut optimise = sh::command("wasm-opt");
    sh::run(optimise.arg("-O3").args(features.split_whitespace()).arg(&bound).arg("-o").arg(&bound))
}
