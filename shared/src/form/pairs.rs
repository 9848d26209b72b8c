//! Answers as a plain POST sends them: name and text pairs, and back.
//!
//! A field's input is named by its path; several choices repeat the name. A yes/no sends `yes` or `no`, a tick `on`.
//! A date may come as one text or as `path.year`, `path.month`, `path.day`.

use serde_json::Value;

use super::path::join;
use super::{Answers, Field, FieldKind, FormSchema, Path};

/// Takes the pairs of one page over what was answered before. Only the fields `asked` there are taken: a browser leaves
/// empty ticks out, so an absent one of these means "not ticked", while other pages' answers stay.
pub fn from_pairs(asked: &[&Field], answers: &mut Answers, pairs: &[(String, String)]) {
    for field in asked {
        read(field, "", answers, pairs);
    }
}

fn all<'a>(pairs: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    pairs
        .iter()
        .filter(move |(key, _)| key == name)
        .map(|(_, text)| text.as_str())
}

fn read(field: &Field, prefix: &str, answers: &mut Answers, pairs: &[(String, String)]) {
    let path = join(prefix, field.id.as_str());
    let Ok(at) = path.parse::<Path>() else { return };
    let sent = all(pairs, &path).next();
    match &field.kind {
        FieldKind::Choices { .. } => {
            let list = all(pairs, &path)
                .filter(|text| !text.is_empty())
                .map(Value::from)
                .collect();
            answers.set(&at, Value::Array(list));
        }
        FieldKind::Declaration { .. } => answers.set(&at, Value::Bool(matches!(sent, Some("on" | "yes" | "true")))),
        FieldKind::YesNo => match sent {
            Some("yes" | "true" | "on") => answers.set(&at, Value::Bool(true)),
            Some("no" | "false") => answers.set(&at, Value::Bool(false)),
            Some(_) => answers.set(&at, Value::Null),
            None => {}
        },
        FieldKind::Person { parts } => {
            parts_of(&path, &["name", "citizen_number", "mobile", "relation"], answers, pairs);
            let _ = parts;
        }
        FieldKind::Address => parts_of(&path, &["division", "detail"], answers, pairs),
        FieldKind::Repeat { fields, max, .. } => {
            for index in 0..*max {
                let entry = format!("{path}[{index}]");
                let named = pairs.iter().any(|(key, _)| {
                    key.strip_prefix(entry.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                });
                if !named {
                    break;
                }
                for field in fields {
                    read(field, &entry, answers, pairs);
                }
            }
        }
        // Files come by their own way and are written into the answers by it.
        FieldKind::Material { .. } => {}
        FieldKind::Date { .. } => {
            if let Some(text) = sent {
                answers.set(&at, Value::from(text.trim()));
            } else if let Some(date) = date_parts(&path, pairs) {
                answers.set(&at, Value::from(date));
            }
        }
        FieldKind::Integer { .. } => put_number(&at, sent, answers, |text| text.parse().ok()),
        FieldKind::Money { .. } => put_number(&at, sent, answers, fen),
        _ => {
            if let Some(text) = sent {
                answers.set(&at, Value::from(text));
            }
        }
    }
}

fn parts_of(path: &str, names: &[&str], answers: &mut Answers, pairs: &[(String, String)]) {
    for name in names {
        let path = join(path, name);
        if let (Some(text), Ok(at)) = (all(pairs, &path).next(), path.parse::<Path>()) {
            answers.set(&at, Value::from(text));
        }
    }
}

/// A number where it reads as one; otherwise the text stays as typed, for `check` to tell about.
fn put_number(at: &Path, sent: Option<&str>, answers: &mut Answers, parse: impl Fn(&str) -> Option<i64>) {
    let Some(text) = sent else { return };
    let plain = crate::text::plain(text).replace(',', "");
    let value = match parse(&plain) {
        _ if plain.is_empty() => Value::Null,
        Some(number) => Value::from(number),
        None => Value::from(text),
    };
    answers.set(at, value);
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

fn date_parts(path: &str, pairs: &[(String, String)]) -> Option<String> {
    let part = |name: &str| all(pairs, &join(path, name)).next().map(str::trim);
    let (year, month, day) = (part("year")?, part("month")?, part("day")?);
    if year.is_empty() && month.is_empty() && day.is_empty() {
        return Some(String::new());
    }
    Some(format!("{year:0>4}-{month:0>2}-{day:0>2}"))
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
            for (index, entry) in list.iter().enumerate() {
                for field in fields {
                    if let Some(value) = entry.get(field.id.as_str()) {
                        write(field, &format!("{path}[{index}].{}", field.id), value, pairs);
                    }
                }
            }
        }
        (FieldKind::Person { .. } | FieldKind::Address, Value::Object(group)) => {
            for (name, value) in group {
                pairs.push((join(path, name), input_text(&FieldKind::YesNo, value)));
            }
        }
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
