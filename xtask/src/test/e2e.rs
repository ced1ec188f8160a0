//! The end-to-end tests: the release server with sample listings, and real browsers on it.

use crate::sh::{self, Background, cargo};
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
    build::run()?;
    let home = sh::target_dir().join("e2e");
    // Also removes what an interrupted run left.
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home)?;
    let port = sh::free_port()?;
    let server = start_server(&home, port)?;
    engine(&home)?;
    let mut playwright = sh::command("npx");
    playwright.args(["--no", "playwright", "test"]).current_dir(sh::root().join("end2end"));
    playwright.env("ENSEMBLE_BASE", format!("http://127.0.0.1:{port}")).env("ENSEMBLE_CHROMIUM", browser);
    playwright.env("ENSEMBLE_ENGINE", &home).env("ENSEMBLE_SERVER", sh::server_binary());
    let outcome = sh::run(&mut playwright);
    drop(server);
    let _ = fs::remove_dir_all(home);
    outcome
}

/// The engine compiled for browsers, and what the server serves as its data.
fn engine(home: &Path) -> Result<()> {
    bench::engine_for_browsers(home)?;
    sh::run(&mut cargo("build --release -p measure"))?;
    let (lines, entries) = (home.join("listings.jsonl"), home.join("entries.bin"));
    let mut export = sh::command(sh::server_binary());
    export.env("ENSEMBLE_DATABASE", format!("sqlite://{}", home.join("ensemble.db").display()));
    sh::run(export.args(["export", "--format", "jsonl", "--output"]).arg(&lines))?;
    sh::run(sh::command(sh::target_dir().join("release/measure")).arg("entries").arg(lines).arg(entries))
}

fn start_server(home: &Path, port: u16) -> Result<Background> {
    let ensemble = |args: &[&str]| -> Command {
        let mut command = sh::command(sh::server_binary());
        command.env("ENSEMBLE_DATABASE", format!("sqlite://{}", home.join("ensemble.db").display()));
        command.env("ENSEMBLE_LISTEN", format!("127.0.0.1:{port}")).args(args);
        command
    };
    sh::run(&mut ensemble(&["migrate"]))?;
    sh::run(&mut ensemble(&["demo", "--listings", "2000", "--seed", "1"]))?;
    let mut server = Background::start(&mut ensemble(&["serve"]))?;
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
fn is_ready(port: u16) -> bool {
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
