//! Answers in words, for review pages and files.

use serde_json::Value;

use super::answers::{day, is_blank};
use super::check::yuan;
use super::kept::{kept, kept_part};
use super::{Choice, Field, FieldKind};
use crate::time::show_date;

/// The answer as people read it; empty when there is none. A list gives a line for each entry. Addresses show the division's
/// code here; a screen that has the names passes them by `place`.
#[must_use]
pub fn show_answer(field: &Field, value: Option<&Value>, place: &dyn Fn(&str) -> Option<String>) -> String {
    let Some(value) = value else { return String::new() };
    if value.as_str() == Some(super::HIDDEN) {
        return super::HIDDEN.to_owned();
    }
    let text = || value.as_str().unwrap_or_default().trim().to_owned();
    match &field.kind {
        FieldKind::Integer { unit, .. } => match (value.as_i64(), unit) {
            (Some(number), Some(unit)) => format!("{number} {unit}"),
            (Some(number), None) => number.to_string(),
            (None, _) => text(),
        },
        FieldKind::Money { .. } => value.as_i64().map_or_else(text, yuan),
        FieldKind::Date { .. } => day(&text()).map_or_else(text, show_date),
        FieldKind::Choice { options } => label(options, &text()),
        FieldKind::Choices { options, .. } => {
            let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter()
                .filter_map(Value::as_str)
                .map(|one| label(options, one))
                .collect::<Vec<_>>()
                .join("、")
        }
        FieldKind::YesNo => yes_no(value, "是", "否"),
        FieldKind::Declaration { .. } => yes_no(value, "已确认", "未确认"),
        FieldKind::Address { .. } => {
            let part = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
            let division = part("division");
            format!(
                "{}{}",
                place(division).unwrap_or_else(|| division.to_owned()),
                part("detail")
            )
        }
        FieldKind::Person { parts } => {
            let part = |name| {
                value
                    .get(name)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            };
            let relation = label(&parts.relation, &part("relation"));
            let [number, mobile] = ["citizen_number", "mobile"].map(|name| as_read(&kept_part(name, &part(name))));
            let words = [part("name"), relation, number, mobile];
            words
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("  ")
        }
        FieldKind::Repeat { fields, item_label, .. } => entries(fields, item_label, value, place),
        FieldKind::Material { .. } => match value.as_array().map_or(0, Vec::len) {
            0 => String::new(),
            count => format!("{count} 个文件"),
        },
        FieldKind::CitizenNumber | FieldKind::CreditCode | FieldKind::Phone | FieldKind::Mobile => {
            as_read(&kept(field, &text()))
        }
        FieldKind::Text { .. } => kept(field, &text()),
        _ => text(),
    }
}

/// A number as it is read, whatever keyboard it was typed on; words that are none stay.
fn as_read(typed: &str) -> String {
    let plain = crate::text::plain(typed);
    if plain.bytes().any(|byte| byte.is_ascii_digit()) {
        plain.to_ascii_uppercase()
    } else {
        typed.to_owned()
    }
}

/// One line for each entry that says something.
fn entries(fields: &[Field], item_label: &str, value: &Value, place: &dyn Fn(&str) -> Option<String>) -> String {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let filled = list.iter().filter(|entry| !is_blank(Some(entry)));
    let lines = filled.enumerate().map(|(at, entry)| {
        let answers = fields.iter().filter_map(|field| {
            let words = show_answer(field, entry.get(field.id.as_str()), place);
            let named = match field.kind {
                // A person and a name speak for themselves.
                FieldKind::Person { .. } => words.clone(),
                _ => format!("{}：{words}", field.label.trim_end_matches(['？', '?'])),
            };
            (!words.is_empty()).then_some(named)
        });
        format!("{item_label} {}：{}", at + 1, answers.collect::<Vec<_>>().join("；"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn label(options: &[Choice], value: &str) -> String {
    options
        .iter()
        .find(|option| option.value == value)
        .map_or_else(|| value.to_owned(), |option| option.label.clone())
}

fn yes_no(value: &Value, yes: &str, no: &str) -> String {
    match value {
        Value::Bool(true) => yes.to_owned(),
        Value::Bool(false) => no.to_owned(),
        _ => String::new(),
    }
}
