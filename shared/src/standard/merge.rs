//! Two people's work on one sheet, brought together element by element. Where both changed the same element the two
//! texts stand side by side and a person decides: nobody's words are lost.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::difference::{key_of, keys, list, name_of};
use super::sheet::specs;
use super::spec::{Shape, Spec};
use crate::form::Answers;

/// An element both changed, differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    pub path: String,
    pub label: String,
    /// As JSON texts of the sheet; `null` for nothing.
    pub mine: Value,
    pub theirs: Value,
}

/// Both together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// At a clash the other's, which is already saved, stands.
    pub answers: Answers,
    pub clashes: Vec<Clash>,
}

/// Brings `mine` and `theirs` together, both made from `base`.
#[must_use]
pub fn merge(base: &Answers, mine: &Answers, theirs: &Answers) -> Merged {
    let sides = Sides {
        base: &Value::Object(base.as_map().clone()),
        mine: &Value::Object(mine.as_map().clone()),
        theirs: &Value::Object(theirs.as_map().clone()),
    };
    let mut clashes = Vec::new();
    let mut answers = Answers::new();
    for spec in specs() {
        if let Some(value) = settle(spec, "", "", &sides, &mut clashes) {
            answers.put(spec.id, value);
        }
    }
    Merged { answers, clashes }
}

struct Sides<'a> {
    base: &'a Value,
    mine: &'a Value,
    theirs: &'a Value,
}

fn settle(spec: &Spec, at: &str, within: &str, sides: &Sides<'_>, clashes: &mut Vec<Clash>) -> Option<Value> {
    let (base, mine, theirs) = (
        sides.base.get(spec.id),
        sides.mine.get(spec.id),
        sides.theirs.get(spec.id),
    );
    if mine == theirs || mine == base {
        return theirs.cloned();
    }
    if theirs == base {
        return mine.cloned();
    }
    let path = format!("{at}{}", spec.id);
    if let Shape::List { specs, .. } = spec.shape {
        return Some(entries(specs, &path, spec.label, [base, mine, theirs], clashes));
    }
    clashes.push(Clash {
        path,
        label: format!("{within}{}", spec.label),
        mine: mine.cloned().unwrap_or_default(),
        theirs: theirs.cloned().unwrap_or_default(),
    });
    theirs.cloned()
}

/// Entries by their key: theirs in their order, then what only I added.
fn entries(
    specs: &'static [Spec],
    path: &str,
    label: &str,
    [base, mine, theirs]: [Option<&Value>; 3],
    clashes: &mut Vec<Clash>,
) -> Value {
    let name = key_of(specs).map(|spec| format!("/{}", spec.id)).unwrap_or_default();
    let keyed = |side: Option<&Value>| -> Vec<((String, usize), Value)> {
        keys(list(side), &name)
            .into_iter()
            .zip(list(side).iter().cloned())
            .collect()
    };
    let (base, mine, theirs) = (keyed(base), keyed(mine), keyed(theirs));
    let find = |side: &[((String, usize), Value)], wanted: &(String, usize)| {
        side.iter()
            .find(|(key, _)| key == wanted)
            .map(|(_, entry)| entry.clone())
    };
    let mut order: Vec<(String, usize)> = theirs.iter().map(|(key, _)| key.clone()).collect();
    for (key, _) in &mine {
        if !order.contains(key) {
            order.push(key.clone());
        }
    }
    let mut merged: Vec<Value> = Vec::new();
    for key in order {
        let (was, my, their) = (find(&base, &key), find(&mine, &key), find(&theirs, &key));
        let at = format!("{path}[{}].", merged.len());
        match (was, my, their) {
            (was, Some(my), Some(their)) => {
                let within = format!("{label}「{}」· ", name_of(specs, &their));
                let sides = Sides {
                    base: &was.unwrap_or_default(),
                    mine: &my,
                    theirs: &their,
                };
                let parts: Map<String, Value> = specs
                    .iter()
                    .filter_map(|spec| Some((spec.id.to_owned(), settle(spec, &at, &within, &sides, clashes)?)))
                    .collect();
                merged.push(Value::Object(parts));
            }
            // Taken away by one and left alone by the other: gone. Changed by the other: kept, and told.
            (Some(was), Some(left), None) | (Some(was), None, Some(left)) if left == was => {}
            (Some(_), my, their) => {
                clashes.push(Clash {
                    path: at.trim_end_matches('.').to_owned(),
                    label: label.to_owned(),
                    mine: my.clone().unwrap_or_default(),
                    theirs: their.clone().unwrap_or_default(),
                });
                merged.extend(my.or(their));
            }
            (None, my, their) => merged.extend(my.or(their)),
        }
    }
    Value::Array(merged)
}
