//! What is wrong with something a person gave us or asked for, where, and the way out.

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

/// Why something is not done, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}。{fix}")]
pub struct Refusal {
    pub kind: RefusalKind,
    /// What stands in the way.
    pub message: String,
    /// What can be done instead.
    pub fix: String,
    /// All that is missing or wrong, each at its part.
    pub problems: Vec<FieldProblem>,
}

/// How a service answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// This person may not.
    Forbidden,
    /// It does not stand so that anyone could.
    Conflict,
    /// Something is missing or wrong.
    Invalid,
}

impl Refusal {
    fn new(kind: RefusalKind, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            fix: fix.into(),
            problems: Vec::new(),
        }
    }

    pub fn forbidden(message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(RefusalKind::Forbidden, message, fix)
    }

    pub fn conflict(message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(RefusalKind::Conflict, message, fix)
    }

    /// One thing that is wrong, at the part it concerns.
    pub fn invalid(part: &str, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::told(vec![FieldProblem::new(part, message, fix)])
    }

    /// Refuses when there is a problem, and tells all of them.
    ///
    /// # Errors
    /// All of them.
    pub fn of(problems: Vec<FieldProblem>) -> Result<(), Self> {
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Self::told(problems)),
        }
    }

    fn told(problems: Vec<FieldProblem>) -> Self {
        let first = problems.first().map(|one| (one.message.clone(), one.fix.clone()));
        let (message, fix) = first.unwrap_or_default();
        Self {
            problems,
            ..Self::new(RefusalKind::Invalid, message, fix)
        }
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
