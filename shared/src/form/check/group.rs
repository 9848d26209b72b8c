//! Groups: a person, an address, a list of groups.

use serde_json::Value;

use super::text::{text, unreadable};
use super::value::{choice, citizen_number, mobile, parsed};
use super::{Checker, Field};
use crate::form::answers::is_blank;
use crate::form::path::join;
use crate::form::{FieldKind, PersonParts};
use crate::people::PersonName;
use crate::place::{DivisionCode, Tier};
use crate::problem::FieldProblem;

impl<'a> Checker<'a> {
    pub(super) fn person(
        &self,
        field: &Field,
        path: &str,
        value: &'a Value,
        parts: &PersonParts,
        problems: &mut Vec<FieldProblem>,
    ) {
        let label = field.label.as_str();
        let Some(group) = value.as_object() else {
            return problems.push(unreadable(label, path));
        };
        let mut part = |name: &str, words: &str, check: &dyn Fn(&str, &Value) -> Option<FieldProblem>| {
            let path = join(path, name);
            match group.get(name) {
                blank if is_blank(blank) => problems.push(FieldProblem::new(
                    path,
                    format!("还没有填写{label}的{words}"),
                    format!("请填写{words}"),
                )),
                Some(value) => problems.extend(check(&path, value)),
                None => {}
            }
        };
        part("name", "姓名", &|path, value| {
            parsed(label, path, value, str::parse::<PersonName>)
        });
        if parts.citizen_number {
            part("citizen_number", "身份证号码", &|path, value| {
                citizen_number("身份证号码", path, value, self.scope.today)
            });
        }
        if parts.mobile {
            part("mobile", "手机号码", &|path, value| mobile("手机号码", path, value));
        }
        if !parts.relation.is_empty() {
            part("relation", "关系", &|path, value| {
                choice("关系", path, value, &parts.relation)
            });
        }
    }

    pub(super) fn address(&self, field: &Field, path: &str, value: &'a Value, problems: &mut Vec<FieldProblem>) {
        let label = field.label.as_str();
        let Some(group) = value.as_object() else {
            return problems.push(unreadable(label, path));
        };
        let division = group
            .get("division")
            .and_then(Value::as_str)
            .map(str::parse::<DivisionCode>);
        let village = matches!(&division, Some(Ok(code)) if code.tier() == Tier::Village);
        if !village {
            problems.push(FieldProblem::new(
                join(path, "division"),
                format!("还没有选择“{label}”所在的村(社区)"),
                "请先选镇(街道),再选村(社区)",
            ));
        }
        let detail = group.get("detail");
        let detail_path = join(path, "detail");
        if is_blank(detail) {
            problems.push(FieldProblem::new(
                detail_path,
                format!("还没有填写“{label}”的门牌或组别"),
                "请写到门牌号;没有门牌的,写村民小组和户主",
            ));
        } else if let Some(detail) = detail {
            problems.extend(text(label, &detail_path, detail, 100));
        }
    }

    pub(super) fn repeat(&self, field: &Field, path: &str, value: &'a Value, problems: &mut Vec<FieldProblem>) {
        let FieldKind::Repeat {
            fields,
            min,
            max,
            item_label,
        } = &field.kind
        else {
            return;
        };
        let label = field.label.as_str();
        let empty = Vec::new();
        let list = match value {
            Value::Null => &empty,
            Value::Array(list) => list,
            _ => return problems.push(unreadable(label, path)),
        };
        let needed = if self.scope.holds(&field.required) { *min } else { 0 };
        if list.len() < needed as usize {
            problems.push(FieldProblem::new(
                path,
                format!("“{label}”至少要填 {needed} 份{item_label}"),
                format!("请添加{item_label}"),
            ));
        }
        if list.len() > *max as usize {
            problems.push(FieldProblem::new(
                path,
                format!("“{label}”最多填 {max} 份{item_label}"),
                "请删除多出的;确实更多的,请到窗口办理",
            ));
        }
        for (at, entry) in list.iter().enumerate().take(*max as usize) {
            let path = format!("{path}[{at}]");
            let Some(group) = entry.as_object() else {
                problems.push(unreadable(item_label, &path));
                continue;
            };
            let inner = Checker {
                scope: self.scope.within(entry),
            };
            for field in fields {
                inner.field(field, &path, group.get(field.id.as_str()), problems);
            }
        }
    }
}
