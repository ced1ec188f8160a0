//! A PostgreSQL server that lives as long as the tests that need it.

use crate::setup;
use crate::setup::is_root;
use crate::sh;
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends the server when its input closes, whatever ended us.
const SCRIPT: &str = include_str!("postgres.sh");

/// A running server without content.
pub struct Cluster {
    keeper: Child,
    port: u16,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        let programs = setup::postgres()?;
        let port = sh::free_port()?;
        let mut command = unprivileged_shell();
        command.args(["-c", SCRIPT, "ensemble"]).arg(programs).arg(port.to_string());
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
        let keeper = command.spawn().context("cannot start a shell for PostgreSQL")?;
        let mut cluster = Self { keeper, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let output = self.keeper.stdout.take().context("the shell has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        ensure!(line.trim() == "ready", "the PostgreSQL server for the tests does not start");
        Ok(())
    }

    /// Tells a test program where the server is.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let address = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        command.env("ENSEMBLE_TEST_POSTGRES", address)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// PostgreSQL refuses to run for the superuser, so then it runs for the user that its package makes.
fn unprivileged_shell() -> Command {
    if !is_root() {
        return Command::new("sh");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
    // Ours may be closed to others.
    command.env_remove("TMPDIR");
    command
}
