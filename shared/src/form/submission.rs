//! What is handed in: only what was asked.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::answers::is_blank;
use super::rule::Scope;
use super::{Answers, Field, FieldKind, FormSchema};

/// The answers that go into the application: hidden and unknown fields are dropped, blanks too. Dropping one answer
/// may hide another, so it is repeated until nothing changes; each round drops something, so it ends.
#[must_use]
pub fn submission(form: &FormSchema, answers: &Answers, today: Date) -> Answers {
    let mut kept = answers.clone();
    loop {
        let pruned = prune(form, &kept, today);
        if pruned == kept {
            return pruned;
        }
        kept = pruned;
    }
}

fn prune(form: &FormSchema, answers: &Answers, today: Date) -> Answers {
    let scope = Scope {
        answers,
        entry: None,
        today,
    };
    let mut pruned = Answers::new();
    for field in form.fields() {
        if let Some(value) = keep(field, answers.as_map().get(field.id.as_str()), scope) {
            pruned.as_map_mut().insert(field.id.to_string(), value);
        }
    }
    pruned
}

fn keep(field: &Field, value: Option<&Value>, scope: Scope<'_>) -> Option<Value> {
    let value = value.filter(|value| !is_blank(Some(value)))?;
    if !scope.holds(&field.shown) {
        return None;
    }
    match &field.kind {
        FieldKind::Person { parts } => {
            let mut names = vec!["name"];
            if parts.citizen_number {
                names.push("citizen_number");
            }
            if parts.mobile {
                names.push("mobile");
            }
            if !parts.relation.is_empty() {
                names.push("relation");
            }
            Some(only(value, &names))
        }
        FieldKind::Address => Some(only(value, &["division", "detail"])),
        FieldKind::Repeat { fields, .. } => {
            let Some(list) = value.as_array() else {
                return Some(value.clone());
            };
            Some(Value::Array(
                list.iter().map(|entry| entry_kept(fields, entry, scope)).collect(),
            ))
        }
        _ => Some(value.clone()),
    }
}

/// An entry's known and shown fields. What is no group is left for `check` to tell about.
fn entry_kept<'a>(fields: &[Field], entry: &'a Value, scope: Scope<'a>) -> Value {
    let Some(group) = entry.as_object() else {
        return entry.clone();
    };
    let inner = scope.within(entry);
    let kept: Map<String, Value> = fields
        .iter()
        .filter_map(|field| Some((field.id.to_string(), keep(field, group.get(field.id.as_str()), inner)?)))
        .collect();
    Value::Object(kept)
}

fn only(value: &Value, names: &[&str]) -> Value {
    let Some(group) = value.as_object() else {
        return value.clone();
    };
    let kept: Map<String, Value> = names
        .iter()
        .filter_map(|name| group.get(*name).map(|value| ((*name).to_owned(), value.clone())))
        .collect();
    Value::Object(kept)
}
