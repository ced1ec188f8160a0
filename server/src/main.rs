//! The `ensemble` program. What it can do is in [`server::cli`].

// The types of views nest as deep as the pages do.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    let cli = server::cli::Cli::parse();
    server::run(cli)
}
