//! Where things of a form are, by name: what somebody else adds or moves meanwhile does not make it another's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::form::FieldId;

/// A field, on a page or within a repeating group: `agent`, `members.name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldRef {
    pub group: Option<FieldId>,
    pub id: FieldId,
}

/// Not the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("字段的名称应像 agent 或 members.name")]
pub struct FieldRefError;

impl FieldRef {
    /// A field that stands on a page itself.
    #[must_use]
    pub const fn on_page(id: FieldId) -> Self {
        Self { group: None, id }
    }

    /// The field of the form it is or lies in.
    #[must_use]
    pub fn head(&self) -> &FieldId {
        self.group.as_ref().unwrap_or(&self.id)
    }
}

impl FromStr for FieldRef {
    type Err = FieldRefError;

    fn from_str(text: &str) -> Result<Self, FieldRefError> {
        let (group, id) = match text.split_once('.') {
            Some((group, id)) => (Some(group.parse().map_err(|_| FieldRefError)?), id),
            None => (None, text),
        };
        let id = id.parse().map_err(|_| FieldRefError)?;
        Ok(Self { group, id })
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.group {
            Some(group) => write!(f, "{group}.{}", self.id),
            None => write!(f, "{}", self.id),
        }
    }
}

impl TryFrom<String> for FieldRef {
    type Error = FieldRefError;
    fn try_from(text: String) -> Result<Self, FieldRefError> {
        text.parse()
    }
}

impl From<FieldRef> for String {
    fn from(value: FieldRef) -> Self {
        value.to_string()
    }
}

/// Where something new goes: behind a field, or at the end of its page or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub page: FieldId,
    pub group: Option<FieldId>,
    pub after: Option<FieldId>,
}
