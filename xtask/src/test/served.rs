//! A server for the checks that only ask it: built for trying out, with made-up listings.

use crate::build;
use crate::sh::{self, Background};
use crate::test::e2e::is_ready;
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

const PAGE: &str = "<link rel=\"stylesheet\" href=\"/style.css\"><script src=\"/boot.js\" data-js=\"/frontend.js\" \
                    data-wasm=\"/frontend.wasm\" data-build=\"0\"></script>";

/// A running server, which ends with its owner and leaves nothing behind.
pub struct Served {
    pub base: String,
    home: PathBuf,
    program: PathBuf,
    server: Option<Background>,
}

impl Served {
    /// Builds and starts one for the part of that name.
    pub fn start(part: &str, listings: u32) -> Result<Self> {
        fs::create_dir_all(sh::root().join("dist"))?;
        let program = build::tested_server()?;
        let home = sh::target_dir().join(part);
        // Also removes what an interrupted run left.
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home)?;
        // Pages name what a bundle holds; none is made for these checks.
        let files = home.join("browser");
        fs::create_dir_all(&files)?;
        fs::write(files.join("index.html"), PAGE)?;
        let port = sh::free_port()?;
        let mut served = Self { base: format!("http://127.0.0.1:{port}"), home, program, server: None };
        sh::run(served.ensemble(&["demo", "--listings", &listings.to_string()]).stdout(std::process::Stdio::null()))?;
        let mut serve = served.ensemble(&["serve"]);
        serve.arg("--browser-files").arg(files);
        serve.env("ENSEMBLE_LISTEN", format!("127.0.0.1:{port}")).env("ENSEMBLE_LOG", "error");
        let mut server = Background::start(&mut serve)?;
        let start = Instant::now();
        while !is_ready(port) {
            if server.has_ended() || start.elapsed() > PATIENCE {
                bail!("the server does not become ready");
            }
            sleep(Duration::from_millis(100));
        }
        served.server = Some(server);
        Ok(served)
    }

    fn ensemble(&self, args: &[&str]) -> Command {
        let mut command = sh::command(&self.program);
        let database = self.home.join("ensemble.db");
        command.env("ENSEMBLE_DATABASE", format!("sqlite://{}", database.display())).args(args);
        command
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server = None;
        let _ = fs::remove_dir_all(&self.home);
    }
}
