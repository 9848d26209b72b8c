//! Division codes (GB/T 2260, GB/T 10114): 6 digits county, 3 digits town, 3 digits village.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Tier;
use crate::problem::Explain;
use crate::text::{plain, text_newtype};

/// Twelve digits, e.g. `350582115000` for a town. The tier follows from the trailing zeros.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(String);
text_newtype!(DivisionCode);

/// Not a division code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct DivisionCodeError;

impl Explain for DivisionCodeError {
    fn what(&self) -> &'static str {
        "区划代码应为 12 位数字，村（社区）的代码要带所属镇（街道）的代码"
    }
    fn fix(&self) -> &'static str {
        "请从列表里重新选择，或对照区划代码表核对"
    }
}

impl FromStr for DivisionCode {
    type Err = DivisionCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = plain(text);
        let right = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with("000000");
        // A village code below the town "000" belongs to no town.
        let orphan = right && text.get(6..9) == Some("000") && text.get(9..12) != Some("000");
        if right && !orphan {
            Ok(Self(text))
        } else {
            Err(DivisionCodeError)
        }
    }
}

impl DivisionCode {
    /// The tier, by the zeros at the end.
    #[must_use]
    pub fn tier(&self) -> Tier {
        match (self.0.get(6..9), self.0.get(9..12)) {
            (Some("000"), _) => Tier::City,
            (_, Some("000")) => Tier::Town,
            _ => Tier::Village,
        }
    }

    /// The city it lies in; itself for a city.
    #[must_use]
    pub fn city(&self) -> Self {
        Self(format!("{}000000", self.head(6)))
    }

    /// The town it lies in; itself for a town, none for a city.
    #[must_use]
    pub fn town(&self) -> Option<Self> {
        (self.tier() != Tier::City).then(|| Self(format!("{}000", self.head(9))))
    }

    /// The town's three digits, as case numbers carry them: `115`; `000` for the city itself.
    #[must_use]
    pub fn town_digits(&self) -> &str {
        self.0.get(6..9).unwrap_or("000")
    }

    /// Whether `other` lies in this division or is it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let significant = match self.tier() {
            Tier::City => 6,
            Tier::Town => 9,
            Tier::Village => 12,
        };
        other.0.starts_with(self.head(significant))
    }

    /// The greatest code that lies in it: everything in it is from itself to this one, in the order of texts.
    #[must_use]
    pub fn last(&self) -> Self {
        let significant = match self.tier() {
            Tier::City => 6,
            Tier::Town => 9,
            Tier::Village => 12,
        };
        let head = self.head(significant);
        Self(format!("{head:9<12}"))
    }

    /// The division above; none for a city.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        match self.tier() {
            Tier::City => None,
            Tier::Town => Some(self.city()),
            Tier::Village => self.town(),
        }
    }

    fn head(&self, digits: usize) -> &str {
        self.0.get(..digits).unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_tier_and_what_lies_above_follow_from_the_digits() {
        let (city, town, village) = (code("350582000000"), code("350582115000"), code("350582115203"));
        assert_eq!(
            (city.tier(), town.tier(), village.tier()),
            (Tier::City, Tier::Town, Tier::Village)
        );
        assert_eq!(village.town(), Some(town.clone()));
        assert_eq!(village.city(), city);
        assert_eq!((city.parent(), town.parent()), (None, Some(city.clone())));
        assert_eq!(village.town_digits(), "115");
    }

    #[test]
    fn a_division_covers_itself_and_what_lies_below_only() {
        let (city, town, village) = (code("350582000000"), code("350582115000"), code("350582115203"));
        assert!(city.covers(&village) && town.covers(&village) && village.covers(&village));
        assert!(!village.covers(&town) && !town.covers(&city));
        assert!(!code("350582116000").covers(&village));
    }

    #[test]
    fn what_lies_below_stands_between_a_code_and_its_last() {
        let town = code("350582115000");
        assert_eq!(town.last().as_str(), "350582115999");
        assert_eq!(town.city().last().as_str(), "350582999999");
        assert_eq!(code("350582115203").last(), code("350582115203"));
    }

    #[test]
    fn other_texts_are_no_codes() {
        for bad in [
            "",
            "350582",
            "35058211500a",
            "350582000101",
            "000000000000",
            "3505821152031",
            "村",
        ] {
            assert_eq!(bad.parse::<DivisionCode>(), Err(DivisionCodeError), "{bad}");
        }
    }
}
