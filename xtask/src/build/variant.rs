//! Another build without compiling: the files of this one with a remark in every script, and so with other names.
//! The tests of updates need several, and `ensemble serve --browser-files FOLDER` serves them.

use super::assets;
use crate::sh;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// `cargo xtask variant FOLDER`: the name of the folder is the remark.
pub fn run(args: &[String]) -> Result<()> {
    let folder = PathBuf::from(args.first().context("`variant` needs the folder to write to")?);
    write(&folder)
}

pub fn write(folder: &Path) -> Result<()> {
    let remark = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    for item in fs::read_dir(sh::root().join("dist")).context("there is no build yet")? {
        let path = item?.path();
        let end = path.extension().unwrap_or_default();
        if !path.is_file() || end == "br" {
            continue;
        }
        let mut content = fs::read(&path)?;
        if end == "js" {
            content.extend(format!("\n// {remark}\n").bytes());
        }
        fs::write(folder.join(path.file_name().unwrap_or_default()), content)?;
    }
    assets::finish(folder)
}
