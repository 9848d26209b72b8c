//! From file and environment to texts by setting name.

use std::collections::BTreeMap;
use std::path::Path;

use thiserror::Error;

use super::settings::SETTINGS;

/// Why the settings cannot be used; every problem at once.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("the settings file {0} cannot be read: {1}")]
    File(String, std::io::Error),
    #[error("the settings file {0} is not TOML: {1}")]
    Toml(String, Box<toml::de::Error>),
    #[error("wrong settings:\n{}", .0.join("\n"))]
    Wrong(Vec<String>),
}

/// The texts given for settings, by name.
#[derive(Default)]
pub struct Raw(BTreeMap<&'static str, Given>);

/// One text and where it came from.
pub(super) struct Given {
    pub text: String,
    pub from: String,
}

impl Raw {
    /// Reads the file, then lets the environment override it.
    ///
    /// # Errors
    /// A file that cannot be read, and names that are no setting: a misspelt setting must not be silently without
    /// effect.
    pub fn read(file: Option<&Path>, env: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut raw = Self::default();
        let mut unknown = Vec::new();
        if let Some(path) = file {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|e| ConfigError::File(shown.clone(), e))?;
            let table: toml::Table = text
                .parse()
                .map_err(|e| ConfigError::Toml(shown.clone(), Box::new(e)))?;
            raw.take_table("", &table, &shown, &mut unknown);
        }
        for (name, text) in env {
            if !name.starts_with("JINBAN_") || name.starts_with("JINBAN_TEST_") {
                continue;
            }
            match SETTINGS.iter().find(|setting| setting.variable() == name) {
                Some(setting) => {
                    raw.0.insert(setting.name, Given { text, from: name });
                }
                None => unknown.push(format!("- {name} is not a setting; docs/CONFIG.md lists them all")),
            }
        }
        if unknown.is_empty() {
            Ok(raw)
        } else {
            Err(ConfigError::Wrong(unknown))
        }
    }

    fn take_table(&mut self, prefix: &str, table: &toml::Table, file: &str, unknown: &mut Vec<String>) {
        for (key, value) in table {
            let name = if prefix.is_empty() {
                key.clone()
            } else {
                format!("{prefix}.{key}")
            };
            if let toml::Value::Table(inner) = value {
                self.take_table(&name, inner, file, unknown);
                continue;
            }
            let text = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            match SETTINGS.iter().find(|setting| setting.name == name) {
                Some(setting) => {
                    self.0.insert(
                        setting.name,
                        Given {
                            text,
                            from: format!("{name} in {file}"),
                        },
                    );
                }
                None => unknown.push(format!(
                    "- {name} in {file} is not a setting; docs/CONFIG.md lists them all"
                )),
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Given> {
        self.0.get(name)
    }
}
