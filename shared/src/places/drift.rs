//! Where a site's list has drifted from the standard, or lacks what people need.

use serde::{Deserialize, Serialize};

use crate::catalogue::UnknownValue;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drift {
    NoPhone,
    NoHours,
    /// An item's own hours say something the hall's do not.
    HoursClash,
    /// The standard changed since the site looked at it.
    Behind,
    /// The standard offers it at this tier, and the site has said neither yes nor no.
    Undecided,
    /// In the list, and no longer in the catalogue.
    Gone,
}

/// What the statement of zero deviations counts.
pub const DEVIATION_DEFINITION: &str = "同一事项四个相同：各站点公布的办事指南，名称、条件、材料、时限和收费都取自全市同一份现行标准。\
     偏离数 = 没有对应现行标准的指南数 + 站点自己另写了这些要素的指南数；站点超出分工受理的另计。";

impl Drift {
    pub const ALL: [Self; 6] = [
        Self::NoPhone,
        Self::NoHours,
        Self::HoursClash,
        Self::Behind,
        Self::Undecided,
        Self::Gone,
    ];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoPhone => "no_phone",
            Self::NoHours => "no_hours",
            Self::HoursClash => "hours_clash",
            Self::Behind => "behind",
            Self::Undecided => "undecided",
            Self::Gone => "gone",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoPhone => "没有咨询电话",
            Self::NoHours => "没有办公时间",
            Self::HoursClash => "事项的时间与大厅的办公时间矛盾",
            Self::Behind => "标准更新后还没有核对",
            Self::Undecided => "标准里有，本站还没有选",
            Self::Gone => "事项已取消，仍在清单里",
        }
    }

    /// The one tap that settles it; none where something has to be typed.
    #[must_use]
    pub const fn settled_by(self) -> Option<&'static str> {
        match self {
            Self::NoPhone | Self::NoHours => None,
            Self::HoursClash => Some("改用大厅的时间"),
            Self::Behind => Some("已核对，没有问题"),
            Self::Undecided => Some("按标准列入"),
            Self::Gone => Some("移出清单"),
        }
    }
}

impl std::str::FromStr for Drift {
    type Err = UnknownValue;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|drift| drift.as_str() == text)
            .ok_or_else(|| UnknownValue {
                list: "偏离",
                text: text.to_owned(),
            })
    }
}
