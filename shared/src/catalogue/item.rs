//! One government service, the same in the whole city.

use serde::{Deserialize, Serialize};

use super::{
    Agency, BasicCode, BodyKind, CaseType, Confirmable, Delegation, Eligibility, ExerciseLevel, Extras, Fee, Handing,
    HandlingCode, ImplementationCode, ItemId, ItemType, Law, LimitNotes, Material, MaterialId, OnlineDepth, Outcome,
    Presence, PublicNotice, Question, RelatedItem, ServiceObject, Situation, Step, TownPower, Validity, Visits,
};
use crate::form::FormId;
use crate::id::DepartmentId;
use crate::people::CreditCode;
use crate::place::Tier;
use crate::time::Limit;
use crate::value_list;

/// An item as the department in charge keeps it for the whole city: same name, conditions, materials and flow at
/// every site. What a site adds is a [`super::LocalGuide`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: ItemId,
    /// Raised with every change of what follows.
    pub version: u32,
    pub name: String,
    /// What people call it.
    pub plain_name: String,
    /// Other words people look for it by, kept by the department.
    pub aliases: Vec<String>,
    pub type_code: ItemType,
    pub type_confirmed: bool,
    /// 基本编码; none shows 待赋码.
    pub source_code: Option<BasicCode>,
    /// 实施编码; none shows 待赋码.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub implementation_code: Option<ImplementationCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handling_codes: Vec<HandlingCode>,
    pub department: DepartmentId,
    /// 权力来源; none while nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_source: Option<Confirmable<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise_level: Option<Confirmable<ExerciseLevel>>,
    /// 实施主体性质
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_kind: Option<Confirmable<BodyKind>>,
    /// 实施主体编码
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_code: Option<Confirmable<CreditCode>>,
    pub theme: String,
    /// 面向自然人事项主题分类, for items people apply for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_theme: Option<String>,
    /// 面向法人事项主题分类, for items firms apply for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firm_theme: Option<String>,
    /// Shown first on the home page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hot: bool,
    /// The tiers where it is offered.
    pub tiers: Vec<Tier>,
    pub tiers_confirmed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers_note: Option<String>,
    pub service_objects: Vec<ServiceObject>,
    pub legal_basis: Vec<Law>,
    pub who_applies: String,
    pub conditions: Confirmable<Vec<String>>,
    /// The conditions that answers can decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<Eligibility>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub situations: Vec<Situation>,
    pub materials: Vec<Material>,
    pub steps: Confirmable<Vec<Step>>,
    /// None: no law sets one.
    pub statutory_limit: Confirmable<Option<Limit>>,
    pub promised_limit: Confirmable<Limit>,
    pub limit_notes: LimitNotes,
    pub case_type: CaseType,
    pub fee: Confirmable<Fee>,
    pub result: Confirmable<Outcome>,
    pub visits: Confirmable<Visits>,
    /// None while the department has not said how deep it goes online.
    pub online_depth: Confirmable<Option<OnlineDepth>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_notice: Option<Confirmable<PublicNotice>>,
    pub special_procedures: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Confirmable<Validity>>,
    pub delegation: Confirmable<Delegation>,
    pub agency: Confirmable<Agency>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// What editors tell each other: samples of other places, what is still to be checked. No resident reads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editor_notes: Vec<String>,
    /// What is often needed besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedItem>,
    /// 常见问题
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What few items need.
    #[serde(default, skip_serializing_if = "Extras::is_empty")]
    pub extras: Extras,
    /// The form it builds on; the application's form is what [`super::form_for`] makes of both.
    pub form: FormId,
}

value_list! {
    /// Whom an item is for.
    pub enum Audience, "服务对象" {
        Person = "person", "个人";
        Firm = "firm", "单位";
        Both = "both", "个人和单位";
    }
}

impl Item {
    /// 行政给付
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        self.type_code.words()
    }

    /// A licence is bound by 行政许可法, every other item by the general rules.
    #[must_use]
    pub fn is_licence(&self) -> bool {
        self.type_code == ItemType::Licence
    }

    /// Whom it is for, by its service objects.
    #[must_use]
    pub fn audience(&self) -> Audience {
        let person = self.service_objects.contains(&ServiceObject::Person);
        let firm = self
            .service_objects
            .iter()
            .any(|object| *object != ServiceObject::Person);
        match (person, firm) {
            (true, true) => Audience::Both,
            (false, true) => Audience::Firm,
            _ => Audience::Person,
        }
    }

    /// One of its materials.
    #[must_use]
    pub fn material(&self, id: &MaterialId) -> Option<&Material> {
        self.materials.iter().find(|material| material.id == *id)
    }

    /// Whether the town itself decides.
    #[must_use]
    pub fn town_decides(&self) -> bool {
        self.tiers.contains(&Tier::Town) && self.delegation.value.to_town != TownPower::None
    }

    /// The id of the form it is applied for with: [`super::form_for`] makes that form of [`Item::form`].
    #[must_use]
    pub fn form_id(&self) -> FormId {
        // An item id in lower case has the shape of a form id.
        self.id
            .as_str()
            .to_ascii_lowercase()
            .parse()
            .unwrap_or_else(|_| self.form.clone())
    }

    /// How many working or natural days the promise saves against the law.
    #[must_use]
    pub fn saved_days(&self) -> Option<u16> {
        self.promised_limit.value.saves(self.statutory_limit.value?)
    }

    /// Whether nobody has to go anywhere for it, nor wait for a visit: the standard says so, and nothing in its steps and
    /// materials speaks against it.
    #[must_use]
    pub fn no_visit(&self) -> bool {
        self.visits.value.count == 0 && self.trips().is_empty() && self.visited().is_none()
    }

    /// What makes the applicant go somewhere, in words: steps in person, and papers that no photo replaces.
    #[must_use]
    pub fn trips(&self) -> Vec<String> {
        let papers = self
            .materials
            .iter()
            .filter(|material| material.handing() == Handing::Paper && !material.needed.is_never());
        self.present(Presence::Away)
            .map(|step| step.name.clone())
            .chain(papers.map(|paper| format!("交{}", paper.name)))
            .collect()
    }

    fn present(&self, presence: Presence) -> impl Iterator<Item = &Step> {
        let steps = self.steps.value.iter();
        steps.filter(move |step| step.present == Some(presence))
    }

    /// The first step for which someone comes to the applicant.
    fn visited(&self) -> Option<&Step> {
        self.present(Presence::Home).next()
    }

    /// 一趟不用跑 · 不用跑，有人上门时要在场 · 最多跑 1 趟
    #[must_use]
    pub fn visits_words(&self) -> String {
        match self.visited() {
            Some(_) if self.visits.value.count == 0 => "不用跑，有人上门查看时要在场".to_owned(),
            _ => self.visits.value.words(),
        }
    }

    /// The conditions of the standard that these rules do not decide, in the standard's words: a condition is decided
    /// once every rule that names it is.
    #[must_use]
    pub fn undecided_conditions<'a>(&'a self, decided: &[&'a Eligibility]) -> Vec<&'a str> {
        let conditions = self.conditions.value.iter().map(String::as_str);
        conditions
            .filter(|condition| {
                let names = |rule: &&Eligibility| rule.decides.iter().any(|one| one == condition);
                let mut naming = self.eligibility.iter().filter(names).peekable();
                naming.peek().is_none() || naming.any(|rule| !decided.contains(&rule))
            })
            .collect()
    }

    /// How many of its elements nobody has confirmed yet: 2 处待主管部门确认.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        let marks = [
            self.type_confirmed,
            self.tiers_confirmed,
            self.conditions.confirmed,
            self.steps.confirmed,
            self.statutory_limit.confirmed,
            self.promised_limit.confirmed,
            self.fee.confirmed,
            self.result.confirmed,
            self.visits.confirmed,
            self.online_depth.confirmed,
            self.delegation.confirmed,
            self.agency.confirmed,
            self.public_notice.as_ref().is_none_or(|notice| notice.confirmed),
            self.validity.as_ref().is_none_or(|validity| validity.confirmed),
        ];
        marks.iter().filter(|confirmed| !**confirmed).count()
            + self.legal_basis.iter().filter(|law| !law.confirmed).count()
            + self.materials.iter().filter(|material| !material.confirmed).count()
    }
}
