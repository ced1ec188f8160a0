//! How it starts here: command line, configuration, HTTP edges, the API.
//!
//! Assembles what the other crates offer. Knows no SQL, and no markup beyond the document around the application.

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

pub mod api;
pub mod cli;
pub mod command;
pub mod config;
pub mod forms;
pub mod http;
pub mod made;
pub mod map;
pub mod packs;
pub mod qr;
pub mod serve;
pub mod state;

use std::process::ExitCode;

use cli::Cli;

/// Runs a command: 0 when it succeeded, 1 with one sentence on standard error when it did not.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = config::load(&cli).and_then(|config| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(command::run(cli.command, config))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The chain of causes in one line: operators paste it whole.
            eprintln!("ensemble: {error:#}");
            ExitCode::FAILURE
        }
    }
}
