//! The end-to-end tests: a server with sample listings and the browser part as readers get it, and real browsers on it.
//! The server is the one that the other tests compiled, because nothing is measured here.

use crate::sh::{self, Background};
use crate::{bench, build, setup};
use anyhow::{Result, bail};
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

pub fn run() -> Result<()> {
    let browser = setup::chromium()?;
    setup::npm_packages("end2end")?;
    build::browser()?;
    let program = build::tested_server()?;
    let home = sh::target_dir().join("e2e");
    // Also removes what an interrupted run left.
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home)?;
    fill(&program, &home)?;
    let (port, streets) = (sh::free_port()?, sh::free_port()?);
    for build in ["b", "c"] {
        build::variant::write(&home.join("builds").join(build))?;
    }
    let server = start_server(&program, &home, port, &[])?;
    // The same listings on a map with streets: a town of some kilobytes, from `basemap/town.py`.
    let with_streets = start_server(&program, &home, streets, &["--basemap", "server/tests/town.pmtiles"])?;
    engine(&program, &home)?;
    let mut playwright = sh::command("npx");
    playwright.args(["--no", "playwright", "test"]).current_dir(sh::root().join("end2end"));
    playwright.env("ENSEMBLE_BASE", format!("http://127.0.0.1:{port}")).env("ENSEMBLE_CHROMIUM", browser);
    playwright.env("ENSEMBLE_ENGINE", &home).env("ENSEMBLE_STREETS", format!("http://127.0.0.1:{streets}"));
    playwright.env("ENSEMBLE_VARIANTS", home.join("builds"));
    playwright.env("ENSEMBLE_SERVER", &program);
    let outcome = sh::run(&mut playwright);
    drop((server, with_streets));
    let _ = fs::remove_dir_all(home);
    outcome
}

/// The core of working offline in every browser that is installed; which are not is said loudly.
pub fn matrix() -> Result<()> {
    let browser = setup::chromium()?;
    setup::npm_packages("end2end")?;
    build::browser()?;
    let program = build::tested_server()?;
    let mut node = sh::command("node");
    node.arg("matrix/core.mjs").current_dir(sh::root().join("end2end"));
    sh::run(node.env("ENSEMBLE_CHROMIUM", browser).env("ENSEMBLE_SERVER", program))
}

/// The engine compiled for browsers, and what the server serves as its data.
fn engine(program: &Path, home: &Path) -> Result<()> {
    bench::engine_for_browsers(home, "wasm-dev")?;
    let (lines, entries) = (home.join("listings.jsonl"), home.join("entries.bin"));
    sh::run(ensemble(program, home, &["export", "--format", "jsonl", "--output"]).arg(&lines))?;
    sh::run(sh::command(sh::target_dir().join("debug/measure")).arg("entries").arg(lines).arg(entries))
}

fn ensemble(program: &Path, home: &Path, args: &[&str]) -> Command {
    let mut command = sh::command(program);
    command.env("ENSEMBLE_DATABASE", format!("sqlite://{}", home.join("ensemble.db").display())).args(args);
    command
}

fn fill(program: &Path, home: &Path) -> Result<()> {
    sh::run(&mut ensemble(program, home, &["migrate"]))?;
    sh::run(&mut ensemble(program, home, &["demo", "--listings", "2000", "--seed", "1"]))
}

fn start_server(program: &Path, home: &Path, port: u16, args: &[&str]) -> Result<Background> {
    let mut serve = ensemble(program, home, &["serve"]);
    serve.env("ENSEMBLE_LISTEN", format!("127.0.0.1:{port}")).args(args).current_dir(sh::root());
    let mut server = Background::start(&mut serve)?;
    let start = Instant::now();
    while !is_ready(port) {
        if server.has_ended() || start.elapsed() > PATIENCE {
            bail!("the server for the end-to-end tests does not become ready");
        }
        sleep(Duration::from_millis(100));
    }
    Ok(server)
}

/// One request by hand: an HTTP library would be the largest dependency of this crate.
pub fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200 "))
}
