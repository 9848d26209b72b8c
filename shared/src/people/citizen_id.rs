//! The citizen number (GB 11643).

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::is_province;
use crate::problem::Explain;
use crate::text::{masked_debug, plain, text_newtype};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A citizen number of 18 characters. The county's code is not judged beyond its province: counties change.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenId(String);
text_newtype!(CitizenId);
masked_debug!(CitizenId);

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum CitizenIdError {
    /// Not 18 characters (or 15 old digits) of the right kinds.
    Format,
    /// No such province.
    Region,
    /// No such day, or one that has not come yet.
    Birthdate,
    /// The last character does not follow from the others.
    Checksum,
}

impl Explain for CitizenIdError {
    fn what(&self) -> &'static str {
        match self {
            Self::Format => "身份证号码应为 18 位，前 17 位是数字，末位是数字或字母 X",
            Self::Region => "身份证号码开头两位不是省份代码",
            Self::Birthdate => "身份证号码里的出生日期不存在或晚于今天",
            Self::Checksum => "身份证号码的校验位不对，可能输错了一位",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Format => "请对照身份证重新输入，老的 15 位号码也可以",
            Self::Region => "请对照身份证核对前 6 位",
            Self::Birthdate => "请对照身份证核对第 7 至 14 位",
            Self::Checksum => "请对照身份证逐位核对，末位可能是字母 X",
        }
    }
}

/// As the number's 17th digit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    /// 男 or 女.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

impl FromStr for CitizenId {
    type Err = CitizenIdError;

    /// Takes both lengths: 15 old digits become 18. A birth date in the future is only found by [`CitizenId::parse_on`].
    fn from_str(text: &str) -> Result<Self, CitizenIdError> {
        // Keypads have no X: the star stands for it, as on the telephone. A cross is typed for it too.
        let text = plain(text).to_ascii_uppercase().replace(['*', '×'], "X");
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match (text.len(), digits) {
            (15, true) => Self::from_old(&text),
            (18, _) => Self::from_new(text),
            _ => Err(CitizenIdError::Format),
        }
    }
}

impl CitizenId {
    /// Parses, and refuses a birth date after `today`.
    ///
    /// # Errors
    /// The first thing that is wrong: form, region, birth date, check character.
    pub fn parse_on(text: &str, today: Date) -> Result<Self, CitizenIdError> {
        let id: Self = text.parse()?;
        if id.birth() > today {
            Err(CitizenIdError::Birthdate)
        } else {
            Ok(id)
        }
    }

    fn from_new(text: String) -> Result<Self, CitizenIdError> {
        let (head, tail) = text.split_at_checked(17).ok_or(CitizenIdError::Format)?;
        if !head.bytes().all(|byte| byte.is_ascii_digit()) || !tail.chars().all(|c| c.is_ascii_digit() || c == 'X') {
            return Err(CitizenIdError::Format);
        }
        if !head.get(..2).is_some_and(is_province) {
            return Err(CitizenIdError::Region);
        }
        birth_of(head).ok_or(CitizenIdError::Birthdate)?;
        if !tail.starts_with(check_character(head)) {
            return Err(CitizenIdError::Checksum);
        }
        Ok(Self(text))
    }

    /// Inserts the century: 19, or 18 for the serials 996 to 999, which were kept for the very old.
    fn from_old(text: &str) -> Result<Self, CitizenIdError> {
        let (region, rest) = text.split_at_checked(6).ok_or(CitizenIdError::Format)?;
        let century = if matches!(rest.get(6..), Some("996" | "997" | "998" | "999")) {
            "18"
        } else {
            "19"
        };
        let head = format!("{region}{century}{rest}");
        let check = check_character(&head);
        Self::from_new(format!("{head}{check}"))
    }

    /// The date of birth, digits 7 to 14.
    #[must_use]
    pub fn birth(&self) -> Date {
        // The constructor has proved that there is one.
        birth_of(&self.0).unwrap_or(Date::ZERO)
    }

    /// Odd is male, even female.
    #[must_use]
    pub fn sex(&self) -> Sex {
        match self.0.as_bytes().get(16) {
            Some(digit) if (digit - b'0').is_multiple_of(2) => Sex::Female,
            _ => Sex::Male,
        }
    }

    /// Full years on `day`: a year is full on the birthday itself; who was born on February 29 has it on March 1.
    #[must_use]
    pub fn age_on(&self, day: Date) -> i32 {
        let birth = self.birth();
        let years = i32::from(day.year()) - i32::from(birth.year());
        if (day.month(), day.day()) < (birth.month(), birth.day()) {
            years - 1
        } else {
            years
        }
    }

    /// `350***********0019`: the first three and the last four shown; county and date of birth hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        let head = self.0.get(..3).unwrap_or_default();
        let tail = self.0.get(14..).unwrap_or_default();
        format!("{head}***********{tail}")
    }
}

fn birth_of(head: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| head.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (part(6..10)?, part(10..12)?, part(12..14)?);
    if year < 1800 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn check_character(head: &str) -> char {
    let sum: u32 = head
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
        .sum();
    CHECKS.get((sum % 11) as usize).copied().unwrap_or('0')
}
