//! Ids of stored things.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::Explain;
use crate::text::text_newtype;

/// Not an id of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}。{}", self.what(), self.fix())]
pub struct IdError;

impl Explain for IdError {
    fn what(&self) -> &'static str {
        "编号的格式不对"
    }
    fn fix(&self) -> &'static str {
        "请返回列表重新打开"
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);
        text_newtype!($name);
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                is_uuid(text).then(|| Self(text.to_owned())).ok_or(IdError)
            }
        }
    )* };
}

uuid_ids! {
    /// An account, of an applicant or of staff.
    AccountId,
    /// A case inside the store; people use its `CaseNo`.
    CaseId,
    /// An application not yet handed in.
    DraftId,
    /// A file handed in.
    FileId,
    /// A post that somebody holds.
    PostId,
}

/// A department or utility: a short name of the city package, such as `civil-affairs`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DepartmentId(String);
text_newtype!(DepartmentId);

impl FromStr for DepartmentId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let right = !text.is_empty()
            && text.len() <= 32
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        right.then(|| Self(text.to_owned())).ok_or(IdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_the_right_shape_are_taken() {
        assert!("01890a5d-ac96-774b-bcce-b302099a8057".parse::<CaseId>().is_ok());
        for bad in [
            "",
            "1",
            "01890A5D-AC96-774B-BCCE-B302099A8057",
            "../../etc/passwd-aaaa-bbbb-ccccdddd",
        ] {
            assert_eq!(bad.parse::<CaseId>(), Err(IdError), "{bad}");
        }
        assert!("civil-affairs".parse::<DepartmentId>().is_ok());
        for bad in ["", "市民政局", "Civil", "civil affairs", &"a".repeat(33)] {
            assert_eq!(bad.parse::<DepartmentId>(), Err(IdError), "{bad}");
        }
    }

    #[test]
    fn serde_goes_through_the_parser() {
        assert!(serde_json::from_str::<FileId>("\"x\"").is_err());
    }
}
