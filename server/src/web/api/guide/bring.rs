//! What to bring, and what happens with it.

use serde::Serialize;
use shared::catalogue::{Issuer, Material, MaterialForm, Step};
use utoipa::ToSchema;

use super::identity::Named;
use crate::web::api::wire::{LimitWire, TierWire};

/// 一份材料。
#[derive(Serialize, ToSchema)]
#[schema(title = "材料", as = Material)]
pub(super) struct MaterialWire {
    /// 材料编号，申请表里用它指代材料。
    #[schema(example = "id-card")]
    id: String,
    /// 名称。
    name: String,
    /// 交什么。
    form: MaterialFormWire,
    /// 几份。
    copies: u16,
    /// 写成文字。
    #[schema(example = "原件 1 份")]
    words: String,
    /// 从谁那里来。
    issuer: IssuerWire,
    /// 来源，写成文字。
    source: String,
    /// 是不是任何情况都要交。
    always: bool,
    /// 什么情况要交；任何情况都要交的没有。
    when: Option<String>,
    /// 照片或电子文件行不行。
    electronic_ok: bool,
    /// 就是申请表本身：网上填了就不用另交。
    filled_online: bool,
    /// 由什么数据共享代替，有它就不用带；没有共享的没有。
    share: Option<String>,
    /// 说明。
    note: Option<String>,
    /// 要这份材料的依据。
    legal_basis: Option<String>,
    /// 少数材料才有的要素：空白表格、示例样表、规格、受理标准、备注。
    more: Vec<Named>,
    /// 主管部门是否已经确认。
    confirmed: bool,
}

/// `original` 原件，`original_check` 原件核验后归还，`copy` 复印件，`original_check_and_copy` 复印件并核验原件。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "材料形式", as = MaterialForm)]
enum MaterialFormWire {
    Original,
    OriginalCheck,
    Copy,
    OriginalCheckAndCopy,
}

/// `applicant` 申请人自备，`government` 政府部门核发，`institution` 其他机构出具，`village` 村（社区）出具。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "材料来源", as = Issuer)]
enum IssuerWire {
    Applicant,
    Government,
    Institution,
    Village,
}

impl From<Material> for MaterialWire {
    fn from(material: Material) -> Self {
        Self {
            words: material.count_words(),
            more: Named::all(material.more_words()),
            id: material.id.to_string(),
            name: material.name,
            form: match material.form {
                MaterialForm::Original => MaterialFormWire::Original,
                MaterialForm::OriginalCheck => MaterialFormWire::OriginalCheck,
                MaterialForm::Copy => MaterialFormWire::Copy,
                MaterialForm::OriginalCheckAndCopy => MaterialFormWire::OriginalCheckAndCopy,
            },
            copies: material.copies,
            issuer: match material.issuer {
                Issuer::Applicant => IssuerWire::Applicant,
                Issuer::Government => IssuerWire::Government,
                Issuer::Institution => IssuerWire::Institution,
                Issuer::Village => IssuerWire::Village,
            },
            source: material.source,
            always: material.needed.is_always(),
            when: material.needed_when,
            electronic_ok: material.electronic_ok,
            filled_online: material.filled_online,
            share: material.share,
            note: material.note,
            legal_basis: material.legal_basis,
            confirmed: material.confirmed,
        }
    }
}

/// 办理流程的一步。
#[derive(Serialize, ToSchema)]
#[schema(title = "步骤", as = Step)]
pub(super) struct StepWire {
    /// 名称。
    #[schema(example = "初核")]
    name: String,
    /// 哪几层可以办；只由别的单位办的没有。
    tiers: Vec<TierWire>,
    /// 由谁办，写成文字。
    #[schema(example = "村（社区）")]
    who: String,
    /// 这一步的时限。
    limit: Option<LimitWire>,
    /// 说明。
    note: Option<String>,
}

impl From<&Step> for StepWire {
    fn from(step: &Step) -> Self {
        Self {
            name: step.name.clone(),
            tiers: step.tiers.iter().copied().map(TierWire::from).collect(),
            who: step.actors(),
            limit: step.limit.map(LimitWire::from),
            note: step.note.clone(),
        }
    }
}
