//! What a workbook would do to a list: worked out from the workbook and the list alone, without touching either.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use app::backend::workbooks::{CellProblem, ImportCounts, ImportPart, PlannedRow};
use shared::catalogue::Department;
use shared::powers::{Column, Typed, differences};
use shared::problem::FieldProblem;
use shared::problem::Refusal;

use super::read::{Book, Row};

/// What the plan is made for.
pub struct Given<'a> {
    pub departments: &'a [Department],
    /// What is not in the workbook is taken out of the list.
    pub whole: bool,
    /// How many rows are checked by now, for whoever waits.
    pub done: &'a AtomicU32,
}

impl Given<'_> {
    pub fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// A row of the plan with what it writes.
#[derive(Clone, Debug)]
pub struct Planned {
    pub part: ImportPart,
    pub row: PlannedRow,
    /// The body as JSON; null for what is taken out.
    pub body: serde_json::Value,
}

#[derive(Clone, Debug, Default)]
pub struct ImportPlan {
    pub rows: Vec<Planned>,
    pub problems: Vec<CellProblem>,
    pub unchanged: u32,
}

impl ImportPlan {
    pub fn counts(&self) -> ImportCounts {
        let of = |part| u32::try_from(self.rows.iter().filter(|row| row.part == part).count()).unwrap_or(u32::MAX);
        ImportCounts {
            added: of(ImportPart::Added),
            changed: of(ImportPart::Changed),
            removed: of(ImportPart::Removed),
            unchanged: self.unchanged,
            problems: u32::try_from(self.problems.len()).unwrap_or(u32::MAX),
        }
    }

    /// Notes the problems of a row, but for cells whose own trouble is told already.
    pub fn wrong(&mut self, book: &Book, row: &Row, problems: Vec<FieldProblem>) {
        for one in problems {
            if !row.unreadable.iter().any(|name| *name == one.path) {
                self.problems.push(book.problem(row, &one.path, one.message, one.fix));
            }
        }
    }

    pub fn refused(&mut self, book: &Book, row: &Row, field: &str, refusal: Refusal) {
        self.problems
            .push(book.problem(row, field, refusal.message, refusal.fix));
    }

    pub fn add(&mut self, part: ImportPart, row: PlannedRow, body: serde_json::Value) {
        self.rows.push(Planned { part, row, body });
    }

    /// Nothing is no workbook to decide on, and a complete list of nothing would take everything out.
    pub fn refuse_empty(&mut self, book: &Book, whole: bool) {
        if book.rows.is_empty() && self.problems.is_empty() {
            let (message, fix) = if whole {
                (
                    "文件里没有一行内容，不能作为完整清单",
                    "请填写内容，或者不勾选“这是完整清单”",
                )
            } else {
                ("文件里只有表头，没有一行内容", "请从第 2 行起填写，再上传")
            };
            self.problems.push(CellProblem {
                message: message.into(),
                fix: fix.into(),
                ..super::read::cannot_open()
            });
        }
        // In the order one goes through a workbook.
        let order: HashMap<String, usize> = book.sheets.iter().map(|sheet| sheet.name.clone()).zip(0..).collect();
        self.problems.sort_by_key(|one| {
            let sheet = order.get(&one.place.sheet).copied().unwrap_or(usize::MAX);
            (sheet, one.place.row, one.place.column.len(), one.place.column.clone())
        });
    }
}

/// Whether a row says just what the list says; how it says it does not matter.
pub fn same_as(columns: &[Column], typed: &Typed, cells: &[String]) -> bool {
    columns
        .iter()
        .zip(cells)
        .all(|(column, cell)| typed.get(column.name).trim() == cell)
}

/// Columns the sheet does not have say what the list says.
pub fn complete(book: &Book, row: &Row, columns: &[Column], cells: &[String]) -> Typed {
    let mut typed = row.typed.clone();
    let absent = book
        .sheets
        .get(row.sheet)
        .map(|sheet| sheet.absent.as_slice())
        .unwrap_or_default();
    for (column, cell) in columns.iter().zip(cells) {
        if absent.contains(&column.name) {
            typed.set(column.name, cell.as_str());
        }
    }
    typed
}

/// The line of a row in a preview.
pub fn planned(
    book: &Book,
    row: &Row,
    id: String,
    name: String,
    columns: &[Column],
    (before, after): (&[String], &[String]),
) -> PlannedRow {
    PlannedRow {
        id,
        name,
        place: Some(book.place(row, 0)),
        changes: differences(columns, before, after),
    }
}

/// The first row that had a value, for those that come with it again.
pub fn again<K: std::hash::Hash + Eq>(seen: &mut HashMap<K, String>, key: K, book: &Book, row: &Row) -> Option<String> {
    let place = book.place(row, 0);
    let words = format!("工作表「{}」第 {} 行", place.sheet, place.row);
    match seen.entry(key) {
        std::collections::hash_map::Entry::Occupied(first) => Some(first.get().clone()),
        std::collections::hash_map::Entry::Vacant(free) => {
            free.insert(words);
            None
        }
    }
}
