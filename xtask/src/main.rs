//! The one way to build, run, test and measure Ensemble: `cargo xtask <task>`.
//! It knows the tools around the code; it knows nothing of what the program does.

mod bench;
mod build;
mod dev;
mod run;
mod setup;
mod sh;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <task>

  setup         find or install what building and testing need
  build         the release server with everything inside: target/release/ensemble
  run [ARGS]    build, fill an empty database with sample listings, serve on 127.0.0.1:3000
  dev [ARGS]    serve a debug build and rebuild it on every change
  test [PART…]  fmt, types, clippy, tidy, unit, e2e; by name only: store, matrix
  bench [ARGS]  measure
  tidy          the rules of the code base that no compiler knows
  assets        finish the files that Trunk made (Trunk calls this)
  variant DIR   another build out of the last one, without compiling
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = args.split_first() else {
        return wrong_usage();
    };
    let outcome = match task.as_str() {
        "setup" => setup::everything(),
        "build" => build::run(),
        "run" => run::run(rest),
        "dev" => dev::run(rest),
        "test" if rest.iter().all(|name| test::is_part(name)) => return test::run(rest),
        "bench" => bench::run(rest),
        "tidy" => tidy::run(),
        "assets" => build::assets::run(),
        "variant" => build::variant::run(rest),
        _ => return wrong_usage(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            sh::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn wrong_usage() -> ExitCode {
    sh::say(USAGE.trim_end());
    ExitCode::from(2)
}
