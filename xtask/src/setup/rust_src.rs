//! The wasm target without rustup's server: the standard library, compiled from Debian's package `rust-src`.
//! The package must be of exactly the compiler's version, because a compiler reads no other's libraries.

use super::wasm_target::TARGET;
use crate::sh;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian may keep the compiler's version, the most likely first.
const SUITES: [&str; 3] = ["trixie-backports", "forky", "sid"];

pub fn build_target() -> Result<()> {
    let work = sh::tools_dir().join("rust-src");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let sysroot = PathBuf::from(sh::read(sh::command("rustc").args(["--print", "sysroot"]))?);
    let link = LibraryLink::new(&sysroot, &work)?;
    let built = build_std(&work)?;
    drop(link);
    copy_libraries(&built, &sysroot)?;
    fs::remove_dir_all(&work).context("cannot remove the unpacked sources")
}

/// The library sources at the place where Cargo looks for them, for as long as this lives.
struct LibraryLink(Option<PathBuf>);

impl LibraryLink {
    fn new(sysroot: &Path, work: &Path) -> Result<Self> {
        let place = sysroot.join("lib/rustlib/src/rust/library");
        // Left behind by an attempt that was interrupted.
        if place.is_symlink() {
            fs::remove_file(&place)?;
        }
        if place.join("std").is_dir() {
            return Ok(Self(None));
        }
        let library = unpack_sources(work)?;
        let parent = place.parent().context("the library folder has a parent")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot write to {}", parent.display()))?;
        symlink(library, &place)?;
        Ok(Self(Some(place)))
    }
}

impl Drop for LibraryLink {
    fn drop(&mut self) {
        let Some(place) = &self.0 else { return };
        let _ = fs::remove_file(place);
        // Only the folders that are empty without it: `src/rust`, then `src`.
        for folder in place.ancestors().skip(1).take(2) {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn unpack_sources(work: &Path) -> Result<PathBuf> {
    let version = compiler_version()?;
    let package = download(work, &version)?;
    let unpacked = work.join("unpacked");
    sh::run(sh::command("dpkg").arg("-x").arg(package).arg(&unpacked))?;
    let library = unpacked.join(format!("usr/src/rustc-{version}/library"));
    ensure!(library.join("std").is_dir(), "the package rust-src {version} holds no standard library");
    Ok(library)
}

fn compiler_version() -> Result<String> {
    let verbose = sh::read(sh::command("rustc").arg("-vV"))?;
    let line = verbose.lines().find_map(|line| line.strip_prefix("release: "));
    Ok(line.context("rustc does not tell its version")?.to_owned())
}

fn download(work: &Path, version: &str) -> Result<PathBuf> {
    let site = package_site()?;
    for suite in SUITES {
        let list = work.join("sources.list");
        fs::write(&list, format!("deb {site} {suite} main\n"))?;
        if sh::run(&mut apt(work, "apt-get", &["-q", "update"])).is_err() {
            continue;
        }
        let offered = sh::read(&mut apt(work, "apt-cache", &["madison", "rust-src"]))?;
        if let Some(found) = package_version(&offered, version) {
            sh::run(&mut apt(work, "apt-get", &["-q", "download", &format!("rust-src={found}")]))?;
            return downloaded_package(work);
        }
    }
    bail!("no Debian suite of this machine offers rust-src {version}; install the Rust target {TARGET} by hand")
}

/// The archive that this machine's own apt uses.
fn package_site() -> Result<String> {
    let mut apt = sh::command("apt-get");
    apt.args(["--no-release-info", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]);
    let sites = sh::read(&mut apt).context("this machine has no apt to get the Rust sources with")?;
    let site = sites.lines().next().context("apt has no package source")?;
    Ok(site.to_owned())
}

/// An apt program that knows only our one suite and leaves the machine's lists alone.
fn apt(work: &Path, program: &str, args: &[&str]) -> Command {
    let mut command = sh::command(program);
    let lists = work.join("lists");
    let _ = fs::create_dir_all(lists.join("partial"));
    for (option, value) in [
        ("Dir::Etc::sourcelist", work.join("sources.list")),
        ("Dir::Etc::sourceparts", PathBuf::from("/dev/null")),
        ("Dir::State::lists", lists),
        ("Dir::Cache", work.join("cache")),
        ("APT::Sandbox::User", PathBuf::from("root")),
    ] {
        command.arg("-o").arg(format!("{option}={}", value.display()));
    }
    command.args(args).current_dir(work);
    command
}

/// The version in apt's table that packages exactly the compiler's: `1.95.0+dfsg1-2` for `1.95.0`.
fn package_version(madison: &str, version: &str) -> Option<String> {
    let versions = madison.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim);
    let mut fitting =
        versions.filter(|found| found.strip_prefix(version).is_some_and(|rest| rest.starts_with(['+', '-'])));
    fitting.next().map(str::to_owned)
}

fn downloaded_package(work: &Path) -> Result<PathBuf> {
    let names = fs::read_dir(work)?.filter_map(Result::ok).map(|entry| entry.path());
    let package = names.into_iter().find(|path| path.extension().is_some_and(|end| end == "deb"));
    package.context("apt downloaded no package")
}

/// Builds `std` for the target by building an empty library; answers the folder of its parts.
fn build_std(work: &Path) -> Result<PathBuf> {
    let empty = work.join("empty");
    fs::create_dir_all(empty.join("src"))?;
    fs::write(empty.join("src/lib.rs"), "")?;
    // The empty `[workspace]` keeps Cargo from looking for ours above it.
    fs::write(empty.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n")?;
    let mut cargo = sh::cargo(&format!("build --release --target {TARGET}"));
    cargo.arg("-Zbuild-std=std,panic_abort,proc_macro").current_dir(&empty);
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("CARGO_TARGET_DIR", work.join("built"));
    // Release builds of the browser part link with LTO, which needs the bitcode.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes");
    sh::run(&mut cargo)?;
    Ok(work.join("built").join(TARGET).join("release/deps"))
}

/// In one motion, so that an interrupted copy never looks like an installed target.
fn copy_libraries(built: &Path, sysroot: &Path) -> Result<()> {
    let target = sysroot.join("lib/rustlib").join(TARGET);
    let (part, whole) = (target.join("lib.part"), target.join("lib"));
    for folder in [&part, &whole] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(&part)?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let is_library = path.extension().is_some_and(|end| end == "rlib");
        if is_library && !name.to_string_lossy().starts_with("libempty-") {
            fs::copy(&path, part.join(name))?;
        }
    }
    fs::rename(part, whole).context("cannot put the built target into place")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: &str = "  rust-src | 1.96.0+dfsg1-1 | source a\n  rust-src | 1.95.0+dfsg1-2~bpo13+1 | source b\n";

    #[test]
    fn the_package_of_exactly_the_compilers_version_is_chosen() {
        assert_eq!(package_version(OFFERED, "1.95.0").as_deref(), Some("1.95.0+dfsg1-2~bpo13+1"));
        assert_eq!(package_version("rust-src | 1.95.0-1 | x", "1.95.0").as_deref(), Some("1.95.0-1"));
    }

    #[test]
    fn a_version_that_only_begins_alike_is_refused() {
        assert_eq!(package_version("rust-src | 1.95.01-1 | x", "1.95.0"), None);
        assert_eq!(package_version("", "1.95.0"), None);
    }
}
