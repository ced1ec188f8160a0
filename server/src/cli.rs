//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The web site that a collective puts up in the first days of a displacement crisis.
#[derive(Debug, Parser)]
#[command(name = "ensemble", version, about)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Where the record is kept: sqlite://PATH or postgres://USER@HOST/NAME [default: sqlite://ensemble.db]
    #[arg(long, global = true, env = "ENSEMBLE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// The configuration file [default: ensemble.toml, where it exists]
    #[arg(long, global = true, env = "ENSEMBLE_CONFIG")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site.
    Serve(Serve),
    /// Bring the database up to date.
    Migrate,
    /// Read listings from a file.
    Import(Import),
    /// Write all listings to standard output or a file.
    Export(Export),
    /// Write the reports that nobody has seen to yet to standard output, one a line; or say what became of them.
    Reports {
        #[command(subcommand)]
        what: Option<Reports>,
    },
    /// What visitors have confirmed.
    Confirmations {
        #[command(subcommand)]
        what: Confirmations,
    },
    /// Erase what may be kept no longer. The server does the same by itself.
    Erase {
        /// What is due: how to answer to reports, 30 days after somebody has seen to them or after they arrived
        #[arg(long, required = true)]
        due: bool,
    },
    /// Take a listing back: it is shown no longer, and an import does not bring it back.
    Withdraw {
        /// The number at the end of the address of its page
        id: u32,
    },
    /// Fill the database with made-up listings, marked as such.
    Demo(Demo),
}

#[derive(Clone, Debug, Subcommand)]
pub enum Reports {
    /// Somebody has seen to these reports.
    Close {
        #[arg(required = true)]
        ids: Vec<u32>,
        /// There was nothing to put right
        #[arg(long)]
        dismissed: bool,
    },
    /// Erase these reports with all that they say, because whoever wrote them asks for it.
    Erase {
        #[arg(required = true)]
        ids: Vec<u32>,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum Confirmations {
    /// Take back what visitors confirmed in a span of time, because somebody has confirmed what they never saw.
    Withdraw {
        /// The first day, such as 2026-11-20, or moment, such as 2026-11-20T18:00:00Z
        #[arg(long)]
        from: String,
        /// The last day, or the moment at which the span ends
        #[arg(long)]
        until: String,
    },
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "ENSEMBLE_LISTEN")]
    pub listen: Option<String>,
    /// A PMTiles archive to serve in place of the built-in map
    #[arg(long, value_name = "FILE", env = "ENSEMBLE_BASEMAP")]
    pub basemap: Option<PathBuf>,
    /// Let browsers keep nothing for offline use, and delete what they have kept: stops a bad release
    #[arg(long, env = "ENSEMBLE_NO_OFFLINE", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_offline: bool,
    /// Serve the browser's files from this folder in place of those in the program, for development
    #[arg(long, value_name = "FOLDER", env = "ENSEMBLE_BROWSER_FILES")]
    pub browser_files: Option<PathBuf>,
    #[command(flatten)]
    pub site: Site,
}

/// Who runs the site; in languages only in the configuration file.
#[derive(Clone, Debug, Args)]
pub struct Site {
    /// Name of those who run the site
    #[arg(long, value_name = "NAME", env = "ENSEMBLE_SITE_NAME")]
    pub site_name: Option<String>,
    /// Where readers write to
    #[arg(long, value_name = "ADDRESS", env = "ENSEMBLE_SITE_EMAIL")]
    pub site_email: Option<String>,
    /// Where readers call, with the code of the country: +33 4 72 00 00 00
    #[arg(long, value_name = "NUMBER", env = "ENSEMBLE_SITE_PHONE")]
    pub site_phone: Option<String>,
    /// The legal notice, or the address where it stands
    #[arg(long, value_name = "TEXT", env = "ENSEMBLE_SITE_LEGAL")]
    pub site_legal: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The file, or for data-inclusion the folder.
    pub file: PathBuf,
    #[arg(long)]
    pub profile: String,
    /// Read and compare, but write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// The formats that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Geojson,
    Csv,
    /// One listing a line, complete: what an import takes back.
    Jsonl,
}

#[derive(Clone, Debug, Args)]
pub struct Export {
    #[arg(long)]
    pub format: Format,
    /// The file to write; standard output without it.
    #[arg(long)]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// How many listings.
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub listings: u32,
    /// The same number gives the same listings.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Do nothing when there are listings already.
    #[arg(long)]
    pub if_empty: bool,
}
