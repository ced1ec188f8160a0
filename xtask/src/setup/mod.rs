//! Finding what building and testing need, and installing what is missing.
//! Each item says in one line what it installs and why; what is there already is silent.

mod npm;
mod rust_src;
mod system;
pub mod tools;
mod wasm_target;

pub use npm::install as npm_packages;
pub use system::{chromium, is_root, nginx, postgres, wrk};

use crate::sh;
use anyhow::Result;

/// Everything, for a machine that shall build and test.
pub fn everything() -> Result<()> {
    for_building()?;
    for_clippy()?;
    npm_packages("end2end")?;
    sh::say(&format!("chromium: {}", chromium()?.display()));
    sh::say(&format!("postgresql: {}", postgres()?.display()));
    sh::say("everything is there: cargo xtask run");
    Ok(())
}

/// What turns the sources into the release server.
pub fn for_building() -> Result<()> {
    system::make()?;
    wasm_target::ensure()?;
    tools::trunk()?;
    tools::wasm_bindgen()?;
    npm_packages("frontend")?;
    tools::wasm_opt()
}

/// What the lints need: the browser part is linted for the machine it runs on.
pub fn for_clippy() -> Result<()> {
    wasm_target::ensure()
}
