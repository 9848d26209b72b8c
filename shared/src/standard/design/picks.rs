//! The conditions that can be picked at a place: only what is there, only as it can be read.

use serde_json::Value;

use super::FieldRef;
use super::find::{Found, Sort, find};
use super::words::{sign, value_words, when};
use crate::form::{Comparison, Expr, Field, FieldKind, FormSchema, Operand, Path, fen, input_text, join};
use crate::time::day::parse as day;

/// What else a condition needs, typed beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    Number { unit: String },
    Money,
    Date,
    Years,
    Text,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// What a plain form sends.
    pub key: String,
    /// The field it reads; the list is grouped by it.
    pub of: String,
    pub label: String,
    pub asks: Option<Asks>,
    rule: Expr,
}

/// Where the conditions are for.
#[derive(Clone, Copy, Debug)]
pub enum For<'a> {
    /// Whether this field is shown: only what stands before it.
    Shown(&'a FieldRef),
    /// Whether it must be answered: every other field.
    Required(&'a FieldRef),
    /// What contradicts, in the form or in a repeating group.
    Rule(Option<&'a str>),
}

impl For<'_> {
    fn group(&self) -> Option<&str> {
        match self {
            Self::Shown(at) | Self::Required(at) => at.group.as_ref().map(AsRef::as_ref),
            Self::Rule(group) => *group,
        }
    }
}

/// What can be picked there. `form` is the whole form, with the item's own questions.
#[must_use]
pub fn conditions_for(form: &FormSchema, at: For<'_>) -> Vec<Pick> {
    let group = at.group();
    let paths = readable(form, at);
    let found: Vec<(Path, Found<'_>)> = paths
        .into_iter()
        .filter_map(|path| {
            let found = find(form, group, &path)?;
            Some((path, found))
        })
        .collect();
    let mut picks: Vec<Pick> = found.iter().flat_map(|(path, found)| leaves(path, found)).collect();
    for (at, (path, one)) in found.iter().enumerate() {
        for (other_path, other) in found.iter().skip(at + 1) {
            picks.extend(pairs(path, one, other_path, other));
        }
    }
    picks
}

/// Paths of the fields that may be read at a place, parts of groups included.
pub(super) fn readable(form: &FormSchema, at: For<'_>) -> Vec<Path> {
    let group = at.group();
    let mut paths = Vec::new();
    let (own, back_only) = match at {
        For::Shown(own) => (Some(own), true),
        For::Required(own) => (Some(own), false),
        For::Rule(_) => (None, false),
    };
    for field in form.fields() {
        let id = field.id.as_str();
        if own.is_some_and(|own| own.head().as_str() == id) || group == Some(id) {
            if let (Some(_), FieldKind::Repeat { fields, .. }) = (group, &field.kind) {
                siblings(fields, own, back_only, &mut paths);
            }
            if back_only {
                return paths;
            }
            continue;
        }
        add(field, "", &mut paths);
    }
    paths
}

fn siblings(fields: &[Field], own: Option<&FieldRef>, back_only: bool, paths: &mut Vec<Path>) {
    for field in fields {
        if own.is_some_and(|own| own.id == field.id) {
            if back_only {
                return;
            }
            continue;
        }
        add(field, ".", paths);
    }
}

fn add(field: &Field, dot: &str, paths: &mut Vec<Path>) {
    let id = field.id.as_str();
    paths.extend(format!("{dot}{id}").parse::<Path>());
    if let FieldKind::Person { parts } = &field.kind {
        let names = parts.names();
        paths.extend(
            names
                .iter()
                .filter_map(|part| format!("{dot}{}", join(id, part)).parse().ok()),
        );
    }
}

fn leaves(path: &Path, found: &Found<'_>) -> Vec<Pick> {
    let name = found.words();
    let mut picks = Vec::new();
    let mut put = |rule: Expr, label: String, asks: Option<Asks>| {
        picks.push(Pick {
            key: serde_json::to_string(&rule).unwrap_or_default(),
            of: name.clone(),
            label,
            asks,
            rule,
        });
    };
    let not = |rule: Expr| Expr::Not(Box::new(rule));
    let compare = |how| Expr::Compare(path.clone(), how, Operand::Value(Value::Null));
    let sort = found.sort();
    let is = |value: &Value| value_words(Some(sort), value);
    match sort {
        Sort::YesNo => {
            for value in [true, false].map(Value::from) {
                put(
                    Expr::Equals(path.clone(), value.clone()),
                    format!("{name}选{}", is(&value)),
                    None,
                );
            }
        }
        Sort::One(options) => {
            for value in options.iter().map(|option| Value::from(option.value.as_str())) {
                let rule = Expr::Equals(path.clone(), value.clone());
                put(rule.clone(), format!("{name}选{}", is(&value)), None);
                put(not(rule), format!("{name}没有选{}", is(&value)), None);
            }
        }
        Sort::Several(options) => {
            for value in options.iter().map(|option| Value::from(option.value.as_str())) {
                let rule = Expr::Contains(path.clone(), value.clone());
                put(rule.clone(), format!("{name}选了{}", is(&value)), None);
                put(not(rule), format!("{name}没有选{}", is(&value)), None);
            }
            let unit = || Some(Asks::Number { unit: "项".into() });
            put(compare(Comparison::AtLeast), format!("{name}选的项数≥"), unit());
        }
        Sort::Number(_) | Sort::Money => {
            for how in [
                Comparison::Less,
                Comparison::AtMost,
                Comparison::Equal,
                Comparison::AtLeast,
                Comparison::More,
            ] {
                let asks = match sort {
                    Sort::Number(unit) => Asks::Number { unit: unit.to_owned() },
                    _ => Asks::Money,
                };
                put(compare(how), format!("{name}{}", sign(how)), Some(asks));
            }
        }
        Sort::List(unit) => {
            for how in [Comparison::AtLeast, Comparison::AtMost] {
                let asks = Some(Asks::Number { unit: unit.to_owned() });
                put(compare(how), format!("{name}的数量{}", sign(how)), asks);
            }
        }
        Sort::Date => {
            for how in [
                Comparison::Less,
                Comparison::AtMost,
                Comparison::AtLeast,
                Comparison::More,
            ] {
                put(compare(how), format!("{name}{}", when(how)), Some(Asks::Date));
            }
            for how in [Comparison::Less, Comparison::More] {
                let rule = Expr::Compare(path.clone(), how, Operand::Today { today: true });
                put(rule, format!("{name}{}今天", when(how)), None);
            }
            ages(path, &name, &mut put);
        }
        Sort::CitizenNumber => ages(path, &name, &mut put),
        Sort::Text => put(
            Expr::Equals(path.clone(), Value::Null),
            format!("{name}写的是"),
            Some(Asks::Text),
        ),
        Sort::Group => {}
    }
    if found.part.is_none() {
        put(Expr::Answered(path.clone()), format!("{name}已填写"), None);
        put(not(Expr::Answered(path.clone())), format!("{name}没有填写"), None);
    }
    picks
}

fn ages(path: &Path, name: &str, put: &mut impl FnMut(Expr, String, Option<Asks>)) {
    for how in [Comparison::AtLeast, Comparison::Less] {
        let label = format!("{name}的年龄{}", sign(how));
        put(Expr::Age(path.clone(), how, 0), label, Some(Asks::Years));
    }
}

/// Two answers held against each other.
fn pairs(path: &Path, one: &Found<'_>, other_path: &Path, other: &Found<'_>) -> Vec<Pick> {
    let named = |found: &Found<'_>| found.part == Some("name");
    let hows: &[Comparison] = match (one.sort(), other.sort()) {
        (Sort::CitizenNumber, Sort::CitizenNumber) => &[Comparison::Equal, Comparison::NotEqual],
        (Sort::Text, Sort::Text) if named(one) || named(other) => &[Comparison::Equal, Comparison::NotEqual],
        (Sort::Text, Sort::Text) if one.part == Some("mobile") && other.part == Some("mobile") => &[Comparison::Equal],
        (Sort::Date, Sort::Date) | (Sort::Money, Sort::Money) | (Sort::Number(_), Sort::Number(_)) => {
            &[Comparison::Less, Comparison::More]
        }
        _ => &[],
    };
    let date = matches!(one.sort(), Sort::Date);
    let (name, against) = (one.words(), other.words());
    hows.iter()
        .map(|how| {
            let with = Operand::Path {
                path: other_path.clone(),
            };
            let rule = Expr::Compare(path.clone(), *how, with);
            let label = match how {
                Comparison::Equal => format!("{name}和{against}相同"),
                Comparison::NotEqual => format!("{name}和{against}不同"),
                _ if date => format!("{name}{}{against}", when(*how)),
                _ => format!("{name}{} {against}", sign(*how)),
            };
            Pick {
                key: serde_json::to_string(&rule).unwrap_or_default(),
                of: name.clone(),
                label,
                asks: None,
                rule,
            }
        })
        .collect()
}

impl Pick {
    /// The condition with what was typed beside it.
    ///
    /// # Errors
    /// What is wrong with that, and the way out.
    pub fn with(&self, typed: &str) -> Result<Expr, (&'static str, &'static str)> {
        let plain = crate::text::plain(typed).replace(',', "");
        let value = match &self.asks {
            None => return Ok(self.rule.clone()),
            Some(Asks::Number { .. }) => plain.parse::<i64>().ok().map(Value::from),
            Some(Asks::Money) => fen(&plain).map(Value::from),
            Some(Asks::Date) => day(typed).map(|date| Value::from(date.to_string())),
            Some(Asks::Years) => plain
                .parse()
                .ok()
                .filter(|years| (0..=150).contains(years))
                .map(i64::into),
            Some(Asks::Text) => Some(typed.trim()).filter(|text| !text.is_empty()).map(Value::from),
        };
        let value = value.ok_or(match self.asks {
            Some(Asks::Money) => ("金额应为数字", "填写金额，如 1000 或 12.50"),
            Some(Asks::Date) => ("还没有写明日期", "填写年、月、日"),
            Some(Asks::Years) => ("年龄应为 0 至 150 的整数", "填写周岁数，如 80"),
            Some(Asks::Text) => ("还没有写明是什么", "写明要比对的文字"),
            _ => ("应为整数", "只填数字，不带文字和单位"),
        })?;
        Ok(match &self.rule {
            Expr::Compare(path, how, _) => Expr::Compare(path.clone(), *how, Operand::Value(value)),
            Expr::Age(path, how, _) => Expr::Age(path.clone(), *how, value.as_i64().unwrap_or_default()),
            Expr::Equals(path, _) => Expr::Equals(path.clone(), value),
            other => other.clone(),
        })
    }

    /// What stands beside it in this condition, when it is this one.
    #[must_use]
    pub fn reads(&self, rule: &Expr) -> Option<String> {
        let money = |value: &Value| match self.asks {
            Some(Asks::Money) => input_text(&FieldKind::Money { min: None, max: None }, value),
            _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        };
        match (&self.rule, rule) {
            _ if self.asks.is_none() => (self.rule == *rule).then(String::new),
            (Expr::Compare(path, how, _), Expr::Compare(own, by, Operand::Value(value)))
                if path == own && how == by =>
            {
                Some(money(value))
            }
            (Expr::Age(path, how, _), Expr::Age(own, by, years)) if path == own && how == by => Some(years.to_string()),
            (Expr::Equals(path, _), Expr::Equals(own, value)) if path == own => Some(money(value)),
            _ => None,
        }
    }
}
