//! One answer of each kind.

use serde_json::Value;

use super::text::{date, digits, integer, text, unreadable, yuan};
use super::{Checker, Field};
use crate::form::{Choice, FieldKind};
use crate::people::{CitizenId, CreditCode, Mobile, Phone};
use crate::problem::{Explain, FieldProblem};

impl<'a> Checker<'a> {
    pub(super) fn answer(&self, field: &Field, path: &str, value: &'a Value, problems: &mut Vec<FieldProblem>) {
        let label = field.called();
        let today = self.filled.today();
        let problem = match &field.kind {
            FieldKind::Text { .. } if field.is_digits() => digits(label, path, value, &field.digits()),
            FieldKind::Text { max } | FieldKind::LongText { max } => text(label, path, value, *max),
            FieldKind::Integer { min, max, unit } => {
                let unit = unit.as_deref().unwrap_or_default();
                integer(label, path, value, (*min, *max), |n| {
                    format!("{n} {unit}").trim_end().to_owned()
                })
            }
            FieldKind::Money { min, max } => integer(label, path, value, (min.or(Some(0)), *max), yuan),
            FieldKind::Date { min, max } => date(label, path, value, (*min, *max), today),
            FieldKind::Choice { options } => choice(label, path, value, options),
            FieldKind::Choices { options, min, max } => choices(label, path, value, options, (*min, *max)),
            FieldKind::YesNo => (!value.is_boolean()).then(|| unreadable(label, path)),
            FieldKind::CitizenNumber => parsed(label, path, value, |text| CitizenId::parse_on(text, today)),
            FieldKind::CreditCode => parsed(label, path, value, str::parse::<CreditCode>),
            FieldKind::Phone => parsed(label, path, value, str::parse::<Phone>),
            FieldKind::Mobile => parsed(label, path, value, str::parse::<Mobile>),
            FieldKind::Address { within } => match value.as_object() {
                Some(group) => return self.address(field, path, group, within.as_ref(), problems),
                None => Some(unreadable(label, path)),
            },
            FieldKind::Person { parts } => match value.as_object() {
                Some(group) => return self.person(field, path, group, parts, problems),
                None => Some(unreadable(label, path)),
            },
            FieldKind::Repeat { .. } => return self.repeat(field, path, value, problems),
            FieldKind::Material { max_files, .. } => files(label, path, value, *max_files),
            FieldKind::Declaration { .. } => match value {
                Value::Bool(true) => None,
                Value::Null | Value::Bool(false) => self
                    .requires(field)
                    .then(|| FieldProblem::new(path, format!("还没有勾选“{label}”"), "请阅读后勾选，表示您同意")),
                _ => Some(unreadable(label, path)),
            },
        };
        problems.extend(problem);
    }
}

pub(super) fn parsed<T, E: Explain>(
    label: &str,
    path: &str,
    value: &Value,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<FieldProblem> {
    let Some(text) = value.as_str() else {
        return Some(unreadable(label, path));
    };
    parse(text)
        .err()
        .map(|error| FieldProblem::new(path, named(label, error.what()), error.fix()))
}

/// The parser's words, with the field's name where they lack it: a form may ask for several phones.
fn named(label: &str, what: &str) -> String {
    if what.contains(label) {
        what.to_owned()
    } else {
        format!("“{label}”填得不对，{what}")
    }
}

pub(super) fn choice(label: &str, path: &str, value: &Value, options: &[Choice]) -> Option<FieldProblem> {
    let known = value
        .as_str()
        .is_some_and(|text| options.iter().any(|option| option.value == text));
    (!known).then(|| FieldProblem::new(path, format!("“{label}”不在可选范围内"), "请重新选择一项"))
}

fn choices(
    label: &str,
    path: &str,
    value: &Value,
    options: &[Choice],
    (min, max): (u32, Option<u32>),
) -> Option<FieldProblem> {
    let Some(list) = value.as_array() else {
        return Some(unreadable(label, path));
    };
    if let Some(problem) = list.iter().find_map(|one| choice(label, path, one, options)) {
        return Some(problem);
    }
    let twice = list
        .iter()
        .enumerate()
        .any(|(at, one)| list.iter().take(at).any(|before| before == one));
    if twice {
        return Some(unreadable(label, path));
    }
    if list.len() < min as usize {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”至少选 {min} 项"),
            "请再选几项",
        ));
    }
    let max = max.filter(|max| list.len() > *max as usize)?;
    Some(FieldProblem::new(
        path,
        format!("“{label}”最多选 {max} 项"),
        "请去掉几项",
    ))
}

/// The answer names files by id; whether they exist and are whose is for the service to say.
fn files(label: &str, path: &str, value: &Value, max: u32) -> Option<FieldProblem> {
    let Some(list) = value.as_array() else {
        return Some(unreadable(label, path));
    };
    if !list
        .iter()
        .all(|id| id.as_str().is_some_and(|id| id.parse::<crate::id::FileId>().is_ok()))
    {
        return Some(FieldProblem::new(
            path,
            format!("“{label}”的文件没有传好"),
            "请删除后重新上传",
        ));
    }
    (list.len() > max as usize).then(|| FieldProblem::new(path, format!("“{label}”最多 {max} 个文件"), "请先删除几个"))
}
