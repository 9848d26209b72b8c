//! The list of powers (权责清单): kept by the establishment office, reviewed by the justice bureau.

use jiff::Timestamp;
use shared::catalogue::{ItemId, ItemType};
use shared::id::DepartmentId;
use shared::powers::Typed;
use shared::powers::{Difference, Power, PowerId, PowerLevel, PowerStateKind, PowerStep};
use shared::problem::FieldProblem;

/// What the list is narrowed to; text finds a part of the number, the name or the law.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PowerFilter {
    pub state: Option<PowerStateKind>,
    pub level: Option<PowerLevel>,
    pub type_code: Option<ItemType>,
    pub department: Option<DepartmentId>,
    pub text: Option<String>,
    /// Only those from which no entry of the catalogue derives.
    pub underived: bool,
    /// From 1.
    pub page: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PowerRow {
    pub power: Power,
    pub department_name: String,
    /// How many entries of the catalogue derive from it.
    pub entries: u32,
    pub changed_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PowerPage {
    pub rows: Vec<PowerRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// How many stand where, of what this person may see.
    pub states: Vec<(PowerStateKind, u32)>,
    pub departments: Vec<DepartmentName>,
    /// Whether this person writes the list.
    pub may_edit: bool,
}

/// A department one may pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentName {
    pub id: DepartmentId,
    pub name: String,
}

/// Something that happened to a row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListEvent {
    pub at: Timestamp,
    pub by: String,
    /// 审查退回
    pub words: String,
    /// The reason that was given.
    pub detail: Option<String>,
    pub changes: Vec<Difference>,
}

/// What derives from a power.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    pub id: ItemId,
    pub name: String,
    /// Whether its item is published.
    pub published: bool,
}

/// One power as its keepers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerView {
    pub power: Power,
    /// In words, in the order of `Power::COLUMNS`.
    pub cells: Vec<String>,
    pub revision: u32,
    pub changed_at: Timestamp,
    pub steps: Vec<PowerStep>,
    pub may_edit: bool,
    /// Whether this person may derive an entry from it now.
    pub may_derive: bool,
    /// Why it cannot be written now, with the way out.
    pub fixed: Option<String>,
    pub entries: Vec<Derived>,
    pub events: Vec<ListEvent>,
    pub departments: Vec<DepartmentName>,
}

/// What the public list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicPowerFilter {
    pub level: Option<PowerLevel>,
    pub department: Option<DepartmentId>,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

/// A power in force.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicPower {
    pub id: PowerId,
    pub name: String,
    pub type_code: ItemType,
    pub level: PowerLevel,
    pub department: DepartmentId,
    pub department_name: String,
    pub law: String,
    pub article: String,
    /// The published items that derive from it.
    pub items: Vec<(ItemId, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PublicPowerPage {
    pub rows: Vec<PublicPower>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    pub per_page: u32,
    pub departments: Vec<DepartmentName>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Written<Id> {
    /// Saved. `merged`: what another saved meanwhile is in it too; `changed`: anything was different at all.
    Saved { id: Id, merged: bool, changed: bool },
    /// Both changed the same columns: nothing is saved yet. Each problem says what the other wrote; saved again on
    /// `revision`, this person's words stand.
    Clash { revision: u32, problems: Vec<FieldProblem> },
}

/// The port for the list of powers. Every call authorises by role; a department sees its own.
#[async_trait::async_trait]
pub trait Powers: Send + Sync {
    /// What is in force, for everyone.
    async fn public_powers(&self, filter: &PublicPowerFilter) -> Result<PublicPowerPage, super::ServiceError>;
    async fn powers(&self, session: &super::Session, filter: &PowerFilter) -> Result<PowerPage, super::ServiceError>;
    /// # Errors
    /// `NotFound` when there is none, or another department's.
    async fn power(&self, session: &super::Session, id: &PowerId) -> Result<PowerView, super::ServiceError>;
    /// The departments a new power may belong to.
    async fn blank_power(&self, session: &super::Session) -> Result<Vec<DepartmentName>, super::ServiceError>;
    /// Writes a new power (no id), or an existing one as it was seen at `revision`.
    ///
    /// # Errors
    /// `Invalid` at the columns; `Conflict` while it is being reviewed and after it was withdrawn.
    async fn save_power(
        &self,
        session: &super::Session,
        id: Option<&PowerId>,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<PowerId>, super::ServiceError>;
    /// Takes a step with it, as it was seen at `revision`.
    ///
    /// # Errors
    /// `Invalid` at `reason` when one is missing; `Conflict` when it does not stand so, or has changed since.
    async fn step_power(
        &self,
        session: &super::Session,
        id: &PowerId,
        revision: u32,
        step: PowerStep,
        reason: &str,
    ) -> Result<(), super::ServiceError>;
}
