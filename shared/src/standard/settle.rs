//! A clash decided: what is put where, also when entries have moved since.

use serde_json::{Value, json};

use super::difference::key_of;
use super::difference::{keys, list, words};
use super::merge::Clash;
use super::sheet::specs;
use super::spec::{Shape, Spec};
use crate::form::Answers;

/// The element a clash is about: its list, when it is in one, and itself; no element when it is about a whole entry.
fn about(path: &str) -> Option<(&'static Spec, Option<&'static Spec>)> {
    let Some((name, rest)) = path.split_once('[') else {
        return Some((specs().find(|spec| spec.id == path)?, None));
    };
    let whole = specs().find(|spec| spec.id == name)?;
    let Shape::List { specs, .. } = whole.shape else {
        return None;
    };
    let part = rest.split_once("].").map(|(_, part)| part);
    Some((whole, specs.iter().find(|spec| Some(spec.id) == part)))
}

impl Clash {
    /// Whether a third text can be written in place of the two.
    #[must_use]
    pub fn is_text(&self) -> bool {
        let shape = match about(&self.path) {
            Some((spec, part)) => part.unwrap_or(spec).shape,
            None => return false,
        };
        matches!(
            shape,
            Shape::Text(_) | Shape::OptText(_) | Shape::Lines | Shape::Options
        )
    }

    /// One of its two values in words; none where nothing stood.
    #[must_use]
    pub fn words(&self, value: &Value) -> Option<String> {
        if value.is_null() {
            return None;
        }
        let (whole, part) = about(&self.path)?;
        let said = |spec: &Spec, value: &Value| match spec.shape {
            // As typed, line by line: here one reads to choose.
            Shape::Lines | Shape::Options => value.as_str().map(str::to_owned),
            Shape::LimitCount => value.as_i64().map(|count| count.to_string()),
            _ => words(spec, &json!({ spec.id: value })),
        };
        match (part, whole.shape) {
            (Some(part), _) => said(part, value),
            (None, Shape::List { specs, .. }) => {
                let lines: Vec<String> = specs
                    .iter()
                    .filter_map(|spec| Some(format!("{}：{}", spec.label, said(spec, value.get(spec.id)?)?)))
                    .collect();
                Some(lines.join("\n"))
            }
            (None, _) => said(whole, value),
        }
    }
}

/// Puts the decided value in its place. An entry is found by its name, wherever it stands now; one that is gone comes
/// back only as a whole.
pub fn settle(answers: &mut Answers, clash: &Clash, value: Value) {
    let Some((whole, part)) = about(&clash.path) else {
        return;
    };
    let (Some(entry), Shape::List { specs, .. }) = (&clash.entry, whole.shape) else {
        answers.put(whole.id, value);
        return;
    };
    let mut entries = list(answers.get(whole.id)).to_vec();
    let name = key_of(specs).map(|spec| format!("/{}", spec.id)).unwrap_or_default();
    let at = keys(&entries, &name)
        .iter()
        .position(|(key, nth)| *key == entry.name && *nth == entry.nth);
    match (at, part) {
        (Some(at), Some(part)) => {
            if let Some(Value::Object(map)) = entries.get_mut(at) {
                map.insert(part.id.to_owned(), value);
            }
        }
        (Some(at), None) if value.is_null() => {
            entries.remove(at);
        }
        (Some(at), None) => {
            if let Some(place) = entries.get_mut(at) {
                *place = value;
            }
        }
        (None, None) if !value.is_null() => entries.push(value),
        (None, _) => {}
    }
    answers.put(whole.id, entries);
}
