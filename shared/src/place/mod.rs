//! Places: the city, its towns and subdistricts, their villages and communities.

mod code;
mod division;
mod tile;

pub use code::{DivisionCode, DivisionCodeError};
pub use division::{Division, way};
pub use tile::Tile;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::Explain;

/// The three tiers of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    City,
    Town,
    Village,
}

impl Tier {
    /// As stored and sent: `city`, `town`, `village`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
        }
    }

    /// 市、镇(街道)、村(社区).
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::City => "市",
            Self::Town => "镇（街道）",
            Self::Village => "村（社区）",
        }
    }
}

/// Not one of the three tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct TierError;

impl Explain for TierError {
    fn what(&self) -> &'static str {
        "层级只能是 city（市）、town（镇、街道）或 village（村、社区）"
    }
    fn fix(&self) -> &'static str {
        "请改为三者之一"
    }
}

impl std::str::FromStr for Tier {
    type Err = TierError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "city" => Ok(Self::City),
            "town" => Ok(Self::Town),
            "village" => Ok(Self::Village),
            _ => Err(TierError),
        }
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
