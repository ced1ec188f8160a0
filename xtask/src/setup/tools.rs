//! Trunk and what it calls. A program on the path counts when it has the right version;
//! otherwise ours is installed, each version in a folder of its own.

use crate::sh;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The newest release that compiles with our Rust.
const TRUNK: &str = "0.21.14";

/// The folders of the programs that we install, for the search path.
pub fn folders() -> &'static [PathBuf] {
    static FOLDERS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FOLDERS.get_or_init(|| {
        let bindgen = wasm_bindgen_version().map(|version| home("wasm-bindgen-cli", &version).join("bin"));
        [home("trunk", TRUNK).join("bin")].into_iter().chain(bindgen).collect()
    })
}

fn home(package: &str, version: &str) -> PathBuf {
    sh::programs_dir().join(format!("{package}-{version}"))
}

/// A program that crates.io has the sources of.
struct CargoTool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    options: &'a [&'a str],
    /// Compiling the tool takes longer than all it ever does for us.
    optimisation: &'a str,
    why: &'a str,
}

pub fn trunk() -> Result<()> {
    install(&CargoTool {
        package: "trunk",
        program: "trunk",
        version: TRUNK,
        // Without its look for updates.
        options: &["--no-default-features", "--features", "rustls"],
        // Halves the minutes, and a build with it takes a third of a second more.
        optimisation: "0",
        why: "it bundles the browser part (about two minutes)",
    })
}

/// The program and the library talk about the same wasm, so their versions are equal to the last digit.
pub fn wasm_bindgen() -> Result<()> {
    install(&CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: &wasm_bindgen_version().context("Cargo.lock does not name wasm-bindgen")?,
        options: &[],
        // It goes through the whole wasm.
        optimisation: "1",
        why: "it makes the JavaScript around the wasm (about a minute)",
    })
}

/// Comes with the npm packages of the browser part; the version is Trunk's to check.
pub fn wasm_opt() -> Result<()> {
    let version = sh::read(sh::command("wasm-opt").arg("--version"));
    version.context("wasm-opt, which shrinks the wasm, is missing: frontend/package.json has to name binaryen")?;
    Ok(())
}

fn install(tool: &CargoTool) -> Result<()> {
    if has_version(tool) {
        return Ok(());
    }
    sh::say(&format!("installing {} {}: {}", tool.package, tool.version, tool.why));
    // The dependencies that the release was tested with, if the registry still has all of them.
    if cargo_install(tool, &["--locked"]).is_err() {
        sh::say(&format!("{}: again, with dependencies that the registry has", tool.package));
        cargo_install(tool, &[])?;
    }
    if !has_version(tool) {
        bail!("{} {} is installed but does not start", tool.program, tool.version);
    }
    let _ = fs::remove_dir_all(sh::tools_dir().join("build"));
    Ok(())
}

/// Programs answer `--version` with their name and the version.
fn has_version(tool: &CargoTool) -> bool {
    let answer = sh::read(sh::command(tool.program).arg("--version"));
    answer.is_ok_and(|line| line.split_whitespace().nth(1) == Some(tool.version))
}

fn cargo_install(tool: &CargoTool, options: &[&str]) -> Result<()> {
    let mut cargo =
        sh::cargo(&format!("install {} --version {} --bin {} --root", tool.package, tool.version, tool.program));
    cargo.arg(home(tool.package, tool.version)).args(tool.options).args(options);
    cargo.env("CARGO_TARGET_DIR", sh::tools_dir().join("build"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.optimisation);
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    sh::run(&mut cargo)
}

fn wasm_bindgen_version() -> Option<String> {
    let lock = fs::read_to_string(sh::root().join("Cargo.lock")).ok()?;
    locked_version(&lock, "wasm-bindgen").ok()
}

/// The version of a package that the lock file settled on.
pub fn locked_version(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is no TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let named = |entry: &&toml::Value| entry.get("name").and_then(toml::Value::as_str) == Some(package);
    let entry = packages.and_then(|list| list.iter().find(named));
    let version = entry.and_then(|entry| entry.get("version")).and_then(toml::Value::as_str);
    Ok(version.with_context(|| format!("Cargo.lock does not name {package}"))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn a_package_that_is_not_locked_is_named_in_the_error() {
        let error = locked_version(LOCK, "leptos").unwrap_err().to_string();
        assert_eq!(error, "Cargo.lock does not name leptos");
    }
}
