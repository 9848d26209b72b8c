//! The city, its towns and villages.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::place::{Division, DivisionCode, Tier};
use shared::problem::FieldProblem;
use utoipa::{IntoParams, ToSchema};

use super::paged::slice;
use super::wire::TierWire;
use super::{Asked, Problem, Refused};
use crate::services::catalogue::Snapshot;
use crate::web::Web;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct DivisionsAsked {
    /// 区划代码，12 位。只要它下面的，不含它自己。
    #[param(example = "350582105000")]
    under: String,
    /// 层级：`city` 市，`town` 镇（街道），`village` 村（社区）。
    #[param(example = "village")]
    tier: String,
    /// 页码，从 1 开始。
    #[param(value_type = u32, minimum = 1, example = 1)]
    page: String,
    /// 每页条数，1 到 200，不写是 200。
    #[param(value_type = u32, minimum = 1, maximum = 200, example = 200)]
    per_page: String,
}

/// 一页区划。
#[derive(Serialize, ToSchema)]
#[schema(title = "一页区划")]
pub(super) struct DivisionPage {
    /// 第几页。
    page: u32,
    /// 一共几页。
    pages: u32,
    /// 每页几条。
    per_page: u32,
    /// 一共几条。
    total: u32,
    /// 这一页的区划。
    items: Vec<DivisionWire>,
}

/// 市、镇（街道）或村（社区）。
#[derive(Serialize, ToSchema)]
#[schema(title = "区划", as = Division)]
pub(super) struct DivisionWire {
    /// 区划代码，12 位，可以作为 `place`、`under` 参数。
    #[schema(example = "350582105204")]
    code: String,
    /// 名称。
    #[schema(example = "华峰村")]
    name: String,
    /// 层级。
    tier: TierWire,
    /// 县级市、镇、街道、村或社区。
    #[schema(example = "村")]
    kind: String,
    /// 上一级的区划代码；市没有。
    parent: Option<String>,
    /// 便民服务中心或便民服务站的名称。
    #[schema(example = "华峰村便民服务站")]
    hall: String,
    /// 那里提供多少事项，含只提供咨询的。
    items: u32,
}

fn wire(snapshot: &Snapshot, division: &Division) -> DivisionWire {
    DivisionWire {
        code: division.code.to_string(),
        name: division.name.clone(),
        tier: division.tier.into(),
        kind: division.kind.clone(),
        parent: division.code.parent().map(|parent| parent.to_string()),
        hall: division.hall_name(),
        items: u32::try_from(snapshot.offered_at(&division.code)).unwrap_or(u32::MAX),
    }
}

/// Places in the official order.
#[utoipa::path(
    get,
    path = "/divisions",
    tag = "地点和部门",
    summary = "区划",
    description = "市、镇（街道）、村（社区），按公布的顺序，分页返回。",
    params(DivisionsAsked),
    responses(
        (status = 200, description = "一页区划", body = DivisionPage),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这一页", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn divisions(
    State(web): State<Web>,
    Asked(asked): Asked<DivisionsAsked>,
) -> Result<Json<DivisionPage>, Refused> {
    let snapshot = web.services.snapshot().await?;
    let (under, tier) = wanted(&snapshot, &asked)?;
    let chosen: Vec<&Division> = snapshot
        .divisions
        .iter()
        .filter(|division| tier.is_none_or(|tier| division.tier == tier))
        .filter(|division| {
            let above = under.as_ref();
            above.is_none_or(|above| above.covers(&division.code) && *above != division.code)
        })
        .collect();
    let slice = slice(chosen, &asked.page, &asked.per_page)?;
    Ok(Json(DivisionPage {
        page: slice.page,
        pages: slice.pages,
        per_page: slice.per_page,
        total: slice.total,
        items: slice
            .rows
            .into_iter()
            .map(|division| wire(&snapshot, division))
            .collect(),
    }))
}

fn wanted(snapshot: &Snapshot, asked: &DivisionsAsked) -> Result<(Option<DivisionCode>, Option<Tier>), Refused> {
    let mut problems = Vec::new();
    let under: Option<DivisionCode> = asked.under.parse().ok();
    let under = under.filter(|code| snapshot.division(code).is_some());
    if under.is_none() && !asked.under.is_empty() {
        let message = format!("{}没有这个地点", snapshot.city.name);
        problems.push(FieldProblem::new(
            "under",
            message,
            "请用 /api/v1/divisions 列出的 12 位区划代码",
        ));
    }
    let tier: Option<Tier> = asked.tier.parse().ok();
    if tier.is_none() && !asked.tier.is_empty() {
        problems.push(FieldProblem::new(
            "tier",
            "层级不对",
            "请写 city（市）、town（镇、街道）或 village（村、社区）",
        ));
    }
    if problems.is_empty() {
        Ok((under, tier))
    } else {
        Err(problems.into())
    }
}
