//! The catalogue's entries (事项目录): derived from powers by the approval-reform office.

use jiff::Timestamp;
use shared::catalogue::ItemId;
use shared::catalogue::ItemType;
use shared::id::DepartmentId;
use shared::powers::{CatalogueEntry, PowerId, Typed};
use shared::value_list;

use super::powers::Written;
use super::powers::{DepartmentName, Derived, ListEvent};

value_list! {
    /// Entries by what they derive from.
    pub enum Source, "来源" {
        /// Names a power.
        Power = "power";
        /// Names none; right only for public services.
        None = "none";
    }
}

/// What the list is narrowed to; text finds a part of the id, the name or the code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryFilter {
    pub withdrawn: Option<bool>,
    pub type_code: Option<ItemType>,
    pub department: Option<DepartmentId>,
    pub source: Option<Source>,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EntryRow {
    pub entry: CatalogueEntry,
    pub department_name: String,
    pub item: ItemStands,
    pub changed_at: Timestamp,
}

value_list! {
    /// Where an entry's item stands.
    pub enum ItemStands, "事项状态" {
        /// The department is still to write its standard.
        Unwritten = "unwritten", "标准待编写";
        Published = "published", "已公布";
        /// Was published, and is not any more.
        Gone = "gone", "已停办";
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct EntryPage {
    pub rows: Vec<EntryRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    pub departments: Vec<DepartmentName>,
    pub may_edit: bool,
}

/// One entry as its keepers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryView {
    pub entry: CatalogueEntry,
    /// In words, in the order of `CatalogueEntry::COLUMNS`.
    pub cells: Vec<String>,
    pub revision: u32,
    pub changed_at: Timestamp,
    pub item: ItemStands,
    /// The power it names: number, name, where it stands.
    pub power: Option<(PowerId, String, String)>,
    /// Its main item.
    pub parent: Option<Derived>,
    /// Its sub-items.
    pub children: Vec<Derived>,
    /// What keeps its item from being published, with the way out.
    pub blocked: Option<(String, String)>,
    pub may_edit: bool,
    pub events: Vec<ListEvent>,
    pub departments: Vec<DepartmentName>,
}

/// The sheet of a new entry: filled from the power when it derives from one.
#[derive(Clone, Debug, PartialEq)]
pub struct BlankEntry {
    pub typed: Typed,
    pub departments: Vec<DepartmentName>,
}

/// The port for the catalogue's entries.
#[async_trait::async_trait]
pub trait Entries: Send + Sync {
    async fn entries(&self, session: &super::Session, filter: &EntryFilter) -> Result<EntryPage, super::ServiceError>;
    /// # Errors
    /// `NotFound` when there is none, or another department's.
    async fn entry(&self, session: &super::Session, id: &ItemId) -> Result<EntryView, super::ServiceError>;
    /// What a new entry begins with.
    ///
    /// # Errors
    /// `Conflict` when the power is not in the list any more.
    async fn blank_entry(
        &self,
        session: &super::Session,
        power: Option<&PowerId>,
    ) -> Result<BlankEntry, super::ServiceError>;
    /// Lists a new entry (`revision` 0), or writes one as it was seen at `revision`. What has no item yet gets one in
    /// the making, for its department to write.
    ///
    /// # Errors
    /// `Invalid` at the columns, also for what does not fit with powers, main items and codes.
    async fn save_entry(
        &self,
        session: &super::Session,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<ItemId>, super::ServiceError>;
    /// Takes it out of the catalogue.
    ///
    /// # Errors
    /// `Invalid` at `reason` without one; `Conflict` while it has sub-items.
    async fn withdraw_entry(
        &self,
        session: &super::Session,
        id: &ItemId,
        revision: u32,
        reason: &str,
    ) -> Result<(), super::ServiceError>;
    /// Puts a withdrawn one back.
    ///
    /// # Errors
    /// `Invalid` when it no longer fits.
    async fn relist_entry(
        &self,
        session: &super::Session,
        id: &ItemId,
        revision: u32,
    ) -> Result<(), super::ServiceError>;
}
