//! What has been answered: a JSON object, reached by paths.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::Path;
use super::path::Step;

/// The largest set of answers taken, in bytes of JSON: text only, files are elsewhere.
pub const MAX_BYTES: usize = 512 * 1024;

/// How deep answers may nest: a list, its entry, a group in it, the group's part; and a step to spare.
const MAX_DEPTH: usize = 5;

/// Answers as typed; complete or not, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(Map<String, Value>);

/// Answers that cannot be taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AnswersError {
    #[error("内容太长，请精简后再保存")]
    TooLarge,
    #[error("内容格式不对，请刷新页面后重试")]
    NotAnswers,
}

impl Answers {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From JSON that came from outside.
    ///
    /// # Errors
    /// Too large, not an object, or nested deeper than any form asks.
    pub fn from_json(json: &str) -> Result<Self, AnswersError> {
        if json.len() > MAX_BYTES {
            return Err(AnswersError::TooLarge);
        }
        let answers: Self = serde_json::from_str(json).map_err(|_| AnswersError::NotAnswers)?;
        if answers.0.values().any(|value| is_deeper(value, MAX_DEPTH)) {
            return Err(AnswersError::NotAnswers);
        }
        Ok(answers)
    }

    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_else(|_| "{}".to_owned())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(super) fn as_map_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.0
    }

    /// The answer at a path; none for a text that is no path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.at(&path.parse().ok()?)
    }

    /// The answer at a path.
    #[must_use]
    pub fn at(&self, path: &Path) -> Option<&Value> {
        let mut steps = path.steps().iter();
        let Some(Step::Name(first)) = steps.next() else {
            return None;
        };
        let mut value = self.0.get(first)?;
        for step in steps {
            value = match step {
                Step::Name(name) => value.as_object()?.get(name)?,
                Step::Index(index) => value.as_array()?.get(*index)?,
            };
        }
        Some(value)
    }

    /// Puts an answer where the path leads, making what lies between. A list grows by one entry at a time, so a path
    /// far past its end changes nothing.
    pub fn set(&mut self, path: &Path, value: Value) {
        let mut steps = path.steps().iter().peekable();
        let Some(Step::Name(first)) = steps.next() else { return };
        let mut slot = self.0.entry(first.clone()).or_insert(Value::Null);
        for step in steps {
            let next = match step {
                Step::Name(name) => {
                    if !slot.is_object() {
                        *slot = Value::Object(Map::new());
                    }
                    slot.as_object_mut()
                        .map(|map| map.entry(name.clone()).or_insert(Value::Null))
                }
                Step::Index(index) => {
                    if !slot.is_array() {
                        *slot = Value::Array(Vec::new());
                    }
                    slot.as_array_mut().and_then(|list| {
                        if list.len() == *index {
                            list.push(Value::Null);
                        }
                        list.get_mut(*index)
                    })
                }
            };
            let Some(next) = next else { return };
            slot = next;
        }
        *slot = value;
    }

    /// [`Answers::set`] for a path given as text; a text that is no path changes nothing.
    pub fn put(&mut self, path: &str, value: impl Into<Value>) {
        if let Ok(path) = path.parse() {
            self.set(&path, value.into());
        }
    }

    /// Takes the top-level answers of `other` over one's own.
    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

fn is_deeper(value: &Value, most: usize) -> bool {
    let below = |value: &Value| most == 0 || is_deeper(value, most - 1);
    match value {
        Value::Array(list) => list.iter().any(below),
        Value::Object(map) => map.values().any(below),
        _ => false,
    }
}

/// A date as answers keep it.
pub(super) use crate::time::day::parse as day;

/// A day as people write it, in the one way answers keep: 2026 年 11 月 3 日, 2026/11/3, 2026.11.3, 20261103, also in
/// full width, become `2026-11-03`. What is no day stays as typed.
#[must_use]
pub(super) fn typed_day(text: &str) -> String {
    let plain = crate::text::plain(text);
    let tail = plain.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = match tail.len() {
        8 if tail.bytes().all(|b| b.is_ascii_digit()) => {
            [0..4, 4..6, 6..8].into_iter().filter_map(|at| tail.get(at)).collect()
        }
        _ => tail.split(['年', '月', '-', '/', '.', '、']).collect(),
    };
    let number = |text: &str, most: usize| {
        let digits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let [year, month, date] = parts.as_slice() else {
        return text.trim().to_owned();
    };
    match (
        number(year, 4).filter(|year| *year >= 1000),
        number(month, 2),
        number(date, 2),
    ) {
        (Some(year), Some(month), Some(date)) => format!("{year:04}-{month:02}-{date:02}"),
        _ => text.trim().to_owned(),
    }
}

/// Whether a value counts as no answer: null, blank text, a list or a group of nothing. So an entry that was added and
/// left untouched is no entry.
#[must_use]
pub(super) fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(list)) => list.iter().all(|value| is_blank(Some(value))),
        Some(Value::Object(map)) => map.values().all(|value| is_blank(Some(value))),
        Some(Value::Bool(_) | Value::Number(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_put_and_found_by_path() {
        let mut answers = Answers::new();
        answers.put("members[0].name", "陈明");
        answers.put("members[5].name", "too far");
        answers.put("no path", "x");
        assert_eq!(answers.get("members[0].name"), Some(&json!("陈明")));
        assert_eq!(answers.to_json(), r#"{"members":[{"name":"陈明"}]}"#);
    }

    #[test]
    fn what_is_too_large_or_no_object_is_not_taken() {
        assert_eq!(Answers::from_json("[1]"), Err(AnswersError::NotAnswers));
        let nested = format!("{{\"a\":{}1{}}}", "[".repeat(60), "]".repeat(60));
        assert_eq!(Answers::from_json(&nested), Err(AnswersError::NotAnswers));
        assert!(Answers::from_json(r#"{"children":[{"mother":{"name":"陈明"}}]}"#).is_ok());
        assert_eq!(
            Answers::from_json(&"x".repeat(MAX_BYTES + 1)),
            Err(AnswersError::TooLarge)
        );
    }
}
