//! What the rules let pass and is still worth a second look before it is handed in.

use serde_json::Value;

use super::path::join;
use super::{CrossRule, Field, FieldKind, Filled};
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

    /// Answers that speak against what the item asks for, by the form's own cautions: told while it is filled in, and
    /// never in the way, for the office decides.
    #[must_use]
    pub fn against(&self) -> Vec<FieldProblem> {
        let mut found = Vec::new();
        self.warn(&self.form().rules, "", None, &mut found);
        for field in self.form().fields() {
            let FieldKind::Repeat { rules, .. } = &field.kind else {
                continue;
            };
            let entries = self.answers().as_map().get(field.id.as_str()).and_then(Value::as_array);
            for (at, entry) in entries.into_iter().flatten().enumerate() {
                self.warn(rules, &format!("{}[{at}]", field.id), Some(entry), &mut found);
            }
        }
        found
    }

    /// The cautions among some rules that hold, in an entry or in the whole form. Two entries say the same once.
    fn warn(&self, rules: &[CrossRule], prefix: &str, entry: Option<&Value>, found: &mut Vec<FieldProblem>) {
        for rule in rules.iter().filter(|rule| rule.caution) {
            let told = found.iter().any(|problem| problem.message == rule.message);
            if !told && self.shows_rule(rule, prefix) && self.scope(entry).holds(&rule.when) {
                let (message, fix) = (rule.message.clone(), rule.fix.clone());
                found.push(FieldProblem::new(rule.path_in(prefix), message, fix));
            }
        }
    }

    /// Whether the field that a rule is told at is shown.
    pub(super) fn shows_rule(&self, rule: &CrossRule, prefix: &str) -> bool {
        self.shows(&rule.path_in(prefix)) || self.shows(&join(prefix, rule.path.head()))
    }
}

impl CrossRule {
    /// Where it is told, in an entry such as `members[2]` or, with an empty prefix, in the whole form.
    pub(super) fn path_in(&self, prefix: &str) -> String {
        match self.path.as_str().strip_prefix('.') {
            Some(sibling) => join(prefix, sibling),
            None => self.path.as_str().to_owned(),
        }
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
