//! Starting programs from the top of the workspace, and saying so.
//! Children inherit the terminal, so that whoever waits sees what for.

use crate::setup::tools;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The top of the workspace.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let manifest = PathBuf::from(manifest);
    manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// Cargo's output folder, wherever the caller's environment puts it.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where `setup` works: inside the clone, and gone with it.
pub fn tools_dir() -> PathBuf {
    target_dir().join("tools")
}

/// Where `setup` puts programs that take minutes to compile: with the user's caches, so that the next clone has them,
/// else inside the clone.
pub fn programs_dir() -> PathBuf {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")));
    let ours = cache.filter(|cache| cache.is_absolute()).map(|cache| cache.join("ensemble-tools"));
    ours.filter(|folder| fs::create_dir_all(folder).is_ok()).unwrap_or_else(tools_dir)
}

/// The release server that `build` makes.
pub fn server_binary() -> PathBuf {
    target_dir().join("release/ensemble")
}

/// A program that finds our own tools before the machine's.
pub fn command(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(root()).stdin(Stdio::null());
    if let Ok(path) = search_path() {
        command.env("PATH", path);
    }
    command
}

fn search_path() -> Result<OsString> {
    let packages = root().join("frontend/node_modules/.bin");
    let theirs = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(tools::folders().iter().cloned().chain([packages]).chain(env::split_paths(&theirs)))?)
}

/// `cargo`, which inside `cargo xtask` is the one of the same toolchain, with arguments as one writes them.
pub fn cargo(args: &str) -> Command {
    let mut command = command("cargo");
    command.args(args.split_whitespace());
    command
}

/// Runs a program to its end; anything but success is an error that names the program.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a program prints, without the line end; its complaints are kept from the terminal.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::piped()).output();
    let output = output.with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", shown(command), output.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    words.join(" ")
}

/// One line for whoever waits. A closed terminal is no reason to stop working.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// A program in the background that ends with its owner.
pub struct Background(Child);

impl Background {
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("cannot start `{}`", shown(command)))?;
        Ok(Self(child))
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A TCP port of this machine that nobody uses now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free TCP port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}
