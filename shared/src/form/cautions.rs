//! What the rules let pass and is still worth a second look before it is handed in.

use serde_json::Value;

use super::path::join;
use super::{Field, FieldKind, Filled};
use crate::people::{CreditCode, PersonName};
use crate::problem::FieldProblem;

impl Filled<'_> {
    /// Answers that are rare and right, or common slips: told on the review, and never in the way.
    #[must_use]
    pub fn cautions(&self) -> Vec<FieldProblem> {
        let mut found = Vec::new();
        for field in self.form().fields() {
            if let Some(value) = self.answers().as_map().get(field.id.as_str()) {
                look(field, field.id.as_str(), value, &mut found);
            }
        }
        found
    }
}

fn look(field: &Field, path: &str, value: &Value, found: &mut Vec<FieldProblem>) {
    match (&field.kind, value) {
        (FieldKind::CreditCode, Value::String(text))
            if text.parse::<CreditCode>().is_ok_and(|code| code.is_doubtful()) =>
        {
            found.push(FieldProblem::new(
                path,
                format!("“{}”的最后一位和前面的对不上", field.label),
                "请再对照执照看一遍；执照上就是这样的，不用改",
            ));
        }
        (FieldKind::Person { .. }, Value::Object(group)) => {
            let name = group.get("name").and_then(Value::as_str).unwrap_or_default();
            if name.parse::<PersonName>().is_ok_and(|name| name.is_doubtful()) {
                found.push(FieldProblem::new(
                    join(path, "name"),
                    format!("“{}”的姓名只有一个字", field.label),
                    "请再对照身份证看一遍；身份证上就是这样的，不用改",
                ));
            }
        }
        (FieldKind::Repeat { fields, .. }, Value::Array(list)) => {
            for (at, entry) in list.iter().enumerate() {
                for inner in fields {
                    if let Some(value) = entry.get(inner.id.as_str()) {
                        look(inner, &format!("{path}[{at}].{}", inner.id), value, found);
                    }
                }
            }
        }
        _ => {}
    }
}
