//! Programs that come with the system: a browser and a database server for the tests, others to compare with.

use crate::sh;
use anyhow::{Result, bail};
use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The browser that the end-to-end tests drive.
pub fn chromium() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let find = || names.iter().find_map(|name| on_path(name));
    found_or_installed(find, "chromium", "the end-to-end tests drive it")
}

/// The folder of PostgreSQL's server programs, which Debian keeps off the path.
pub fn postgres() -> Result<PathBuf> {
    found_or_installed(postgres_programs, "postgresql", "the store is tested on it too")
}

/// The program that builds the server's allocator, which is written in C.
pub fn make() -> Result<PathBuf> {
    found_or_installed(|| on_path("make"), "make", "the server's allocator is built with it")
}

/// The file server that the bench compares with. Debian keeps it where only the superuser looks.
pub fn nginx() -> Result<PathBuf> {
    let usual = || Some(PathBuf::from("/usr/sbin/nginx")).filter(|file| file.is_file());
    found_or_installed(|| on_path("nginx").or_else(usual), "nginx", "the bench compares the tiles with it")
}

/// What asks for tiles as fast as it can.
pub fn wrk() -> Result<PathBuf> {
    found_or_installed(|| on_path("wrk"), "wrk", "the bench loads the server with it")
}

/// Whether this is the superuser, whom PostgreSQL's programs refuse and who may install packages.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn postgres_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let folders = versions.map(|entry| entry.path().join("bin"));
    let newest = folders.filter(|bin| bin.join("initdb").is_file()).max_by_key(|bin| major_version(bin));
    newest.or_else(|| Some(on_path("initdb")?.parent()?.to_path_buf()))
}

/// Folder names are numbers, and 9 comes before 10.
fn major_version(bin: &Path) -> u32 {
    let version = bin.parent().and_then(Path::file_name);
    version.and_then(|name| name.to_str()?.parse().ok()).unwrap_or(0)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn found_or_installed(find: impl Fn() -> Option<PathBuf>, package: &str, why: &str) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !is_root() || on_path("apt-get").is_none() {
        bail!("{package} is missing ({why}): install it, on Debian with `sudo apt-get install {package}`");
    }
    sh::say(&format!("installing {package}: {why}"));
    // Package lists can be old or not there at all.
    if apt_install(package).is_err() {
        sh::run(sh::command("apt-get").args(["-q", "update"]))?;
        apt_install(package)?;
    }
    match find() {
        Some(found) => Ok(found),
        None => bail!("{package} is installed, but its programs are not where they usually are"),
    }
}

fn apt_install(package: &str) -> Result<()> {
    let mut apt = sh::command("apt-get");
    apt.args(["-q", "install", "--yes", "--no-install-recommends", package]);
    sh::run(apt.env("DEBIAN_FRONTEND", "noninteractive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_server_is_the_one_with_the_highest_number() {
        let [old, new] = ["/x/9/bin", "/x/17/bin"].map(|path| major_version(Path::new(path)));
        assert!(old < new);
        assert_eq!(major_version(Path::new("/x/other/bin")), 0);
    }
}
