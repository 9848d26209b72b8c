//! The case number: short enough to say on the phone, safe enough to type from paper.
//!
//! `JB-115-K7Q2X-4`: the town (digits 7–9 of its division code; 000 for the city itself), five random characters, a check character.
//! Nothing in it can be counted or guessed from, and it says nothing of the person or the item.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::place::DivisionCode;
use crate::text::{plain, text_newtype};

const PREFIX: &str = "JB";
/// 29 characters of which no two look alike: of 0/O, 1/I/L, 2/Z, 5/S, 8/B and V/U only the first is in.
/// 29 is prime, so that the weighted check below catches every single slip and every swap.
const ALPHABET: &[u8; 29] = b"0123456789ACDEFGHJKMNPQRTVWXY";
const MODULUS: u32 = 29;
const PLACE: usize = 3;
const SERIAL: usize = 5;
/// Place, serial and check character.
const LENGTH: usize = PLACE + SERIAL + 1;
/// One letter would find everything.
const SHORTEST_PART: usize = 2;

/// A case number that passed its check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNo(String);
text_newtype!(CaseNo);

/// Why a text is no case number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseNoError {
    #[error("办件号由 3 位数字、5 位字符和 1 位校验符组成，例如 JB-115-K7Q2X-4。请对照回执核对")]
    Shape,
    #[error("办件号里有不会用到的字符「{0}」。请对照回执核对")]
    Character(char),
    #[error("办件号有一位不对或顺序颠倒了。请对照回执逐位核对")]
    Check,
}

impl CaseNo {
    /// A new number for a case handled at `place`, from eight random bytes.
    ///
    /// 29⁵ ≈ 20 million numbers a place: the store keeps them unique and asks again on a clash.
    #[must_use]
    pub fn from_random(place: &DivisionCode, random: [u8; 8]) -> Self {
        let mut values = [0_u32; LENGTH - 1];
        for (value, digit) in values.iter_mut().zip(place.town_digits().chars()) {
            *value = digit.to_digit(10).unwrap_or(0);
        }
        let mut rest = u64::from_le_bytes(random);
        for value in values.iter_mut().skip(PLACE) {
            *value = u32::try_from(rest % u64::from(MODULUS)).unwrap_or(0);
            rest /= u64::from(MODULUS);
        }
        let check = check_value(&values);
        Self(shown(values.into_iter().chain([check])))
    }
}

impl CaseNo {
    /// The letters of a part of a number, as numbers have them: `113-TER`, `ter7e`, `JB-113`. None for what is too
    /// short to look for, as long as a whole number, or no part of any.
    #[must_use]
    pub fn part(text: &str) -> Option<String> {
        let letters = letters_of(text);
        let values = letters.chars().map(value_of).collect::<Result<Vec<_>, _>>().ok()?;
        let fits = (SHORTEST_PART..LENGTH).contains(&values.len());
        fits.then(|| values.into_iter().map(letter).collect())
    }

    /// All its letters without prefix and dashes: what a part from the beginning is found by.
    #[must_use]
    pub fn key(&self) -> String {
        letters_of(&self.0)
    }

    /// The letters after the place: what a part from the middle is found by.
    #[must_use]
    pub fn tail(&self) -> String {
        self.key().split_off(PLACE)
    }
}

/// The value that makes the weighted sum of all nine characters divisible by 29.
///
/// Weights 1…9 differ and are not zero modulo a prime: changing one character changes the sum by
/// weight × difference, swapping two by (difference of weights) × (difference of values), never by a multiple of 29.
fn check_value(values: &[u32]) -> u32 {
    let sum = weighted(values);
    // The check character's weight is 9; 9 × 13 = 117 ≡ 1 (mod 29), so 13 divides by it.
    ((MODULUS - sum) * 13) % MODULUS
}

fn weighted(values: &[u32]) -> u32 {
    values
        .iter()
        .zip(1_u32..)
        .map(|(value, weight)| value * weight)
        .sum::<u32>()
        % MODULUS
}

fn shown(values: impl Iterator<Item = u32>) -> String {
    let mut text = String::from(PREFIX);
    for (position, value) in values.enumerate() {
        if position == 0 || position == PLACE || position == PLACE + SERIAL {
            text.push('-');
        }
        text.push(letter(value));
    }
    text
}

fn letter(value: u32) -> char {
    let letter = usize::try_from(value).ok().and_then(|value| ALPHABET.get(value));
    char::from(letter.copied().unwrap_or(b'0'))
}

/// The letters of what was typed: case, spaces, dashes, full-width characters and the prefix forgiven.
fn letters_of(text: &str) -> String {
    let letters: String = plain(text)
        .chars()
        .filter(|letter| !is_separator(*letter))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    // The place starts with a digit, so a leading JB can only be the prefix.
    letters.strip_prefix(PREFIX).map(str::to_owned).unwrap_or(letters)
}

/// The value of a character; a look-alike counts as what it looks like.
fn value_of(letter: char) -> Result<u32, CaseNoError> {
    let meant = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'U' => 'V',
        other => other,
    };
    let position = ALPHABET.iter().position(|known| char::from(*known) == meant);
    position
        .and_then(|value| u32::try_from(value).ok())
        .ok_or(CaseNoError::Character(letter))
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '-' | '_' | '.' | '·' | '‐'..='―' | '−')
}

impl FromStr for CaseNo {
    type Err = CaseNoError;

    /// Forgives case, spaces, dashes, full-width characters, a missing prefix and look-alikes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letters = letters_of(text);
        if letters.chars().count() != LENGTH {
            return Err(CaseNoError::Shape);
        }
        let values = letters.chars().map(value_of).collect::<Result<Vec<_>, _>>()?;
        if values.iter().take(PLACE).any(|value| *value > 9) {
            return Err(CaseNoError::Shape);
        }
        if weighted(&values) != 0 {
            return Err(CaseNoError::Check);
        }
        Ok(Self(shown(values.into_iter())))
    }
}
