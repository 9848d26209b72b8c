//! Mobile numbers.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::dialled::{is_separator, without_country};
use crate::problem::Explain;
use crate::text::{masked_debug, text_newtype};

/// A mobile number of 11 digits. Operator blocks are not judged: they change every year.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);
text_newtype!(Mobile);
masked_debug!(Mobile);

/// Not a mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct MobileError;

impl Explain for MobileError {
    fn what(&self) -> &'static str {
        "手机号码应为 11 位数字，以 13 至 19 开头"
    }
    fn fix(&self) -> &'static str {
        "请检查是否多输、少输或输错了数字"
    }
}

impl FromStr for Mobile {
    type Err = MobileError;
    fn from_str(text: &str) -> Result<Self, MobileError> {
        let (text, _) = without_country(text);
        let digits: String = text.chars().filter(|c| *c == '转' || !is_separator(*c)).collect();
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit) => {
                Ok(Self(digits))
            }
            _ => Err(MobileError),
        }
    }
}

impl Mobile {
    /// `138****0000`
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}****{}", self.0.get(..3).unwrap_or_default(), self.tail())
    }

    /// The last four digits, by which staff find a caller.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.0.get(7..).unwrap_or_default()
    }
}
