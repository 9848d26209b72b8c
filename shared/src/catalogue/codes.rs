//! Codes of items (GB/T 39046-2020). Official codes are never made up here: an item that has none shows
//! [`PENDING`].

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ExerciseLevel;
use crate::people::CreditCode;
use crate::text::{plain, text_newtype};

/// What stands where an official code is not assigned yet.
pub const PENDING: &str = "待赋码";

/// Not a code of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    #[error("基本编码应为 12 位：区划 2 位、事项类型 2 位、主项 5 位、子项 3 位，字母不用 I、O、Z、S、V")]
    Basic,
    #[error("实施编码应为 31 位：统一社会信用代码 18 位、行使层级 1 位（1–7）、基本编码 12 位")]
    Implementation,
    #[error("业务办理项编码应为 33 位：实施编码 31 位加顺序号 01–99")]
    Handling,
}

/// 基本编码: region 2, type 2, main item 5, sub-item 3.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BasicCode(String);
text_newtype!(BasicCode);

/// 实施编码: who exercises it, at which level, which basic code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImplementationCode(String);
text_newtype!(ImplementationCode);

/// 业务办理项编码: one way of handling an implemented item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HandlingCode(String);
text_newtype!(HandlingCode);

fn letter_or_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !matches!(byte, b'I' | b'O' | b'Z' | b'S' | b'V'))
}

impl FromStr for BasicCode {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let text = plain(text).to_ascii_uppercase();
        let digits = |from: usize, to: usize| {
            text.get(from..to)
                .is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let right = text.len() == 12
            && text.bytes().all(letter_or_digit)
            && digits(0, 4)
            && text.get(2..4).is_some_and(|kind| kind != "00");
        right.then_some(Self(text)).ok_or(CodeError::Basic)
    }
}

impl BasicCode {
    /// The two digits that say the type of item.
    #[must_use]
    pub fn type_digits(&self) -> &str {
        self.0.get(2..4).unwrap_or_default()
    }
}

impl FromStr for ImplementationCode {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let text = plain(text).to_ascii_uppercase();
        let wrong = CodeError::Implementation;
        let (Some(body), Some(level), Some(basic)) = (text.get(..18), text.get(18..19), text.get(19..)) else {
            return Err(wrong);
        };
        body.parse::<CreditCode>().map_err(|_| wrong)?;
        level.parse::<ExerciseLevel>().map_err(|_| wrong)?;
        basic.parse::<BasicCode>().map_err(|_| wrong)?;
        Ok(Self(text))
    }
}

impl FromStr for HandlingCode {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let text = plain(text).to_ascii_uppercase();
        let wrong = CodeError::Handling;
        let (Some(implementation), Some(order)) = (text.get(..31), text.get(31..)) else {
            return Err(wrong);
        };
        implementation.parse::<ImplementationCode>().map_err(|_| wrong)?;
        let numbered = order.len() == 2 && order != "00" && order.bytes().all(|b| b.is_ascii_digit());
        numbered.then_some(Self(text)).ok_or(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIC: &str = "350520101000";

    #[test]
    fn a_basic_code_has_twelve_places_and_no_letters_that_look_alike() {
        assert!(BASIC.parse::<BasicCode>().is_ok());
        assert!("00012400100Y".parse::<BasicCode>().is_ok());
        for bad in [
            "",
            "35052010100",
            "3505201010000",
            "35052O101000",
            "350020101000",
            "AB0520101000",
        ] {
            assert_eq!(bad.parse::<BasicCode>(), Err(CodeError::Basic), "{bad}");
        }
    }

    #[test]
    fn an_implementation_code_needs_a_real_body_and_level() {
        let body = "11350582MB0T000150";
        assert!(format!("{body}4{BASIC}").parse::<ImplementationCode>().is_ok());
        assert!(format!("{body}8{BASIC}").parse::<ImplementationCode>().is_err());
        assert!(
            format!("11350582MB0T000151{}{BASIC}", 4)
                .parse::<ImplementationCode>()
                .is_err()
        );
        assert!(format!("{body}4{BASIC}01").parse::<HandlingCode>().is_ok());
        assert!(format!("{body}4{BASIC}00").parse::<HandlingCode>().is_err());
        assert!("一二三".parse::<HandlingCode>().is_err());
    }
}
