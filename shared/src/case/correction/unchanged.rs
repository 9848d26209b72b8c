//! A correction that changes nothing is none: each thing that was asked for differs from what was handed in, or the
//! applicant says why it stays.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::Demand;
use crate::form::{Answers, FieldKind, FormSchema};
use crate::problem::FieldProblem;
use crate::text::plain;

/// Why something stays as it was, by the top-level field: an office may be wrong, and a person may have no other paper.
pub type Kept = BTreeMap<String, String>;

/// What was left as it was, without a word why. `same_file` compares two files by their ids; `brought` says whether a
/// paper was put at [`super::OTHER_PAPERS`].
#[must_use]
pub fn unchanged(
    form: &FormSchema,
    demands: &[Demand],
    (before, after): (&Answers, &Answers),
    (kept, note, brought): (&Kept, &str, bool),
    same_file: &dyn Fn(&str, &str) -> bool,
) -> Vec<FieldProblem> {
    let mut problems: Vec<FieldProblem> = Vec::new();
    let free = demands.iter().filter(|demand| demand.path.is_none()).count();
    for demand in demands {
        let Some(path) = demand.path.as_deref() else { continue };
        let head = path.split(['.', '[']).next().unwrap_or_default();
        let said = kept.get(head).is_some_and(|words| !words.trim().is_empty());
        let told = problems.iter().any(|problem| problem.path == path);
        let Some(field) = form.field_at(path) else { continue };
        let (was, is) = (before.get(path), after.get(path));
        if said || told {
            continue;
        }
        let label = &field.label;
        if matches!(field.kind, FieldKind::Material { .. }) {
            if ids(was) == ids(is) {
                problems.push(FieldProblem::new(
                    path,
                    format!("还没有重新上传“{label}”"),
                    "请按补正说明拍照或选择文件上传；交不了的，在“为什么没有改”里写明原因",
                ));
            } else if is_same_set(&ids(was), &ids(is), same_file) {
                problems.push(FieldProblem::new(
                    path,
                    format!("“{label}”传的还是原来那份文件"),
                    "请按补正说明重新拍照或换一份文件；交不了的，在“为什么没有改”里写明原因",
                ));
            }
        } else if is_same(was, is) {
            problems.push(FieldProblem::new(
                path,
                format!("“{label}”还和原来一样"),
                "请按补正说明改正；确实没有错的，在“为什么没有改”里写明原因",
            ));
        }
    }
    let nothing = is_same(
        Some(&Value::Object(before.as_map().clone())),
        Some(&Value::Object(after.as_map().clone())),
    );
    if free > 0 && nothing && !brought && note.trim().is_empty() {
        problems.push(FieldProblem::new(
            "supply_note",
            "还没有写您补了什么",
            "请上传要补的材料，或者在这里写明，工作人员会看到",
        ));
    }
    problems
}

fn ids(value: Option<&Value>) -> Vec<&str> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}

/// Nothing among the new ones that was not among the old.
fn is_same_set(was: &[&str], is: &[&str], same_file: &dyn Fn(&str, &str) -> bool) -> bool {
    !is.is_empty() && is.iter().all(|new| was.iter().any(|old| same_file(old, new)))
}

/// The same answer, however it is spaced or typed.
fn is_same(was: Option<&Value>, is: Option<&Value>) -> bool {
    match (was.unwrap_or(&Value::Null), is.unwrap_or(&Value::Null)) {
        (Value::String(was), Value::String(is)) => plain(was) == plain(is),
        (Value::Array(was), Value::Array(is)) => {
            was.len() == is.len() && was.iter().zip(is).all(|(was, is)| is_same(Some(was), Some(is)))
        }
        (Value::Object(was), Value::Object(is)) => was
            .keys()
            .chain(is.keys())
            .all(|name| is_same(was.get(name), is.get(name))),
        (Value::Null, other) | (other, Value::Null) => is_nothing(other),
        (was, is) => was == is,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.values().all(is_nothing),
        _ => false,
    }
}
