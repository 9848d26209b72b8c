//! What waits for the department's confirmation, and confirming it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::convert::{answers_of, to_json};
use super::difference::{list, name_of, words};
use super::sheet::specs;
use super::spec::{Shape, Spec};
use crate::catalogue::Item;

/// An element nobody has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unconfirmed {
    /// Where its mark stands in the item, as a JSON pointer.
    pub mark: String,
    pub label: String,
    /// What stands there, in words.
    pub words: String,
}

/// Of these nothing written says that nobody knows it yet; of the others, that there is none of it, which one may stand by.
const UNKNOWN_WHEN_EMPTY: [&str; 6] = [
    "/online_depth/confirmed",
    "/exercise_level/confirmed",
    "/body_kind/confirmed",
    "/body_code/confirmed",
    "/power_source/confirmed",
    "/steps/confirmed",
];

impl Unconfirmed {
    /// It has to be written first: there is nothing to stand by.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        self.words.is_empty() && UNKNOWN_WHEN_EMPTY.contains(&self.mark.as_str())
    }
}

/// Every element of the item that waits, in the order of the sheet.
#[must_use]
pub fn unconfirmed(item: &Item) -> Vec<Unconfirmed> {
    let sheet = Value::Object(answers_of(item).as_map().clone());
    let item = to_json(item);
    let mut waiting: Vec<Unconfirmed> = Vec::new();
    for spec in specs() {
        if let Shape::List { specs, .. } = spec.shape {
            let mark = specs.iter().map(|part| part.mark).find(|mark| !mark.is_empty());
            for (at, entry) in list(sheet.get(spec.id)).iter().enumerate() {
                let Some(mark) = mark else { break };
                add(
                    &mut waiting,
                    &item,
                    format!("{}/{at}{mark}", spec.at),
                    spec.label,
                    name_of(specs, entry),
                );
            }
        }
        if !spec.mark.is_empty() {
            let words = told(spec, &sheet);
            add(&mut waiting, &item, spec.mark.to_owned(), spec.label, words);
        }
    }
    waiting
}

fn told(spec: &Spec, sheet: &Value) -> String {
    match spec.shape {
        Shape::List { specs, .. } => {
            let names: Vec<String> = list(sheet.get(spec.id))
                .iter()
                .map(|entry| name_of(specs, entry))
                .collect();
            names.join("、")
        }
        _ => words(spec, sheet).unwrap_or_default(),
    }
}

/// Elements that share a mark are confirmed together and told in one line.
fn add(waiting: &mut Vec<Unconfirmed>, item: &Value, mark: String, label: &str, words: String) {
    if item.pointer(&mark) != Some(&Value::Bool(false)) {
        return;
    }
    match waiting.iter_mut().find(|known| known.mark == mark) {
        Some(known) if words.is_empty() || known.words.contains(&words) => {}
        Some(known) if known.words.is_empty() => known.words = words,
        Some(known) => known.words = format!("{}；{words}", known.words),
        None => waiting.push(Unconfirmed {
            mark,
            label: label.to_owned(),
            words,
        }),
    }
}

/// The item with these marks confirmed, and how many of them waited. What is no mark that waits changes nothing, and
/// what has to be written first goes on waiting.
#[must_use]
pub fn confirm(item: &Item, marks: &[String]) -> (Item, u32) {
    let waiting = unconfirmed(item);
    let mut json = to_json(item);
    let mut count = 0;
    for one in waiting
        .iter()
        .filter(|one| !one.is_unwritten() && marks.contains(&one.mark))
    {
        if let Some(mark) = json.pointer_mut(&one.mark) {
            *mark = Value::Bool(true);
            count += 1;
        }
    }
    match serde_json::from_value(json) {
        Ok(item) => (item, count),
        Err(_) => (item.clone(), 0),
    }
}
