//! How a result reached the applicant (行政许可法 §44): handed over, or sent under a number that can be followed.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::form::Answers;
use crate::problem::{Explain, Refusal};
use crate::text::{plain, text_newtype};

/// What was done with the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Delivery {
    /// Into the hands of the applicant, or of whom they sent.
    Window,
    Post {
        waybill: Waybill,
    },
}

impl Delivery {
    /// What the applicant reads.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Window => "结果已在窗口交给您（或者您委托的人）".to_owned(),
            Self::Post { waybill } => format!("结果已寄出，快递单号 {waybill}"),
        }
    }
}

/// How the applicant chose to get the result, where their form asks. It says nothing about anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    Window,
    Post,
}

impl Wish {
    /// From the answers in full.
    #[must_use]
    pub fn of(answers: &Answers) -> Option<Self> {
        match answers.get("delivery")?.as_str()? {
            "window" => Some(Self::Window),
            "courier" => Some(Self::Post),
            _ => None,
        }
    }

    /// As a command names it.
    #[must_use]
    pub const fn how(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Post => "post",
        }
    }

    /// What staff read.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Window => "到窗口领取",
            Self::Post => "邮寄到家",
        }
    }

    /// Refuses another way without a word why: the applicant waits at the door, or comes for nothing.
    ///
    /// # Errors
    /// A [`Refusal`] at the note.
    pub fn kept(self, delivery: &Delivery, note: &str) -> Result<(), Refusal> {
        let kept = matches!(
            (self, delivery),
            (Self::Window, Delivery::Window) | (Self::Post, Delivery::Post { .. })
        );
        if kept || !note.trim().is_empty() {
            return Ok(());
        }
        Err(Refusal::invalid(
            "note",
            format!("申请人选的是{}，您登记的是另一种方式", self.words()),
            "请在说明里写明为什么，申请人会看到；选错了的，请改选",
        ))
    }
}

/// The number of a parcel: international ones (UPU S10) by their check digit, domestic ones by their shape alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Waybill(String);

text_newtype!(Waybill);

/// A number no carrier gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum WaybillError {
    /// Too short, too long, or no number at all.
    Shape,
    /// An international one whose check digit says that something was typed wrong.
    CheckDigit,
}

impl Explain for WaybillError {
    fn what(&self) -> &'static str {
        match self {
            Self::Shape => "快递单号不对",
            Self::CheckDigit => "快递单号的校验位对不上，有一位抄错了",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Shape => "请照面单填写：邮政的是 13 位，其他快递是 10 至 20 位数字或字母",
            Self::CheckDigit => "请对照面单逐位核对；两个字母开头的 13 位单号，第 11 位是校验位",
        }
    }
}

impl FromStr for Waybill {
    type Err = WaybillError;

    fn from_str(text: &str) -> Result<Self, WaybillError> {
        let number = plain(text).to_ascii_uppercase();
        let known = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if !known || !(10..=20).contains(&number.len()) || digits < 8 {
            return Err(WaybillError::Shape);
        }
        match s10(&number) {
            Some(false) => Err(WaybillError::CheckDigit),
            _ => Ok(Self(number)),
        }
    }
}

/// Whether a number of the shape `EE123456789CN` has the right check digit; none for other shapes.
fn s10(number: &str) -> Option<bool> {
    let bytes = number.as_bytes();
    let (head, rest) = bytes.split_at_checked(2)?;
    let (digits, tail) = rest.split_at_checked(9)?;
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_alphabetic);
    if tail.len() != 2 || !letters(head) || !letters(tail) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let values: Vec<u32> = digits.iter().map(|digit| u32::from(digit - b'0')).collect();
    let (check, serial) = values.split_last()?;
    let sum: u32 = serial
        .iter()
        .zip([8, 6, 4, 2, 3, 5, 9, 7])
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    };
    Some(*check == expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waybill_is_a_number_a_carrier_gives() {
        for (typed, kept) in [
            ("1234567890123", "1234567890123"),
            (" 12345 67890 123 ", "1234567890123"),
            ("sf1234567890123", "SF1234567890123"),
            // The example of UPU S10.
            ("RB123456785GB", "RB123456785GB"),
        ] {
            assert_eq!(
                typed.parse::<Waybill>().map(String::from),
                Ok(kept.to_owned()),
                "{typed}"
            );
        }
        for wrong in ["", "123", "寄出去了", "ABCDEFGHIJKL", "123456789012345678901"] {
            assert_eq!(wrong.parse::<Waybill>(), Err(WaybillError::Shape), "{wrong}");
        }
        for miscopied in ["RB123456784GB", "RB123456795GB", "EA000000001CN"] {
            assert_eq!(
                miscopied.parse::<Waybill>(),
                Err(WaybillError::CheckDigit),
                "{miscopied}"
            );
        }
    }

    #[test]
    fn another_way_than_the_applicant_chose_is_explained() {
        let post = Delivery::Post {
            waybill: "1234567890123".parse().unwrap(),
        };
        let chosen = |way| Wish::of(&Answers::from_json(&format!(r#"{{"delivery": "{way}"}}"#)).unwrap());
        assert_eq!(chosen("pigeon"), None);
        let (window, courier) = (chosen("window").unwrap(), chosen("courier").unwrap());
        assert_eq!((window, courier), (Wish::Window, Wish::Post));
        for (wish, kept, other) in [(window, &Delivery::Window, &post), (courier, &post, &Delivery::Window)] {
            assert_eq!(wish.kept(kept, ""), Ok(()));
            assert_eq!(wish.kept(other, "申请人改了主意"), Ok(()));
            let refused = wish.kept(other, " ").unwrap_err();
            assert_eq!(refused.problems[0].path, "note");
            assert!(refused.message.contains(wish.words()), "{refused}");
        }
    }

    #[test]
    fn it_is_said_how_the_result_reached_the_applicant() {
        let post = Delivery::Post {
            waybill: "1234567890123".parse().unwrap(),
        };
        assert!(post.words().contains("1234567890123"), "{}", post.words());
        let stored = r#"{"how":"post","waybill":"1234567890123"}"#;
        assert_eq!(serde_json::to_string(&post).unwrap(), stored);
        assert_eq!(serde_json::from_str::<Delivery>(stored).unwrap(), post);
    }
}
