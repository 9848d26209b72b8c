//! Those who keep the items: drafts of a standard, their review, what was published when.

pub mod design;

use jiff::{Timestamp, civil::Date};
use shared::catalogue::{Completeness, Finding, Item, ItemId};
use shared::form::Answers;
use shared::id::DepartmentId;
use shared::problem::FieldProblem;
use shared::standard::{Against, Change, Clash, Stage, Step, Unconfirmed};
use shared::value_list;

pub use crate::wire::Kept;

/// What the list is narrowed to; text finds a part of the name or the id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandardFilter {
    pub department: Option<DepartmentId>,
    pub stage: Option<Stage>,
    pub text: Option<String>,
    /// Only those with elements that wait for the department's confirmation.
    pub unconfirmed: bool,
    /// Only those that wait for their writer, for one reason.
    pub writing: Option<Writing>,
    /// From 1.
    pub page: u32,
}

value_list! {
    /// Why a standard waits for its writer: the name in addresses, and the list's.
    pub enum Writing, "待编写标准" {
        /// Sent back by a review.
        Returned = "returned", "退回修改的标准";
        /// A draft that no review has sent back.
        Begun = "begun", "正在编写的标准";
        /// An item of the catalogue that never had a standard.
        New = "new", "列入目录、还没有标准的事项";
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct StandardRow {
    pub item: ItemId,
    pub name: String,
    pub department_name: String,
    /// 0 while it was never published.
    pub version: u32,
    pub published: bool,
    /// How many of its elements wait for the department's confirmation.
    pub unconfirmed: u32,
    pub stage: Option<Stage>,
    pub changed_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StandardPage {
    pub rows: Vec<StandardRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// To narrow by; empty for those who see one department only.
    pub departments: Vec<(DepartmentId, String)>,
}

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardDraft {
    pub stage: Stage,
    pub revision: u32,
    pub answers: Answers,
    pub base_version: u32,
    pub written_by: String,
    pub changed_at: Timestamp,
    /// Why it was returned last.
    pub returned: Option<String>,
    pub publish_on: Option<Date>,
    /// What keeps it from being an item.
    pub problems: Vec<FieldProblem>,
}

/// Something that happened to the standard.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardEvent {
    pub at: Timestamp,
    pub by: String,
    /// 退回修改
    pub words: String,
    pub detail: Option<String>,
    pub version: u32,
}

/// Who changed which element, when.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardEdit {
    pub at: Timestamp,
    pub by: String,
    pub change: Change,
}

/// One page of who changed what.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardEdits {
    pub name: String,
    pub edits: Vec<StandardEdit>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
}

/// Two texts of one element that wait for this person's decision.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingClash {
    pub id: String,
    pub clash: Clash,
    /// Who wrote the other text, and when.
    pub by: String,
    pub at: Timestamp,
}

/// What is decided about a clash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    Mine,
    Theirs,
    /// A third text, for elements that are text.
    Written(String),
}

/// A published version that others are measured by (示范指南).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelGuide {
    pub item: ItemId,
    pub name: String,
    pub version: u32,
    pub type_name: String,
    pub theme: String,
    pub marked_on: Date,
    pub marked_by: String,
}

/// A standard beside a model guide.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideModel {
    pub model: ModelGuide,
    pub against: Against,
}

/// What a comparison of versions shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub name: String,
    pub versions: Vec<(u32, Date)>,
    /// The draft in the making, by its number.
    pub draft: Option<u32>,
    pub from: u32,
    pub to: u32,
    pub changes: Vec<Change>,
    pub models: Vec<ModelGuide>,
    pub beside: Option<BesideModel>,
}

/// What the list of elements to confirm is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitingFilter {
    pub department: Option<DepartmentId>,
    pub item: Option<ItemId>,
    /// From 1.
    pub page: u32,
}

/// An element that waits for its department's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    pub item: ItemId,
    pub item_name: String,
    pub department_name: String,
    pub element: Unconfirmed,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WaitingPage {
    pub rows: Vec<WaitingRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// To narrow by; empty for those who see one department only.
    pub departments: Vec<(DepartmentId, String)>,
    /// With how many of their elements wait.
    pub items: Vec<(ItemId, String, u32)>,
    pub may_confirm: bool,
}

/// One item's standard as its keepers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardView {
    pub id: ItemId,
    pub name: String,
    pub department_name: String,
    /// As published; none while it never was.
    pub published: Option<Item>,
    pub published_on: Option<Date>,
    pub withdrawn: Option<String>,
    pub draft: Option<StandardDraft>,
    /// What a draft begins from: what is published, or what the catalogue's entry gave.
    pub base: Item,
    /// The draft as an item, as far as it is one; else what it begins from.
    pub item: Item,
    pub findings: Vec<Finding>,
    pub completeness: Completeness,
    /// The draft against what is published.
    pub changes: Vec<Change>,
    pub waiting: Vec<Unconfirmed>,
    /// What this person and another wrote differently, still to be decided by this person.
    pub clashes: Vec<PendingClash>,
    pub may_edit: bool,
    pub may_confirm: bool,
    pub may_withdraw: bool,
    /// Whether this person may make a published version a model guide, or take that back.
    pub may_mark: bool,
    /// The published version is a model guide.
    pub is_model: bool,
    pub steps: Vec<Step>,
    pub events: Vec<StandardEvent>,
    /// The latest of them.
    pub edits: Vec<StandardEdit>,
    pub versions: Vec<(u32, Date)>,
    /// The standard beside the model guide that fits it best.
    pub beside: Option<BesideModel>,
}

impl StandardView {
    /// A new item's draft in which nobody has written anything yet.
    #[must_use]
    pub fn untouched(&self) -> bool {
        let draft = self.draft.as_ref();
        draft.is_some_and(|draft| shared::standard::untouched(&self.base, &draft.answers))
    }
}

/// What goes with a step on the way to publication.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passing<'a> {
    /// Why a draft goes back.
    pub reasons: &'a str,
    /// The day of publication, asked of the last office.
    pub day: Option<Date>,
    /// The department's head confirms what is published.
    pub confirm: bool,
}

/// The port for those who keep the items. Every call authorises by role and department.
#[async_trait::async_trait]
pub trait Standards: Send + Sync {
    async fn standards(
        &self,
        session: &super::Session,
        filter: &StandardFilter,
    ) -> Result<StandardPage, super::ServiceError>;
    /// # Errors
    /// `NotFound` when there is none, or not in this person's department.
    async fn standard(&self, session: &super::Session, item: &ItemId) -> Result<StandardView, super::ServiceError>;
    /// Begins a draft from what is published; an open one stays as it is.
    async fn begin_standard(&self, session: &super::Session, item: &ItemId) -> Result<(), super::ServiceError>;
    /// Saves one group of the sheet as typed, right or wrong. `revision` is the one it was typed on: what another saved
    /// meanwhile is brought together with it, element by element.
    ///
    /// # Errors
    /// `Conflict` when the draft is not being written now.
    async fn save_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        revision: u32,
        group: &str,
        typed: &[(String, String)],
    ) -> Result<Kept, super::ServiceError>;
    /// Takes a step on the way to publication; what was done, in words. `day` is asked of the last office; `confirm` of the department's head:
    /// what is published then is confirmed.
    ///
    /// # Errors
    /// `Invalid` names missing reasons, a wrong day, or what keeps the draft from being published.
    async fn step_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        revision: u32,
        step: Step,
        passing: Passing<'_>,
    ) -> Result<String, super::ServiceError>;
    /// The department stands by these elements of what is published; no names: by all of them.
    async fn confirm_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        marks: &[String],
    ) -> Result<u32, super::ServiceError>;
    /// Takes an item out of the catalogue; running cases go on.
    ///
    /// # Errors
    /// `Invalid` without a reason.
    async fn withdraw_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        reason: &str,
    ) -> Result<(), super::ServiceError>;
    /// What differs between two versions, the draft among them; the newest pair when none are named. With `model`, also
    /// the newest beside that model guide.
    async fn compare_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        versions: Option<(u32, u32)>,
        model: Option<&ItemId>,
    ) -> Result<Compared, super::ServiceError>;
    /// Who changed which element when, the latest first. `page` from 1.
    async fn standard_history(
        &self,
        session: &super::Session,
        item: &ItemId,
        page: u32,
    ) -> Result<StandardEdits, super::ServiceError>;
    /// Decides clashes of this person's, by id.
    ///
    /// # Errors
    /// `Conflict` when the draft is not being written now.
    async fn settle_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        decisions: &[(String, Settled)],
    ) -> Result<u32, super::ServiceError>;
    /// The guide a resident would see, made of the draft as it stands.
    async fn preview_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
    ) -> Result<super::catalogue::GuideView, super::ServiceError>;
    /// The one-time guidance a resident would get, tried with these answers.
    async fn preview_guidance(
        &self,
        session: &super::Session,
        item: &ItemId,
        pairs: &[(String, String)],
    ) -> Result<super::catalogue::GuidanceView, super::ServiceError>;
    /// Makes what is published a model guide, or no longer.
    async fn mark_model(&self, session: &super::Session, item: &ItemId, model: bool)
    -> Result<(), super::ServiceError>;
    /// Elements that wait for confirmation, across the items this person sees.
    async fn waiting_elements(
        &self,
        session: &super::Session,
        filter: &WaitingFilter,
    ) -> Result<WaitingPage, super::ServiceError>;
    /// Confirms elements of several items at once; each item in one piece. Returns how many.
    async fn confirm_elements(
        &self,
        session: &super::Session,
        picks: &[(ItemId, String)],
    ) -> Result<u32, super::ServiceError>;
}
