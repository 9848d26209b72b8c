//! The one rule language. Small expressions over answers decide which fields are shown, what is required, which
//! materials are needed, who qualifies and what contradicts what.
//!
//! As JSON: `true`, `{"answered": "phone"}`, `{"equals": ["marital", "married"]}`,
//! `{"one_of": ["kind", ["a", "b"]]}`, `{"contains": ["uses", "shop"]}`, `{"compare": ["income", "<", 1000]}`,
//! `{"compare": ["end", ">=", {"path": "start"}]}`, `{"compare": ["since", "<=", {"days_ago": 181}]}`,
//! `{"compare": ["members", ">", 2]}` (a list compares by its length),
//! `{"age": ["citizen_number", ">=", 80]}`, `{"all": […]}`, `{"any": […]}`, `{"not": …}`.
//!
//! An answer that is missing or of another kind makes every comparison false.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::{day, is_blank};
use super::{Answers, Path};
use crate::people::{CitizenId, PersonName};
use crate::time::moved;

/// A rule.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Operand {
    /// Another answer.
    Path { path: Path },
    /// Today's date.
    Today { today: bool },
    /// So many days before today.
    Ago { days_ago: i32 },
    /// A number, or a date as text.
    Value(Value),
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
                    Some(if alike(left, right) {
                        Ordering::Equal
                    } else {
                        Ordering::Less
                    })
                }
                _ => order(left, right),
            }),
            Operand::Today { .. } => date(left).map(|left| left.cmp(&self.today)),
            Operand::Ago { days_ago } => date(left).map(|left| left.cmp(&ago(self.today, *days_ago))),
            Operand::Value(right) => order(left, right),
        };
        order.is_some_and(|order| how.holds(order))
    }

    fn age(&self, path: &Path) -> Option<i64> {
        let text = self.value(path)?.as_str()?;
        if let Ok(id) = CitizenId::parse_on(text, self.today) {
            return Some(id.age_on(self.today).into());
        }
        let birth = day(text)?;
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

/// The day so many days before this one.
pub(crate) fn ago(today: Date, days: i32) -> Date {
    moved(today, days.saturating_neg())
}

/// Equal as answers: numbers by value, text without outer spaces.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a.trim() == b.trim(),
        _ => a == b,
    }
}

/// Two texts that say the same however they are typed: a small x, full-width digits, an old number of 15 digits, a
/// name with another middle dot.
fn alike(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (a.as_str(), b.as_str()) else {
        return false;
    };
    let plain = |text| crate::text::plain(text).to_ascii_uppercase();
    plain(a) == plain(b)
        || matches!((a.parse::<CitizenId>(), b.parse::<CitizenId>()), (Ok(a), Ok(b)) if a == b)
        || matches!((a.parse::<PersonName>(), b.parse::<PersonName>()), (Ok(a), Ok(b)) if a == b)
}

fn date(value: &Value) -> Option<Date> {
    day(value.as_str()?)
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (date(a), date(b)) {
        return Some(a.cmp(&b));
    }
    size(a)?.partial_cmp(&size(b)?)
}

/// A number, or a list by how much is in it.
fn size(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Array(list) => Some(list.iter().filter(|value| !is_blank(Some(value))).count() as f64),
        _ => None,
    }
}
