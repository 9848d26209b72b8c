//! A workbook of accounts against the accounts there are.

use std::collections::HashMap;

use app::backend::workbooks::ImportPart;
use shared::staff::{COLUMNS, StaffRow};

use super::plan::{Given, ImportPlan, again, complete, planned};
use super::read::{Book, Row};
use crate::services::staff::StaffBefore;

/// What the workbook would do. Accounts that are not in it stay as they are: closing one asks who takes over.
pub fn plan(book: &Book, before: &StaffBefore, given: &Given<'_>) -> ImportPlan {
    let mut plan = ImportPlan {
        problems: book.problems.clone(),
        ..ImportPlan::default()
    };
    let mut seen = HashMap::new();
    for row in &book.rows {
        one(book, row, before, &mut seen, &mut plan);
        given.one_more();
    }
    plan.refuse_empty(book, false);
    plan
}

fn one(book: &Book, row: &Row, before: &StaffBefore, seen: &mut HashMap<String, String>, plan: &mut ImportPlan) {
    let login = shared::text::plain(row.typed.get("login")).to_lowercase();
    let known = before.accounts.get(&login);
    let cells = known
        .and_then(|one| one.row.as_ref())
        .map(|row| row.cells(before.city.known()));
    let typed = match &cells {
        Some(cells) => complete(book, row, COLUMNS, cells),
        None => row.typed.clone(),
    };
    let staff = match StaffRow::parse(&typed, before.city.known()) {
        Ok(staff) if row.unreadable.is_empty() => staff,
        Ok(_) => return,
        Err(problems) => return plan.wrong(book, row, problems),
    };
    if let Some(first) = again(seen, login.clone(), book, row) {
        let words = format!("账号 {login} 在{first}已经有了");
        return plan
            .problems
            .push(book.problem(row, "login", words, "请只留一行".to_owned()));
    }
    if let Err((field, why, way_out)) = before.judge(known, &staff) {
        return plan.problems.push(book.problem(row, field, why, way_out.to_owned()));
    }
    if known.and_then(|one| one.row.as_ref()) == Some(&staff) {
        plan.unchanged += 1;
        return;
    }
    let after = staff.cells(before.city.known());
    let line = planned(
        book,
        row,
        login,
        staff.name.to_string(),
        COLUMNS,
        (cells.as_deref().unwrap_or_default(), after.as_slice()),
    );
    let part = if known.is_some() {
        ImportPart::Changed
    } else {
        ImportPart::Added
    };
    match serde_json::to_value(&staff) {
        Ok(body) => plan.add(part, line, body),
        Err(error) => tracing::error!(%error, "a row of accounts has no JSON"),
    }
}
