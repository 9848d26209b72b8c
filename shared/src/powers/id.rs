//! A power's number in the list.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::Explain;
use crate::text::{plain, text_newtype};

/// `P-000123`: given once, never used again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PowerId(String);
text_newtype!(PowerId);

/// Not a power's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct PowerIdError;

impl Explain for PowerIdError {
    fn what(&self) -> &'static str {
        "权力编号应像 P-000123：P、短横和 6 位数字"
    }
    fn fix(&self) -> &'static str {
        "请从权责清单里复制编号"
    }
}

impl PowerId {
    /// The number with this running number; none beyond six digits.
    #[must_use]
    pub fn numbered(number: u32) -> Option<Self> {
        (1..=999_999).contains(&number).then(|| Self(format!("P-{number:06}")))
    }

    /// Its running number.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.0.get(2..).and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }
}

impl FromStr for PowerId {
    type Err = PowerIdError;
    fn from_str(text: &str) -> Result<Self, PowerIdError> {
        let text = plain(text).to_ascii_uppercase();
        let digits = text.strip_prefix("P-").ok_or(PowerIdError)?;
        let right = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "000000";
        right.then_some(Self(text)).ok_or(PowerIdError)
    }
}
