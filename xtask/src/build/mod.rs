//! From sources to `target/release/ensemble`, the server with everything inside.
//! The browser part comes first, because the release server embeds it.

pub mod assets;
pub mod budget;
mod compress;
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
use std::process::Command;

pub fn run() -> Result<()> {
    setup::for_building()?;
    sh::say("building the browser part");
    // Trunk works offline, so that it never downloads programs; what it compiles must be here before.
    sh::run(&mut sh::cargo("fetch"))?;
    sh::run(trunk("build").arg("--release"))?;
    let dist = sh::root().join("dist");
    compress::all(&dist)?;
    sh::say(&budget::check(&dist, budget::texts()?)?);
    sh::say("building the server");
    sh::run(&mut sh::cargo("build --release -p server"))?;
    sh::say(&format!("built {}", sh::server_binary().display()));
    Ok(())
}

/// Trunk reads `NO_COLOR` as a flag of its own and refuses the usual value `1`.
pub fn trunk(action: &str) -> Command {
    let mut trunk = sh::command("trunk");
    trunk.args([action, "--offline"]).env_remove("NO_COLOR");
    trunk
}
