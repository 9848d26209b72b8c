//! What must be put right before a draft is published: each element once, whoever found it.

use std::collections::BTreeSet;

use super::convert::{answers_of, item_of, item_so_far};
use super::difference::difference;
use super::schema::sheet_path;
use crate::catalogue::{Finding, Item, audit};
use crate::form::Answers;
use crate::problem::FieldProblem;

/// What the audit found at elements that the sheet's own problems do not name already: an empty element is told once.
#[must_use]
pub fn besides(problems: &[FieldProblem], findings: Vec<Finding>) -> Vec<Finding> {
    let told: BTreeSet<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    let mut findings = findings;
    findings.retain(|finding| sheet_path(&finding.field).is_none_or(|path| !told.contains(path.as_str())));
    findings
}

/// Everything that keeps a draft from being published, each at its field: the same as the editor shows.
#[must_use]
pub fn must_mend(base: &Item, answers: &Answers) -> Vec<FieldProblem> {
    let (item, mut problems) = match item_of(base, answers) {
        Ok(item) => (item, Vec::new()),
        Err(problems) => (item_so_far(base, answers), problems),
    };
    let found = besides(&problems, audit(&item));
    problems.extend(found.into_iter().filter(|finding| finding.severe).map(|finding| {
        let path = sheet_path(&finding.field).unwrap_or(finding.field);
        FieldProblem::new(path, finding.what, format!("请改正后再送审（{}）", finding.why))
    }));
    problems
}

/// A new item's draft in which nobody has written anything yet: nothing in it is wrong, it is empty.
#[must_use]
pub fn untouched(base: &Item, answers: &Answers) -> bool {
    base.version == 0 && difference(&answers_of(base), answers).is_empty()
}
