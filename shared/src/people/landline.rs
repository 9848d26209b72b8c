//! Landlines by Fujian's numbering plan.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::dialled::{PhoneError, is_separator, without_country};
use crate::text::{masked_debug, text_newtype};

/// A landline, normal form `0595-85000000` or `0595-85000000-801`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Landline(String);
text_newtype!(Landline);
masked_debug!(Landline);

/// How many digits a subscriber's number has there. Fuzhou and Quanzhou have eight.
fn subscriber_digits(area: &str) -> Option<usize> {
    match area {
        "0591" | "0595" => Some(8),
        "0592" | "0593" | "0594" | "0596" | "0597" | "0598" | "0599" => Some(7),
        _ => None,
    }
}

impl FromStr for Landline {
    type Err = PhoneError;
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let (mut text, abroad) = without_country(text);
        // From abroad the area code is dialled without its 0: +86 595 8500 0000.
        if abroad && text.starts_with('5') {
            text.insert(0, '0');
        }
        let mut parts = text.split(is_separator).filter(|part| !part.is_empty());
        let first = parts.next().ok_or(PhoneError)?;
        if !text.chars().all(|c| is_separator(c) || c.is_ascii_digit()) {
            return Err(PhoneError);
        }
        let (area, glued) = first.split_at_checked(4).ok_or(PhoneError)?;
        let digits = subscriber_digits(area).ok_or(PhoneError)?;
        let mut number = if glued.is_empty() {
            parts.next().unwrap_or_default().to_owned()
        } else {
            glued.to_owned()
        };
        // Written in two groups, the last of four: 0595-8500-0000.
        if number.len() + 4 == digits {
            number.push_str(parts.next().unwrap_or_default());
        }
        // No subscriber number begins with 0 (trunk) or 1 (special services).
        if number.len() != digits || number.starts_with(['0', '1']) {
            return Err(PhoneError);
        }
        match (parts.next(), parts.next()) {
            (None, _) => Ok(Self(format!("{area}-{number}"))),
            (Some(extension), None) if extension.len() <= 6 => Ok(Self(format!("{area}-{number}-{extension}"))),
            _ => Err(PhoneError),
        }
    }
}

impl Landline {
    /// `0595-****0000`: the extension goes as well.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut parts = self.0.split('-');
        let area = parts.next().unwrap_or_default();
        let number = parts.next().unwrap_or_default();
        let tail = number.get(number.len().saturating_sub(4)..).unwrap_or_default();
        format!("{area}-****{tail}")
    }
}
