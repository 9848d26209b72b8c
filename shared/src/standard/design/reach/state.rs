//! What is assumed of the answers so far, path by path.

use std::collections::BTreeMap;

use serde_json::Value;

use super::range::Range;
use crate::form::{Comparison, Expr, FieldKind, Operand, ago};
use crate::standard::design::find::{Found, Sort};
use crate::time::Date;
use crate::time::day::parse as day;

/// What an answer can still be.
#[derive(Clone, Debug)]
pub(super) enum Domain {
    /// One of these.
    One(Vec<Value>),
    Number(Range),
    /// Days as `yyyymmdd`, which sort as days do.
    Day(Range),
    Age(Range),
    /// A list by its length, with what it has and lacks.
    List {
        length: Range,
        has: Vec<Value>,
        lacks: Vec<Value>,
        options: Option<usize>,
    },
    Text {
        is: Option<String>,
        not: Vec<String>,
    },
    Group,
}

/// Assumptions. Whether something is answered is kept by the group for its parts: a person is right only as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    answered: BTreeMap<String, bool>,
    domains: BTreeMap<String, Domain>,
    /// Comparisons of two answers, held or denied: only the plain contradiction is seen.
    opaque: Vec<(String, bool)>,
    /// Fields whose showing is assumed already.
    pub shown: std::collections::BTreeSet<String>,
}

/// What a single condition says: itself, or its contrary for an answer that is there.
pub(super) struct Literal<'a> {
    pub rule: &'a Expr,
    pub holds: bool,
}

pub(super) fn number_of(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn is_day(number: i64) -> bool {
    let part = |n: i64| i8::try_from(n).unwrap_or_default();
    let year = i16::try_from(number / 10_000).unwrap_or_default();
    Date::new(year, part(number / 100 % 100), part(number % 100)).is_ok()
}

impl State {
    /// Assumes that something is answered, or is not; false when the contrary is.
    pub(super) fn answer(&mut self, key: &str, answered: bool) -> bool {
        *self.answered.entry(key.to_owned()).or_insert(answered) == answered
    }

    pub(super) fn compare_two(&mut self, words: String, holds: bool) -> bool {
        if self.opaque.contains(&(words.clone(), !holds)) {
            return false;
        }
        self.opaque.push((words, holds));
        true
    }

    /// Assumes at least so many entries.
    pub(super) fn entries(&mut self, key: &str, found: &Found<'_>, count: usize, today: Date) -> bool {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let domain = self
            .domains
            .entry(key.to_owned())
            .or_insert_with(|| domain(found, today));
        if let Domain::List { length, .. } = domain {
            length.at_least(count);
        }
        self.answer(key, true) && self.possible(key)
    }

    /// Narrows what stands at `key` by a condition on an answer that is there; false when nothing is left.
    pub(super) fn narrow(&mut self, key: &str, found: &Found<'_>, literal: &Literal<'_>, today: Date) -> bool {
        let domain = self
            .domains
            .entry(key.to_owned())
            .or_insert_with(|| domain(found, today));
        narrow(domain, literal, today) && self.possible(key)
    }

    fn possible(&self, key: &str) -> bool {
        match self.domains.get(key) {
            Some(Domain::One(values)) => !values.is_empty(),
            Some(Domain::Number(range) | Domain::Age(range)) => range.holds_one(|_| true),
            Some(Domain::Day(range)) => range.holds_one(is_day),
            Some(Domain::List {
                length,
                has,
                lacks,
                options,
            }) => {
                let most = options.map_or(i64::MAX, |all| {
                    let left = all.saturating_sub(lacks.len());
                    i64::try_from(left).unwrap_or(i64::MAX)
                });
                let least = i64::try_from(has.len()).unwrap_or(i64::MAX);
                let clash = has.iter().any(|value| lacks.contains(value));
                let mut length = length.clone();
                length.at_least(least.max(1));
                length.at_most(most);
                !clash && length.holds_one(|_| true)
            }
            Some(Domain::Text { is: Some(is), not }) => !not.contains(is),
            _ => true,
        }
    }
}

/// Everything the form takes there.
fn domain(found: &Found<'_>, today: Date) -> Domain {
    let texts = |options: &[crate::form::Choice]| {
        options
            .iter()
            .map(|option| Value::from(option.value.as_str()))
            .collect()
    };
    let i64_of = |n: u32| i64::from(n);
    match (found.sort(), &found.field.kind) {
        (Sort::YesNo, _) => Domain::One(vec![true.into(), false.into()]),
        (Sort::One(options), _) => Domain::One(texts(options)),
        (_, FieldKind::Choices { options, min, max }) => Domain::List {
            length: Range::new(i64_of(*min).max(1), max.map_or(i64::MAX, i64_of)),
            has: Vec::new(),
            lacks: Vec::new(),
            options: Some(options.len()),
        },
        (_, FieldKind::Integer { min, max, .. }) => {
            Domain::Number(Range::new(min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX)))
        }
        (_, FieldKind::Money { min, max }) => Domain::Number(Range::new(min.unwrap_or(0), max.unwrap_or(i64::MAX))),
        (_, FieldKind::Date { min, max }) => Domain::Day(Range::new(
            min.map_or(-99_999_999, |bound| number_of(bound.on(today))),
            max.map_or(99_991_231, |bound| number_of(bound.on(today))),
        )),
        (Sort::CitizenNumber, _) => Domain::Age(Range::new(0, i64::MAX)),
        (_, FieldKind::Repeat { min, max, .. }) => Domain::List {
            length: Range::new(i64_of(*min).max(1), i64_of(*max)),
            has: Vec::new(),
            lacks: Vec::new(),
            options: None,
        },
        (_, FieldKind::Material { max_files, .. }) => Domain::List {
            length: Range::new(1, i64_of(*max_files)),
            has: Vec::new(),
            lacks: Vec::new(),
            options: None,
        },
        (Sort::Text, _) => Domain::Text {
            is: None,
            not: Vec::new(),
        },
        _ => Domain::Group,
    }
}

/// False when an answer of this kind cannot meet the condition whatever it is.
fn narrow(domain: &mut Domain, literal: &Literal<'_>, today: Date) -> bool {
    let holds = literal.holds;
    match (domain, literal.rule) {
        (domain, Expr::Equals(_, value)) => equals(domain, &[value], holds),
        (domain, Expr::OneOf(_, values)) => equals(domain, &values.iter().collect::<Vec<_>>(), holds),
        (
            Domain::List {
                has, lacks, options, ..
            },
            Expr::Contains(_, value),
        ) => {
            if options.is_none() {
                return !holds;
            }
            // Said twice it asks for no more room.
            let said = if holds { has } else { lacks };
            if !said.contains(value) {
                said.push(value.clone());
            }
            true
        }
        (Domain::Number(range), Expr::Compare(_, how, Operand::Value(value)))
        | (Domain::List { length: range, .. }, Expr::Compare(_, how, Operand::Value(value))) => value
            .as_f64()
            .map_or(!holds, |value| compare(range, *how, value, holds)),
        (Domain::Day(range), Expr::Compare(_, how, with)) => {
            let day = match with {
                Operand::Value(value) => value.as_str().and_then(day),
                Operand::Today { .. } => Some(today),
                Operand::Ago { days_ago } => Some(ago(today, *days_ago)),
                Operand::Path { .. } => return true,
            };
            day.map_or(!holds, |day| bound(range, *how, number_of(day), holds))
        }
        (Domain::Age(range), Expr::Age(_, how, years)) => bound(range, *how, *years, holds),
        (Domain::Day(range), Expr::Age(_, how, years)) => age_of_day(range, *how, *years, holds, today),
        // What cannot be compared never holds.
        (_, Expr::Contains(..) | Expr::Compare(..) | Expr::Age(..)) => !holds,
        _ => true,
    }
}

fn equals(domain: &mut Domain, values: &[&Value], holds: bool) -> bool {
    let plain = |value: &Value| match value {
        Value::String(text) => Value::from(text.trim()),
        other => other.clone(),
    };
    let values: Vec<Value> = values.iter().map(|value| plain(value)).collect();
    match domain {
        Domain::One(left) => {
            left.retain(|value| values.contains(&plain(value)) == holds);
            !left.is_empty()
        }
        Domain::Number(range) => match values.as_slice() {
            [value] => value
                .as_f64()
                .map_or(!holds, |value| compare(range, Comparison::Equal, value, holds)),
            _ => true,
        },
        Domain::Text { is, not } => {
            let texts: Vec<String> = values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            if !holds {
                not.extend(texts);
                return true;
            }
            match (is.as_ref(), texts.as_slice()) {
                (Some(now), texts) => texts.contains(now),
                (None, [only]) => {
                    *is = Some(only.clone());
                    true
                }
                (None, texts) => !texts.is_empty(),
            }
        }
        Domain::Day(range) => match values.as_slice() {
            [value] => {
                let day = value.as_str().and_then(day);
                day.map_or(!holds, |day| bound(range, Comparison::Equal, number_of(day), holds))
            }
            _ => true,
        },
        _ => true,
    }
}

/// The contrary of a comparison of two that can be compared.
const fn contrary(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::More,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::AtLeast => Comparison::Less,
        Comparison::More => Comparison::AtMost,
    }
}

fn bound(range: &mut Range, how: Comparison, value: i64, holds: bool) -> bool {
    match if holds { how } else { contrary(how) } {
        Comparison::Less => range.at_most(value.saturating_sub(1)),
        Comparison::AtMost => range.at_most(value),
        Comparison::AtLeast => range.at_least(value),
        Comparison::More => range.at_least(value.saturating_add(1)),
        Comparison::NotEqual => range.not(value),
        Comparison::Equal => {
            range.at_least(value);
            range.at_most(value);
        }
    }
    true
}

/// The same with a value that may lie between two whole numbers.
fn compare(range: &mut Range, how: Comparison, value: f64, holds: bool) -> bool {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return bound(range, how, value as i64, holds);
    }
    let below = value.floor().clamp(-9e15, 9e15) as i64;
    match if holds { how } else { contrary(how) } {
        Comparison::Less | Comparison::AtMost => range.at_most(below),
        Comparison::AtLeast | Comparison::More => range.at_least(below.saturating_add(1)),
        Comparison::Equal => return false,
        Comparison::NotEqual => {}
    }
    true
}

/// A day by the age it gives today; one to come gives none.
fn age_of_day(range: &mut Range, how: Comparison, years: i64, holds: bool, today: Date) -> bool {
    // Born on this day or before: at least so old.
    let at_least = |years: i64| number_of(today).saturating_sub(years.saturating_mul(10_000));
    if holds {
        range.at_most(number_of(today));
    }
    match (how, holds) {
        (Comparison::AtLeast, true) => range.at_most(at_least(years)),
        (Comparison::More, true) => range.at_most(at_least(years.saturating_add(1))),
        (Comparison::Less, true) | (Comparison::AtLeast, false) => range.at_least(at_least(years) + 1),
        (Comparison::AtMost, true) | (Comparison::More, false) => {
            range.at_least(at_least(years.saturating_add(1)) + 1);
        }
        (Comparison::Equal, true) => {
            range.at_most(at_least(years));
            range.at_least(at_least(years.saturating_add(1)) + 1);
        }
        // A day to come or of that age: two ranges, of which none is excluded here.
        _ => {}
    }
    true
}
