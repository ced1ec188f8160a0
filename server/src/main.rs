//! The `ensemble` program. What it can do is in [`server::cli`].

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = server::cli::Cli::parse();
    server::run(cli)
}
