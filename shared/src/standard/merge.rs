//! Two people's work on one sheet, brought together element by element. Where both changed the same element the two
//! texts stand side by side and a person decides: nobody's words are lost.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::difference::{key_of, keys, list, name_of};
use super::sheet::specs;
use super::spec::{Shape, Spec};
use crate::form::Answers;

/// Which entry of a list: places shift while others write, its own name does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryKey {
    /// Its id or first element, as JSON text.
    pub name: String,
    /// Of several of that name, from 1.
    pub nth: usize,
}

/// An element both changed, differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// Where it stood on the sheet when they met.
    pub path: String,
    pub label: String,
    /// The entry it is in, where it is in a list.
    pub entry: Option<EntryKey>,
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
        base: &said(base),
        mine: &said(mine),
        theirs: &said(theirs),
    };
    let mut clashes = Vec::new();
    let mut answers = Answers::new();
    for spec in specs() {
        if let Some(value) = settle(spec, &Within::default(), &sides, &mut clashes) {
            answers.put(spec.id, value);
        }
    }
    Merged { answers, clashes }
}

/// Without what says nothing: a form sends an empty text for what was never there, and that is no change.
fn said(answers: &Answers) -> Value {
    fn prune(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.values_mut().for_each(prune);
                map.retain(|_, value| {
                    let empty =
                        value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
                    !value.is_null() && !empty
                });
            }
            Value::Array(list) => list.iter_mut().for_each(prune),
            _ => {}
        }
    }
    let mut value = Value::Object(answers.as_map().clone());
    prune(&mut value);
    value
}

struct Sides<'a> {
    base: &'a Value,
    mine: &'a Value,
    theirs: &'a Value,
}

/// What an element stands in.
#[derive(Default)]
struct Within {
    at: String,
    label: String,
    entry: Option<EntryKey>,
}

fn settle(spec: &Spec, within: &Within, sides: &Sides<'_>, clashes: &mut Vec<Clash>) -> Option<Value> {
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
    let path = format!("{}{}", within.at, spec.id);
    if let Shape::List { specs, .. } = spec.shape {
        return Some(entries(specs, &path, spec.label, [base, mine, theirs], clashes));
    }
    clashes.push(Clash {
        path,
        label: format!("{}{}", within.label, spec.label),
        entry: within.entry.clone(),
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
        let entry = Some(EntryKey {
            name: key.0.clone(),
            nth: key.1,
        });
        match (was, my, their) {
            (was, Some(my), Some(their)) => {
                let within = Within {
                    at,
                    label: format!("{label}「{}」· ", name_of(specs, &their)),
                    entry,
                };
                let sides = Sides {
                    base: &was.unwrap_or_default(),
                    mine: &my,
                    theirs: &their,
                };
                let parts: Map<String, Value> = specs
                    .iter()
                    .filter_map(|spec| Some((spec.id.to_owned(), settle(spec, &within, &sides, clashes)?)))
                    .collect();
                merged.push(Value::Object(parts));
            }
            // Taken away by one and left alone by the other: gone. Changed by the other: kept, and told.
            (Some(was), Some(left), None) | (Some(was), None, Some(left)) if left == was => {}
            (Some(_), my, their) => {
                let name = my.as_ref().or(their.as_ref()).map(|left| name_of(specs, left));
                clashes.push(Clash {
                    path: at.trim_end_matches('.').to_owned(),
                    label: format!("{label}「{}」", name.unwrap_or_default()),
                    entry,
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
