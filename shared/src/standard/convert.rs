//! Between the item and the sheet.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

use super::difference::{key_of, keys, list};
use super::own_checks::own_checks;
use super::pointer::{put, remove};
use super::schema::schema;
use super::sheet::specs;
use super::spec::{Shape, Spec};
use super::typed::typed;
use crate::catalogue::Item;
use crate::form::{Answers, check};
use crate::problem::FieldProblem;

/// Parts that are there whole or not at all, with what they must have when they are.
const OPTIONAL: &[(&str, &[&str])] = &[
    ("/power_source", &[]),
    ("/exercise_level", &[]),
    ("/body_kind", &[]),
    ("/body_code", &[]),
    ("/validity", &["basis"]),
    ("/public_notice", &["place", "basis"]),
];

/// The sheet asks for no date: any day does.
const ANY_DAY: Date = date(2020, 1, 1);

/// The sheet filled with what the item says.
#[must_use]
pub fn answers_of(item: &Item) -> Answers {
    let item = to_json(item);
    let mut answers = Answers::new();
    for spec in specs() {
        if let Some(value) = out(spec, &item, &item) {
            answers.put(spec.id, value);
        }
    }
    answers
}

pub(super) fn to_json(item: &Item) -> Value {
    // Strings for keys and finite numbers: this cannot fail.
    serde_json::to_value(item).unwrap_or_default()
}

fn out(spec: &Spec, within: &Value, item: &Value) -> Option<Value> {
    let value = within.pointer(spec.at).filter(|value| !value.is_null());
    match spec.shape {
        Shape::Text(_)
        | Shape::OptText(_)
        | Shape::Pick(_)
        | Shape::Picks(_)
        | Shape::Count { .. }
        | Shape::Money
        | Shape::Day => value.cloned(),
        Shape::Flag => Some(Value::Bool(value.and_then(Value::as_bool).unwrap_or_default())),
        Shape::Lines => Some(joined(value?.as_array()?.iter().filter_map(Value::as_str))),
        Shape::Tri => Some(json!(match value.and_then(Value::as_bool) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        })),
        Shape::LimitUnit { none, .. } => match value {
            Some(limit) => limit.get("unit").cloned(),
            None => none.then(|| json!("none")),
        },
        Shape::LimitCount => value?.get("value").filter(|count| count.as_u64() != Some(0)).cloned(),
        Shape::Question => value.map(|kind| match kind.as_str() {
            Some(known @ ("yes_no" | "choice" | "choices")) => json!(known),
            _ => json!("kept"),
        }),
        Shape::Options => Some(joined(
            value?.as_array()?.iter().filter_map(|one| one.get("label")?.as_str()),
        )),
        Shape::Condition => Some(json!(condition_out(value?, item))),
        Shape::List { specs, .. } => {
            let entries = value?.as_array()?.iter().map(|entry| {
                let parts = specs
                    .iter()
                    .filter_map(|spec| Some((spec.id.to_owned(), out(spec, entry, item)?)));
                Value::Object(parts.collect::<Map<_, _>>())
            });
            Some(entries.collect())
        }
    }
}

fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> Value {
    Value::String(lines.collect::<Vec<_>>().join("\n"))
}

/// The picked condition an expression amounts to; `kept` for what cannot be picked.
fn condition_out(rule: &Value, item: &Value) -> String {
    if *rule == Value::Bool(true) {
        return "always".to_owned();
    }
    let simple = || {
        let pair = rule.get("equals").or_else(|| rule.get("contains"))?.as_array()?;
        let (id, value) = (pair.first()?.as_str()?, pair.get(1)?);
        let question = question(item, id)?;
        if let Value::Bool(yes) = value {
            return Some(format!("{id}={yes}"));
        }
        let options = question.get("options")?.as_array()?;
        let option = options.iter().find(|one| one.get("value") == Some(value))?;
        Some(format!("{id}={}", option.get("label")?.as_str()?))
    };
    simple().unwrap_or_else(|| "kept".to_owned())
}

fn question<'a>(item: &'a Value, id: &str) -> Option<&'a Value> {
    let situations = item.get("situations")?.as_array()?;
    situations
        .iter()
        .filter_map(|situation| situation.get("ask"))
        .find(|ask| ask.get("id").and_then(Value::as_str) == Some(id))
}

/// The item as the sheet now says it. What the sheet does not write stays as in `base`; a value that changed loses its
/// mark of confirmation.
///
/// # Errors
/// Everything that keeps the sheet from being an item, each at its field.
pub fn item_of(base: &Item, answers: &Answers) -> Result<Item, Vec<FieldProblem>> {
    let mut problems = check(&schema(base.form.clone(), answers), answers, ANY_DAY);
    problems.extend(own_checks(answers));
    if !problems.is_empty() {
        return Err(problems);
    }
    let before = to_json(base);
    let mut item = before.clone();
    for spec in in_order() {
        write(spec, answers, &before, &mut item);
    }
    settled(item, &before).map_err(|error| {
        let message = format!("有一项内容不合格式：{error}");
        vec![FieldProblem::new("name", message, "请逐项核对，改正后再保存")]
    })
}

/// The item as far as the sheet can be read: what is not fit to be read yet stays as in `base`. For previews and for
/// checks while someone is still writing; what is published goes through [`item_of`].
#[must_use]
pub fn item_so_far(base: &Item, answers: &Answers) -> Item {
    let before = to_json(base);
    let mut whole = before.clone();
    for spec in in_order() {
        write(spec, answers, &before, &mut whole);
    }
    if let Ok(item) = settled(whole, &before) {
        return item;
    }
    let mut item = before.clone();
    for spec in in_order() {
        let mut tried = item.clone();
        write(spec, answers, &before, &mut tried);
        if settled(tried.clone(), &before).is_ok() {
            item = tried;
        }
    }
    settled(item, &before).unwrap_or_else(|_| base.clone())
}

/// Conditions are picked among the situations: those come first.
fn in_order() -> impl Iterator<Item = &'static Spec> {
    let situations = |spec: &&Spec| spec.id == "situations";
    specs()
        .filter(situations)
        .chain(specs().filter(|spec| spec.id != "situations"))
}

fn write(spec: &Spec, answers: &Answers, before: &Value, item: &mut Value) {
    let typed = answers.as_map().get(spec.id).filter(|_| asked(spec, answers));
    let value = inward(spec, typed, before.pointer(spec.at), item, item);
    put(item, spec.at, value);
}

/// What is out of sight says nothing: nobody could put it right there.
pub(super) fn asked(spec: &Spec, answers: &Answers) -> bool {
    spec.shown.is_none_or(|(other, values)| {
        let other = answers.get(other).and_then(Value::as_str);
        other.is_some_and(|value| values.contains(&value))
    })
}

/// The item with what changed no longer confirmed.
fn settled(mut item: Value, before: &Value) -> Result<Item, serde_json::Error> {
    for spec in specs().filter(|spec| !spec.mark.is_empty()) {
        if bare(item.pointer(spec.at)) != bare(before.pointer(spec.at)) {
            put(&mut item, spec.mark, Value::Bool(false));
        }
    }
    settle_optional(&mut item);
    serde_json::from_value(item)
}

/// Takes away what has no content and completes what has.
fn settle_optional(item: &mut Value) {
    for (pointer, needed) in OPTIONAL {
        let value = item.pointer(&format!("{pointer}/value"));
        if bare(value).is_null() {
            remove(item, pointer);
            continue;
        }
        for name in *needed {
            let at = format!("{pointer}/value/{name}");
            if item.pointer(&at).is_none_or(Value::is_null) {
                put(item, &at, json!(""));
            }
        }
        let lists = format!("{pointer}/value/by_age");
        if item.pointer(&lists).is_some_and(Value::is_null) {
            remove(item, &lists);
        }
        let mark = format!("{pointer}/confirmed");
        if item.pointer(&mark).is_none() {
            put(item, &mark, Value::Bool(false));
        }
    }
}

/// A value without what says nothing, for comparing.
fn bare(value: Option<&Value>) -> Value {
    match value {
        None => Value::Null,
        Some(Value::String(text)) if text.trim().is_empty() => Value::Null,
        Some(Value::Array(list)) if list.is_empty() => Value::Null,
        Some(Value::Array(list)) => list.iter().map(|one| bare(Some(one))).collect(),
        Some(Value::Object(map)) => {
            let said: Map<String, Value> = map
                .iter()
                .map(|(name, value)| (name.clone(), bare(Some(value))))
                .filter(|(_, value)| !value.is_null())
                .collect();
            if said.is_empty() {
                Value::Null
            } else {
                Value::Object(said)
            }
        }
        Some(value) => value.clone(),
    }
}

fn lines(value: Option<&Value>) -> impl Iterator<Item = String> {
    let lines: Vec<String> = typed(value)
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    // A line that stands there twice says nothing more.
    let mut seen = BTreeSet::new();
    lines.into_iter().filter(move |line| seen.insert(line.clone()))
}

/// What stands in the item for what was typed. `within` is the entry or item being written, `item` the whole item.
fn inward(spec: &Spec, value: Option<&Value>, before: Option<&Value>, within: &Value, item: &Value) -> Value {
    match spec.shape {
        Shape::Text(_) => json!(typed(value)),
        Shape::OptText(_) | Shape::Pick(_) | Shape::Day => match typed(value) {
            text if text.is_empty() => Value::Null,
            text => json!(text),
        },
        Shape::Picks(_) => picks_in(value, before),
        Shape::Flag => json!(value.and_then(Value::as_bool).unwrap_or_default()),
        Shape::Tri => match typed(value).as_str() {
            "yes" => json!(true),
            "no" => json!(false),
            _ => Value::Null,
        },
        Shape::Count { .. } | Shape::Money => value.and_then(Value::as_i64).map_or(Value::Null, |n| json!(n)),
        Shape::Lines => lines(value).map(Value::String).collect(),
        Shape::LimitUnit { .. } => match typed(value).as_str() {
            "none" | "" => Value::Null,
            unit => json!({"unit": unit, "value": 0}),
        },
        Shape::LimitCount => {
            let mut limit = within.pointer(spec.at).cloned().unwrap_or_default();
            let counts = limit.get("unit").is_some_and(|unit| unit != "on_the_spot");
            if let (true, Some(count)) = (counts, value.and_then(Value::as_i64)) {
                put(&mut limit, "/value", json!(count));
            }
            limit
        }
        Shape::Question => match typed(value).as_str() {
            "kept" => before.cloned().unwrap_or_default(),
            kind => json!(kind),
        },
        Shape::Options => options_in(value, before),
        Shape::Condition => condition_in(&typed(value), before, item),
        Shape::List { specs, .. } => list_in(specs, value, before, item),
    }
}

/// The same ones picked, in whatever order the boxes stand: nothing was changed.
fn picks_in(value: Option<&Value>, before: Option<&Value>) -> Value {
    let picked = list(value);
    let same = before.filter(|before| {
        let stood = list(Some(before));
        stood.len() == picked.len() && stood.iter().all(|one| picked.contains(one))
    });
    same.cloned().unwrap_or_else(|| json!(picked))
}

/// Options keep their value while their label stays; a new one has its label for a value.
fn options_in(value: Option<&Value>, before: Option<&Value>) -> Value {
    let known = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    lines(value)
        .map(|label| {
            let same = known.iter().find(|one| one.get("label") == Some(&json!(label)));
            same.cloned().unwrap_or_else(|| json!({"value": label, "label": label}))
        })
        .collect()
}

fn condition_in(picked: &str, before: Option<&Value>, item: &Value) -> Value {
    if picked == "kept" {
        return before.cloned().unwrap_or(Value::Bool(true));
    }
    let Some((id, answer)) = picked.split_once('=') else {
        return Value::Bool(true);
    };
    let ask = question(item, id);
    let kind = ask.and_then(|ask| ask.get("kind")).and_then(Value::as_str);
    let value = match (kind, answer) {
        (Some("yes_no"), answer) => json!(answer == "true"),
        _ => ask
            .and_then(|ask| ask.get("options")?.as_array())
            .and_then(|options| options.iter().find(|one| one.get("label") == Some(&json!(answer))))
            .and_then(|option| option.get("value"))
            .cloned()
            .unwrap_or_else(|| json!(answer)),
    };
    let how = if kind == Some("choices") { "contains" } else { "equals" };
    json!({ how: [id, value] })
}

fn list_in(specs: &'static [Spec], value: Option<&Value>, before: Option<&Value>, item: &Value) -> Value {
    let Some(key) = key_of(specs) else { return json!([]) };
    let (known, typed) = (list(before), list(value));
    let known_keys = keys(known, key.at);
    let typed_keys = keys(typed, &format!("/{}", key.id));
    typed
        .iter()
        .zip(typed_keys)
        .map(|(entry, own)| {
            let at = known_keys.iter().position(|key| *key == own);
            entry_in(specs, entry, at.and_then(|at| known.get(at)), item)
        })
        .collect()
}

fn entry_in(specs: &[Spec], typed: &Value, known: Option<&Value>, item: &Value) -> Value {
    let mut entry = known.cloned().unwrap_or_else(|| json!({}));
    for spec in specs {
        let before = known.and_then(|known| known.pointer(spec.at));
        let value = inward(spec, typed.get(spec.id), before, &entry, item);
        let asked = spec.shown.is_none() || !value.is_null() && value != json!([]);
        if value.is_null() || !asked {
            remove(&mut entry, spec.at);
        } else {
            put(&mut entry, spec.at, value);
        }
    }
    let mark = specs.iter().map(|spec| spec.mark).find(|mark| !mark.is_empty());
    if let Some(mark) = mark {
        let confirmed = known.is_some_and(|known| {
            let same = specs
                .iter()
                .all(|spec| said(known.pointer(spec.at)) == said(entry.pointer(spec.at)));
            same && known.pointer(mark) == Some(&Value::Bool(true))
        });
        put(&mut entry, mark, Value::Bool(confirmed));
    }
    entry
}

/// [`bare`], and "no" is as good as silence.
fn said(value: Option<&Value>) -> Value {
    match bare(value) {
        Value::Bool(false) => Value::Null,
        value => value,
    }
}
