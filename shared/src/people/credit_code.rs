//! The unified social credit code (GB 32100).

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::is_province;
use crate::problem::Explain;
use crate::text::{plain, text_newtype};

/// 31 characters: digits and capital letters without I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A credit code of 18 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);
text_newtype!(CreditCode);

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum CreditCodeError {
    /// Not 18 characters of the alphabet, or letters in the division's six digits.
    Format,
    /// No such province.
    Region,
    /// The last character does not follow from the others, and the code is none of those that are known to be so.
    Checksum,
}

impl Explain for CreditCodeError {
    fn what(&self) -> &'static str {
        match self {
            Self::Format => "统一社会信用代码应为 18 位数字或大写字母，不含 I、O、S、V、Z",
            Self::Region => "统一社会信用代码第 3、4 位不是省份代码",
            Self::Checksum => "统一社会信用代码的校验位不对，可能输错了一位",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Format => "请对照营业执照或登记证书重新输入，注意分清 0 和 O、1 和 I",
            Self::Region => "请对照营业执照或登记证书核对第 3 至 8 位",
            Self::Checksum => "请对照营业执照或登记证书逐位核对",
        }
    }
}

fn value(c: char) -> Option<usize> {
    ALPHABET.find(c)
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;
    fn from_str(text: &str) -> Result<Self, CreditCodeError> {
        let text = plain(text).to_ascii_uppercase();
        if !text.is_ascii() || text.len() != 18 || !text.chars().all(|c| value(c).is_some()) {
            return Err(CreditCodeError::Format);
        }
        let region = text.get(2..8).unwrap_or_default();
        if !region.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CreditCodeError::Format);
        }
        // 10 stands for bodies registered with the State Council's offices.
        if !(region.starts_with("10") || region.get(..2).is_some_and(is_province)) {
            return Err(CreditCodeError::Region);
        }
        let right = text.chars().last() == check_character(&text);
        // Firms registered in Xiamen before 2016 have codes whose last character does not follow from the others; their
        // organisation codes are M and digits, where later ones begin with MA.
        let series = text
            .get(8..10)
            .is_some_and(|start| start.starts_with('M') && !start.ends_with(char::is_alphabetic));
        let of_xiamen = region.starts_with("3502") && series && organisation_is_right(&text);
        if right || of_xiamen {
            Ok(Self(text))
        } else {
            Err(CreditCodeError::Checksum)
        }
    }
}

/// What the last character follows as from the others (GB 32100 §6).
fn check_character(text: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in text.chars().take(17) {
        sum += value(c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

/// Whether the organisation code within, characters 9 to 17, has its own check character right (GB 11714).
fn organisation_is_right(text: &str) -> bool {
    let code = text.get(8..17).unwrap_or_default();
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let values = code.chars().filter_map(|c| c.to_digit(36));
    let sum: u32 = values.zip(weights).map(|(value, weight)| value * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    code.ends_with(check)
}

impl CreditCode {
    /// Taken although its last character does not follow from the others: worth another look.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.0.chars().last() != check_character(&self.0)
    }

    /// Public register data, but shortened where a list shows it.
    #[must_use]
    pub fn masked(&self) -> String {
        let head = self.0.get(..4).unwrap_or_default();
        let tail = self.0.get(14..).unwrap_or_default();
        format!("{head}**********{tail}")
    }
}
