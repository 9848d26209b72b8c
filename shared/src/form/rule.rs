//! The one rule language. Small expressions over answers decide which fields are shown, what is required, which
//! materials are needed, who qualifies and what contradicts what.
//!
//! As JSON: `true`, `{"answered": "phone"}`, `{"equals": ["marital", "married"]}`,
//! `{"one_of": ["kind", ["a", "b"]]}`, `{"contains": ["uses", "shop"]}`, `{"compare": ["income", "<", 1000]}`,
//! `{"compare": ["end", ">=", {"path": "start"}]}`, `{"compare": ["members", ">", 2]}` (a list compares by its length),
//! `{"age": ["citizen_number", ">=", 80]}`, `{"all": […]}`, `{"any": […]}`, `{"not": …}`.
//!
//! An answer that is missing or of another kind makes every comparison false.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::is_blank;
use super::{Answers, Path};
use crate::people::CitizenId;

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Raw", into = "Raw")]
pub enum Expr {
    Const(bool),
    Answered(Path),
    Equals(Path, Value),
    OneOf(Path, Vec<Value>),
    /// A list of choices has this one.
    Contains(Path, Value),
    Compare(Path, Comparison, Operand),
    /// Full years of age today, from a citizen number or a birth date.
    Age(Path, Comparison, i64),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    #[serde(rename = "<")]
    Less,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = "!=")]
    NotEqual,
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = ">")]
    More,
}

/// What an answer is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Operand {
    /// Another answer.
    Path { path: Path },
    /// Today's date.
    Today { today: bool },
    /// A number, or a date as text.
    Value(Value),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Raw {
    Const(bool),
    Rule(Rule),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rule {
    Answered(Path),
    Equals(Path, Value),
    OneOf(Path, Vec<Value>),
    Contains(Path, Value),
    Compare(Path, Comparison, Operand),
    Age(Path, Comparison, i64),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
}

impl From<Raw> for Expr {
    fn from(raw: Raw) -> Self {
        match raw {
            Raw::Const(value) => Self::Const(value),
            Raw::Rule(Rule::Answered(path)) => Self::Answered(path),
            Raw::Rule(Rule::Equals(path, value)) => Self::Equals(path, value),
            Raw::Rule(Rule::OneOf(path, values)) => Self::OneOf(path, values),
            Raw::Rule(Rule::Contains(path, value)) => Self::Contains(path, value),
            Raw::Rule(Rule::Compare(path, how, with)) => Self::Compare(path, how, with),
            Raw::Rule(Rule::Age(path, how, years)) => Self::Age(path, how, years),
            Raw::Rule(Rule::All(rules)) => Self::All(rules),
            Raw::Rule(Rule::Any(rules)) => Self::Any(rules),
            Raw::Rule(Rule::Not(rule)) => Self::Not(rule),
        }
    }
}

impl From<Expr> for Raw {
    fn from(expr: Expr) -> Self {
        Self::Rule(match expr {
            Expr::Const(value) => return Self::Const(value),
            Expr::Answered(path) => Rule::Answered(path),
            Expr::Equals(path, value) => Rule::Equals(path, value),
            Expr::OneOf(path, values) => Rule::OneOf(path, values),
            Expr::Contains(path, value) => Rule::Contains(path, value),
            Expr::Compare(path, how, with) => Rule::Compare(path, how, with),
            Expr::Age(path, how, years) => Rule::Age(path, how, years),
            Expr::All(rules) => Rule::All(rules),
            Expr::Any(rules) => Rule::Any(rules),
            Expr::Not(rule) => Rule::Not(rule),
        })
    }
}

impl Expr {
    /// Holds whatever is answered.
    #[must_use]
    pub fn always() -> Self {
        Self::Const(true)
    }

    /// Never holds.
    #[must_use]
    pub fn never() -> Self {
        Self::Const(false)
    }

    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::Const(true)
    }

    #[must_use]
    pub fn is_never(&self) -> bool {
        *self == Self::Const(false)
    }

    /// Every path the rule reads.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.collect(&mut paths);
        paths
    }

    fn collect<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        match self {
            Self::Const(_) => {}
            Self::Answered(path)
            | Self::Equals(path, _)
            | Self::OneOf(path, _)
            | Self::Contains(path, _)
            | Self::Age(path, _, _) => paths.push(path),
            Self::Compare(path, _, with) => {
                paths.push(path);
                if let Operand::Path { path } = with {
                    paths.push(path);
                }
            }
            Self::All(rules) | Self::Any(rules) => rules.iter().for_each(|rule| rule.collect(paths)),
            Self::Not(rule) => rule.collect(paths),
        }
    }
}

/// Whether the rule holds.
#[must_use]
pub fn eval(rule: &Expr, answers: &Answers, today: Date) -> bool {
    Scope {
        answers,
        entry: None,
        today,
    }
    .holds(rule)
}

/// Where a rule is read: the whole form, and within a repeating group the entry it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub answers: &'a Answers,
    pub entry: Option<&'a Value>,
    pub today: Date,
}

impl<'a> Scope<'a> {
    pub(super) fn within(self, entry: &'a Value) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }

    fn value(&self, path: &Path) -> Option<&'a Value> {
        if !path.is_relative() {
            return self.answers.at(path);
        }
        let mut value = self.entry?;
        for step in path.steps() {
            value = match step {
                super::path::Step::Name(name) => value.as_object()?.get(name)?,
                super::path::Step::Index(index) => value.as_array()?.get(*index)?,
            };
        }
        Some(value)
    }

    pub(super) fn holds(&self, rule: &Expr) -> bool {
        match rule {
            Expr::Const(value) => *value,
            Expr::Answered(path) => !is_blank(self.value(path)),
            Expr::Equals(path, value) => self.value(path).is_some_and(|answer| same(answer, value)),
            Expr::OneOf(path, values) => self
                .value(path)
                .is_some_and(|answer| values.iter().any(|value| same(answer, value))),
            Expr::Contains(path, value) => self
                .value(path)
                .and_then(Value::as_array)
                .is_some_and(|list| list.iter().any(|answer| same(answer, value))),
            Expr::Compare(path, how, with) => self.compare(path, *how, with),
            Expr::Age(path, how, years) => self.age(path).is_some_and(|age| how.holds(age.cmp(years))),
            Expr::All(rules) => rules.iter().all(|rule| self.holds(rule)),
            Expr::Any(rules) => rules.iter().any(|rule| self.holds(rule)),
            Expr::Not(rule) => !self.holds(rule),
        }
    }

    fn compare(&self, path: &Path, how: Comparison, with: &Operand) -> bool {
        let Some(left) = self.value(path) else { return false };
        let order = match with {
            Operand::Path { path } => self.value(path).and_then(|right| match how {
                // Texts have no order, but may be the same: one citizen number for two people.
                Comparison::Equal | Comparison::NotEqual if left.is_string() && right.is_string() => {
                    Some(if same(left, right) {
                        Ordering::Equal
                    } else {
                        Ordering::Less
                    })
                }
                _ => order(left, right),
            }),
            Operand::Today { .. } => date(left).map(|left| left.cmp(&self.today)),
            Operand::Value(right) => order(left, right),
        };
        order.is_some_and(|order| how.holds(order))
    }

    fn age(&self, path: &Path) -> Option<i64> {
        let text = self.value(path)?.as_str()?;
        if let Ok(id) = CitizenId::parse_on(text, self.today) {
            return Some(id.age_on(self.today).into());
        }
        let birth: Date = text.parse().ok()?;
        if birth > self.today {
            return None;
        }
        let years = i64::from(self.today.year()) - i64::from(birth.year());
        let before = (self.today.month(), self.today.day()) < (birth.month(), birth.day());
        Some(years - i64::from(before))
    }
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::More => order.is_gt(),
        }
    }
}

/// Equal as answers: numbers by value, text without outer spaces.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a.trim() == b.trim(),
        _ => a == b,
    }
}

fn date(value: &Value) -> Option<Date> {
    value.as_str()?.trim().parse().ok()
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (date(a), date(b)) {
        return Some(a.cmp(&b));
    }
    size(a)?.partial_cmp(&size(b)?)
}

/// A number, or a list by its length.
fn size(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Array(list) => Some(list.len() as f64),
        _ => None,
    }
}
