//! The lists as the workbooks offices work with: a template, the present list, and a workbook on its way in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::powers::{Difference, KeptList};
use shared::value_list;

/// A workbook to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// 权责清单（模板）.xlsx
    pub name: String,
    pub content: Vec<u8>,
}

value_list! {
    /// Where a workbook stands.
    pub enum ImportState, "导入状态" {
        /// Being read and checked, or about to be.
        Waiting = "waiting", "正在检查";
        /// Read without a problem; waits for a decision.
        Ready = "ready", "等您确认";
        /// Has problems: nothing can be applied.
        Wrong = "wrong", "有错误，没有导入";
        /// Being applied.
        Applying = "applying", "正在导入";
        Applied = "applied", "已导入";
        /// The list changed since the preview: nothing was applied.
        Stale = "stale", "清单已变化，没有导入";
        /// It could not be read through no fault of the workbook.
        Failed = "failed", "没有读完，没有导入";
    }
}

impl ImportState {
    /// Whether it goes on by itself.
    #[must_use]
    pub const fn moves(self) -> bool {
        matches!(self, Self::Waiting | Self::Applying)
    }
}

/// What a workbook would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportCounts {
    pub added: u32,
    pub changed: u32,
    pub removed: u32,
    pub unchanged: u32,
    pub problems: u32,
}

value_list! {
    /// The parts of a preview.
    pub enum ImportPart, "导入预览" {
        Problem = "problem", "错误";
        Added = "added", "新增";
        Changed = "changed", "修改";
        Removed = "removed", "取消";
    }
}

impl ImportPart {
    #[must_use]
    pub const fn count(self, counts: &ImportCounts) -> u32 {
        match self {
            Self::Problem => counts.problems,
            Self::Added => counts.added,
            Self::Changed => counts.changed,
            Self::Removed => counts.removed,
        }
    }
}

/// Where in a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellPlace {
    pub sheet: String,
    /// As Excel counts them, from 1.
    pub row: u32,
    /// A, B … AA.
    pub column: String,
}

impl CellPlace {
    /// 工作表「权责清单」第 12 行 C 列
    #[must_use]
    pub fn words(&self) -> String {
        format!("工作表「{}」第 {} 行 {} 列", self.sheet, self.row, self.column)
    }
}

/// What is wrong at a cell, with the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    pub place: CellPlace,
    /// The column's name, when it is one of the list's.
    pub label: Option<String>,
    pub message: String,
    pub fix: String,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    /// The row's number; empty for what gets one when it is applied.
    pub id: String,
    pub name: String,
    /// Where it stands in the workbook; none for what is not in it.
    pub place: Option<CellPlace>,
    pub changes: Vec<Difference>,
}

/// A workbook on its way in.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportView {
    pub id: String,
    pub list: KeptList,
    pub file_name: String,
    /// Whether what is not in it is taken out of the list.
    pub whole: bool,
    pub state: ImportState,
    pub rows_total: u32,
    pub rows_done: u32,
    pub counts: ImportCounts,
    pub by: String,
    pub created_at: Timestamp,
    /// What is shown of it.
    pub part: ImportPart,
    pub problems: Vec<CellProblem>,
    pub rows: Vec<PlannedRow>,
    /// The first rows of the other kinds of change.
    pub others: Vec<(ImportPart, Vec<PlannedRow>)>,
    /// What may not be what was meant, in whole sentences.
    pub notes: Vec<String>,
    pub page: u32,
    pub pages: u32,
}

/// What is uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub file_name: String,
    pub content: Vec<u8>,
    pub whole: bool,
}

/// The port for workbooks. Whoever may write a list may bring one in; whoever sees it may take it out.
#[async_trait::async_trait]
pub trait Workbooks: Send + Sync {
    /// Whether this person may bring a workbook in.
    async fn may_import(&self, session: &super::Session, list: KeptList) -> Result<(), super::ServiceError>;
    /// An empty workbook with drop-downs, notes and an explanation.
    async fn template(&self, session: &super::Session, list: KeptList) -> Result<Workbook, super::ServiceError>;
    /// The list as it is now, in the template's columns.
    async fn export(&self, session: &super::Session, list: KeptList) -> Result<Workbook, super::ServiceError>;
    /// Takes a workbook in; it is read and checked in the background. Returns the import's id.
    ///
    /// # Errors
    /// `Invalid` at `file` for what is no workbook.
    async fn upload_list(
        &self,
        session: &super::Session,
        list: KeptList,
        upload: Upload,
    ) -> Result<String, super::ServiceError>;
    /// How far it is, and what it would do: one page of one part.
    async fn import(
        &self,
        session: &super::Session,
        list: KeptList,
        id: &str,
        part: Option<ImportPart>,
        page: u32,
    ) -> Result<ImportView, super::ServiceError>;
    /// Has it applied, as a whole.
    ///
    /// # Errors
    /// `Conflict` with problems in it, or when it was applied already.
    async fn apply_import(&self, session: &super::Session, list: KeptList, id: &str)
    -> Result<(), super::ServiceError>;
}
