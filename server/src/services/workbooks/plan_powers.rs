//! A workbook of powers against the list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::backend::workbooks::{ImportPart, PlannedRow};
use shared::id::DepartmentId;
use shared::powers::{Power, PowerBody, PowerId, PowerLevel, PowerStateKind, Typed, edited};

use super::plan::{Given, ImportPlan, again, complete, planned, same_as};
use super::read::{Book, Row};

type Known = BTreeMap<PowerId, Power>;
/// What no two powers share.
type Named = (DepartmentId, PowerLevel, String);

fn named(body: &PowerBody) -> Named {
    (body.department.clone(), body.level, body.name.clone())
}

/// What the workbook would do.
pub fn plan(book: &Book, known: &Known, given: &Given<'_>) -> ImportPlan {
    let mut plan = ImportPlan {
        problems: book.problems.clone(),
        ..ImportPlan::default()
    };
    let mut ids: HashMap<PowerId, String> = HashMap::new();
    let mut names: HashMap<Named, String> = HashMap::new();
    let mut bodies: Vec<(&Row, Option<PowerId>, PowerBody)> = Vec::new();
    for row in &book.rows {
        given.one_more();
        let before = match its_power(book, row, known, &mut plan) {
            Ok(before) => before,
            Err(()) => {
                // The rest of the row is looked at all the same: everything is told at once.
                let problems = PowerBody::parse(&row.typed, given.departments).err();
                plan.wrong(book, row, problems.unwrap_or_default());
                continue;
            }
        };
        if let Some(power) = before
            && let Some(first) = again(&mut ids, power.id.clone(), book, row)
        {
            let what = format!("{} 在表里出现了两次，前一次在{first}", power.id);
            plan.problems
                .push(book.problem(row, "id", what, "同一项权力只填一行".into()));
            continue;
        }
        let Some(body) = its_body(book, row, before, given, &mut plan) else {
            continue;
        };
        if let Some(first) = again(&mut names, named(&body), book, row) {
            let what = format!("与{first}重名：同一部门、同一层级的权力名称不能重复");
            plan.problems
                .push(book.problem(row, "name", what, "请删去重复的一行，或者改名".into()));
            continue;
        }
        bodies.push((row, before.map(|power| power.id.clone()), body));
    }
    let listed: BTreeSet<&PowerId> = ids.keys().collect();
    let stays = |power: &&Power| power.state.kind() != PowerStateKind::Withdrawn && !listed.contains(&power.id);
    let outside: HashMap<Named, &PowerId> = if given.whole {
        HashMap::new()
    } else {
        known
            .values()
            .filter(stays)
            .map(|power| (named(&power.body), &power.id))
            .collect()
    };
    for (row, id, body) in bodies {
        let Some(part) = part_of(id.as_ref().and_then(|id| known.get(id)), &body) else {
            continue;
        };
        if let Some(other) = outside.get(&named(&body)) {
            let what = format!("清单里已有同名的权力 {other}");
            let way_out = format!("要修改它，请在编号列填 {other}；否则请换一个名称");
            plan.problems.push(book.problem(row, "name", what, way_out));
            continue;
        }
        let before = id.as_ref().and_then(|id| known.get(id));
        let before = before
            .map(|power| power.body.cells(given.departments))
            .unwrap_or_default();
        let after = body.cells(given.departments);
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let line = planned(book, row, id, body.name.clone(), Power::COLUMNS, (&before, &after));
        plan.add(part, line, serde_json::to_value(&body).unwrap_or_default());
    }
    if given.whole {
        for power in known.values().filter(stays) {
            let line = PlannedRow {
                id: power.id.to_string(),
                name: power.body.name.clone(),
                place: None,
                changes: Vec::new(),
            };
            plan.add(ImportPart::Removed, line, serde_json::Value::Null);
        }
    }
    plan.refuse_empty(book, given.whole);
    plan
}

fn part_of(before: Option<&Power>, body: &PowerBody) -> Option<ImportPart> {
    match before {
        None => Some(ImportPart::Added),
        Some(power) if power.body == *body => None,
        Some(_) => Some(ImportPart::Changed),
    }
}

/// The power a row is about; none: a new one. What is wrong with its number is told.
fn its_power<'a>(book: &Book, row: &Row, known: &'a Known, plan: &mut ImportPlan) -> Result<Option<&'a Power>, ()> {
    if row.unreadable.contains(&"id") {
        return Err(());
    }
    let text = row.typed.get("id").trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut wrong = |what: String, way_out: &str| {
        plan.problems.push(book.problem(row, "id", what, way_out.to_owned()));
        Err(())
    };
    let Ok(id) = text.parse::<PowerId>() else {
        let short: String = text.chars().take(20).collect();
        return wrong(
            format!("「{short}」不是权力编号"),
            "应像 P-000123；新增的请留空，由系统编号",
        );
    };
    match known.get(&id) {
        None => wrong(
            format!("权责清单里没有 {id}"),
            "新增的请留空，由系统编号；修改的请核对编号",
        ),
        Some(power) if power.state.kind() == PowerStateKind::Withdrawn => wrong(
            format!("{id} 已取消，不能修改"),
            "请删去这一行；需要的请新增一行，编号留空",
        ),
        Some(power) => Ok(Some(power)),
    }
}

/// What a row says of its power; none when something is wrong with it, or nothing new.
fn its_body(
    book: &Book,
    row: &Row,
    before: Option<&Power>,
    given: &Given<'_>,
    plan: &mut ImportPlan,
) -> Option<PowerBody> {
    let cells = before.map(|power| power.body.cells(given.departments));
    let typed: Typed = match &cells {
        Some(cells) => complete(book, row, Power::COLUMNS, cells),
        None => row.typed.clone(),
    };
    if let (Some(power), Some(cells)) = (before, &cells)
        && row.unreadable.is_empty()
        && same_as(Power::COLUMNS, &typed, cells)
    {
        plan.unchanged += 1;
        return Some(power.body.clone());
    }
    let body = match PowerBody::parse(&typed, given.departments) {
        Ok(body) if row.unreadable.is_empty() => body,
        Ok(_) => return None,
        Err(problems) => {
            plan.wrong(book, row, problems);
            return None;
        }
    };
    match edited(before, &body) {
        _ if before.is_some_and(|power| power.body == body) => {
            plan.unchanged += 1;
            Some(body)
        }
        Ok(_) => Some(body),
        Err(refusal) => {
            plan.refused(book, row, "id", refusal);
            None
        }
    }
}
