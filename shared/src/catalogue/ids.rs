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

/// A material's name within its item: `id-card`. The answers of a form keep its files under this name, so it stays
/// when the material's wording changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MaterialId(String);
text_newtype!(MaterialId);

/// Not a material id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("材料编号只用小写字母、数字和短横，以字母开头，不超过 40 个字符")]
pub struct MaterialIdError;

impl FromStr for MaterialId {
    type Err = MaterialIdError;
    fn from_str(text: &str) -> Result<Self, MaterialIdError> {
        let right = text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        right.then(|| Self(text.to_owned())).ok_or(MaterialIdError)
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

    #[test]
    fn a_material_id_can_stand_in_a_path() {
        assert!("id-card".parse::<MaterialId>().is_ok());
        for bad in ["", "Id", "1a", "a.b", "a-", "a/b", "身份证"] {
            assert!(bad.parse::<MaterialId>().is_err(), "{bad}");
        }
    }
}
