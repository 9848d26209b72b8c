//! A phone of either kind.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Landline, Mobile, PhoneError};

/// A mobile number or a landline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Phone {
    /// Eleven digits.
    Mobile(Mobile),
    /// With its area code.
    Landline(Landline),
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
    /// The number in its one normal form.
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
            Self::Landline(landline) => landline.masked(),
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
