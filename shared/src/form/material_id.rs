//! What a form knows a material by.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::text_newtype;

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
    fn a_material_id_can_stand_in_a_path() {
        assert!("id-card".parse::<MaterialId>().is_ok());
        for bad in ["", "Id", "1a", "a.b", "a-", "a/b", "身份证"] {
            assert!(bad.parse::<MaterialId>().is_err(), "{bad}");
        }
    }
}
