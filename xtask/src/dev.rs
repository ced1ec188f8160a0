//! `cargo xtask dev`: Trunk rebuilds the browser part on every change, this loop the server.
//! It asks the file system twice a second, which costs nothing noticeable and needs no watching library.

use crate::run::{announce, fill, with_address, with_database};
use crate::sh::Background;
use crate::{build, setup, sh};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const WATCHED: [&str; 6] = ["app", "domain", "server", "store", "usecases", "dist/index.html"];
const PAUSE: Duration = Duration::from_millis(500);

/// Arguments go to `ensemble serve`.
pub fn run(args: &[String]) -> Result<()> {
    setup::for_building()?;
    sh::run(&mut sh::cargo("fetch"))?;
    let mut trunk = Background::start(&mut build::trunk("watch"))?;
    let mut running = None;
    let mut built_from = None;
    loop {
        let state = sources();
        // The server reads the page at its start, so there is nothing to start before the page.
        if built_from != Some(state) && sh::root().join("dist/index.html").exists() {
            built_from = Some(state);
            restart(&mut running, args);
        }
        if trunk.has_ended() {
            bail!("Trunk has ended");
        }
        sleep(PAUSE);
    }
}

/// Keeps the old server when the new one does not compile.
fn restart(running: &mut Option<Background>, args: &[String]) {
    let started = build::debug_server().and_then(|program| {
        *running = None;
        start(&program, args)
    });
    match started {
        Ok(server) => *running = Some(server),
        Err(error) => sh::say(&format!("error: {error:#}")),
    }
}

fn start(program: &Path, args: &[String]) -> Result<Background> {
    fill(|args| with_database(sh::command(program), args))?;
    let mut serve = with_database(sh::command(program), &["serve"]);
    // What a browser keeps would be the page of yesterday.
    serve.env("ENSEMBLE_NO_OFFLINE", "1");
    let server = Background::start(with_address(&mut serve).args(args))?;
    announce(args);
    Ok(server)
}

/// The number of files and their newest change; another value means that something was saved, added or removed.
fn sources() -> (usize, Option<SystemTime>) {
    let changes: Vec<_> = WATCHED.iter().flat_map(|name| changes(&sh::root().join(name))).collect();
    (changes.len(), changes.into_iter().max())
}

fn changes(path: &Path) -> Vec<SystemTime> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().flat_map(|entry| changes(&entry.path())).collect(),
        Err(_) => fs::metadata(path).and_then(|file| file.modified()).into_iter().collect(),
    }
}
