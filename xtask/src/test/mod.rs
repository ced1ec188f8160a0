//! `cargo xtask test`: all checks there are, the same here and in the continuous integration.
//! A failed part does not stop the others, so that one run tells everything.

mod ageing;
mod api;
mod e2e;
mod html;
mod postgres;
mod served;

use crate::{setup, sh, tidy};
use anyhow::Result;
use std::fs;
use std::process::ExitCode;
use std::time::Instant;

type Part = (&'static str, fn() -> Result<()>);

/// In the order of what fails fastest.
const PARTS: [Part; 10] = [
    ("fmt", fmt),
    ("types", types),
    ("clippy", clippy),
    ("tidy", tidy::run),
    ("unit", unit),
    ("store", store),
    ("api", api::run),
    ("html", html::run),
    ("e2e", e2e::run),
    ("matrix", e2e::matrix),
];

/// `store` is a part of `unit`, for `matrix` not every machine has the browsers, and `api` is new: what it finds is still
/// being put right.
const ONLY_BY_NAME: [&str; 3] = ["store", "api", "matrix"];

pub fn is_part(name: &str) -> bool {
    PARTS.iter().any(|part| part.0 == name)
}

/// Runs the named parts, or all of them. The last line is the result, for machines to read too.
pub fn run(names: &[String]) -> ExitCode {
    let is_wanted = |part: &&Part| match names {
        [] => !ONLY_BY_NAME.contains(&part.0),
        _ => names.iter().any(|name| name == part.0),
    };
    let results: Vec<bool> = PARTS.iter().filter(is_wanted).map(passes).collect();
    let passed = results.iter().filter(|&&passed| passed).count();
    let failed = results.len() - passed;
    ageing::warn();
    sh::say(&format!("\n{passed} passed, {failed} failed"));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn passes(&(name, check): &Part) -> bool {
    sh::say(&format!("\n== {name}"));
    let start = Instant::now();
    let outcome = check();
    let seconds = start.elapsed().as_secs_f32();
    match &outcome {
        Ok(()) => sh::say(&format!("== {name}: passed in {seconds:.1} s")),
        Err(error) => sh::say(&format!("== {name}: FAILED after {seconds:.1} s: {error:#}")),
    }
    outcome.is_ok()
}

fn fmt() -> Result<()> {
    sh::run(&mut sh::cargo("fmt --all --check"))
}

/// The types of the scripts, which the bundler only removes.
fn types() -> Result<()> {
    setup::npm_packages("frontend")?;
    sh::run(sh::command("npm").args(["run", "--silent", "check"]).current_dir(sh::root().join("frontend")))
}

/// Apart for each machine: linted together, the server's features would reach the browser part.
fn clippy() -> Result<()> {
    prepare_embedding()?;
    sh::run(&mut sh::cargo("clippy --workspace --exclude frontend --all-targets -- -D warnings"))?;
    setup::for_clippy()?;
    sh::run(&mut sh::cargo("clippy -p frontend --target wasm32-unknown-unknown -- -D warnings"))
}

/// The contract of the store is kept on both engines, always: without PostgreSQL this fails.
fn unit() -> Result<()> {
    prepare_embedding()?;
    let database = postgres::Cluster::start()?;
    if sh::read(&mut sh::cargo("nextest --version")).is_err() {
        return sh::run(database.announce(&mut sh::cargo("test --workspace --exclude frontend")));
    }
    let options = "--no-tests=pass --cargo-quiet --no-fail-fast --status-level=fail";
    let mut nextest = sh::cargo(&format!("nextest run --workspace --exclude frontend {options}"));
    sh::run(database.announce(&mut nextest))?;
    // The examples in the documentation, which nextest leaves out.
    sh::run(database.announce(&mut sh::cargo("test --quiet --doc --workspace --exclude frontend")))
}

fn store() -> Result<()> {
    let database = postgres::Cluster::start()?;
    sh::run(database.announce(&mut sh::cargo("test -p store")))
}

/// The server embeds `dist/` and does not compile without the folder.
fn prepare_embedding() -> Result<()> {
    Ok(fs::create_dir_all(sh::root().join("dist"))?)
}
