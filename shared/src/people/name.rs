//! Names of people, of every nationality that lives here.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::text_newtype;

/// 2 to 50 characters: Han with the middle dot of minority names, or Latin letters with spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);
text_newtype!(PersonName);

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonNameError {
    #[error("姓名应为 2 至 50 个字")]
    Length,
    #[error("姓名里只能有汉字、字母和间隔号“·”")]
    Characters,
}

impl FromStr for PersonName {
    type Err = PersonNameError;
    fn from_str(text: &str) -> Result<Self, PersonNameError> {
        let text = text.trim().replace(['・', '•', '‧', '.', '．'], "·");
        let words: Vec<&str> = text.split_whitespace().collect();
        let han = words.concat().chars().any(is_han);
        // A space between Han characters is a slip; between Latin words it belongs to the name.
        let name = if han { words.concat() } else { words.join(" ") };
        if !name
            .chars()
            .all(|c| is_han(c) || c.is_alphabetic() || matches!(c, '·' | ' ' | '-' | '\''))
        {
            return Err(PersonNameError::Characters);
        }
        match name.chars().count() {
            2..=50 => Ok(Self(name)),
            _ => Err(PersonNameError::Length),
        }
    }
}

/// Han ideographs with their extensions: rare characters stand in real names.
fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF) || c == '〇'
}

impl PersonName {
    /// 陈*明, 林*, A** M**: the family name and, from three characters on, the last one.
    #[must_use]
    pub fn masked(&self) -> String {
        if !self.0.chars().any(is_han) {
            let initials = self.0.split(' ').filter_map(|word| word.chars().next());
            return initials.map(|c| format!("{c}**")).collect::<Vec<_>>().join(" ");
        }
        let chars: Vec<char> = self.0.chars().collect();
        match chars.as_slice() {
            [first, .., last] if chars.len() > 2 => format!("{first}{}{last}", "*".repeat(chars.len() - 2)),
            [first, ..] => format!("{first}*"),
            [] => String::new(),
        }
    }
}
