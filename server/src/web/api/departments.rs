//! Who keeps the items' standard.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::catalogue::{Department, DepartmentKind};
use utoipa::{IntoParams, ToSchema};

use super::paged::slice;
use super::wire::Marked;
use super::{Asked, Problem, Refused};
use crate::services::catalogue::Snapshot;
use crate::web::Web;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct DepartmentsAsked {
    /// 页码，从 1 开始。
    #[param(value_type = u32, minimum = 1, example = 1)]
    page: String,
    /// 每页条数，1 到 200，不写是 200。
    #[param(value_type = u32, minimum = 1, maximum = 200, example = 200)]
    per_page: String,
}

/// 一页部门。
#[derive(Serialize, ToSchema)]
#[schema(title = "一页部门")]
pub(super) struct DepartmentPage {
    /// 第几页。
    page: u32,
    /// 一共几页。
    pages: u32,
    /// 每页几条。
    per_page: u32,
    /// 一共几条。
    total: u32,
    /// 这一页的部门。
    items: Vec<DepartmentWire>,
}

/// 部门、公用事业单位，或推进这项工作的单位。
#[derive(Serialize, ToSchema)]
#[schema(title = "部门", as = Department)]
pub(super) struct DepartmentWire {
    /// 部门编号，可以作为 `department` 参数。
    #[schema(example = "civil-affairs")]
    id: String,
    /// 名称。
    #[schema(example = "市民政局")]
    name: String,
    /// 简称。
    #[schema(example = "民政")]
    short_name: String,
    /// 类别。
    kind: DepartmentKindWire,
    /// 统一社会信用代码；还不知道的没有。
    credit_code: Option<String>,
    /// 地址。
    address: Option<Marked<String>>,
    /// 办公时间。
    hours: Option<Marked<String>>,
    /// 咨询电话。
    phone: Option<Marked<String>>,
    /// 投诉电话。
    complaints: Option<Marked<String>>,
    /// 主管多少事项。
    items: u32,
}

/// `department` 部门，`utility` 公用事业单位，`office` 推进、审核或保障单位，不主管事项。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "部门类别", as = DepartmentKind)]
enum DepartmentKindWire {
    Department,
    Utility,
    Office,
}

fn wire(snapshot: &Snapshot, department: &Department) -> DepartmentWire {
    let own = snapshot.items.iter().filter(|item| item.department == department.id);
    DepartmentWire {
        id: department.id.to_string(),
        name: department.name.clone(),
        short_name: department.short_name.clone(),
        kind: match department.kind {
            DepartmentKind::Department => DepartmentKindWire::Department,
            DepartmentKind::Utility => DepartmentKindWire::Utility,
            DepartmentKind::Office => DepartmentKindWire::Office,
        },
        credit_code: department.credit_code.as_ref().map(ToString::to_string),
        address: department.address.as_ref().map(Marked::from),
        hours: department.hours.as_ref().map(Marked::from),
        phone: department.phone.as_ref().map(Marked::from),
        complaints: department.complaints.as_ref().map(Marked::from),
        items: u32::try_from(own.count()).unwrap_or(u32::MAX),
    }
}

/// The departments in the city's order.
#[utoipa::path(
    get,
    path = "/departments",
    tag = "地点和部门",
    summary = "部门",
    description = "主管事项的部门和公用事业单位，以及推进这项工作的单位。",
    params(DepartmentsAsked),
    responses(
        (status = 200, description = "一页部门", body = DepartmentPage),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这一页", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn departments(
    State(web): State<Web>,
    Asked(asked): Asked<DepartmentsAsked>,
) -> Result<Json<DepartmentPage>, Refused> {
    let snapshot = web.services.snapshot().await?;
    let all: Vec<&Department> = snapshot.departments.iter().collect();
    let slice = slice(all, &asked.page, &asked.per_page)?;
    let rows = slice.rows.into_iter();
    Ok(Json(DepartmentPage {
        page: slice.page,
        pages: slice.pages,
        per_page: slice.per_page,
        total: slice.total,
        items: rows.map(|department| wire(&snapshot, department)).collect(),
    }))
}
