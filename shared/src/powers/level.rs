//! Who holds a power: the city's organs or the towns.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalogue::UnknownValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerLevel {
    /// In force as soon as it is listed.
    City,
    /// In force once the justice bureau has found it lawful.
    Town,
}

impl PowerLevel {
    pub const ALL: [Self; 2] = [Self::City, Self::Town];

    /// As stored: `city`, `town`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Town => "town",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::City => "市级",
            Self::Town => "镇（街道）级",
        }
    }
}

impl FromStr for PowerLevel {
    type Err = UnknownValue;
    /// Takes what is stored and what people write.
    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "city" | "市级" | "市" => Ok(Self::City),
            "town" | "镇（街道）级" | "镇(街道)级" | "镇街级" | "镇级" | "镇" => Ok(Self::Town),
            _ => Err(UnknownValue {
                list: "权力层级",
                text: text.to_owned(),
            }),
        }
    }
}
