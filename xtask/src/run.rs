//! `cargo xtask run`: from a clone to a server with sample listings.

use crate::build;
use crate::sh;
use anyhow::Result;
use std::env;
use std::fs;
use std::process::Command;

const DATABASE: &str = "sqlite://data/ensemble.db";
const ADDRESS: &str = "127.0.0.1:3000";

/// Arguments go to `ensemble serve`, after the defaults.
pub fn run(args: &[String]) -> Result<()> {
    let program = build::to_try_out()?;
    fill(|args| with_database(sh::command(&program), args))?;
    announce(args);
    let mut serve = with_database(sh::command(&program), &["serve"]);
    sh::run(with_address(&mut serve).args(args))
}

/// Creates the tables, and sample listings when there are no listings.
pub fn fill(ensemble: impl Fn(&[&str]) -> Command) -> Result<()> {
    fs::create_dir_all(sh::root().join("data"))?;
    sh::run(&mut ensemble(&["migrate"]))?;
    sh::run(&mut ensemble(&["demo", "--if-empty", "--listings", "2000", "--seed", "1"]))
}

/// The environment decides before our default does.
pub fn with_database(mut ensemble: Command, args: &[&str]) -> Command {
    if env::var_os("ENSEMBLE_DATABASE").is_none() {
        ensemble.env("ENSEMBLE_DATABASE", DATABASE);
    }
    ensemble.args(args);
    ensemble
}

pub fn with_address(serve: &mut Command) -> &mut Command {
    serve.env("ENSEMBLE_LISTEN", address(&[]))
}

/// Says where the site will be; `--listen` is the server's to obey and ours to repeat.
pub fn announce(args: &[String]) {
    sh::say(&format!("Ensemble: http://{} (Ctrl-C ends it)", address(args)));
}

fn address(args: &[String]) -> String {
    let mut values = args.iter().skip_while(|arg| *arg != "--listen").skip(1);
    let inline = args.iter().find_map(|arg| arg.strip_prefix("--listen="));
    let asked = values.next().map(String::as_str).or(inline).map(str::to_owned);
    asked.or_else(|| env::var("ENSEMBLE_LISTEN").ok()).unwrap_or_else(|| ADDRESS.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_announced_address_is_the_one_asked_for() {
        let args = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(address(&args(&["--listen", "0.0.0.0:80"])), "0.0.0.0:80");
        assert_eq!(address(&args(&["--config", "x", "--listen=[::1]:80"])), "[::1]:80");
    }
}
