//! What a password of staff must be (GB/T 22239 asks for complexity; length does more for it than symbols).

use thiserror::Error;

use crate::problem::Explain;

/// The fewest characters.
pub const MIN_PASSWORD: usize = 10;
/// The most: more than anyone types, less than hashing could be kept busy with.
const MAX_PASSWORD: usize = 128;
/// What must be left of a password when the login is taken out of it.
const BESIDE_LOGIN: usize = 6;

/// What people choose first. Shorter ones are too short anyway.
const COMMON: &[&str] = &[
    "1qaz2wsx3edc",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "qwertyuiop",
    "qwerty1234",
    "qwer123456",
    "qwerty12345",
    "qwerty123456",
    "asdfghjkl;",
    "asdf123456",
    "zxcvbnm123",
    "qazwsxedc123",
    "password12",
    "password123",
    "password1234",
    "password2026",
    "passw0rd123",
    "p@ssw0rd123",
    "p@ssword123",
    "admin12345",
    "admin123456",
    "admin@12345",
    "administrator",
    "a123456789",
    "aa123456789",
    "abc1234567",
    "abc123456789",
    "abcd123456",
    "woaini1314",
    "woaini520520",
    "5201314520",
    "iloveyou1314",
    "jinjiang2026",
    "jinjiang123",
    "jinban2026",
    "jinban123456",
    "welcome123",
    "letmein123",
    "1234554321",
    "1122334455",
    "1123581321",
    "3141592653",
];

/// Why a password is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub enum PasswordError {
    Short,
    Long,
    /// Nothing but spaces.
    Blank,
    /// One character, or one short group, again and again.
    Repeated,
    /// 1234567890, abcdefghij, or backwards.
    Sequence,
    /// The login with little beside it.
    Login,
    Common,
    /// The one before.
    Old,
}

impl Explain for PasswordError {
    fn what(&self) -> &'static str {
        match self {
            Self::Short => "密码太短",
            Self::Long => "密码太长",
            Self::Blank => "密码里只有空格",
            Self::Repeated => "密码是同样的字符反复",
            Self::Sequence => "密码是连续的数字或字母",
            Self::Login => "密码和账号几乎一样",
            Self::Common => "这是很多人用的密码，容易被猜到",
            Self::Old => "新密码和原来的一样",
        }
    }
    fn fix(&self) -> &'static str {
        match self {
            Self::Short => "请至少用 10 个字符",
            Self::Long => "请不要超过 128 个字符",
            Self::Blank | Self::Repeated | Self::Sequence => "请用几个不相干的词、数字和符号组成",
            Self::Login => "请换一个不含账号的密码",
            Self::Common => "请换一个只有您自己想得到的密码",
            Self::Old => "请换一个没有用过的密码",
        }
    }
}

/// Whether `password` will do for the account `login`. `old`, where it is known, must not come again.
///
/// # Errors
/// The first rule it breaks.
pub fn check_password(password: &str, login: &str, old: Option<&str>) -> Result<(), PasswordError> {
    // Full-width characters, as input methods type them, are as easy to guess as plain ones.
    let signs: Vec<char> = password.chars().map(narrow).collect();
    let lower = signs.iter().collect::<String>().to_lowercase();
    let login = login.to_lowercase();
    let beside = || lower.replace(&login, "").chars().count();
    match () {
        () if !signs.is_empty() && signs.iter().all(|c| c.is_whitespace()) => Err(PasswordError::Blank),
        () if signs.len() < MIN_PASSWORD => Err(PasswordError::Short),
        () if signs.len() > MAX_PASSWORD => Err(PasswordError::Long),
        () if repeats(&signs) => Err(PasswordError::Repeated),
        () if runs(&signs) => Err(PasswordError::Sequence),
        () if COMMON.contains(&lower.as_str()) => Err(PasswordError::Common),
        () if !login.is_empty() && lower.contains(&login) && beside() < BESIDE_LOGIN => Err(PasswordError::Login),
        () if old == Some(password) => Err(PasswordError::Old),
        () => Ok(()),
    }
}

fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

/// A group of one to three characters, again and again.
fn repeats(signs: &[char]) -> bool {
    (1..=3).any(|size| {
        let group = signs.get(..size).unwrap_or_default();
        signs.chunks(size).all(|part| group.starts_with(part))
    })
}

/// Each character the next, or each the one before; 0 follows 9 as on a keyboard.
fn runs(signs: &[char]) -> bool {
    let next = |a: char, b: char| u32::from(a) + 1 == u32::from(b) || (a, b) == ('9', '0');
    let pairs = || signs.iter().zip(signs.iter().skip(1));
    pairs().all(|(a, b)| next(*a, *b)) || pairs().all(|(a, b)| next(*b, *a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), PasswordError> {
        check_password(password, "shenhu-01", Some("旧的-密码-2025-x"))
    }

    #[test]
    fn a_long_password_of_ones_own_is_taken() {
        for good in [
            "潮起潮落-2026-ab",
            "Jinban-demo-2026",
            "correct horse battery",
            "一只猫走过安平桥2026",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_guessed_at_once_is_refused_with_its_reason() {
        let refused = [
            ("", PasswordError::Short),
            ("abc-12", PasswordError::Short),
            ("          ", PasswordError::Blank),
            (
                "\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}",
                PasswordError::Blank,
            ),
            ("aaaaaaaaaa", PasswordError::Repeated),
            ("1212121212", PasswordError::Repeated),
            ("abcabcabcab", PasswordError::Repeated),
            ("1234567890", PasswordError::Sequence),
            ("9876543210", PasswordError::Sequence),
            ("abcdefghijkl", PasswordError::Sequence),
            ("0987654321", PasswordError::Sequence),
            ("１２３４５６７８９０", PasswordError::Sequence),
            ("Ｐassword１23", PasswordError::Common),
            ("ｓhenhu-01！!", PasswordError::Login),
            ("Password123", PasswordError::Common),
            ("1qaz2wsx3edc", PasswordError::Common),
            ("SHENHU-01", PasswordError::Short),
            ("shenhu-01!", PasswordError::Login),
            ("ShenHu-012026", PasswordError::Login),
            ("旧的-密码-2025-x", PasswordError::Old),
        ];
        for (password, why) in refused {
            assert_eq!(check(password), Err(why), "{password}");
        }
        assert_eq!(check(&"长".repeat(3)), Err(PasswordError::Short));
        assert_eq!(check(&"ab1-".repeat(40)), Err(PasswordError::Long));
    }
}
