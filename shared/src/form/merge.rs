//! Two saves of one draft, brought together field by field: what only one side changed is taken, and where both changed
//! the same field a person decides. Nothing is overwritten that its writer had not seen.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::answers::is_blank;
use super::kept::{kept, kept_part};
use super::path::join;
use super::{Answers, Field, FieldKind, FormSchema};

/// A field that both sides changed, differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// Such as `remark`, `applicant.mobile`, `members[1].name`.
    pub path: String,
    pub label: String,
    /// `null` for nothing.
    pub mine: Value,
    pub theirs: Value,
}

/// Both sides together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// At a clash the stored answer stands.
    pub answers: Answers,
    pub clashes: Vec<Clash>,
}

/// Brings `mine` together with what is stored now. `seen` are the states that the writer of `mine` knows of: first the
/// one their page was made from, then what they sent themselves without hearing back. Over these, `mine` is taken;
/// without any, every difference is a clash.
#[must_use]
pub fn merge(form: &FormSchema, seen: &[&Answers], mine: &Answers, theirs: &Answers) -> Merged {
    let mut merged = Merged {
        answers: theirs.clone(),
        clashes: Vec::new(),
    };
    for field in form.fields() {
        let id = field.id.as_str();
        let sides = Sides {
            seen: seen.iter().map(|one| one.as_map().get(id)).collect(),
            mine: mine.as_map().get(id),
            theirs: theirs.as_map().get(id),
        };
        match settle(field, id, &field.label, &sides, &mut merged.clashes) {
            Some(value) => merged.answers.as_map_mut().insert(id.to_owned(), value),
            None => merged.answers.as_map_mut().remove(id),
        };
    }
    merged
}

/// One field as each side has it.
struct Sides<'a> {
    seen: Vec<Option<&'a Value>>,
    mine: Option<&'a Value>,
    theirs: Option<&'a Value>,
}

impl<'a> Sides<'a> {
    fn part(&self, name: &str) -> Sides<'a> {
        let part = |side: Option<&'a Value>| side?.as_object()?.get(name);
        Sides {
            seen: self.seen.iter().map(|one| part(*one)).collect(),
            mine: part(self.mine),
            theirs: part(self.theirs),
        }
    }

    fn entry(&self, at: usize) -> Sides<'a> {
        let entry = |side: Option<&'a Value>| side?.as_array()?.get(at);
        Sides {
            seen: self.seen.iter().map(|one| entry(*one)).collect(),
            mine: entry(self.mine),
            theirs: entry(self.theirs),
        }
    }
}

fn settle(field: &Field, path: &str, label: &str, sides: &Sides<'_>, clashes: &mut Vec<Clash>) -> Option<Value> {
    let [mine, theirs] = [sides.mine, sides.theirs].map(|side| said(field, side));
    let seen: Vec<Option<Value>> = sides.seen.iter().map(|one| said(field, *one)).collect();
    if mine == theirs || seen.contains(&theirs) {
        return sides.mine.cloned();
    }
    if seen.first() == Some(&mine) {
        return sides.theirs.cloned();
    }
    let together = match &field.kind {
        // Two numbers of two people, or a name with another's phone, are told by the applicant at the review; a village
        // with the door of another is not, so an address is one answer.
        FieldKind::Person { parts } => Some(person(&parts.names(), path, label, sides, clashes)),
        FieldKind::Repeat { fields, item_label, .. } => list(fields, item_label, path, sides, clashes),
        _ => None,
    };
    together.unwrap_or_else(|| {
        clashes.push(Clash {
            path: path.to_owned(),
            label: label.to_owned(),
            mine: mine.unwrap_or_default(),
            theirs: theirs.unwrap_or_default(),
        });
        sides.theirs.cloned()
    })
}

fn person(names: &[&str], path: &str, label: &str, sides: &Sides<'_>, clashes: &mut Vec<Clash>) -> Option<Value> {
    let mut group = Map::new();
    for name in names {
        let part = sides.part(name);
        let [mine, theirs] = [part.mine, part.theirs].map(|side| part_text(name, side));
        let seen: Vec<Option<Value>> = part.seen.iter().map(|one| part_text(name, *one)).collect();
        let value = if mine == theirs || seen.contains(&theirs) {
            part.mine.cloned()
        } else {
            if seen.first() != Some(&mine) {
                clashes.push(Clash {
                    path: join(path, name),
                    label: format!("{label} · {}", part_label(name)),
                    mine: mine.unwrap_or_default(),
                    theirs: theirs.unwrap_or_default(),
                });
            }
            part.theirs.cloned()
        };
        if let Some(value) = value {
            group.insert((*name).to_owned(), value);
        }
    }
    Some(Value::Object(group))
}

fn part_label(name: &str) -> &'static str {
    match name {
        "citizen_number" => "身份证号码",
        "mobile" => "手机号码",
        "relation" => "关系",
        _ => "姓名",
    }
}

/// Entries by their places where nobody added or took one out; else what both added after the same beginning. Any other
/// difference cannot be told apart entry by entry: none, and the whole list is asked about.
fn list(
    fields: &[Field],
    item_label: &str,
    path: &str,
    sides: &Sides<'_>,
    clashes: &mut Vec<Clash>,
) -> Option<Option<Value>> {
    let entries = |side: Option<&'_ Value>| side.and_then(Value::as_array).cloned().unwrap_or_default();
    let (base, mine, theirs) = (
        entries(*sides.seen.first()?),
        entries(sides.mine),
        entries(sides.theirs),
    );
    if base.len() == mine.len() && base.len() == theirs.len() {
        let known = Sides {
            seen: sides
                .seen
                .iter()
                .filter(|one| entries(**one).len() == base.len())
                .copied()
                .collect(),
            ..*sides
        };
        let merged = (0..base.len()).map(|at| {
            let entry = known.entry(at);
            let mut group = Map::new();
            for field in fields {
                let id = field.id.as_str();
                let label = format!("{item_label} {} · {}", at + 1, field.label);
                if let Some(value) = settle(field, &format!("{path}[{at}].{id}"), &label, &entry.part(id), clashes) {
                    group.insert(id.to_owned(), value);
                }
            }
            Value::Object(group)
        });
        return Some(Some(merged.collect()));
    }
    let same = |one: &[Value], other: &[Value]| {
        one.iter()
            .map(|entry| said_entry(fields, entry))
            .eq(other.iter().map(|entry| said_entry(fields, entry)))
    };
    let starts = |side: &[Value]| side.get(..base.len()).is_some_and(|start| same(start, &base));
    if !starts(&mine) || !starts(&theirs) {
        return None;
    }
    let added = mine
        .into_iter()
        .skip(base.len())
        .filter(|entry| !is_blank(Some(&said_entry(fields, entry))));
    let mut together = theirs;
    for entry in added {
        if !together
            .iter()
            .any(|there| said_entry(fields, there) == said_entry(fields, &entry))
        {
            together.push(entry);
        }
    }
    Some(Some(Value::Array(together)))
}

/// What an answer says: how it was typed, and a form's empty texts for what was never there, make no difference.
fn said(field: &Field, value: Option<&Value>) -> Option<Value> {
    let value = value?;
    let said = match (&field.kind, value) {
        (FieldKind::Material { .. }, _) | (FieldKind::Declaration { .. }, Value::Bool(false)) => return None,
        (FieldKind::Person { .. } | FieldKind::Address { .. }, Value::Object(group)) => {
            let parts = group
                .iter()
                .filter_map(|(name, part)| Some((name.clone(), part_text(name, Some(part))?)));
            Value::Object(parts.collect())
        }
        (FieldKind::Repeat { fields, .. }, Value::Array(list)) => {
            let mut entries: Vec<Value> = list.iter().map(|entry| said_entry(fields, entry)).collect();
            // A page shows one blank entry where there is none.
            while entries.last().is_some_and(|last| is_blank(Some(last))) {
                entries.pop();
            }
            Value::Array(entries)
        }
        _ => return text(Some(value), |text| kept(field, text)),
    };
    (!is_blank(Some(&said))).then_some(said)
}

fn said_entry(fields: &[Field], entry: &Value) -> Value {
    let parts = fields.iter().filter_map(|field| {
        let id = field.id.as_str();
        Some((id.to_owned(), said(field, entry.get(id))?))
    });
    Value::Object(parts.collect())
}

/// A part of a person or an address.
fn part_text(name: &str, value: Option<&Value>) -> Option<Value> {
    text(value, |text| kept_part(name, text))
}

/// Forms send CRLF for what a script reads as LF. Drafts from before may hold numbers as they were typed.
fn text(value: Option<&Value>, kept: impl Fn(&str) -> String) -> Option<Value> {
    let value = value.filter(|value| !is_blank(Some(value)))?;
    Some(match value {
        Value::String(text) => Value::from(kept(text.replace("\r\n", "\n").trim())),
        other => other.clone(),
    })
}
