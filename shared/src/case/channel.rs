//! How an application came in. The applicant chooses (优化营商环境条例 §37).

use crate::value_list;

value_list! {
    /// The way an application was filed.
    pub enum Channel, "渠道" {
        Phone = "phone", "手机";
        Computer = "computer", "电脑";
        Window = "window", "窗口";
        Agent = "agent", "代办";
        Kiosk = "kiosk", "自助机";
    }
}

impl Channel {
    /// Filed over the network by the applicant, without coming to a hall or station: the board's "share online".
    #[must_use]
    pub const fn is_online(self) -> bool {
        matches!(self, Self::Phone | Self::Computer)
    }
}
