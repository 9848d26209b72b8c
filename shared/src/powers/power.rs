//! One power: what it is, who holds it, on which provision it rests, and where it stands.

use serde::{Deserialize, Serialize};

use super::{PowerId, PowerLevel};
use crate::catalogue::{Department, ItemType};
use crate::id::DepartmentId;
use crate::problem::FieldProblem;
use crate::table::{Column, Pick, Reading, Shape, Typed, department_name, short};
use crate::value_list;

/// What is written of a power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerBody {
    pub name: String,
    /// The law's title: without one there is no power (优化营商环境条例 §35).
    pub law: String,
    pub article: String,
    pub level: PowerLevel,
    pub type_code: ItemType,
    pub department: DepartmentId,
    /// Its place in the printed list.
    pub rank: Option<u32>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Power {
    pub id: PowerId,
    pub body: PowerBody,
    pub state: PowerState,
}

/// Where a power stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PowerState {
    Draft,
    InReview,
    /// In force.
    Approved,
    Returned {
        reasons: String,
    },
    Withdrawn {
        reason: String,
    },
}

value_list! {
    /// The same without its reasons, for filters and rows.
    pub enum PowerStateKind, "权力状态" {
        Draft = "draft", "待送审";
        InReview = "in_review", "司法局审查中";
        Approved = "approved", "有效";
        Returned = "returned", "审查退回";
        Withdrawn = "withdrawn", "已取消";
    }
}

impl PowerState {
    #[must_use]
    pub const fn kind(&self) -> PowerStateKind {
        match self {
            Self::Draft => PowerStateKind::Draft,
            Self::InReview => PowerStateKind::InReview,
            Self::Approved => PowerStateKind::Approved,
            Self::Returned { .. } => PowerStateKind::Returned,
            Self::Withdrawn { .. } => PowerStateKind::Withdrawn,
        }
    }

    /// Why it was returned or withdrawn.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Returned { reasons: reason } | Self::Withdrawn { reason } => Some(reason),
            Self::Draft | Self::InReview | Self::Approved => None,
        }
    }

    /// From its stored parts.
    #[must_use]
    pub fn from_parts(kind: PowerStateKind, reason: Option<String>) -> Self {
        let reason = reason.unwrap_or_default();
        match kind {
            PowerStateKind::Draft => Self::Draft,
            PowerStateKind::InReview => Self::InReview,
            PowerStateKind::Approved => Self::Approved,
            PowerStateKind::Returned => Self::Returned { reasons: reason },
            PowerStateKind::Withdrawn => Self::Withdrawn { reason },
        }
    }
}

const fn text(name: &'static str, label: &'static str, most: usize, hint: &'static str) -> Column {
    Column {
        name,
        label,
        hint,
        required: true,
        shape: Shape::Text(most),
    }
}

impl Power {
    pub const COLUMNS: &'static [Column] = &[
        text("name", "权力名称", 200, "请写明权力的全称，例如：农村村民建房审批"),
        Column {
            shape: Shape::Pick(Pick::Type),
            ..text("type_code", "事项类型", 0, "请从下拉列表里选择")
        },
        Column {
            shape: Shape::Pick(Pick::Level),
            ..text("level", "权力层级", 0, "请选择“市级”或“镇（街道）级”")
        },
        Column {
            shape: Shape::Pick(Pick::Department),
            ..text("department", "主管部门", 0, "请从下拉列表里选择部门")
        },
        text(
            "law",
            "设定依据",
            200,
            "请写明法律、法规、规章或文件的全称，没有依据的不能列入清单",
        ),
        text("article", "条款", 200, "请写明第几条第几款，例如：第六十二条"),
        Column {
            shape: Shape::Number(999_998),
            required: false,
            ..text("rank", "排序号", 0, "整数，小的排在前面，可以留空")
        },
        Column {
            required: false,
            ..text("note", "备注", 500, "可以留空")
        },
    ];
}

impl PowerBody {
    /// Reads a row as typed.
    ///
    /// # Errors
    /// Every problem of it, each at its column.
    pub fn parse(typed: &Typed, departments: &[Department]) -> Result<Self, Vec<FieldProblem>> {
        let mut row = Reading::of(typed, Power::COLUMNS);
        let name = row.text("name");
        let type_code = row.item_type("type_code");
        let level = row.value(
            "level",
            |text| text.parse::<PowerLevel>().ok(),
            |text| {
                let why = format!("没有「{}」这个权力层级", short(text));
                (why, "请选择“市级”或“镇（街道）级”".to_owned())
            },
        );
        let department = row.department("department", departments);
        let (law, article) = (row.text("law"), row.text("article"));
        let (rank, note) = (row.number("rank"), row.text("note"));
        match (name, law, article, level, type_code, department) {
            (Some(name), Some(law), Some(article), Some(level), Some(type_code), Some(department))
                if row.problems.is_empty() =>
            {
                Ok(Self {
                    name,
                    law,
                    article,
                    level,
                    type_code,
                    department,
                    rank,
                    note,
                })
            }
            _ => Err(row.problems),
        }
    }

    /// In words, in the order of [`Power::COLUMNS`].
    #[must_use]
    pub fn cells(&self, departments: &[Department]) -> Vec<String> {
        vec![
            self.name.clone(),
            self.type_code.words().to_owned(),
            self.level.words().to_owned(),
            department_name(departments, &self.department),
            self.law.clone(),
            self.article.clone(),
            self.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            self.note.clone().unwrap_or_default(),
        ]
    }

    /// Whether what the justice bureau looks at is the same; a note or a place in the list is none of it.
    #[must_use]
    pub fn same_in_law(&self, other: &Self) -> bool {
        let plain = |body: &Self| Self {
            rank: None,
            note: None,
            ..body.clone()
        };
        plain(self) == plain(other)
    }
}
