//! Those who keep the items: drafts of a standard, their review, what was published when.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use shared::catalogue::{Completeness, Finding, Item, ItemId};
use shared::form::Answers;
use shared::id::DepartmentId;
use shared::problem::FieldProblem;
use shared::standard::{Change, Clash, Stage, Step, Unconfirmed};

/// What the list is narrowed to; text finds a part of the name or the id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StandardFilter {
    pub department: Option<DepartmentId>,
    pub stage: Option<Stage>,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardPage {
    pub rows: Vec<StandardRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
}

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardEvent {
    pub at: Timestamp,
    pub by: String,
    /// 退回修改
    pub words: String,
    pub detail: Option<String>,
    pub version: u32,
}

/// Who changed which element, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardEdit {
    pub at: Timestamp,
    pub by: String,
    pub change: Change,
}

/// One item's standard as its keepers see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardView {
    pub id: ItemId,
    pub name: String,
    pub department_name: String,
    /// As published; none while it never was.
    pub published: Option<Item>,
    pub published_on: Option<Date>,
    pub withdrawn: Option<String>,
    pub draft: Option<StandardDraft>,
    /// The draft as an item, as far as it is one; else what is published.
    pub item: Item,
    pub findings: Vec<Finding>,
    pub completeness: Completeness,
    /// The draft against what is published.
    pub changes: Vec<Change>,
    pub waiting: Vec<Unconfirmed>,
    pub may_edit: bool,
    pub may_confirm: bool,
    pub may_withdraw: bool,
    pub steps: Vec<Step>,
    pub events: Vec<StandardEvent>,
    pub edits: Vec<StandardEdit>,
    pub versions: Vec<(u32, Date)>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Kept {
    /// Saved; `merged` when another's work of meanwhile is in it too.
    Saved { revision: u32, merged: bool },
    /// Both changed the same elements. What could be brought together is saved; at the clashes the other's text stands
    /// until this person has decided.
    Clash { revision: u32, clashes: Vec<Clash> },
}

/// The port for those who keep the items. Every call authorises by role and department.
#[cfg(feature = "ssr")]
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
    /// Takes a step on the way to publication. `day` is asked of the last office.
    ///
    /// # Errors
    /// `Invalid` names missing reasons, a wrong day, or what keeps the draft from being published.
    async fn step_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        revision: u32,
        step: Step,
        reasons: &str,
        day: Option<Date>,
    ) -> Result<(), super::ServiceError>;
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
    /// What differs between two published versions.
    async fn compare_standard(
        &self,
        session: &super::Session,
        item: &ItemId,
        from: u32,
        to: u32,
    ) -> Result<Vec<Change>, super::ServiceError>;
}
