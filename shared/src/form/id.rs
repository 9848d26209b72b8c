//! Names of forms and fields.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::text_newtype;

/// A form of a city package, e.g. `old-age-allowance`: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FormId(String);
text_newtype!(FormId);

/// Not a form id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("表单编号只用小写字母、数字和短横，以字母开头，不超过 60 个字符")]
pub struct FormIdError;

impl FromStr for FormId {
    type Err = FormIdError;
    fn from_str(text: &str) -> Result<Self, FormIdError> {
        let right = text.len() <= 60
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        right.then(|| Self(text.to_owned())).ok_or(FormIdError)
    }
}

/// A field's name within its form or group, e.g. `birth_date` or `id-card`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldId(String);
text_newtype!(FieldId);

/// Not a field id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("字段名只用小写字母、数字、下划线和短横，以字母开头，不超过 40 个字符")]
pub struct FieldIdError;

impl FromStr for FieldId {
    type Err = FieldIdError;
    fn from_str(text: &str) -> Result<Self, FieldIdError> {
        let right = text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
        right.then(|| Self(text.to_owned())).ok_or(FieldIdError)
    }
}
