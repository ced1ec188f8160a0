//! The part `api`: whether the API does what its description promises, asked by schemathesis with all of its checks.

use super::served::Served;
use crate::sh;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Other versions ask other questions.
const VERSION: &str = "4.32.5";
/// What schemathesis cannot know: which answers are right beside those that its checks expect.
const SETTINGS: &str = "xtask/src/test/schemathesis.toml";
/// Questions for each address and kind of question. They are the same in each run.
const QUESTIONS: &str = "25";

pub fn run() -> Result<()> {
    let tool = schemathesis()?;
    let served = Served::start("api", 200)?;
    let mut asking = sh::command(tool);
    asking.args(["--config-file", SETTINGS, "run", &format!("{}/api/v1/openapi.json", served.base)]);
    asking.args(["--checks", "all", "--max-examples", QUESTIONS, "--seed", "1", "--workers", "2"]);
    asking.args(["--phases", "examples,coverage,fuzzing", "--request-timeout", "20", "--no-color"]);
    sh::run(&mut asking)
}

/// The program, in an environment of its own inside of the clone's tools.
fn schemathesis() -> Result<PathBuf> {
    let home = sh::tools_dir().join(format!("schemathesis-{VERSION}"));
    let program = home.join("bin/schemathesis");
    let stamp = home.join("installed");
    if stamp.is_file() {
        return Ok(program);
    }
    sh::say(&format!("installing schemathesis {VERSION}: it asks the API what its description promises"));
    let _ = fs::remove_dir_all(&home);
    let venv = sh::run(sh::command("python3").args(["-m", "venv"]).arg(&home));
    venv.context("Python 3 with venv is missing: on Debian `sudo apt-get install python3-venv`")?;
    let mut pip = sh::command(home.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", &format!("schemathesis=={VERSION}")]);
    sh::run(&mut pip)?;
    fs::write(stamp, VERSION)?;
    Ok(program)
}
