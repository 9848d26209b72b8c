//! The settings: a TOML file below, `JINBAN_…` environment variables above, each parsed into its type at the start.
//!
//! [`SETTINGS`] is the one list: parsing, the refusal of unknown names and `docs/CONFIG.md` all follow it.

mod document;
mod parse;
mod read;
mod settings;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use document::document;
pub use parse::{HttpUrl, Redacted};
pub use read::{ConfigError, Raw};
pub use settings::{SETTINGS, Setting};

use crate::random::Rng;
use crate::secrets::{Key, KeyError, KeyRing};
use crate::store::StoreOptions;

/// What the installation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Development,
    /// Synthetic people; every page says so, one-time codes are shown.
    Demo,
    Production,
}

/// How short messages leave.
#[derive(Clone, Debug)]
pub enum Sms {
    /// Only the log says that one was sent; for development and demo.
    Log,
    Http {
        url: HttpUrl,
        token: Redacted,
        timeout: Duration,
    },
}

/// How a name and a citizen number are checked against each other.
#[derive(Clone, Debug)]
pub enum RealName {
    /// Only the number's own rules; for development and demo.
    Rules,
    Http {
        url: HttpUrl,
        token: Redacted,
        timeout: Duration,
    },
}

/// The limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// The most at once.
    pub most: usize,
    /// How long the first request may take to arrive, up to the end of its head.
    pub first_head: Duration,
    /// How long a connection may stay between two requests, or with the head of a later one half sent.
    pub idle: Duration,
}

/// Everything that can be set.
#[derive(Clone, Debug)]
pub struct Config {
    pub environment: Environment,
    pub listen: SocketAddr,
    pub public_url: HttpUrl,
    pub store: StoreOptions,
    pub data_dir: PathBuf,
    pub site_dir: PathBuf,
    pub city_dir: PathBuf,
    pub files_dir: PathBuf,
    pub workers: usize,
    pub log: String,
    pub request_timeout: Duration,
    pub body_limit: usize,
    pub upload_limit: u64,
    pub connections: Connections,
    pub trust_proxy: bool,
    pub session_days: u32,
    pub session_idle: Duration,
    pub sms: Sms,
    pub real_name: RealName,
    keys: Option<KeyRing>,
}

impl Config {
    /// Reads the settings from a file (when there is one) and the environment.
    ///
    /// # Errors
    /// Every setting that is wrong, each with its name and what is allowed.
    pub fn load(file: Option<&Path>, env: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        parse::parse(&Raw::read(file, env)?)
    }

    /// The keys that seal and index personal values: as configured, or (never in production) from files under
    /// `data_dir/keys`, made at the first start.
    ///
    /// # Errors
    /// A key file that cannot be read or written.
    pub fn key_ring(&self, rng: &dyn Rng) -> Result<KeyRing, KeyError> {
        if let Some(keys) = &self.keys {
            return Ok(keys.clone());
        }
        let folder = self.data_dir.join("keys");
        let sealing = Key::from_file(&folder.join("encryption.key"), rng)?;
        let index = Key::from_file(&folder.join("index.key"), rng)?;
        Ok(KeyRing::new(sealing, index))
    }

    /// Whether pages must say that everything here is made up.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.environment == Environment::Demo
    }

    /// Whether browsers reach us by https, so that cookies may be `Secure` and `__Host-`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.is_https()
    }
}

#[cfg(test)]
mod tests;
