//! A guide with every element.

mod bring;
mod identity;
mod site;
mod terms;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::catalogue::{Element, State as ElementState};
use shared::time::local_date;
use utoipa::{IntoParams, ToSchema};

use super::asked::{ItemAsked, no_item};
use super::wire::Marked;
use super::{Asked, BASE, Problem, Refused};
use crate::services::catalogue::GuideAt;
use crate::web::Web;
use bring::{MaterialWire, StepWire};
use identity::Identity;
use site::Where;
use terms::Terms;

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct PlaceAsked {
    /// 地点的区划代码，12 位。不写时是市里的。
    #[param(example = "350582105204")]
    pub place: String,
}

/// 全市统一的标准，加上一个地点自己的信息。没有经主管部门确认的，`confirmed` 是 `false`。
#[derive(Serialize, ToSchema)]
#[schema(title = "办事指南", as = Guide)]
pub(super) struct GuideWire {
    /// 事项编号。
    #[schema(example = "JJ-MZ-04")]
    id: String,
    /// 第几版。
    version: u32,
    /// 这一版从哪天起用。
    #[schema(format = Date, example = "2026-11-23")]
    updated_on: String,
    /// 事项名称。
    name: String,
    /// 大家平时的叫法。
    plain_name: String,
    /// 其他叫法。
    aliases: Vec<String>,
    /// 办事指南的网址。
    url: String,
    /// 申请表的地址，在本站上。
    #[schema(example = "/api/v1/items/JJ-MZ-04/form")]
    form: String,
    /// 二维码的地址，在本站上。
    #[schema(example = "/api/v1/items/JJ-MZ-04/qr.svg")]
    qr: String,
    /// 一次告知（一口清）的问题有几个；网页地址是 `url` 的路径后面加 `/check`。
    questions: u32,
    /// 是什么事、归谁管、依据什么。
    identity: Identity,
    /// 时限、趟数、收费、结果。
    terms: Terms,
    /// 谁可以申请。
    who_applies: String,
    /// 受理条件。
    conditions: Marked<Vec<String>>,
    /// 要交的材料。
    materials: Vec<MaterialWire>,
    /// 办理流程。
    steps: Marked<Vec<StepWire>>,
    /// 其他说明。
    notes: Option<String>,
    /// 常见问题。
    questions_and_answers: Vec<Answered>,
    /// 在哪里办、问谁。
    r#where: Where,
    /// 还没有确认的要素有几处。
    unconfirmed: u32,
    /// 必填要素各是什么状态。
    elements: Vec<ElementWire>,
}

/// 常见问题和回答。
#[derive(Serialize, ToSchema)]
#[schema(title = "问答")]
struct Answered {
    /// 问题。
    question: String,
    /// 回答。
    answer: String,
}

/// 国家标准要求的一个要素。
#[derive(Serialize, ToSchema)]
#[schema(title = "要素", as = Element)]
struct ElementWire {
    /// 要素的代号。
    #[schema(example = "by_law")]
    field: &'static str,
    /// 要素的名称。
    #[schema(example = "设定依据")]
    name: &'static str,
    /// 状态。
    state: ElementStateWire,
}

/// `missing` 没有填，`unconfirmed` 填了还没有确认，`confirmed` 已经确认。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "要素的状态", as = ElementState)]
enum ElementStateWire {
    Missing,
    Unconfirmed,
    Confirmed,
}

impl From<Element> for ElementWire {
    fn from(element: Element) -> Self {
        Self {
            field: element.field,
            name: element.name,
            state: match element.state {
                ElementState::Missing => ElementStateWire::Missing,
                ElementState::Unconfirmed => ElementStateWire::Unconfirmed,
                ElementState::Confirmed => ElementStateWire::Confirmed,
            },
        }
    }
}

fn wire(at: GuideAt) -> GuideWire {
    let GuideAt { view, guide, since } = at;
    let elements = guide.elements();
    let item = guide.item;
    let own = format!("{BASE}/items/{}", item.id);
    let place = view.place.as_ref();
    GuideWire {
        form: format!("{own}/form"),
        qr: match place {
            Some(place) => format!("{own}/qr.svg?place={}", place.code),
            None => format!("{own}/qr.svg"),
        },
        identity: Identity::of(&item, &view),
        terms: Terms::of(&item, &view),
        id: item.id.to_string(),
        version: item.version,
        updated_on: local_date(since).to_string(),
        name: item.name,
        plain_name: item.plain_name,
        aliases: item.aliases,
        who_applies: item.who_applies,
        conditions: Marked::from(&item.conditions),
        materials: item.materials.into_iter().map(MaterialWire::from).collect(),
        steps: Marked::of(&item.steps, |steps| steps.iter().map(StepWire::from).collect()),
        notes: item.notes,
        url: view.share_url.clone(),
        questions: view.questions,
        questions_and_answers: view
            .questions_and_answers
            .iter()
            .map(|one| Answered {
                question: one.question.clone(),
                answer: one.answer.clone(),
            })
            .collect(),
        unconfirmed: view.unconfirmed,
        r#where: Where::of(&item.agency, &item.delegation, view),
        elements: elements.into_iter().map(ElementWire::from).collect(),
    }
}

/// One item's guide at a place.
#[utoipa::path(
    get,
    path = "/items/{id}",
    tag = "事项",
    summary = "办事指南",
    description = "一个事项的全部要素，和一个地点的办理信息。那个地点不提供时，给出就近提供的地点的信息。",
    params(
        ("id" = String, Path, description = "事项编号", example = "JJ-MZ-04"),
        PlaceAsked,
    ),
    responses(
        (status = 200, description = "办事指南", body = GuideWire),
        (status = 400, description = "参数不对", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这个事项", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn guide(
    State(web): State<Web>,
    ItemAsked(id): ItemAsked,
    Asked(asked): Asked<PlaceAsked>,
) -> Result<Json<GuideWire>, Refused> {
    let at = web.services.guide_at(&id, Some(&asked.place)).await.map_err(no_item)?;
    Ok(Json(wire(at)))
}
