//! What several answers share.

use serde::Serialize;
use shared::catalogue::{Audience, CaseType, Confirmable, LocalPart};
use shared::place::Tier;
use shared::time::Limit;
use utoipa::ToSchema;

/// 没有经主管部门确认的，显示时请注明“待主管部门确认”。
#[derive(Serialize, ToSchema)]
#[schema(title = "带确认标记的值")]
pub(super) struct Marked<T> {
    /// 内容。
    pub value: T,
    /// 主管部门是否已经确认。
    pub confirmed: bool,
}

impl<T> Marked<T> {
    /// A domain value with its mark, as `to` writes it.
    pub(super) fn of<'d, D>(value: &'d Confirmable<D>, to: impl FnOnce(&'d D) -> T) -> Self {
        Self {
            value: to(&value.value),
            confirmed: value.confirmed,
        }
    }
}

impl<T: Clone> From<&Confirmable<T>> for Marked<T> {
    fn from(value: &Confirmable<T>) -> Self {
        Self::of(value, T::clone)
    }
}

/// 时限。
#[derive(Serialize, ToSchema)]
#[schema(title = "时限", as = Limit)]
pub(super) struct LimitWire {
    /// 多少；当场办结的是 0。
    #[schema(example = 10)]
    value: u16,
    /// 单位。
    unit: LimitUnit,
    /// 写成文字。
    #[schema(example = "10 个工作日")]
    words: String,
}

/// `on_the_spot` 当场办结，`working_days` 工作日，`natural_days` 自然日，`months` 月。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "时限单位")]
enum LimitUnit {
    OnTheSpot,
    WorkingDays,
    NaturalDays,
    Months,
}

impl From<Limit> for LimitWire {
    fn from(limit: Limit) -> Self {
        let (value, unit) = match limit {
            Limit::OnTheSpot => (0, LimitUnit::OnTheSpot),
            Limit::WorkingDays(n) => (n, LimitUnit::WorkingDays),
            Limit::NaturalDays(n) => (n, LimitUnit::NaturalDays),
            Limit::Months(n) => (n, LimitUnit::Months),
        };
        Self {
            value,
            unit,
            words: limit.to_string(),
        }
    }
}

/// `city` 市，`town` 镇（街道），`village` 村（社区）。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "层级", as = Tier)]
pub(super) enum TierWire {
    City,
    Town,
    Village,
}

impl From<Tier> for TierWire {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::City => Self::City,
            Tier::Town => Self::Town,
            Tier::Village => Self::Village,
        }
    }
}

/// `handle` 受理、办理，`collect` 收件、代办，`advise` 只提供咨询。
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "站点做什么", as = Part)]
pub(super) enum PartWire {
    Handle,
    Collect,
    Advise,
}

impl From<LocalPart> for PartWire {
    fn from(part: LocalPart) -> Self {
        match part {
            LocalPart::Handle => Self::Handle,
            LocalPart::Collect => Self::Collect,
            LocalPart::Advise => Self::Advise,
        }
    }
}

/// `instant` 即办件，`promised` 承诺件。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "办件类型", as = CaseType)]
pub(super) enum CaseTypeWire {
    Instant,
    Promised,
}

impl From<CaseType> for CaseTypeWire {
    fn from(case_type: CaseType) -> Self {
        match case_type {
            CaseType::Instant => Self::Instant,
            CaseType::Promised => Self::Promised,
        }
    }
}

/// `person` 个人，`firm` 单位，`both` 个人和单位。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "服务对象", as = Audience)]
pub(super) enum AudienceWire {
    Person,
    Firm,
    Both,
}

impl From<Audience> for AudienceWire {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Person => Self::Person,
            Audience::Firm => Self::Firm,
            Audience::Both => Self::Both,
        }
    }
}

/// 一个部门。
#[derive(Serialize, ToSchema)]
#[schema(title = "部门（简）")]
pub(super) struct DepartmentRef {
    /// 部门编号，可以作为 `department` 参数。
    #[schema(example = "civil-affairs")]
    pub id: String,
    /// 部门名称。
    #[schema(example = "市民政局")]
    pub name: String,
}

/// 一个办理地点。
#[derive(Serialize, ToSchema)]
#[schema(title = "去哪里办")]
pub(super) struct Nearest {
    /// 区划代码，12 位。
    #[schema(example = "350582105000")]
    pub code: String,
    /// 便民服务中心或便民服务站的名称。
    #[schema(example = "深沪镇综合便民服务中心")]
    pub hall: String,
    /// 在那里做什么。
    pub part: PartWire,
}

impl From<app::backend::catalogue::Nearest> for Nearest {
    fn from(nearest: app::backend::catalogue::Nearest) -> Self {
        Self {
            code: nearest.place.to_string(),
            hall: nearest.hall,
            part: nearest.part.into(),
        }
    }
}
