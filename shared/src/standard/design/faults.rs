//! Where a fault that `well_formed` tells is put right.

use super::{FieldRef, Focus};
use crate::form::{FieldKind, FormSchema};

/// What `pages[1].fields[0].fields[2].shown` or `rules[3].when` is about.
#[must_use]
pub fn fault_focus(form: &FormSchema, at: &str) -> Focus {
    let numbers: Vec<(&str, usize)> = at
        .split('.')
        .filter_map(|part| {
            let (name, rest) = part.split_once('[')?;
            Some((name, rest.strip_suffix(']')?.parse().ok()?))
        })
        .collect();
    match numbers.as_slice() {
        [("rules", at), ..] => Focus::Rule { group: None, at: *at },
        [("pages", page), rest @ ..] => {
            let Some(page) = form.pages.get(*page) else {
                return Focus::Form;
            };
            let [("fields", field), rest @ ..] = rest else {
                return Focus::Page(page.id.clone());
            };
            let Some(field) = page.fields.get(*field) else {
                return Focus::Form;
            };
            match (rest, &field.kind) {
                ([("rules", at), ..], _) => Focus::Rule {
                    group: Some(field.id.clone()),
                    at: *at,
                },
                ([("fields", inner), ..], FieldKind::Repeat { fields, .. }) => match fields.get(*inner) {
                    Some(inner) => Focus::Field(FieldRef {
                        group: Some(field.id.clone()),
                        id: inner.id.clone(),
                    }),
                    None => Focus::Form,
                },
                _ => Focus::Field(FieldRef::on_page(field.id.clone())),
            }
        }
        _ => Focus::Form,
    }
}
