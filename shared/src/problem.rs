//! What is wrong with something a person gave us, where, and the way out.

use serde::{Deserialize, Serialize};

/// One problem of one field, in plain Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's path, e.g. `applicant.phone` or `members[2].name`.
    pub path: String,
    /// What is wrong: 手机号应为 11 位数字.
    pub message: String,
    /// What to do about it: 请检查是否少输了一位.
    pub fix: String,
}

impl FieldProblem {
    /// A problem at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
            fix: fix.into(),
        }
    }
}
