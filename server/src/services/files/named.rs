//! The files that answers name.

use serde_json::Value;
use shared::form::{Answers, Field, FieldKind, FormSchema};

/// Every file the answers name, with its path.
pub(crate) fn named(form: &FormSchema, answers: &Answers) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for field in form.fields() {
        look(field, field.id.as_str(), answers.get(field.id.as_str()), &mut found);
    }
    found
}

fn look(field: &Field, path: &str, value: Option<&Value>, found: &mut Vec<(String, String)>) {
    let Some(list) = value.and_then(Value::as_array) else {
        return;
    };
    match &field.kind {
        FieldKind::Material { .. } => {
            found.extend(
                list.iter()
                    .filter_map(Value::as_str)
                    .map(|id| (path.to_owned(), id.to_owned())),
            );
        }
        FieldKind::Repeat { fields, .. } => {
            for (at, entry) in list.iter().enumerate() {
                for field in fields {
                    let path = format!("{path}[{at}].{}", field.id);
                    look(field, &path, entry.get(field.id.as_str()), found);
                }
            }
        }
        _ => {}
    }
}
