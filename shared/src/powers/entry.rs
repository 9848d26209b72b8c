//! One entry of the catalogue: what the approval-reform office derives from a power.

use serde::{Deserialize, Serialize};

use super::{Power, PowerId, PowerState};
use crate::access::{Action, Actor, Scope, may};
use crate::catalogue::{BasicCode, Department, ItemId, ItemType};
use crate::flow::{Flow, Need, Stopped, row};
use crate::id::DepartmentId;
use crate::problem::{FieldProblem, Refusal};
use crate::table::{Column, Pick, Reading, Shape, Typed, department_name, short};
use crate::value_list;

/// What is written of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBody {
    pub name: String,
    pub type_code: ItemType,
    /// 基本编码; none while the higher office has not assigned it.
    pub basic_code: Option<BasicCode>,
    /// The main item (主项) of a sub-item (子项); there is no third level.
    pub parent: Option<ItemId>,
    /// The power it derives from; only public services need none.
    pub power: Option<PowerId>,
    pub department: DepartmentId,
    pub rank: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEntry {
    pub id: ItemId,
    pub body: EntryBody,
    pub state: EntryState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum EntryState {
    Listed,
    Withdrawn { reason: String },
}

impl EntryState {
    #[must_use]
    pub const fn kind(&self) -> EntryStateKind {
        match self {
            Self::Listed => EntryStateKind::Listed,
            Self::Withdrawn { .. } => EntryStateKind::Withdrawn,
        }
    }

    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Listed => None,
            Self::Withdrawn { reason } => Some(reason),
        }
    }

    /// From its stored parts.
    #[must_use]
    pub fn from_parts(kind: EntryStateKind, reason: Option<String>) -> Self {
        match kind {
            EntryStateKind::Listed => Self::Listed,
            EntryStateKind::Withdrawn => Self::Withdrawn {
                reason: reason.unwrap_or_default(),
            },
        }
    }
}

const fn column(name: &'static str, label: &'static str, shape: Shape, required: bool, hint: &'static str) -> Column {
    Column {
        name,
        label,
        hint,
        required,
        shape,
    }
}

impl CatalogueEntry {
    pub const COLUMNS: &'static [Column] = &[
        column(
            "id",
            "事项编号",
            Shape::Key,
            true,
            "像 JJ-MZ-04：城市、部门的字母各一组，再加两位以上数字",
        ),
        column("name", "事项名称", Shape::Text(200), true, "请写明事项的全称"),
        column(
            "type_code",
            "事项类型",
            Shape::Pick(Pick::Type),
            true,
            "请从下拉列表里选择，与权力一致",
        ),
        column(
            "department",
            "主管部门",
            Shape::Pick(Pick::Department),
            true,
            "请从下拉列表里选择部门",
        ),
        column(
            "power",
            "权力编号",
            Shape::Text(20),
            false,
            "像 P-000123，从权责清单里复制；只有公共服务可以留空",
        ),
        column(
            "basic_code",
            "基本编码",
            Shape::Text(20),
            false,
            "12 位，尚未赋码的留空",
        ),
        column(
            "parent",
            "主项编号",
            Shape::Text(20),
            false,
            "子项才填，填主项的事项编号",
        ),
        column(
            "rank",
            "排序号",
            Shape::Number(999_998),
            false,
            "整数，小的排在前面，可以留空",
        ),
    ];
}

impl EntryBody {
    /// Reads a row as typed; its id too.
    ///
    /// # Errors
    /// Every problem of it, each at its column.
    pub fn parse(typed: &Typed, departments: &[Department]) -> Result<(ItemId, Self), Vec<FieldProblem>> {
        let mut row = Reading::of(typed, CatalogueEntry::COLUMNS);
        let item = |text: &str| text.parse::<ItemId>().ok();
        let no_item = |text: &str| {
            let why = format!("「{}」不是事项编号", short(text));
            (
                why,
                "应像 JJ-MZ-04：城市、部门的字母各一组，再加两位以上数字".to_owned(),
            )
        };
        let id = row.value("id", item, no_item);
        let name = row.text("name");
        let type_code = row.item_type("type_code");
        let department = row.department("department", departments);
        let power = row.value(
            "power",
            |text| text.parse::<PowerId>().ok(),
            |text| {
                let why = format!("「{}」不是权力编号", short(text));
                (why, "应像 P-000123，请从权责清单里复制".to_owned())
            },
        );
        let basic_code = row.value(
            "basic_code",
            |text| text.parse::<BasicCode>().ok(),
            |text| {
                let why = format!("「{}」不是基本编码", short(text));
                let way_out = "应为 12 位：区划 2 位、事项类型 2 位、主项 5 位、子项 3 位，字母不用 I、O、Z、S、V";
                (why, way_out.to_owned())
            },
        );
        if let (Some(code), Some(kind)) = (&basic_code, type_code)
            && code.type_digits() != kind.as_str()
        {
            let why = format!(
                "基本编码的第 3、4 位是 {}，与事项类型「{}」（{}）不符",
                code.type_digits(),
                kind.words(),
                kind.as_str()
            );
            row.problem("basic_code", why, "请核对编码，或者改正事项类型");
        }
        let parent = row.value("parent", item, no_item);
        if parent.is_some() && parent == id {
            row.problem("parent", "事项不能是自己的主项", "请填主项的编号；本身是主项的留空");
        }
        let unpowered = typed.get("power").trim().is_empty();
        if unpowered && type_code.is_some_and(|kind| kind != ItemType::PublicService) {
            let way_out = "请从权责清单里复制权力编号；确实没有权力来源的，事项类型应为公共服务";
            row.problem("power", "没有填写权力编号", way_out);
        }
        let rank = row.number("rank");
        match (id, name, type_code, department) {
            (Some(id), Some(name), Some(type_code), Some(department)) if row.problems.is_empty() => Ok((
                id,
                Self {
                    name,
                    type_code,
                    basic_code,
                    parent,
                    power,
                    department,
                    rank,
                },
            )),
            _ => Err(row.problems),
        }
    }

    /// In words, in the order of [`CatalogueEntry::COLUMNS`].
    #[must_use]
    pub fn cells(&self, id: &ItemId, departments: &[Department]) -> Vec<String> {
        let text = |value: Option<String>| value.unwrap_or_default();
        vec![
            id.to_string(),
            self.name.clone(),
            self.type_code.words().to_owned(),
            department_name(departments, &self.department),
            text(self.power.as_ref().map(ToString::to_string)),
            text(self.basic_code.as_ref().map(ToString::to_string)),
            text(self.parent.as_ref().map(ToString::to_string)),
            text(self.rank.map(|rank| rank.to_string())),
        ]
    }
}

/// What an entry stands among.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The power it names, when there is one.
    pub power: Option<&'a Power>,
    /// The main item it names, when it is in the catalogue.
    pub parent: Option<&'a CatalogueEntry>,
    /// Whether others name it as their main item.
    pub has_children: bool,
    /// Who else has its basic code.
    pub code_taken_by: Option<&'a ItemId>,
}

/// What does not fit between an entry and those around it.
#[must_use]
pub fn fits(body: &EntryBody, around: &Around<'_>) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut problem = |name: &str, message: String, fix: &str| problems.push(FieldProblem::new(name, message, fix));
    if let Some(id) = &body.power {
        match around.power {
            None => problem("power", format!("权责清单里没有 {id}"), "请从权责清单里复制权力编号"),
            Some(power) if matches!(power.state, PowerState::Withdrawn { .. }) => {
                problem(
                    "power",
                    format!("{id} 已从权责清单里取消"),
                    "请换成有效的权力，或者取消这个事项",
                );
            }
            Some(power) if power.body.type_code != body.type_code => {
                let kind = power.body.type_code.words();
                problem(
                    "type_code",
                    format!("与权力的类型不一致：{id} 是「{kind}」"),
                    "请改成与权力一致的类型",
                );
            }
            Some(_) => {}
        }
    }
    if let Some(id) = &body.parent {
        match around.parent {
            Some(parent) if parent.state != EntryState::Listed => {
                problem("parent", format!("主项 {id} 已取消"), "请换成在目录中的主项");
            }
            None => problem("parent", format!("目录里没有主项 {id}"), "请先列入主项，或者留空"),
            Some(parent) if parent.body.parent.is_some() => {
                problem("parent", format!("{id} 本身是子项，不能再有子项"), "请填它的主项");
            }
            Some(_) if around.has_children => {
                problem(
                    "parent",
                    "这个事项自己有子项，不能再做子项".to_owned(),
                    "请留空，或者先改它的子项",
                );
            }
            Some(_) => {}
        }
    }
    if let (Some(code), Some(other)) = (&body.basic_code, around.code_taken_by) {
        problem(
            "basic_code",
            format!("基本编码 {code} 已用于 {other}"),
            "一个编码只用于一个事项，请核对",
        );
    }
    problems
}

value_list! {
    /// One step of an entry.
    pub enum EntryStep, "目录操作" {
        /// Out of the catalogue with a reason.
        Withdraw = "withdraw_entry", "从目录里取消";
        Relist = "relist", "重新列入目录";
    }
}

value_list! {
    /// An entry's state without its reason.
    pub enum EntryStateKind, "目录状态" {
        Listed = "listed", "在目录中";
        Withdrawn = "withdrawn", "已取消";
    }
}

/// 审改办 derives entries; they come and go.
#[rustfmt::skip]
const FLOW: Flow<EntryStateKind, EntryStep> = Flow(&[
    row(EntryStateKind::Listed,    EntryStep::Withdraw, EntryStateKind::Withdrawn, Action::DeriveEntries, &[Need::NoChildren, Need::Reasons]),
    row(EntryStateKind::Withdrawn, EntryStep::Relist,   EntryStateKind::Listed,    Action::DeriveEntries, &[]),
]);

/// Where a step leads an entry.
///
/// # Errors
/// Whoever may not, an entry that is there already or has children, a reason that is missing.
pub fn step_entry(
    entry: &CatalogueEntry,
    step: EntryStep,
    reason: &str,
    has_children: bool,
    (actor, scope): (&Actor, &Scope),
) -> Result<EntryState, Refusal> {
    let reason = reason.trim();
    let has = |need| match need {
        Need::NoChildren => !has_children,
        Need::Reasons => !reason.is_empty(),
        Need::AnothersWork | Need::OfTown => true,
    };
    let to = FLOW.take(entry.state.kind(), step, |action| may(actor, action, scope), has);
    let to = to.map_err(|stopped| match (stopped, step) {
        (Stopped::NotYours(action), _) => Refusal::forbidden(
            format!("您没有权限{}", action.words()),
            "事项目录由审改办维护，请联系审改办",
        ),
        (Stopped::NotNow, EntryStep::Withdraw) => Refusal::conflict("这个事项已经不在目录中", "不用再做什么"),
        (Stopped::NotNow, EntryStep::Relist) => Refusal::conflict("这个事项已在目录中", "不用再做什么"),
        (Stopped::Lacks(Need::NoChildren), _) => {
            Refusal::conflict("这个事项还有子项，不能取消", "请先取消它的子项，或者给子项换主项")
        }
        (Stopped::Lacks(_), _) => Refusal::invalid("reason", "请写明为什么取消", "例如：权力已取消，或者并入其他事项"),
    })?;
    Ok(EntryState::from_parts(to, Some(reason.to_owned())))
}

#[cfg(test)]
mod flow_tests {
    use super::*;

    #[test]
    fn every_step_is_walked() {
        crate::flow::tests::walk(&FLOW, EntryStateKind::Listed, Some);
    }
}
