//! Phones: mobiles by their first digits, landlines by Fujian's numbering plan.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::{plain, text_newtype};

/// A mobile number of 11 digits. Operator blocks are not judged: they change every year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);
text_newtype!(Mobile);

/// A landline, normal form `0595-85000000` or `0595-85000000-801`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Landline(String);
text_newtype!(Landline);

/// Either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Phone {
    Mobile(Mobile),
    Landline(Landline),
}

/// Not a mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("手机号码应为 11 位数字,以 13 至 19 开头")]
pub struct MobileError;

/// Not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("电话应为 11 位手机号码,或带区号的固定电话,如 0595-85000000")]
pub struct PhoneError;

/// Digits only, brackets, hyphens and the country code gone.
fn digits(text: &str) -> Option<String> {
    let text = plain(text);
    let text = text
        .strip_prefix("+86")
        .or_else(|| text.strip_prefix("0086"))
        .unwrap_or(&text);
    let text: String = text.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

impl FromStr for Mobile {
    type Err = MobileError;
    fn from_str(text: &str) -> Result<Self, MobileError> {
        let digits = digits(text).ok_or(MobileError)?;
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 => Ok(Self(digits)),
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

impl FromStr for Landline {
    type Err = PhoneError;
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let text = plain(text);
        let text = text
            .strip_prefix("+86")
            .or_else(|| text.strip_prefix("0086"))
            .unwrap_or(&text);
        let bare: String = text
            .chars()
            .map(|c| if matches!(c, '(' | ')') { '-' } else { c })
            .collect();
        let mut parts = bare.split('-').filter(|part| !part.is_empty());
        let first = parts.next().ok_or(PhoneError)?;
        let (area, number) = match first.len() {
            4 => (first, parts.next().ok_or(PhoneError)?),
            11 | 12 => first.split_at_checked(4).ok_or(PhoneError)?,
            _ => return Err(PhoneError),
        };
        let extension = parts.next();
        if parts.next().is_some() {
            return Err(PhoneError);
        }
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let length = match area {
            "0591" | "0595" => 8,
            "0592" | "0593" | "0594" | "0596" | "0597" | "0598" | "0599" => 7,
            _ => return Err(PhoneError),
        };
        // No subscriber number begins with 0 (trunk) or 1 (special services).
        if number.len() != length || !all_digits(number) || number.starts_with(['0', '1']) {
            return Err(PhoneError);
        }
        match extension {
            None => Ok(Self(format!("{area}-{number}"))),
            Some(ext) if (1..=6).contains(&ext.len()) && all_digits(ext) => Ok(Self(format!("{area}-{number}-{ext}"))),
            Some(_) => Err(PhoneError),
        }
    }
}

impl FromStr for Phone {
    type Err = PhoneError;
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        if let Ok(mobile) = text.parse() {
            return Ok(Self::Mobile(mobile));
        }
        text.parse().map(Self::Landline)
    }
}

impl Phone {
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mobile(mobile) => mobile.as_str(),
            Self::Landline(landline) => landline.as_str(),
        }
    }

    /// The middle hidden, the last four shown.
    #[must_use]
    pub fn masked(&self) -> String {
        match self {
            Self::Mobile(mobile) => mobile.masked(),
            Self::Landline(landline) => {
                let area = landline.0.get(..5).unwrap_or_default();
                let number = landline
                    .0
                    .get(5..)
                    .unwrap_or_default()
                    .split('-')
                    .next()
                    .unwrap_or_default();
                format!(
                    "{area}****{}",
                    number.get(number.len().saturating_sub(4)..).unwrap_or_default()
                )
            }
        }
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, PhoneError> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.as_str().to_owned()
    }
}
