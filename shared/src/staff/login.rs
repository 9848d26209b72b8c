//! The name an account signs in by.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::Explain;
use crate::text::{plain, text_newtype};

/// 3 to 32 lower-case letters, digits, dots or hyphens; typed in any case and width.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);
text_newtype!(Login);

/// Not a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct LoginError;

impl Explain for LoginError {
    fn what(&self) -> &'static str {
        "账号名不合规"
    }
    fn fix(&self) -> &'static str {
        "请用 3 至 32 个小写字母、数字、点或短横"
    }
}

impl FromStr for Login {
    type Err = LoginError;
    fn from_str(text: &str) -> Result<Self, LoginError> {
        let text = plain(text).to_lowercase();
        let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        ((3..=32).contains(&text.len()) && text.bytes().all(sign))
            .then_some(Self(text))
            .ok_or(LoginError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_short_plain_and_typed_in_any_case() {
        assert_eq!(" ShenHu-01 ".parse::<Login>().unwrap().as_str(), "shenhu-01");
        for bad in ["", "ab", "深沪", "a b_c", &"a".repeat(33)] {
            assert_eq!(bad.parse::<Login>(), Err(LoginError), "{bad}");
        }
    }
}
