//! The npm packages of one folder, exactly as its lock file says.

use crate::build::names::content_hash;
use crate::sh;
use anyhow::{Context, Result};
use std::fs;

/// Does nothing when the folder was installed from the same lock file before.
pub fn install(folder: &str) -> Result<()> {
    let home = sh::root().join(folder);
    let lock = fs::read(home.join("package-lock.json"));
    let hash = content_hash(&lock.with_context(|| format!("{folder}/package-lock.json is missing"))?);
    let stamp = home.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    sh::say(&format!("installing the npm packages of {folder}/: they are in its package.json"));
    let mut npm = sh::command("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&home);
    // The tests use the machine's browser.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    sh::run(&mut npm).context("npm packages need Node.js 20 or newer, npm and a reachable registry")?;
    fs::write(stamp, hash).context("cannot note what was installed")
}
