//! Every rule as a sentence.

use serde_json::Value;

use super::find::{Sort, find};
use crate::form::{Comparison, Expr, FormSchema, Operand, Path, yuan};
use crate::time::day::parse as day;
use crate::time::show_date;

/// The rule in words, read where it stands: in `group` when it belongs to a repeating group.
#[must_use]
pub fn words(form: &FormSchema, group: Option<&str>, rule: &Expr) -> String {
    Words { form, group }.rule(rule)
}

struct Words<'a> {
    form: &'a FormSchema,
    group: Option<&'a str>,
}

impl Words<'_> {
    fn rule(&self, rule: &Expr) -> String {
        match rule {
            Expr::Const(true) => "任何时候".to_owned(),
            Expr::Const(false) => "任何时候都不".to_owned(),
            Expr::Answered(path) => format!("{}已填写", self.name(path)),
            Expr::Equals(path, value) => self.is(path, value, true),
            Expr::OneOf(path, values) => {
                let said: Vec<String> = values.iter().map(|value| self.value(path, value)).collect();
                format!("{}{}{}", self.name(path), self.verb(path, true), said.join("或"))
            }
            Expr::Contains(path, value) => format!("{}选了{}", self.name(path), self.value(path, value)),
            Expr::Compare(path, how, with) => self.compare(path, *how, with),
            Expr::Age(path, how, years) => format!("{}的年龄{} {years} 周岁", self.name(path), sign(*how)),
            Expr::All(rules) => self.joined(rules, "并且", "任何时候"),
            Expr::Any(rules) => self.joined(rules, "或者", "任何时候都不"),
            Expr::Not(rule) => match &**rule {
                Expr::Const(value) => self.rule(&Expr::Const(!value)),
                Expr::Answered(path) => format!("{}没有填写", self.name(path)),
                Expr::Equals(path, value) => self.is(path, value, false),
                Expr::Contains(path, value) => format!("{}没有选{}", self.name(path), self.value(path, value)),
                Expr::Not(inner) => self.rule(inner),
                other => format!("不是（{}）", self.rule(other)),
            },
        }
    }

    fn joined(&self, rules: &[Expr], by: &str, none: &str) -> String {
        if rules.is_empty() {
            return none.to_owned();
        }
        let parts: Vec<String> = rules
            .iter()
            .map(|rule| match rule {
                Expr::All(inner) | Expr::Any(inner) if inner.len() > 1 && rules.len() > 1 => {
                    format!("（{}）", self.rule(rule))
                }
                _ => self.rule(rule),
            })
            .collect();
        parts.join(&format!("，{by}"))
    }

    fn name(&self, path: &Path) -> String {
        find(self.form, self.group, path).map_or_else(|| format!("「{path}」（已不存在）"), |found| found.words())
    }

    fn sort(&self, path: &Path) -> Option<Sort<'_>> {
        find(self.form, self.group, path).map(|found| found.sort())
    }

    /// Lists are chosen from, the rest is written.
    fn verb(&self, path: &Path, holds: bool) -> &'static str {
        let chosen = matches!(self.sort(path), Some(Sort::One(_) | Sort::Several(_) | Sort::YesNo));
        match (chosen, holds) {
            (true, true) => "选",
            (true, false) => "没有选",
            (false, true) => "是",
            (false, false) => "不是",
        }
    }

    fn is(&self, path: &Path, value: &Value, holds: bool) -> String {
        format!(
            "{}{}{}",
            self.name(path),
            self.verb(path, holds),
            self.value(path, value)
        )
    }

    fn value(&self, path: &Path, value: &Value) -> String {
        value_words(self.sort(path), value)
    }

    fn compare(&self, path: &Path, how: Comparison, with: &Operand) -> String {
        let name = self.name(path);
        let sort = self.sort(path);
        let date = matches!(sort, Some(Sort::Date));
        match with {
            Operand::Today { .. } => format!("{name}{}今天", when(how)),
            Operand::Ago { days_ago } => format!("{name}{} {days_ago} 天前", when(how)),
            Operand::Path { path: other } => {
                let other = self.name(other);
                match (how, date) {
                    (Comparison::Equal, _) => format!("{name}和{other}相同"),
                    (Comparison::NotEqual, _) => format!("{name}和{other}不同"),
                    (_, true) => format!("{name}{}{other}", when(how)),
                    _ => format!("{name}{} {other}", sign(how)),
                }
            }
            Operand::Value(value) if date => format!("{name}{}{}", when(how), value_words(sort, value)),
            Operand::Value(value) => format!("{name}{} {}", sign(how), value_words(sort, value)),
        }
    }
}

/// ≥
pub(super) const fn sign(how: Comparison) -> &'static str {
    match how {
        Comparison::Less => "＜",
        Comparison::AtMost => "≤",
        Comparison::Equal => "＝",
        Comparison::NotEqual => "≠",
        Comparison::AtLeast => "≥",
        Comparison::More => "＞",
    }
}

/// How days stand to each other.
pub(super) const fn when(how: Comparison) -> &'static str {
    match how {
        Comparison::Less => "早于",
        Comparison::AtMost => "不晚于",
        Comparison::Equal => "就是",
        Comparison::NotEqual => "不是",
        Comparison::AtLeast => "不早于",
        Comparison::More => "晚于",
    }
}

pub(super) fn value_words(sort: Option<Sort<'_>>, value: &Value) -> String {
    let text = || {
        value
            .as_str()
            .map_or_else(|| value.to_string(), |text| text.trim().to_owned())
    };
    match sort {
        Some(Sort::One(options) | Sort::Several(options)) if value.is_string() => {
            let text = text();
            let label = options.iter().find(|option| option.value == text);
            label.map_or_else(
                || format!("“{text}”（已没有这一项）"),
                |option| format!("“{}”", option.label),
            )
        }
        Some(Sort::Several(_)) => format!("{} 项", text()),
        Some(Sort::List(unit)) => format!("{} {unit}", text()),
        Some(Sort::YesNo) => match value {
            Value::Bool(true) => "“是”".to_owned(),
            Value::Bool(false) => "“否”".to_owned(),
            _ => text(),
        },
        Some(Sort::Money) => value.as_i64().map_or_else(text, yuan),
        Some(Sort::Number(unit)) => format!("{} {unit}", text()).trim_end().to_owned(),
        Some(Sort::Date) => day(&text()).map_or_else(text, show_date),
        _ => format!("“{}”", text()),
    }
}
