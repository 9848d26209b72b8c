//! What an edit comes to: where to look and what was done, or why not and the way out.

use super::Focus;
use crate::problem::FieldProblem;

pub(super) type Done = Result<(Focus, String), Vec<FieldProblem>>;

pub(super) fn refuse(path: &str, message: impl Into<String>, fix: impl Into<String>) -> Vec<FieldProblem> {
    vec![FieldProblem::new(path, message, fix)]
}

/// What an edit is about is not there: somebody else was faster.
pub(super) fn gone(what: &str) -> Vec<FieldProblem> {
    refuse(
        "",
        format!("{what}已经不在表单里了"),
        "可能刚被别人删除；请看过最新的表单再改",
    )
}
