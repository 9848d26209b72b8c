//! What mobile numbers and landlines have in common when people write them.

use thiserror::Error;

use crate::problem::Explain;
use crate::text::plain;

/// Not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct PhoneError;

impl Explain for PhoneError {
    fn what(&self) -> &'static str {
        "电话应为 11 位手机号码，或福建省内带区号的固定电话"
    }
    fn fix(&self) -> &'static str {
        "固定电话请写成 0595-85000000 这样，外省固定电话请改填手机号码"
    }
}

/// Hyphens and dashes of every kind, brackets, dots, and 转 before an extension.
pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        '-' | '(' | ')' | '.' | '·' | '转' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

/// Without China's country code, and whether it stood there.
pub(super) fn without_country(text: &str) -> (String, bool) {
    let text = plain(text);
    let text = text.trim_start_matches(is_separator);
    // Contact lists write the code without its plus; no area of Fujian and no mobile number begins with 86.
    let rest = text
        .strip_prefix("+86")
        .or_else(|| text.strip_prefix("0086"))
        .or_else(|| text.strip_prefix("86").filter(|rest| is_whole(rest)));
    (
        rest.unwrap_or(text).trim_start_matches(is_separator).to_owned(),
        rest.is_some(),
    )
}

/// Long enough to be a number of its own, beginning as a mobile number or an area code without its 0 does.
fn is_whole(rest: &str) -> bool {
    let rest = rest.trim_start_matches(is_separator);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    (rest.starts_with('1') && digits == 11) || (rest.starts_with("59") && (10..=11).contains(&digits))
}
