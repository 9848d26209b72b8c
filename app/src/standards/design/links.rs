//! Addresses within the designer, and what an address says is looked at.

use leptos_router::params::ParamsMap;
use shared::form::FieldId;
use shared::standard::design::{FieldRef, Focus};

use crate::backend::catalogue::query_string;

/// The query that shows this.
#[must_use]
pub fn query_of(focus: &Focus) -> String {
    match focus {
        Focus::Form => String::new(),
        Focus::Page(page) => query_string([("page", page.as_str())]),
        Focus::Field(field) => query_string([("field", field.to_string().as_str())]),
        Focus::Rule { group, at } => {
            let group = group.as_ref().map_or("", |group| group.as_str());
            query_string([("rule", at.to_string().as_str()), ("group", group)])
        }
    }
}

pub fn focus_of(query: &ParamsMap) -> Focus {
    let given = |name: &str| query.get(name).filter(|text| !text.is_empty());
    let id = |name: &str| given(name).and_then(|text| text.parse::<FieldId>().ok());
    if let Some(field) = given("field").and_then(|text| text.parse::<FieldRef>().ok()) {
        return Focus::Field(field);
    }
    if let Some(at) = given("rule").and_then(|text| text.parse().ok()) {
        return Focus::Rule { group: id("group"), at };
    }
    id("page").map_or(Focus::Form, Focus::Page)
}

/// The place of a field's line in the outline.
#[must_use]
pub fn anchor(at: &Focus) -> String {
    match at {
        Focus::Field(field) => format!("at-{}", field.to_string().replace('.', "--")),
        Focus::Page(page) => format!("at-page-{page}"),
        _ => "settings".to_owned(),
    }
}

/// Where an item's form is designed.
pub fn design_address(item: &str) -> String {
    format!("/desk/standards/{item}/form")
}

pub fn shown_at(item: &str, focus: &Focus, fragment: &str) -> String {
    let base = design_address(item);
    match query_of(focus).as_str() {
        "" => format!("{base}#{fragment}"),
        query => format!("{base}?{query}#{fragment}"),
    }
}
