//! Items in lists, ranked as the page ranks them.

use app::backend::catalogue::{ItemAsk, ItemCard};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::place::DivisionCode;
use shared::problem::FieldProblem;
use utoipa::{IntoParams, ToSchema};

use super::paged::not_past;
use super::wire::{AudienceWire, CaseTypeWire, DepartmentRef, LimitWire, Marked, Nearest, PartWire, TierWire};
use super::{Asked, Problem, Refused};
use crate::services::catalogue::Snapshot;
use crate::web::Web;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ItemsAsked {
    /// 要办的事，最多 100 个字。可以是口语、同义词、拼音或拼音首字母；有它时按相关程度排序，没有时按目录顺序。
    #[param(example = "低保", max_length = 100)]
    q: String,
    /// 地点的区划代码，12 位。给出它时，结果说明每个事项在那里怎么办，那里能办的排在前面。
    #[param(example = "350582105204")]
    place: String,
    /// 写 1：只要 `place` 自己提供的事项。
    #[param(example = "1")]
    here: String,
    /// 部门编号，见 `/api/v1/departments`。
    #[param(example = "civil-affairs")]
    department: String,
    /// 主题。
    #[param(example = "社会救助")]
    theme: String,
    /// 服务对象：`person` 个人，`firm` 单位。
    #[param(example = "person")]
    audience: String,
    /// 层级：`city` 市，`town` 镇（街道），`village` 村（社区）。只要这一层提供的事项。
    #[param(example = "village")]
    tier: String,
    /// 页码，从 1 开始。
    #[param(value_type = u32, minimum = 1, example = 1)]
    page: String,
    /// 每页条数，1 到 100，不写是 20。
    #[param(value_type = u32, minimum = 1, maximum = 100, example = 20)]
    per_page: String,
}

impl From<ItemsAsked> for ItemAsk {
    fn from(asked: ItemsAsked) -> Self {
        Self {
            q: asked.q,
            place: asked.place,
            here: asked.here,
            department: asked.department,
            theme: asked.theme,
            audience: asked.audience,
            tier: asked.tier,
            page: asked.page,
            per_page: asked.per_page,
        }
    }
}

/// 一页事项。
#[derive(Serialize, ToSchema)]
#[schema(title = "一页事项")]
pub(super) struct ItemPage {
    /// 第几页。
    page: u32,
    /// 一共几页。
    pages: u32,
    /// 每页几条。
    per_page: u32,
    /// 一共几条。
    total: u32,
    /// 这一页的事项。
    items: Vec<ItemLine>,
    /// 什么也没有找到时，意思相近的事项。
    neighbours: Vec<ItemLine>,
}

/// 列表里的事项。
#[derive(Serialize, ToSchema)]
#[schema(title = "事项（列表）")]
pub(super) struct ItemLine {
    /// 事项编号。正式编码待赋码，赋码前用它指代事项。
    #[schema(example = "JJ-MZ-04")]
    id: String,
    /// 事项名称。
    #[schema(example = "高龄津贴申领")]
    name: String,
    /// 大家平时的叫法；和名称一样时没有。
    #[schema(example = "高龄津贴")]
    plain_name: Option<String>,
    /// 主管部门。
    department: DepartmentRef,
    /// 主题。
    theme: String,
    /// 服务对象。
    audience: AudienceWire,
    /// 哪几层提供。
    tiers: Marked<Vec<TierWire>>,
    /// 办件类型。
    case_type: CaseTypeWire,
    /// 法定时限；`value` 没有内容：法律没有规定。
    statutory_limit: Marked<Option<LimitWire>>,
    /// 承诺时限。
    promised_limit: Marked<LimitWire>,
    /// 要跑几趟。
    #[schema(example = "最多跑 1 趟")]
    visits: String,
    /// 有没有待主管部门确认的内容。
    has_unconfirmed: bool,
    /// `place` 能不能受理、办理；没有给出 `place` 时没有。
    handled_here: Option<bool>,
    /// `place` 自己做什么；不提供，或没有给出 `place` 时没有。
    here: Option<PartWire>,
    /// `place` 不提供或只咨询时，就近去哪里。
    nearest: Option<Nearest>,
    /// 办事指南的网址。
    #[schema(example = "http://127.0.0.1:3000/items/JJ-MZ-04")]
    url: String,
}

fn line(web: &Web, snapshot: &Snapshot, card: ItemCard, place: Option<&DivisionCode>) -> Option<ItemLine> {
    let item = snapshot.item(snapshot.number(&card.id)?)?;
    let here = card.here.map(PartWire::from);
    Some(ItemLine {
        url: web.services.guide_address(&card.id, place),
        id: card.id.to_string(),
        name: card.name,
        plain_name: card.plain_name,
        department: DepartmentRef {
            id: item.department.to_string(),
            name: card.department,
        },
        theme: card.theme,
        audience: item.audience.into(),
        tiers: Marked {
            value: item.tiers.iter().copied().map(TierWire::from).collect(),
            confirmed: item.tiers_confirmed,
        },
        case_type: card.case_type.into(),
        statutory_limit: Marked::of(&item.statutory, |limit| limit.map(LimitWire::from)),
        promised_limit: Marked::of(&item.promised, |limit| (*limit).into()),
        visits: card.visits.value,
        has_unconfirmed: card.unconfirmed,
        handled_here: place.map(|_| here == Some(PartWire::Handle)),
        here,
        nearest: card.nearest.map(Nearest::from),
    })
}

/// Items by text, place, department, theme, audience and tier.
#[utoipa::path(
    get,
    path = "/items",
    tag = "事项",
    summary = "查找事项",
    description = "按要办的事、地点、部门、主题查找事项，分页返回。排序和网页上的搜索一样。",
    params(ItemsAsked),
    responses(
        (status = 200, description = "一页事项", body = ItemPage),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这一页", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn items(State(web): State<Web>, Asked(asked): Asked<ItemsAsked>) -> Result<Json<ItemPage>, Refused> {
    if !matches!(asked.here.as_str(), "" | "0" | "1") {
        return Err(FieldProblem::new("here", "只能写 1 或不写", "要全部事项，请去掉这个参数").into());
    }
    let snapshot = web.services.snapshot().await?;
    let page = web.services.items_in(&snapshot, &asked.into()).await?;
    not_past(page.page, page.pages)?;
    let place = page.place.as_ref().map(|place| &place.code);
    let lines = |cards: Vec<ItemCard>| {
        let lines = cards.into_iter();
        lines.filter_map(|card| line(&web, &snapshot, card, place)).collect()
    };
    Ok(Json(ItemPage {
        items: lines(page.items),
        neighbours: lines(page.neighbours),
        page: page.page,
        pages: page.pages,
        per_page: page.per_page,
        total: page.total,
    }))
}
