//! The part `html`: whether every public page in every language is HTML as browsers are promised it, by the checker of
//! the W3C (`vnu`, an npm package of `end2end`).

use super::served::Served;
use crate::{setup, sh};
use anyhow::{Context, Result};

pub fn run() -> Result<()> {
    setup::npm_packages("end2end")?;
    let java = sh::read(sh::command("java").arg("-version"));
    java.context(
        "Java is missing, in which the HTML checker is written: on Debian `sudo apt-get install default-jre-headless`",
    )?;
    let served = Served::start("html", 40)?;
    let mut check = sh::command("node");
    check.args(["html/check.mjs", &served.base]).current_dir(sh::root().join("end2end"));
    sh::run(&mut check)
}
