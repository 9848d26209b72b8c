//! What becomes of a published item, as the public list of changes tells it.

use serde::{Deserialize, Serialize};

use super::UnknownValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Published for the first time.
    Added,
    Revised,
    /// Nothing but marks: the department stands by what was published.
    Confirmed,
    Withdrawn,
}

impl ChangeKind {
    pub const ALL: [Self; 4] = [Self::Added, Self::Revised, Self::Confirmed, Self::Withdrawn];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Revised => "revised",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Added => "新增事项",
            Self::Revised => "标准修订",
            Self::Confirmed => "要素确认",
            Self::Withdrawn => "取消事项",
        }
    }
}

impl std::str::FromStr for ChangeKind {
    type Err = UnknownValue;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownValue {
                list: "改动类型",
                text: text.to_owned(),
            })
    }
}
