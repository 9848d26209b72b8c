//! Ids of the catalogue, as packages write them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::text_newtype;

/// An item's id in its package: `JJ-MZ-04`, i.e. the city, the department, a number. It addresses the item until its
/// official code is assigned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);
text_newtype!(ItemId);

/// Not an item id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("事项编号应像 JJ-MZ-04：城市、部门的字母各一组，再加两位以上数字")]
pub struct ItemIdError;

impl FromStr for ItemId {
    type Err = ItemIdError;
    fn from_str(text: &str) -> Result<Self, ItemIdError> {
        let text = crate::text::plain(text).to_ascii_uppercase();
        let letters =
            |part: &str, max: usize| (2..=max).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
        let digits = |part: &str| (2..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let mut parts = text.split('-');
        let right = matches!(
            (parts.next(), parts.next(), parts.next(), parts.next()),
            (Some(city), Some(office), Some(number), None) if letters(city, 4) && letters(office, 2) && digits(number)
        );
        right.then_some(Self(text)).ok_or(ItemIdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_id_is_forgiving_about_case_and_width_only() {
        let id: ItemId = " jj-mz-04".parse().unwrap();
        assert_eq!(id.as_str(), "JJ-MZ-04");
        assert_eq!("JJ-MZ-04".parse::<ItemId>().unwrap(), id);
        for bad in [
            "",
            "JJ-MZ",
            "JJ-MZ-4",
            "JJMZ04",
            "J-MZ-04",
            "JJ-M1-04",
            "JJ-MZ-04-1",
            "../../x",
        ] {
            assert_eq!(bad.parse::<ItemId>(), Err(ItemIdError), "{bad}");
        }
    }
}
