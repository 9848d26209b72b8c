//! How an application came in. The applicant chooses (优化营商环境条例 §37).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The way an application was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Phone,
    Computer,
    Window,
    Agent,
    Kiosk,
}

impl Channel {
    pub const ALL: [Self; 5] = [Self::Phone, Self::Computer, Self::Window, Self::Agent, Self::Kiosk];

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Phone => "手机",
            Self::Computer => "电脑",
            Self::Window => "窗口",
            Self::Agent => "代办",
            Self::Kiosk => "自助机",
        }
    }

    /// The stable name used in stored rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Computer => "computer",
            Self::Window => "window",
            Self::Agent => "agent",
            Self::Kiosk => "kiosk",
        }
    }

    /// Filed over the network by the applicant, without coming to a hall or station: the board's "share online".
    #[must_use]
    pub const fn is_online(self) -> bool {
        matches!(self, Self::Phone | Self::Computer)
    }
}

/// A channel's name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("没有「{0}」这个渠道")]
pub struct UnknownChannel(pub String);

impl FromStr for Channel {
    type Err = UnknownChannel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == text)
            .ok_or_else(|| UnknownChannel(text.to_owned()))
    }
}
