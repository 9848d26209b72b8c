//! The manifest: which files a page of each bundle loads. The server reads it at its start.

use std::fs;

use serde::{Deserialize, Serialize};

use super::Bundle;
use crate::{Result, paths};

/// Names of files in `/pkg/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// An ES module that starts the app by itself.
    pub js: String,
    /// What it loads: for `<link rel="preload" as="fetch" crossorigin>`.
    pub wasm: String,
    pub css: String,
}

impl Files {
    pub fn names(&self) -> [&str; 3] {
        [&self.js, &self.wasm, &self.css]
    }
}

/// `pkg/manifest.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub citizen: Option<Files>,
    pub staff: Option<Files>,
}

impl Manifest {
    pub fn read() -> Option<Self> {
        let text = fs::read_to_string(paths::site().join("pkg/manifest.json")).ok()?;
        serde_json::from_str(&text).ok()
    }

    pub fn write(&self) -> Result {
        let path = paths::site().join("pkg/manifest.json");
        let new = path.with_extension("new");
        fs::write(&new, serde_json::to_string_pretty(self)? + "\n")?;
        fs::rename(new, path)?;
        Ok(())
    }

    pub fn set(&mut self, bundle: Bundle, files: Files) {
        match bundle {
            Bundle::Citizen => self.citizen = Some(files),
            Bundle::Staff => self.staff = Some(files),
        }
    }

    /// The bundles that are built.
    pub fn bundles(&self) -> impl Iterator<Item = (&'static str, &Files)> {
        [("citizen", &self.citizen), ("staff", &self.staff)]
            .into_iter()
            .filter_map(|(name, files)| Some((name, files.as_ref()?)))
    }
}
