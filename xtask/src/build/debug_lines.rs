//! Takes the debug lines out of the program and leaves them beside it: they are four fifths of it.
//! A backtrace finds them there by the name that the program keeps.

use crate::sh;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Makes `ensemble.debug` of what is in `ensemble`.
pub fn set_apart(program: &Path) -> Result<()> {
    let (lines, small) = (program.with_extension("debug"), program.with_extension("small"));
    sh::run(objcopy().arg("--only-keep-debug").arg(program).arg(&lines))?;
    let link = format!("--add-gnu-debuglink={}", lines.display());
    sh::run(objcopy().args(["--strip-debug", &link]).arg(program).arg(&small))?;
    // Cargo keeps another name for the same file, which stays whole: the next build finds the lines again.
    fs::rename(&small, program).context("cannot put the small program into place")
}

/// Of the C tools that linking needs anyway.
fn objcopy() -> std::process::Command {
    sh::command("objcopy")
}
