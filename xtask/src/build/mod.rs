//! From sources to a server and the files of the browser: a release with everything inside, or what is tried out.
//! The browser part comes first, because the release server embeds it.

pub mod assets;
pub mod budget;
mod compress;
mod debug_lines;
mod licences;
mod local;
pub mod names;
pub mod page;
mod precache;
mod shrink;
mod stamp;
mod style;
pub mod variant;

use crate::setup;
use crate::sh;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// `target/release/ensemble`, the server with everything inside.
pub fn run() -> Result<()> {
    browser()?;
    sh::say("building the server");
    sh::run(&mut sh::cargo("build --release -p server"))?;
    debug_lines::set_apart(&sh::server_binary())?;
    sh::say(&format!("built {}", sh::server_binary().display()));
    Ok(())
}

/// `dist/` as readers get it: shrunk, compressed, and within its budget of bytes.
pub fn browser() -> Result<()> {
    setup::for_building()?;
    sh::say("building the browser part");
    bundle(&["--release"])?;
    let dist = sh::root().join("dist");
    compress::all(&dist)?;
    sh::say(&budget::check(&dist, budget::texts()?)?);
    Ok(())
}

/// `dist/` and a server to try out, in a third of the time: the same pages, larger and slower.
pub fn to_try_out() -> Result<PathBuf> {
    setup::for_building()?;
    sh::say("building the browser part, as large as it comes (about two minutes the first time)");
    bundle(&[])?;
    sh::say("building the server (about five minutes the first time)");
    debug_server()
}

/// As the tests compile it, with everything beside it: they have done most of the work.
pub fn tested_server() -> Result<PathBuf> {
    sh::run(&mut sh::cargo("build --workspace --exclude frontend --bins"))?;
    Ok(sh::target_dir().join("debug/ensemble"))
}

/// Reads `dist/` from the folder.
pub fn debug_server() -> Result<PathBuf> {
    sh::run(&mut sh::cargo("build -p server"))?;
    Ok(sh::target_dir().join("debug/ensemble"))
}

fn bundle(options: &[&str]) -> Result<()> {
    // Trunk works offline, so that it never downloads programs; what it compiles must be here before.
    sh::run(&mut sh::cargo("fetch"))?;
    sh::run(trunk("build").args(options))?;
    licences::write(&sh::root().join("dist"))
}

/// Trunk reads `NO_COLOR` as a flag of its own and refuses the usual value `1`.
pub fn trunk(action: &str) -> Command {
    let mut trunk = sh::command("trunk");
    trunk.args([action, "--offline"]).env_remove("NO_COLOR");
    trunk
}
