//! A guide in words, in the order an applicant needs it.

use shared::catalogue::{Confirmable, ItemId, LocalPart};

use super::{HotlineView, Nearest, OpenView, PlaceView};

/// An item's standard with what one site adds. Every value that nobody has confirmed carries its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideView {
    pub id: ItemId,
    pub version: u32,
    /// 2026 年 11 月 23 日
    pub updated_on: String,
    pub name: String,
    pub plain_name: Option<String>,
    pub type_name: Confirmable<String>,
    pub department: String,
    pub department_id: String,
    pub theme: String,
    /// 个人和单位
    pub audience: String,
    pub basic_code: String,
    pub implementation_code: String,
    /// How many elements wait to be confirmed.
    pub unconfirmed: u32,

    pub case_type: String,
    pub visits: Confirmable<String>,
    pub visits_reason: Option<String>,
    pub no_visit: bool,
    pub fee: Confirmable<String>,
    pub fee_basis: String,
    /// 工本费 20 元
    pub fee_items: Vec<String>,
    pub pay_online: Option<bool>,
    pub statutory: Confirmable<String>,
    pub statutory_basis: String,
    pub promised: Confirmable<String>,
    /// 受理以后 4 个工作日内办结
    pub promised_from: Confirmable<String>,
    pub promised_basis: String,
    /// 比法定时限少 10 个工作日
    pub saved: Option<String>,
    /// 可延长 15 个工作日, and other notes on limits.
    pub limit_notes: Vec<String>,
    /// When it is decided at the latest, were it accepted today.
    pub example: Option<String>,
    pub tiers: Confirmable<String>,
    pub tiers_note: Option<String>,
    pub online: Confirmable<String>,
    pub result: Confirmable<String>,
    pub result_sample: Option<String>,
    pub validity: Option<Confirmable<String>>,
    pub renewal: Option<String>,

    /// How many questions the one-time guidance asks.
    pub questions: u32,
    /// The first of them, where one tap answers it.
    pub first_question: Option<super::QuestionView>,
    pub who_applies: String,
    pub conditions: Confirmable<Vec<String>>,
    pub materials: Vec<MaterialView>,
    pub steps: Confirmable<Vec<StepView>>,
    pub public_notice: Option<Confirmable<String>>,
    pub special_procedures: Vec<String>,
    pub laws: Vec<LawView>,
    pub notes: Option<String>,
    /// What few items say: name and value.
    pub more: Vec<(String, String)>,
    pub questions_and_answers: Vec<Qa>,
    /// What is often needed besides: when, and the item.
    pub related: Vec<(String, super::ItemLink)>,

    /// The reader's place, when one is known.
    pub place: Option<PlaceView>,
    /// The site whose particulars are shown.
    pub site: SiteView,
    /// Where else the reader can go: above the shown site.
    pub other_sites: Vec<SiteLine>,
    /// The reader's place does not offer it; this one does.
    pub nearest: Option<Nearest>,
    /// Whether the village files for the applicant.
    pub agent_files: bool,
    pub agent_role: Confirmable<String>,
    /// The department's own lines.
    pub department_phone: Option<Confirmable<String>>,
    pub complaints_phone: Option<Confirmable<String>>,
    pub hotlines: Vec<HotlineView>,
    /// Where this guide is found by anyone: an absolute address.
    pub share_url: String,
}

/// A material in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialView {
    pub id: String,
    pub name: String,
    /// 原件 1 份
    pub count: String,
    pub source: String,
    /// 电子证照:居民身份证; then nobody has to bring it.
    pub share: Option<String>,
    /// 委托他人代办时
    pub when: Option<String>,
    pub optional: bool,
    pub electronic: bool,
    /// The application itself is this paper: nothing to bring.
    pub filled_online: bool,
    pub note: Option<String>,
    pub legal_basis: Option<String>,
    /// What few materials say: name and value.
    pub more: Vec<(String, String)>,
    pub confirmed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    pub name: String,
    pub who: String,
    pub limit: Option<String>,
    pub note: Option<String>,
    /// 您要到场
    pub present: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawView {
    pub law: String,
    pub article: String,
    pub confirmed: bool,
}

/// A question people ask and its answer, from the item's own elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qa {
    pub question: String,
    pub answer: String,
}

/// A site in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteView {
    pub place: PlaceView,
    pub part: LocalPart,
    pub window: Option<Confirmable<String>>,
    pub address: Option<Confirmable<String>>,
    pub directions: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
    pub complaints: Option<Confirmable<String>>,
    pub courier: Option<Confirmable<bool>>,
    pub appointment: Option<Confirmable<bool>>,
    pub open: OpenView,
    /// 受市自然资源局委托办理（公告：……）
    pub arranged: Option<String>,
    /// Where the announcement can be read.
    pub announced_at: Option<String>,
}

/// A site in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLine {
    pub code: String,
    pub hall: String,
    pub part: LocalPart,
}
