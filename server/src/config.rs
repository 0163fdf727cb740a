//! The settings: commented defaults compiled in, below a file, below `PALIER_*`. A name that is not known is refused, so
//! that a misspelt limit does not silently stay what it was.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use app::planning::SearchLimits;
use figment::Figment;
use figment::providers::{Env, Format as _, Toml};
use mobile_api::guard::{Guards, Rate};
use serde::Deserialize;

use crate::worker::Pace;

/// The defaults with their explanations.
pub const DEFAULTS: &str = include_str!("defaults.toml");
/// The file that is read without `--config`, when it is there.
const FILE: &str = "palier.toml";
/// How long a search for a plan may be told to take.
const SEARCH_MS: std::ops::RangeInclusive<u64> = 10..=60_000;

/// The settings of an installation. Each is explained in `defaults.toml`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "defaults.toml explains each setting where its default stands")]
pub struct Settings {
    pub data_dir: PathBuf,
    pub database_url: Option<String>,
    pub connections: u32,
    pub listen: SocketAddr,
    pub operations_listen: SocketAddr,
    pub secret_key: Option<String>,
    pub header_timeout_ms: u64,
    pub body_timeout_ms: u64,
    pub write_timeout_ms: u64,
    pub request_timeout_ms: u64,
    pub connections_max: usize,
    pub body_bytes_max: usize,
    pub import_bytes_max: usize,
    pub rate_per_second: u32,
    pub rate_burst: u32,
    pub trusted_proxies: Vec<IpAddr>,
    pub grace_ms: u64,
    pub worker_pause_ms: u64,
    pub worker_jobs: usize,
    pub night_search_ms: u64,
    pub board_search_ms: u64,
    pub ways: WaysBy,
    pub streets_file: Option<PathBuf>,
    pub ways_url: Option<String>,
    pub ways_timeout_ms: u64,
    pub vapid_key_file: Option<PathBuf>,
    pub vapid_contact: Option<String>,
    pub fcm_key_file: Option<PathBuf>,
    pub push_timeout_ms: u64,
    pub push_private_hosts: bool,
    pub public_url: Option<String>,
    pub sms_url: Option<String>,
    pub sms_token_file: Option<PathBuf>,
    pub sms_report_key_file: Option<PathBuf>,
    pub sms_timeout_ms: u64,
    pub mail_url: Option<String>,
    pub mail_user: Option<String>,
    pub mail_password_file: Option<PathBuf>,
    pub mail_from: Option<String>,
    pub mail_timeout_ms: u64,
    pub notices_at_once: usize,
    pub log_format: LogFormat,
    pub log_level: LogLevel,
}

/// Who knows how far it is on foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum WaysBy {
    Straight,
    Streets,
    Osrm,
    Valhalla,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum LogFormat {
    Json,
    Text,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Settings {
    /// Reads the settings; `file` must exist when it is given.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let defaults = Figment::from(Toml::string(DEFAULTS));
        let filed = match file {
            Some(path) if !path.is_file() => bail!("le fichier de réglages {} n'existe pas", path.display()),
            Some(path) => defaults.merge(Toml::file_exact(path)),
            None if Path::new(FILE).is_file() => defaults.merge(Toml::file_exact(FILE)),
            None => defaults,
        };
        // PALIER_CONFIG is the command line's; PALIER_TEST_… and PALIER_DEMO belong to the tests.
        let ours = Env::prefixed("PALIER_").filter(|name| {
            let name = name.as_str().to_ascii_lowercase();
            name != "config" && name != "demo" && !name.starts_with("test_")
        });
        let settings: Self = filed
            .merge(ours)
            .extract()
            .map_err(|error| anyhow::anyhow!("{error}"))
            .context("un réglage est incorrect; chacun est expliqué dans server/src/defaults.toml")?;
        settings.checked()
    }

    /// The defaults alone.
    pub fn defaults() -> Result<Self> {
        Ok(Figment::from(Toml::string(DEFAULTS)).extract()?)
    }

    fn checked(self) -> Result<Self> {
        if !(2..=200).contains(&self.connections) {
            bail!("connections vaut {}; choisissez entre 2 et 200", self.connections);
        }
        if self.connections_max == 0 {
            bail!("connections_max vaut 0: personne ne pourrait entrer");
        }
        for (name, ms) in [("night_search_ms", self.night_search_ms), ("board_search_ms", self.board_search_ms)] {
            if !SEARCH_MS.contains(&ms) {
                bail!("{name} vaut {ms}; choisissez entre {} et {}", SEARCH_MS.start(), SEARCH_MS.end());
            }
        }
        if !(1..=256).contains(&self.notices_at_once) {
            bail!("notices_at_once vaut {}; choisissez entre 1 et 256", self.notices_at_once);
        }
        if !(1..=self.connections as usize).contains(&self.worker_jobs) {
            bail!("worker_jobs vaut {}; choisissez entre 1 et connections ({})", self.worker_jobs, self.connections);
        }
        Ok(self)
    }

    /// How long plans are searched for.
    pub fn search_limits(&self) -> SearchLimits {
        let (night_ms, board_ms) = (self.night_search_ms, self.board_search_ms);
        SearchLimits { night_ms, board_ms, board_iterations: u64::MAX }
    }

    /// The address of the database.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("palier.db").display()))
    }

    /// The SQLite file, when there is one.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let rest = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
        Some(PathBuf::from(rest.split('?').next().unwrap_or(rest)))
    }

    /// How background work is done.
    pub fn pace(&self) -> Pace {
        Pace {
            pause: Duration::from_millis(self.worker_pause_ms),
            jobs: self.worker_jobs,
            notices: self.notices_at_once,
            grace: Duration::from_millis(self.grace_ms),
        }
    }

    /// The limits of a request.
    pub fn guards(&self) -> Guards {
        Guards {
            request: Duration::from_millis(self.request_timeout_ms),
            body: Duration::from_millis(self.body_timeout_ms),
            body_bytes: self.body_bytes_max,
            import_bytes: self.import_bytes_max,
            rate: Some(Rate { per_second: self.rate_per_second, burst: self.rate_burst }),
            trusted_proxies: self.trusted_proxies.clone(),
        }
    }

    /// The limits of a connection.
    pub fn bounds(&self) -> crate::http::Bounds {
        crate::http::Bounds {
            header: Duration::from_millis(self.header_timeout_ms),
            write: Duration::from_millis(self.write_timeout_ms),
            connections: self.connections_max,
            grace: Duration::from_millis(self.grace_ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_can_be_read() {
        let settings = Settings::defaults().unwrap();
        assert_eq!(settings.database_url(), "sqlite://palier-data/palier.db");
        assert_eq!(settings.sqlite_file(), Some(PathBuf::from("palier-data/palier.db")));
    }

    #[test]
    fn as_many_jobs_as_there_are_connections_for_them() {
        for (jobs, held) in [(0, false), (1, true), (8, true), (9, false)] {
            let settings = Settings { worker_jobs: jobs, ..Settings::defaults().unwrap() };
            assert_eq!(settings.checked().is_ok(), held, "{jobs} of 8");
        }
    }

    #[test]
    fn an_unknown_name_is_told() {
        let settings = Figment::from(Toml::string(DEFAULTS)).merge(("rate_per_secnod", 3)).extract::<Settings>();
        assert!(settings.err().unwrap().to_string().contains("rate_per_secnod"));
    }
}
