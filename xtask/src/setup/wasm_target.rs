//! The wasm target of the Rust compiler.
//! It is there when rustc can compile for it, whoever installed it.

use super::rust_src;
use crate::sh;
use anyhow::{Result, ensure};
use std::fs;

pub const TARGET: &str = "wasm32-unknown-unknown";

pub fn ensure() -> Result<()> {
    if compiles()? {
        return Ok(());
    }
    sh::say(&format!("installing the Rust target {TARGET}: the browser part is compiled for it"));
    if !(added_by_rustup() && compiles()?) {
        sh::say("rustup cannot fetch it: building it from Debian's package of the Rust sources (about a minute)");
        rust_src::build_target()?;
    }
    // What was compiled against another standard library would be taken for usable.
    let _ = fs::remove_dir_all(sh::target_dir().join(TARGET));
    ensure!(compiles()?, "the target {TARGET} is installed, but rustc still cannot compile for it");
    Ok(())
}

/// An empty library already needs the target's `std`.
fn compiles() -> Result<bool> {
    let folder = sh::tools_dir();
    fs::create_dir_all(&folder)?;
    let mut rustc = sh::command("rustc");
    rustc.args(["--target", TARGET, "--crate-type", "lib", "--crate-name", "probe", "-o"]);
    Ok(sh::read(rustc.arg(folder.join("probe.rlib")).arg("-")).is_ok())
}

/// Not every Rust comes from rustup, and not every rustup reaches its server.
fn added_by_rustup() -> bool {
    sh::run(sh::command("rustup").args(["target", "add", TARGET])).is_ok()
}
