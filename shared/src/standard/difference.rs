//! What differs between two versions, in words: 承诺办结时限 20 个工作日 → 15 个工作日.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::choices::{options, questions, tri, units};
use super::sheet::specs;
use super::spec::{Shape, Spec};
use crate::catalogue::FeeItem;
use crate::form::{Answers, Choice};

/// One element that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where on the sheet it is.
    pub path: String,
    /// 申请材料「居民身份证」· 份数
    pub label: String,
    /// In words; none where nothing stood.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Everything that differs, in the order of the sheet.
#[must_use]
pub fn difference(before: &Answers, after: &Answers) -> Vec<Change> {
    let (before, after) = (object(before), object(after));
    let mut changes = Vec::new();
    for spec in specs() {
        compare(spec, "", "", &before, &after, &mut changes);
    }
    changes
}

fn object(answers: &Answers) -> Value {
    Value::Object(answers.as_map().clone())
}

fn compare(spec: &Spec, at: &str, within: &str, before: &Value, after: &Value, changes: &mut Vec<Change>) {
    let path = format!("{at}{}", spec.id);
    let label = format!("{within}{}", spec.label);
    match spec.shape {
        // Told with its unit.
        Shape::LimitCount => {}
        Shape::List { specs, .. } => entries(
            specs,
            &path,
            spec.label,
            before.get(spec.id),
            after.get(spec.id),
            changes,
        ),
        _ => {
            let (before, after) = (words(spec, before), words(spec, after));
            if before != after {
                changes.push(Change {
                    path,
                    label,
                    before,
                    after,
                });
            }
        }
    }
}

/// The element that names an entry: its id, else its first text.
pub(super) fn key_of(specs: &'static [Spec]) -> Option<&'static Spec> {
    let text = |spec: &&Spec| matches!(spec.shape, Shape::Text(_));
    specs
        .iter()
        .find(|spec| spec.id == "id")
        .or_else(|| specs.iter().find(text))
}

pub(super) fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What tells the entries of a list apart: their id or first element, and which of several alike it is.
pub(super) fn keys(entries: &[Value], name: &str) -> Vec<(String, usize)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    entries
        .iter()
        .map(|entry| {
            let name = entry.pointer(name).map(ToString::to_string).unwrap_or_default();
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            (name, *count)
        })
        .collect()
}

pub(super) fn name_of(specs: &'static [Spec], entry: &Value) -> String {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let named = ["name", "label"].into_iter().map(text).find(|text| !text.is_empty());
    let first = || key_of(specs).map_or("", |key| text(key.id));
    named.unwrap_or_else(first).to_owned()
}

fn entries(
    specs: &'static [Spec],
    path: &str,
    label: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    changes: &mut Vec<Change>,
) {
    let Some(key) = key_of(specs) else { return };
    let (old, new) = (list(before), list(after));
    let name = format!("/{}", key.id);
    let (old_keys, new_keys) = (keys(old, &name), keys(new, &name));
    for (entry, key) in old.iter().zip(&old_keys) {
        let name = name_of(specs, entry);
        // An entry that was never written says nothing by going.
        if !new_keys.contains(key) && !name.is_empty() {
            changes.push(Change {
                path: path.to_owned(),
                label: label.to_owned(),
                before: Some(name),
                after: None,
            });
        }
    }
    // Where both have them: in another order.
    let order = |all: &[(String, usize)], others: &[(String, usize)]| -> Vec<(String, usize)> {
        all.iter().filter(|key| others.contains(key)).cloned().collect()
    };
    if order(&old_keys, &new_keys) != order(&new_keys, &old_keys) {
        let names = |list: &[Value]| {
            list.iter()
                .map(|one| name_of(specs, one))
                .collect::<Vec<_>>()
                .join("、")
        };
        changes.push(Change {
            path: path.to_owned(),
            label: format!("{label} · 顺序"),
            before: Some(names(old)),
            after: Some(names(new)),
        });
    }
    for (at, (entry, own)) in new.iter().zip(&new_keys).enumerate() {
        let name = name_of(specs, entry);
        let known = old_keys.iter().position(|key| key == own).and_then(|at| old.get(at));
        let (at, within) = (format!("{path}[{at}]."), format!("{label}「{name}」· "));
        let Some(known) = known else {
            added(specs, &at, label, entry, changes);
            continue;
        };
        for spec in specs {
            compare(spec, &at, &within, known, entry, changes);
        }
    }
}

/// A new entry: its name, then all else it says. Who reviews approves nothing unseen.
fn added(specs: &'static [Spec], at: &str, label: &str, entry: &Value, changes: &mut Vec<Change>) {
    let name = name_of(specs, entry);
    let within = format!("{label}「{name}」· ");
    let key = key_of(specs).map_or("", |key| key.id);
    let named = ["name", "label", key]
        .into_iter()
        .find(|id| entry.get(*id).and_then(Value::as_str).is_some_and(|text| text == name));
    changes.push(Change {
        path: format!("{at}{}", named.unwrap_or(key)),
        label: label.to_owned(),
        before: None,
        after: Some(name),
    });
    for spec in specs.iter().filter(|spec| Some(spec.id) != named && spec.id != "id") {
        // A "no" that nobody chose.
        if entry.get(spec.id) != Some(&Value::Bool(false)) {
            compare(spec, at, &within, &Value::Null, entry, changes);
        }
    }
}

/// An element's value in words; none when nothing stands there.
pub(super) fn words(spec: &Spec, within: &Value) -> Option<String> {
    let value = within.get(spec.id)?;
    let text = value.as_str().unwrap_or_default().trim();
    let labelled = |list: Vec<Choice>| {
        let found = list.into_iter().find(|one| one.value == text);
        found.map_or_else(|| text.to_owned(), |one| one.label)
    };
    let said = match spec.shape {
        Shape::Pick(list) => labelled(options(list)),
        Shape::Tri => labelled(tri()),
        Shape::Question => labelled(questions()),
        Shape::Picks(among) => {
            let all = options(among);
            // In the order of the list: in which order they were ticked says nothing.
            let picked = list(Some(value));
            let names = all
                .iter()
                .filter(|one| picked.iter().any(|value| value.as_str() == Some(&one.value)));
            names.map(|one| one.label.as_str()).collect::<Vec<_>>().join("、")
        }
        Shape::Flag => if value.as_bool()? { "是" } else { "否" }.to_owned(),
        Shape::Count { unit, .. } => format!("{} {unit}", value.as_i64()?),
        Shape::Money => FeeItem {
            name: String::new(),
            amount: value.as_i64()?,
        }
        .amount_words(),
        Shape::LimitUnit { none, count } => {
            let unit = labelled(units(none));
            let count = within.get(count).and_then(Value::as_i64);
            match count.filter(|_| !matches!(text, "none" | "on_the_spot" | "")) {
                Some(count) if text == "months" => format!("{count} {unit}"),
                Some(count) => format!("{count} 个{unit}"),
                None => unit,
            }
        }
        Shape::Day => text.parse().map_or_else(|_| text.to_owned(), crate::time::show_date),
        Shape::Condition => condition_words(text),
        Shape::Lines | Shape::Options => text.lines().collect::<Vec<_>>().join("；"),
        Shape::Text(_) | Shape::OptText(_) => text.to_owned(),
        Shape::LimitCount | Shape::List { .. } => return None,
    };
    Some(said).filter(|said| !said.is_empty())
}

fn condition_words(picked: &str) -> String {
    match picked.split_once('=') {
        None if picked == "always" => "总是".to_owned(),
        None => "组合条件".to_owned(),
        Some((id, "true")) => format!("{id} 回答“是”时"),
        Some((id, "false")) => format!("{id} 回答“否”时"),
        Some((id, label)) => format!("{id} 选“{label}”时"),
    }
}
