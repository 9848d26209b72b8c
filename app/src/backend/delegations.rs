//! What is handed down or entrusted how: a map of items and tiers.

use jiff::{Timestamp, civil::Date};
use shared::catalogue::{ItemId, TownPower};
use shared::id::DepartmentId;
use shared::offers::{Arrangement, Cell, Mode};
use shared::place::Tier;

use super::cases::TimelineEntry;

/// What the map is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapFilter {
    pub department: Option<DepartmentId>,
    /// Only items that somebody has to act on.
    pub open: bool,
    pub mode: Option<Mode>,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

/// An item's line.
#[derive(Clone, Debug, PartialEq)]
pub struct MapRow {
    pub item: ItemId,
    pub name: String,
    pub department_name: String,
    pub type_name: String,
    pub town: Cell,
    pub village: Cell,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MapPage {
    pub rows: Vec<MapRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// Items that somebody has to act on, in the whole map.
    pub open: u32,
    /// Items that are arranged with nothing left open, in the whole map.
    pub set: u32,
    pub departments: Vec<(DepartmentId, String)>,
    pub may_arrange: bool,
}

/// One cell with what was arranged.
#[derive(Clone, Debug, PartialEq)]
pub struct CellView {
    pub item: ItemId,
    pub item_name: String,
    pub department_name: String,
    pub is_licence: bool,
    pub tier: Tier,
    pub cell: Cell,
    /// What the standard says, for the office's guidance.
    pub to_town: TownPower,
    pub standard_basis: String,
    pub village_files: bool,
    pub arrangement: Option<Arrangement>,
    pub set_by: Option<(String, Timestamp)>,
    /// How each way would stand: refused, in the law's words.
    pub refused: Vec<(Mode, String)>,
    pub may_arrange: bool,
    pub today: Date,
    pub history: Vec<TimelineEntry>,
}

/// The port for what is delegated how.
#[async_trait::async_trait]
pub trait Delegations: Send + Sync {
    async fn delegation_map(
        &self,
        session: &super::Session,
        filter: &MapFilter,
    ) -> Result<MapPage, super::ServiceError>;

    /// # Errors
    /// `NotFound` for an item that is not published.
    async fn delegation(
        &self,
        session: &super::Session,
        item: &ItemId,
        tier: Tier,
    ) -> Result<CellView, super::ServiceError>;

    /// Arranges it as typed: `mode`, `basis`, `announcement`, `announced_on`, `announced_at`, `note`. What sites may no
    /// longer do they do no longer; returns how many.
    ///
    /// # Errors
    /// `Invalid` names each problem at its input, refusals in the law's words.
    async fn arrange(
        &self,
        session: &super::Session,
        item: &ItemId,
        tier: Tier,
        typed: &[(String, String)],
    ) -> Result<u32, super::ServiceError>;

    /// Takes an arrangement back; the reason is kept. Sites keep what they do unless the standard forbids it.
    ///
    /// # Errors
    /// `Invalid` without a reason, `NotFound` when nothing is arranged.
    async fn clear_arrangement(
        &self,
        session: &super::Session,
        item: &ItemId,
        tier: Tier,
        reason: &str,
    ) -> Result<(), super::ServiceError>;
}
