//! Places: the city, its towns and subdistricts, their villages and communities.

mod code;
mod division;

pub use code::{DivisionCode, DivisionCodeError};
pub use division::Division;

use serde::{Deserialize, Serialize};

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
            Self::Town => "镇(街道)",
            Self::Village => "村(社区)",
        }
    }
}

impl std::str::FromStr for Tier {
    type Err = DivisionCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "city" => Ok(Self::City),
            "town" => Ok(Self::Town),
            "village" => Ok(Self::Village),
            _ => Err(DivisionCodeError),
        }
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
