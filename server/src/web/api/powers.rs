//! The list of powers in force.

use app::backend::Powers;
use app::backend::powers::{PublicPower, PublicPowerFilter};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::powers::PowerLevel;
use shared::problem::FieldProblem;
use utoipa::{IntoParams, ToSchema};

use super::paged::not_past;
use super::wire::DepartmentRef;
use super::{Asked, Problem, Refused};
use crate::web::Web;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct PowersAsked {
    /// 名称、编号或设定依据里的字，最多 100 个字。
    #[param(example = "津贴", max_length = 100)]
    q: String,
    /// 部门编号，见 `/api/v1/departments`。
    #[param(example = "civil-affairs")]
    department: String,
    /// 权力层级：`city` 市级，`town` 镇（街道）级。
    #[param(example = "city")]
    level: String,
    /// 页码，从 1 开始。
    #[param(value_type = u32, minimum = 1, example = 1)]
    page: String,
}

/// 一页权力。
#[derive(Serialize, ToSchema)]
#[schema(title = "一页权力")]
pub(super) struct PowerPage {
    /// 第几页。
    page: u32,
    /// 一共几页。
    pages: u32,
    /// 每页几条。
    per_page: u32,
    /// 一共几条。
    total: u32,
    /// 这一页的权力。
    items: Vec<PowerWire>,
}

/// 一项现行有效的权力。
#[derive(Serialize, ToSchema)]
#[schema(title = "权力", as = Power)]
pub(super) struct PowerWire {
    /// 权力编号。
    #[schema(example = "P-000001")]
    id: String,
    /// 名称。
    #[schema(example = "高龄津贴审核")]
    name: String,
    /// 事项类型。
    #[schema(example = "行政给付")]
    kind: &'static str,
    /// 权力层级。
    level: LevelWire,
    /// 主管部门。
    department: DepartmentRef,
    /// 设定依据：法律、法规、规章或文件。
    law: String,
    /// 条款。
    article: String,
    /// 由它派生、已经公布的事项。
    items: Vec<DerivedWire>,
}

/// `city` 市级，`town` 镇（街道）级。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "权力层级", as = PowerLevel)]
enum LevelWire {
    City,
    Town,
}

/// 由一项权力派生的事项。
#[derive(Serialize, ToSchema)]
#[schema(title = "派生的事项", as = DerivedItem)]
struct DerivedWire {
    /// 事项编号。
    #[schema(example = "JJ-MZ-04")]
    id: String,
    /// 名称。
    name: String,
}

fn wire(power: PublicPower) -> PowerWire {
    PowerWire {
        id: power.id.to_string(),
        name: power.name,
        kind: power.type_code.words(),
        level: match power.level {
            PowerLevel::City => LevelWire::City,
            PowerLevel::Town => LevelWire::Town,
        },
        department: DepartmentRef {
            id: power.department.to_string(),
            name: power.department_name,
        },
        law: power.law,
        article: power.article,
        items: power
            .items
            .into_iter()
            .map(|(id, name)| DerivedWire {
                id: id.to_string(),
                name,
            })
            .collect(),
    }
}

fn filter(asked: PowersAsked) -> Result<PublicPowerFilter, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut wrong = |name: &str, message: &str, fix: &str| problems.push(FieldProblem::new(name, message, fix));
    if asked.q.chars().count() > 100 {
        wrong("q", "要找的字太长", "请写 100 个字以内");
    }
    let level = Some(asked.level.as_str()).filter(|text| !text.is_empty());
    let level = level.map(|text| PowerLevel::ALL.into_iter().find(|level| level.as_str() == text));
    if level == Some(None) {
        wrong("level", "没有这个层级", "请写 city 或 town，不写是全部");
    }
    let department = Some(asked.department.as_str()).filter(|text| !text.is_empty());
    let department = department.map(|text| text.parse().ok());
    if department == Some(None) {
        wrong("department", "没有这个部门", "部门编号见 /api/v1/departments");
    }
    let page = if asked.page.is_empty() {
        Some(1)
    } else {
        asked.page.parse().ok().filter(|page| *page > 0)
    };
    if page.is_none() {
        wrong("page", "页码不对", "页码从 1 开始");
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(PublicPowerFilter {
        level: level.flatten(),
        department: department.flatten(),
        text: Some(asked.q).filter(|text| !text.trim().is_empty()),
        page: page.unwrap_or(1),
    })
}

/// The powers in force, in the order of the list.
#[utoipa::path(
    get,
    path = "/powers",
    tag = "事项",
    summary = "权责清单",
    description = "现行有效的权力、设定依据，和由它派生的事项，分页返回。镇（街道）级的权力都经司法局审查。",
    params(PowersAsked),
    responses(
        (status = 200, description = "一页权力", body = PowerPage),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这一页", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn powers(
    State(web): State<Web>,
    Asked(asked): Asked<PowersAsked>,
) -> Result<Json<PowerPage>, Refused> {
    let page = web.services.public_powers(&filter(asked)?).await?;
    not_past(page.page, page.pages)?;
    Ok(Json(PowerPage {
        page: page.page,
        pages: page.pages,
        per_page: page.per_page,
        total: page.total,
        items: page.rows.into_iter().map(wire).collect(),
    }))
}
