//! What it is, whose it is, and by which law.

use app::backend::catalogue::GuideView;
use serde::Serialize;
use shared::catalogue::{Item, Law};
use utoipa::ToSchema;

use crate::web::api::wire::{AudienceWire, DepartmentRef, Marked, TierWire};

/// 是什么事、归谁管、依据什么。
#[derive(Serialize, ToSchema)]
#[schema(title = "事项的身份")]
pub(super) struct Identity {
    /// 事项类型。
    item_type: Marked<Coded>,
    /// 基本编码；没有：待赋码。
    basic_code: Option<String>,
    /// 实施编码；没有：待赋码。
    implementation_code: Option<String>,
    /// 业务办理项编码。
    handling_codes: Vec<String>,
    /// 实施主体。
    department: DepartmentRef,
    /// 实施主体编码。
    body_code: Option<Marked<String>>,
    /// 实施主体性质。
    body_kind: Option<Marked<Coded>>,
    /// 权力来源。
    power_source: Option<Marked<String>>,
    /// 行使层级。
    exercise_level: Option<Marked<Coded>>,
    /// 主题。
    theme: String,
    /// 面向自然人的主题分类。
    person_theme: Option<String>,
    /// 面向法人的主题分类。
    firm_theme: Option<String>,
    /// 给谁办。
    audience: AudienceWire,
    /// 服务对象，按国家标准的分类。
    service_objects: Vec<Coded>,
    /// 哪几层提供。
    tiers: Marked<Vec<TierWire>>,
    /// 关于层级的说明。
    tiers_note: Option<String>,
    /// 设定依据。
    legal_basis: Vec<LawWire>,
    /// 少数事项才有的要素：通办范围、联办机构、数量限制等。
    more: Vec<Named>,
}

/// 一项要素的名称和内容。
#[derive(Serialize, ToSchema)]
#[schema(title = "其他要素")]
pub(super) struct Named {
    /// 名称。
    #[schema(example = "通办范围")]
    name: &'static str,
    /// 内容。
    #[schema(example = "全市通办")]
    value: String,
}

impl Named {
    pub(super) fn all(words: Vec<(&'static str, String)>) -> Vec<Self> {
        words.into_iter().map(|(name, value)| Self { name, value }).collect()
    }
}

/// 国家标准代码表里的一个值。
#[derive(Serialize, ToSchema)]
#[schema(title = "代码")]
pub(super) struct Coded {
    /// 代码。
    #[schema(example = "05")]
    pub code: &'static str,
    /// 名称。
    #[schema(example = "行政给付")]
    pub name: &'static str,
}

/// 一条依据。
#[derive(Serialize, ToSchema)]
#[schema(title = "设定依据", as = Law)]
struct LawWire {
    /// 法律、法规、规章或文件的名称。
    law: String,
    /// 第几条，或内容。
    article: String,
    /// 主管部门是否已经确认。
    confirmed: bool,
}

impl From<&Law> for LawWire {
    fn from(law: &Law) -> Self {
        Self {
            law: law.law.clone(),
            article: law.article.clone(),
            confirmed: law.confirmed,
        }
    }
}

impl Identity {
    pub(super) fn of(item: &Item, view: &GuideView) -> Self {
        Self {
            item_type: Marked {
                value: Coded {
                    code: item.type_code.as_str(),
                    name: item.type_code.words(),
                },
                confirmed: item.type_confirmed,
            },
            basic_code: item.source_code.as_ref().map(ToString::to_string),
            implementation_code: item.implementation_code.as_ref().map(ToString::to_string),
            handling_codes: item.handling_codes.iter().map(ToString::to_string).collect(),
            department: DepartmentRef {
                id: item.department.to_string(),
                name: view.department.clone(),
            },
            body_code: item
                .body_code
                .as_ref()
                .map(|code| Marked::of(code, ToString::to_string)),
            body_kind: item.body_kind.as_ref().map(|kind| {
                Marked::of(kind, |kind| Coded {
                    code: kind.as_str(),
                    name: kind.words(),
                })
            }),
            power_source: item.power_source.as_ref().map(Marked::from),
            exercise_level: item.exercise_level.as_ref().map(|level| {
                Marked::of(level, |level| Coded {
                    code: level.as_str(),
                    name: level.words(),
                })
            }),
            theme: item.theme.clone(),
            person_theme: item.person_theme.clone(),
            firm_theme: item.firm_theme.clone(),
            audience: item.audience().into(),
            service_objects: item
                .service_objects
                .iter()
                .map(|object| Coded {
                    code: object.as_str(),
                    name: object.words(),
                })
                .collect(),
            tiers: Marked {
                value: item.tiers.iter().copied().map(TierWire::from).collect(),
                confirmed: item.tiers_confirmed,
            },
            tiers_note: item.tiers_note.clone(),
            legal_basis: item.legal_basis.iter().map(LawWire::from).collect(),
            more: Named::all(item.extras.words()),
        }
    }
}
