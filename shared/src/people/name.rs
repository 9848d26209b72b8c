//! Names of people, of every nationality that lives here.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::glyphs::one_spelling;
use crate::problem::Explain;
use crate::text::{is_invisible, masked_debug, text_newtype};

/// Up to 50 characters: Han with the middle dot of minority names, or Latin letters with spaces. One Han character is
/// a name too, though seldom: [`PersonName::is_doubtful`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);
text_newtype!(PersonName);
masked_debug!(PersonName);

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum PersonNameError {
    /// Shorter or longer than a name.
    Length,
    /// Digits, signs, or a dot where no name has one.
    Characters,
}

impl Explain for PersonNameError {
    fn what(&self) -> &'static str {
        match self {
            Self::Length => "姓名应为 1 至 50 个汉字，字母的至少 2 个",
            Self::Characters => "姓名里只能有汉字、字母和间隔号“·”",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Length => "请填写身份证上的完整姓名",
            Self::Characters => "请按身份证上的姓名填写，去掉数字和其他符号",
        }
    }
}

impl FromStr for PersonName {
    type Err = PersonNameError;
    fn from_str(text: &str) -> Result<Self, PersonNameError> {
        let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let text = one_spelling(&text);
        let words: Vec<&str> = text.split_whitespace().collect();
        // A space between Han characters is a slip; between Latin words it belongs to the name. So with the full stop:
        // typed for the middle dot of a minority name, but part of an abbreviated Latin one.
        let name = if words.concat().chars().any(is_han) {
            // An accent that the slip had parted from its letter finds it again.
            one_spelling(&words.concat().replace('.', "·"))
        } else {
            words.join(" ").replace(['‘', '’'], "'")
        };
        let begins = name.chars().next().is_none_or(is_letter);
        let ends = name.chars().next_back().is_none_or(|c| is_part(c) || c == '.');
        if !begins || !ends || !name.chars().all(|c| is_part(c) || is_join(c)) {
            return Err(PersonNameError::Characters);
        }
        match name.chars().count() {
            1 if name.chars().all(is_han) => Ok(Self(name)),
            2..=50 => Ok(Self(name)),
            _ => Err(PersonNameError::Length),
        }
    }
}

fn is_letter(c: char) -> bool {
    is_han(c) || c.is_alphabetic()
}

/// A letter, or an accent written after its letter.
fn is_part(c: char) -> bool {
    is_letter(c) || matches!(u32::from(c), 0x300..=0x36F)
}

/// What may stand between letters.
fn is_join(c: char) -> bool {
    matches!(c, '·' | ' ' | '-' | '\'' | '.')
}

/// Han ideographs with their extensions: rare characters stand in real names.
fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF) || c == '〇'
}

impl PersonName {
    /// A single character: on some people's cards, but more often the family name alone.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.0.chars().count() == 1
    }

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
            [_] => "*".to_owned(),
            [first, ..] => format!("{first}*"),
            [] => String::new(),
        }
    }
}
