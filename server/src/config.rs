//! The configuration: a file, over which environment and command line win.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use axum::http::Uri;
use serde::Deserialize;
use usecases::site::{Collective, Words};

use crate::cli::Cli;

/// The file that is read where none is named.
const DEFAULT_FILE: &str = "ensemble.toml";

/// What an operator can set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://…`.
    pub database: String,
    /// Address and port.
    pub listen: String,
    /// Scheme and host under which readers reach the site; without it, links in sitemaps and codes name the address
    /// that the site listens on.
    pub public_url: Option<String>,
    /// A PMTiles archive to serve in place of the built-in map.
    pub basemap: Option<PathBuf>,
    /// Whether browsers keep nothing for offline use, and delete what they have kept.
    pub no_offline: bool,
    /// A folder with the browser's files, in place of those in the program.
    pub browser_files: Option<PathBuf>,
    /// Connections served at a time; more wait.
    pub max_connections: usize,
    /// How many proxies of ours stand before the server, each of which adds to `X-Forwarded-For`. Without any, that header
    /// is whatever a client claims, and is not looked at.
    pub trusted_proxies: usize,
    /// Where people report security problems (RFC 9116), such as `mailto:security@aide.example`.
    pub security_contact: Option<String>,
    /// Who runs the site: name, contact and legal notice, shown to readers.
    pub site: Collective,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: "sqlite://ensemble.db".into(),
            listen: "127.0.0.1:3000".into(),
            public_url: None,
            basemap: None,
            no_offline: false,
            browser_files: None,
            max_connections: 2000,
            trusted_proxies: 0,
            security_contact: None,
            site: Collective::default(),
        }
    }
}

impl Config {
    /// Scheme and host without a slash at the end.
    pub fn base(&self) -> String {
        let base = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        base.trim_end_matches('/').to_owned()
    }

    /// Refuses what could not be served, in one sentence.
    fn check(&self) -> Result<()> {
        if self.max_connections == 0 {
            bail!("max_connections must be at least 1");
        }
        if let Some(url) = self.public_url.as_ref().filter(|url| !is_site(url)) {
            bail!("public_url must be http:// or https:// and a host, such as https://aide.example, and not {url:?}");
        }
        let schemes = ["mailto:", "https://", "tel:"];
        let is_contact = |contact: &&String| schemes.iter().any(|scheme| contact.starts_with(scheme));
        if let Some(contact) =
            self.security_contact.as_ref().filter(|contact| !is_contact(contact) || !is_plain(contact))
        {
            bail!("security_contact must begin with mailto:, https:// or tel:, and not be {contact:?}");
        }
        Ok(())
    }
}

/// Whether it is a scheme of the web and a host with nothing behind: pages stand at the top of their site.
fn is_site(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let host =
        uri.authority().is_some_and(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'));
    let is_bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !url.contains('#');
    matches!(uri.scheme_str(), Some("http" | "https")) && host && is_bare && is_plain(url)
}

/// Whether it may stand in a file and a page as it is.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'))
}

/// Reads the file and lays the command line over it.
pub fn load(cli: &Cli) -> Result<Config> {
    let mut config = match &cli.common.config {
        Some(path) => read(path)?,
        None if Path::new(DEFAULT_FILE).exists() => read(Path::new(DEFAULT_FILE))?,
        None => Config::default(),
    };
    if let Some(database) = &cli.common.database {
        config.database.clone_from(database);
    }
    if let crate::cli::Command::Serve(serve) = &cli.command {
        config.listen = serve.listen.clone().unwrap_or(config.listen);
        config.basemap = serve.basemap.clone().or(config.basemap);
        config.no_offline |= serve.no_offline;
        config.browser_files = serve.browser_files.clone().or(config.browser_files);
        lay_over(&mut config.site, &serve.site);
    }
    config.site = config.site.checked().context("[site] in the configuration")?;
    config.check()?;
    Ok(config)
}

fn lay_over(site: &mut Collective, over: &crate::cli::Site) {
    let words = |text: &Option<String>| text.clone().map(Words::Same);
    site.name = words(&over.site_name).unwrap_or(std::mem::take(&mut site.name));
    site.legal = words(&over.site_legal).unwrap_or(std::mem::take(&mut site.legal));
    site.email = over.site_email.clone().or(site.email.take());
    site.phone = over.site_phone.clone().or(site.phone.take());
}

fn read(path: &Path) -> Result<Config> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is not a valid configuration", path.display()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::Parser;

    use super::*;

    #[test]
    fn the_public_address_ends_without_a_slash() {
        let config = Config { public_url: Some("https://aide.example/".into()), ..Config::default() };
        assert_eq!(config.base(), "https://aide.example");
        assert_eq!(Config::default().base(), "http://127.0.0.1:3000");
    }

    /// What `serve` reads out of a file and of the command line.
    fn served(file: &str, arguments: &[&str]) -> Result<Config> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("ensemble.toml");
        std::fs::write(&path, file)?;
        let config = ["ensemble", "serve", "--config"].map(OsString::from).into_iter().chain([path.into()]);
        load(&Cli::try_parse_from(config.chain(arguments.iter().map(OsString::from)))?)
    }

    #[test]
    fn who_runs_the_site_is_said_in_the_file_and_over_it_in_the_environment() {
        let file =
            "[site]\nname = { uk = 'Разом', fr = 'Ensemble' }\nemail = 'a@B.example'\nphone = '+33 4 72 00 00 00'";
        let site =
            served(file, &["--site-email", "c@d.example", "--site-legal", "https://d.example/legal"]).unwrap().site;
        let told = site.view(domain::Lang::Uk);
        assert_eq!((told.name.as_str(), told.email.as_deref()), ("Разом", Some("c@d.example")));
        assert_eq!((told.phone.as_deref(), told.legal.as_str()), (Some("+33472000000"), "https://d.example/legal"));
        let error = served("[site]\nemail = 'nobody'", &[]).unwrap_err();
        assert!(format!("{error:#}").contains("`nobody` is no e-mail address"), "{error:#}");
    }

    #[test]
    fn what_could_not_be_served_is_refused_at_the_start() {
        let with = |text: &str| toml::from_str::<Config>(text).unwrap().check();
        for text in [
            "max_connections = 0",
            "public_url = 'javascript:alert(1)'",
            "public_url = 'data:text/html,x'",
            "public_url = 'aide.example'",
            "public_url = 'https://'",
            "public_url = ''",
            "public_url = 'https://a@aide.example'",
            "public_url = 'https://aide.example/site'",
            "public_url = 'https://aide.example/?x'",
            "public_url = 'https://aide.example#x'",
            "public_url = 'https://aide example'",
            "public_url = 'https://\"><script>'",
            "security_contact = 'javascript:alert(1)'",
            "security_contact = \"mailto:a@aide.example\\nContact: evil\"",
        ] {
            assert!(with(text).is_err(), "{text}");
        }
        for text in [
            "",
            "max_connections = 1",
            "public_url = 'https://aide.example/'",
            "public_url = 'http://127.0.0.1:3000'",
            "public_url = 'http://[::1]:3000'",
            "security_contact = 'mailto:security@aide.example'",
        ] {
            assert!(with(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_misspelt_setting_is_refused() {
        assert!(toml::from_str::<Config>("lisen = '0.0.0.0:80'").is_err());
        assert!(toml::from_str::<Config>("[site]\nmail = 'a@b.example'").is_err());
    }
}
