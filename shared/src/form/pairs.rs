//! Answers as a plain POST sends them: name and text pairs, and back.
//!
//! A field's input is named by its path: `phone`, `elder.mobile`, `members[0].name`; several choices repeat the name. A
//! yes/no sends `yes` or `no`, a tick `on`. A date may come as one text, in any way people write
//! one, or as `path.year`, `path.month`, `path.day`.
//! A list has a hidden input named by its own path (`members`) and one by each entry's (`members[0]`), both empty: they
//! say "this list was on the page", so that what is missing was removed, and a group of unticked boxes still is one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde_json::{Map, Value};

use super::answers::typed_day;
use super::kept::{kept, kept_part};
use super::parts::ADDRESS_PARTS;
use super::path::join;
use super::{Answers, Field, FieldKind, FormSchema};
use crate::text::cleaned;

/// No list is read further; `check` speaks up long before.
const MOST_ENTRIES: usize = 200;

/// Takes the pairs of one page over what was answered before. Only the fields `asked` there are taken: a browser leaves
/// empty ticks out, so an absent one of these means "not ticked", while other pages' answers stay. Nothing typed is
/// lost: what reads as no number stays as text, for `check` to tell about. Texts are [`cleaned`], and numbers and codes
/// are in the one form they are kept in, so that they are the same here and in the browser.
pub fn from_pairs(asked: &[&Field], answers: &mut Answers, pairs: &[(String, String)]) {
    let texts: Vec<(&str, String)> = pairs
        .iter()
        .map(|(name, text)| (name.as_str(), cleaned(text)))
        .collect();
    let mut sent = Sent::default();
    for (name, text) in &texts {
        sent.0.entry(name).or_default().push(text);
    }
    for field in asked {
        sent.read(field, "", answers.as_map_mut());
    }
}

/// The texts by name.
#[derive(Default)]
struct Sent<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Sent<'a> {
    fn all(&self, name: &str) -> &[&'a str] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn first(&self, name: &str) -> Option<&'a str> {
        self.all(name).first().copied()
    }

    /// The entries of a list that something was sent for.
    fn indexes(&self, list: &str) -> BTreeSet<usize> {
        let start = format!("{list}[");
        let from = (Bound::Included(start.as_str()), Bound::Unbounded);
        let names = self.0.range::<str, _>(from).map(|(name, _)| *name);
        let rests = names.map_while(|name| name.strip_prefix(start.as_str()));
        let indexes = rests.filter_map(|rest| rest.split_once(']')?.0.parse().ok());
        indexes.filter(|index| *index < MOST_ENTRIES).collect()
    }

    /// Reads a field's answer into the group it stands in.
    fn read(&self, field: &Field, prefix: &str, group: &mut Map<String, Value>) {
        let id = field.id.as_str();
        let path = join(prefix, id);
        let sent = self.first(&path);
        let value = match &field.kind {
            FieldKind::Choices { .. } => {
                let chosen = self.all(&path).iter().filter(|text| !text.is_empty());
                Some(chosen.map(|text| Value::from(*text)).collect())
            }
            FieldKind::Declaration { .. } => Some(Value::Bool(matches!(sent, Some("on" | "yes" | "true")))),
            FieldKind::YesNo => sent.map(|text| match text {
                "yes" | "true" | "on" => Value::Bool(true),
                "no" | "false" => Value::Bool(false),
                "" => Value::Null,
                other => Value::from(other),
            }),
            FieldKind::Person { parts } => self.parts(&path, &parts.names(), group.get(id)),
            FieldKind::Address { .. } => self.parts(&path, &ADDRESS_PARTS, group.get(id)),
            FieldKind::Repeat { fields, .. } => self.entries(&path, fields, group.get(id)),
            // Files come by their own way and are written into the answers by it.
            FieldKind::Material { .. } => None,
            FieldKind::Date { .. } => match sent {
                Some(text) => Some(Value::from(typed_day(text))),
                None => self.date_parts(&path).map(Value::from),
            },
            FieldKind::Integer { .. } => sent.map(|text| number(text, |plain| plain.parse().ok())),
            FieldKind::Money { .. } => sent.map(|text| number(text, fen)),
            _ => sent.map(|text| Value::from(kept(field, text))),
        };
        if let Some(value) = value {
            group.insert(id.to_owned(), value);
        }
    }

    fn parts(&self, path: &str, names: &[&str], before: Option<&Value>) -> Option<Value> {
        let mut group = before.and_then(Value::as_object).cloned().unwrap_or_default();
        let mut any = false;
        for name in names {
            if let Some(text) = self.first(&join(path, name)) {
                group.insert((*name).to_owned(), Value::from(kept_part(name, text)));
                any = true;
            }
        }
        any.then_some(Value::Object(group))
    }

    /// The entries sent, over those there were: files in them came before and stay.
    fn entries(&self, path: &str, fields: &[Field], before: Option<&Value>) -> Option<Value> {
        let whole = self.first(path).is_some();
        let indexes = self.indexes(path);
        if !whole && indexes.is_empty() {
            return None;
        }
        let before = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut list = if whole { Vec::new() } else { before.to_vec() };
        for index in indexes {
            let entry = before.get(index).and_then(Value::as_object);
            let mut entry = entry.cloned().unwrap_or_default();
            for field in fields {
                self.read(field, &format!("{path}[{index}]"), &mut entry);
            }
            match list.get_mut(index) {
                Some(place) if !whole => *place = Value::Object(entry),
                _ => list.push(Value::Object(entry)),
            }
        }
        Some(Value::Array(list))
    }

    fn date_parts(&self, path: &str) -> Option<String> {
        let part = |name: &str| self.first(&join(path, name)).map(str::trim);
        let (year, month, day) = (part("year")?, part("month")?, part("day")?);
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return Some(String::new());
        }
        Some(format!("{year:0>4}-{month:0>2}-{day:0>2}"))
    }
}

/// A number where it reads as one; otherwise the text as typed.
fn number(text: &str, parse: impl Fn(&str) -> Option<i64>) -> Value {
    let plain = crate::text::plain(text).replace(',', "");
    match parse(&plain) {
        _ if plain.is_empty() => Value::Null,
        Some(number) => Value::from(number),
        None => Value::from(text),
    }
}

/// Whole fen from yuan as typed: `12.5` is 1250.
pub(crate) fn fen(text: &str) -> Option<i64> {
    let text = text.trim_end_matches('元');
    let (yuan, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) || yuan.is_empty() {
        return None;
    }
    let negative = yuan.starts_with('-');
    let yuan: i64 = yuan.parse().ok()?;
    let cents: i64 = format!("{rest:0<2}").parse().ok()?;
    yuan.checked_mul(100)?
        .checked_add(if negative { -cents } else { cents })
}

/// The pairs that give these answers again; what a page without script carries in its inputs.
#[must_use]
pub fn to_pairs(form: &FormSchema, answers: &Answers) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for field in form.fields() {
        if let Some(value) = answers.as_map().get(field.id.as_str()) {
            write(field, field.id.as_str(), value, &mut pairs);
        }
    }
    pairs
}

fn write(field: &Field, path: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match (&field.kind, value) {
        (FieldKind::Material { .. }, _) => {}
        (FieldKind::Repeat { fields, .. }, Value::Array(list)) => {
            pairs.push((path.to_owned(), String::new()));
            for (index, entry) in list.iter().enumerate() {
                pairs.push((format!("{path}[{index}]"), String::new()));
                for field in fields {
                    if let Some(value) = entry.get(field.id.as_str()) {
                        write(field, &format!("{path}[{index}].{}", field.id), value, pairs);
                    }
                }
            }
        }
        (FieldKind::Person { parts }, Value::Object(group)) => write_parts(&parts.names(), path, group, pairs),
        (FieldKind::Address { .. }, Value::Object(group)) => write_parts(&ADDRESS_PARTS, path, group, pairs),
        (FieldKind::Choices { .. }, Value::Array(list)) => {
            pairs.extend(
                list.iter()
                    .filter_map(Value::as_str)
                    .map(|one| (path.to_owned(), one.to_owned())),
            );
        }
        (FieldKind::Declaration { .. }, value) => {
            if value == &Value::Bool(true) {
                pairs.push((path.to_owned(), "on".to_owned()));
            }
        }
        (kind, value) => pairs.push((path.to_owned(), input_text(kind, value))),
    }
}

fn write_parts(names: &[&str], path: &str, group: &Map<String, Value>, pairs: &mut Vec<(String, String)>) {
    for name in names {
        if let Some(text) = group.get(*name).and_then(Value::as_str) {
            pairs.push((join(path, name), text.to_owned()));
        }
    }
}

/// An answer as the text of its input.
#[must_use]
pub fn input_text(kind: &FieldKind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::String(text)) => text.clone(),
        (_, Value::Bool(true)) => "yes".to_owned(),
        (_, Value::Bool(false)) => "no".to_owned(),
        (FieldKind::Money { .. }, Value::Number(number)) => match number.as_i64() {
            Some(fen) if fen % 100 == 0 => (fen / 100).to_string(),
            Some(fen) => {
                let sign = if fen < 0 { "-" } else { "" };
                format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
            }
            None => number.to_string(),
        },
        (_, Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
