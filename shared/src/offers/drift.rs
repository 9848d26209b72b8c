//! Where a site's list has drifted from the standard, or lacks what people need.

use crate::value_list;

value_list! {
    /// What was found.
    pub enum Drift, "偏离" {
        NoPhone = "no_phone", "没有咨询电话";
        NoHours = "no_hours", "没有办公时间";
        /// An item's own hours say something the hall's do not.
        HoursClash = "hours_clash", "事项的时间与大厅的办公时间矛盾";
        /// The standard changed since the site looked at it.
        Behind = "behind", "标准更新后还没有核对";
        /// The standard offers it at this tier, and the site has said neither yes nor no.
        Undecided = "undecided", "标准里有，本站还没有选";
        /// In the list, and no longer in the catalogue.
        Gone = "gone", "事项已取消，仍在清单里";
    }
}

/// What the statement of zero deviations counts.
pub const DEVIATION_DEFINITION: &str = "同一事项四个相同：各站点公布的办事指南，名称、条件、材料、时限和收费都取自全市同一份现行标准。\
     偏离数 = 没有对应现行标准的指南数 + 站点自己另写了这些要素的指南数；站点超出分工受理的另计。";

impl Drift {
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
