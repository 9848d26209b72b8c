//! The keys.

use std::path::Path;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::random::Rng;

/// 32 secret bytes, written as 64 hex digits. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// Why a key cannot be used.
#[derive(Debug, Error)]
pub enum KeyError {
    #[error("a key is 64 hex digits (32 bytes), for example from `openssl rand -hex 32`")]
    NotAKey,
    #[error("the key file {path} cannot be read or written: {error}")]
    File { path: String, error: std::io::Error },
}

impl Key {
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What a sealed value names its key by: the first four bytes of the key's hash.
    pub(super) fn id(&self) -> [u8; 4] {
        let hash: [u8; 32] = Sha256::digest(self.0).into();
        let [a, b, c, d, ..] = hash;
        [a, b, c, d]
    }

    /// The key in a file, made there when it is missing. For development and demo: in production keys come from
    /// the operator, so that a lost disk does not lose or leak them with the data.
    ///
    /// # Errors
    /// A file that cannot be read, written or understood.
    pub fn from_file(path: &Path, rng: &dyn Rng) -> Result<Self, KeyError> {
        let failed = |error| KeyError::File {
            path: path.display().to_string(),
            error,
        };
        match std::fs::read_to_string(path) {
            Ok(text) => text.trim().parse(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut bytes = [0; 32];
                rng.fill(&mut bytes);
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(failed)?;
                }
                write_private(path, &hex::encode(bytes)).map_err(failed)?;
                Ok(Self(bytes))
            }
            Err(error) => Err(failed(error)),
        }
    }
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(path, text)
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = hex::decode(text.trim()).map_err(|_| KeyError::NotAKey)?;
        Ok(Self(bytes.try_into().map_err(|_| KeyError::NotAKey)?))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The keys in use: one seals, retired ones still open, one makes lookups.
#[derive(Clone, Debug)]
pub struct KeyRing {
    pub(super) sealing: Key,
    pub(super) index: Key,
    retired: Vec<Key>,
}

impl KeyRing {
    #[must_use]
    pub fn new(sealing: Key, index: Key) -> Self {
        Self {
            sealing,
            index,
            retired: Vec::new(),
        }
    }

    /// Adds keys that open older values.
    #[must_use]
    pub fn retired(mut self, keys: impl IntoIterator<Item = Key>) -> Self {
        self.retired.extend(keys);
        self
    }

    pub(super) fn by_id(&self, id: [u8; 4]) -> Option<&Key> {
        std::iter::once(&self.sealing)
            .chain(&self.retired)
            .find(|key| key.id() == id)
    }
}
