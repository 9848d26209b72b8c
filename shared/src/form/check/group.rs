//! Groups: a person, an address, a list of groups.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::text::{text, unreadable};
use super::value::{choice, parsed};
use super::{Checker, Field};
use crate::form::answers::is_blank;
use crate::form::path::join;
use crate::form::{FieldKind, PersonParts};
use crate::people::{CitizenId, Mobile, PersonName};
use crate::place::{DivisionCode, Tier};
use crate::problem::FieldProblem;

impl<'a> Checker<'a> {
    pub(super) fn person(
        &self,
        field: &Field,
        path: &str,
        group: &Map<String, Value>,
        parts: &PersonParts,
        problems: &mut Vec<FieldProblem>,
    ) {
        for name in parts.names() {
            let words = match name {
                "name" => "姓名",
                "citizen_number" => "身份证号码",
                "mobile" => "手机号码",
                _ => "关系",
            };
            let path = join(path, name);
            // Whose it is, for a form may ask for several people.
            let label = format!("{}的{words}", field.called());
            let Some(value) = group.get(name).filter(|value| !is_blank(Some(value))) else {
                let (lacks, way_out) = match name {
                    "relation" => ("还没有选择", "请选择"),
                    _ => ("还没有填写", "请填写"),
                };
                problems.push(FieldProblem::new(
                    path,
                    format!("{lacks}“{label}”"),
                    format!("{way_out}{words}"),
                ));
                continue;
            };
            problems.extend(match name {
                "name" => parsed(&label, &path, value, str::parse::<PersonName>),
                "citizen_number" => parsed(&label, &path, value, |text| {
                    CitizenId::parse_on(text, self.filled.today())
                }),
                "mobile" => parsed(&label, &path, value, str::parse::<Mobile>),
                _ => choice(&label, &path, value, &parts.relation),
            });
        }
    }

    pub(super) fn address(
        &self,
        field: &Field,
        path: &str,
        group: &Map<String, Value>,
        within: Option<&DivisionCode>,
        problems: &mut Vec<FieldProblem>,
    ) {
        let label = field.called();
        let division = group
            .get("division")
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<DivisionCode>().ok())
            .filter(|code| code.tier() == Tier::Village);
        match (&division, within) {
            (None, _) => problems.push(FieldProblem::new(
                join(path, "division"),
                format!("还没有选择“{label}”所在的村（社区）"),
                "请在列表里选您的村（社区），村按镇（街道）排列",
            )),
            (Some(code), Some(within)) if !within.covers(code) => problems.push(FieldProblem::new(
                join(path, "division"),
                format!("“{label}”所在的村（社区）不在受理范围内"),
                "请从列表中重新选择；不在本地的，请向当地申请",
            )),
            _ => {}
        }
        let detail_path = join(path, "detail");
        match group.get("detail").filter(|value| !is_blank(Some(value))) {
            None => problems.push(FieldProblem::new(
                detail_path,
                format!("还没有填写“{label}”的门牌或组别"),
                "请写到门牌号；没有门牌的，写村民小组和户主",
            )),
            Some(detail) => problems.extend(text(label, &detail_path, detail, 100)),
        }
    }

    pub(super) fn repeat(&self, field: &Field, path: &str, value: &'a Value, problems: &mut Vec<FieldProblem>) {
        let FieldKind::Repeat {
            fields,
            min,
            max,
            item_label,
            rules,
        } = &field.kind
        else {
            return;
        };
        let label = field.called();
        let list = match value {
            Value::Null => &[],
            Value::Array(list) => list.as_slice(),
            _ => return problems.push(unreadable(label, path)),
        };
        let filled = list.iter().filter(|entry| !is_blank(Some(entry))).count();
        // What must be there stands ready on the page: each of its inputs is told, as in any other entry.
        let mut wanted = (*min as usize).saturating_sub(filled);
        if !self.requires(field) {
            wanted = 0;
        }
        if filled < *min as usize && wanted == 0 && filled > 0 {
            problems.push(FieldProblem::new(
                path,
                format!("“{label}”至少要填 {min} 项"),
                format!("请添加{item_label}"),
            ));
        }
        if filled > *max as usize {
            problems.push(FieldProblem::new(
                path,
                format!("“{label}”最多填 {max} 项"),
                "请删除多出的；确实更多的，请到窗口办理",
            ));
        }
        let empty = Value::Object(Map::new());
        let places = list.iter().map(Some).chain(std::iter::repeat(None)).enumerate();
        let mut left = *max as usize;
        let mut people = People::default();
        for (at, entry) in places {
            if left == 0 || (at >= list.len() && wanted == 0) {
                break;
            }
            let blank = is_blank(entry);
            if blank && wanted == 0 {
                continue;
            }
            wanted -= usize::from(blank);
            left -= 1;
            let entry = entry.filter(|_| !blank).unwrap_or(&empty);
            let path = format!("{path}[{at}]");
            let mut found = Vec::new();
            if let Some(group) = entry.as_object() {
                let inner = Checker {
                    scope: self.filled.scope(Some(entry)),
                    ready: blank,
                    filled: self.filled,
                };
                for field in fields {
                    inner.field(field, &path, group.get(field.id.as_str()), &mut found);
                }
                people.meet(at, fields, group, item_label, &path, &mut found);
                inner.cross(rules.iter(), &path, &mut found);
            } else {
                found.push(unreadable(item_label, &path));
            }
            // A summary lists problems away from their inputs: say which entry each is about.
            problems.extend(found.into_iter().map(|problem| FieldProblem {
                message: format!("{item_label} {}：{}", at + 1, problem.message),
                ..problem
            }));
        }
    }
}

/// Who stands in a list, and where: nobody does twice.
#[derive(Default)]
struct People(BTreeMap<CitizenId, usize>);

impl People {
    fn meet(
        &mut self,
        at: usize,
        fields: &[Field],
        group: &Map<String, Value>,
        item_label: &str,
        path: &str,
        problems: &mut Vec<FieldProblem>,
    ) {
        for field in fields {
            let id = field.id.as_str();
            let (path, number) = match field.kind {
                FieldKind::Person { .. } => (
                    join(&join(path, id), "citizen_number"),
                    group.get(id).and_then(|person| person.get("citizen_number")),
                ),
                FieldKind::CitizenNumber => (join(path, id), group.get(id)),
                _ => continue,
            };
            let number = number.and_then(Value::as_str).and_then(|text| text.parse().ok());
            let Some(number) = number else { continue };
            let before = *self.0.entry(number).or_insert(at);
            let told = problems.iter().any(|problem| problem.path == path);
            if before != at && !told {
                problems.push(FieldProblem::new(
                    path,
                    format!("和第 {} 个{item_label}是同一个身份证号", before + 1),
                    "请核对身份证号；同一个人写了两次的，删掉一份",
                ));
            }
        }
    }
}
