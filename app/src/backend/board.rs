//! The public board: figures of the city and its towns, for everyone.

use jiff::Timestamp;
use shared::board::{Counts, MilestoneStanding, TownProgress};
use shared::time::Date;

use super::ServiceError;

/// How many items a town's page lists at a time.
pub const ITEMS_PER_PAGE: u32 = 20;

/// The city at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardView {
    pub city: String,
    pub at: Timestamp,
    /// The sum over all rows.
    pub figures: Counts,
    pub towns: Vec<TownRow>,
    /// What the city's own centre handles; on no map.
    pub centre: TownRow,
    /// The last twelve, the running one included.
    pub months: Vec<MonthFigures>,
    /// The milestone that [`TownRow::standing`] is about; none when the plan has none.
    pub milestone: Option<MilestoneView>,
}

/// A town of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct TownRow {
    pub progress: TownProgress,
    /// Against the first milestone.
    pub standing: Option<MilestoneStanding>,
    /// Column and row on the tile map.
    pub tile: Option<(u8, u8)>,
}

/// What was counted in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthFigures {
    /// 2026-11
    pub month: String,
    /// Of [`shared::board::MONTHLY`].
    pub counts: Counts,
}

/// A milestone; for a town with how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct MilestoneView {
    pub name: String,
    pub words: String,
    pub due_on: Date,
    pub reached_on: Option<Date>,
    pub standing: MilestoneStanding,
}

/// One town.
#[derive(Clone, Debug, PartialEq)]
pub struct TownBoard {
    pub at: Timestamp,
    pub row: TownRow,
    pub months: Vec<MonthFigures>,
    pub milestones: Vec<MilestoneView>,
    pub items: Vec<ItemLine>,
    pub page: u32,
    pub pages: u32,
}

/// A published item of a town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    pub id: String,
    pub name: String,
    pub department: String,
    pub required: i64,
    pub confirmed: i64,
}

/// The port to the public figures. Nothing here needs a sign-in, and nothing here is personal.
#[async_trait::async_trait]
pub trait Board: Send + Sync {
    /// The city and its towns.
    async fn overview(&self) -> Result<BoardView, ServiceError>;

    /// One town, or the city's own centre; `page` counts its items from 1.
    ///
    /// # Errors
    /// `NotFound` for a place that is neither.
    async fn town(&self, code: &str, page: u32) -> Result<TownBoard, ServiceError>;
}

impl BoardView {
    /// Towns that have joined.
    #[must_use]
    pub fn joined(&self) -> usize {
        let there = |row: &&TownRow| row.progress.joined_on.is_some();
        self.towns.iter().filter(there).count()
    }
}
