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

    /// What a parser found at `path`, in the parser's own words.
    pub fn of(path: impl Into<String>, error: &impl Explain) -> Self {
        Self::new(path, error.what(), error.fix())
    }
}

/// An error a person can act on. Its `Display` is both halves as one sentence, for where there is but one line.
pub trait Explain: std::error::Error {
    /// What is wrong, as half a sentence: 手机号码应为 11 位数字.
    fn what(&self) -> &'static str;
    /// What to do about it: 请检查是否多输或少输了数字.
    fn fix(&self) -> &'static str;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::MobileError;

    #[test]
    fn a_parser_says_what_is_wrong_and_the_way_out_apart_and_together() {
        let problem = FieldProblem::of("applicant.phone", &MobileError);
        assert_eq!(problem.path, "applicant.phone");
        assert!(!problem.message.contains(&problem.fix));
        assert_eq!(MobileError.to_string(), format!("{}。{}", problem.message, problem.fix));
    }
}
