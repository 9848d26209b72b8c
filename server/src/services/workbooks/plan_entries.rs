//! A workbook of entries against the catalogue: each row for itself, then among its neighbours as they will stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::backend::workbooks::{ImportPart, PlannedRow};
use shared::catalogue::{BasicCode, ItemId};
use shared::powers::{Around, CatalogueEntry, EntryBody, EntryState, Power, PowerId, fits};

use super::plan::{Given, ImportPlan, again, complete, planned, same_as};
use super::read::{Book, Row};

const COLUMNS: &[shared::powers::Column] = CatalogueEntry::COLUMNS;

/// What the catalogue says, and the powers it may name.
pub struct Known {
    pub entries: BTreeMap<ItemId, CatalogueEntry>,
    pub powers: BTreeMap<PowerId, Power>,
}

/// What the workbook would do.
pub fn plan(book: &Book, known: &Known, given: &Given<'_>) -> ImportPlan {
    let mut plan = ImportPlan {
        problems: book.problems.clone(),
        ..ImportPlan::default()
    };
    let mut ids: HashMap<ItemId, String> = HashMap::new();
    let mut names = HashMap::new();
    let mut rows: Vec<(&Row, CatalogueEntry)> = Vec::new();
    for row in &book.rows {
        given.one_more();
        let Some(entry) = its_entry(book, row, known, given, &mut plan) else {
            // Named, if not read: it is not missing from a complete list.
            if let Ok(id) = row.typed.get("id").parse::<ItemId>() {
                ids.entry(id).or_default();
            }
            continue;
        };
        if let Some(first) = again(&mut ids, entry.id.clone(), book, row) {
            let what = format!("{} 在表里出现了两次，前一次在{first}", entry.id);
            plan.problems
                .push(book.problem(row, "id", what, "同一个事项只填一行".into()));
            continue;
        }
        let named = (entry.body.department.clone(), entry.body.name.clone());
        if let Some(first) = again(&mut names, named, book, row) {
            let what = format!("与{first}重名：同一部门的事项名称不能重复");
            plan.problems
                .push(book.problem(row, "name", what, "请删去重复的一行，或者改名".into()));
            continue;
        }
        rows.push((row, entry));
    }
    let removed: BTreeSet<&ItemId> = known
        .entries
        .values()
        .filter(|entry| given.whole && entry.state == EntryState::Listed && !ids.contains_key(&entry.id))
        .map(|entry| &entry.id)
        .collect();
    let after = After::of(known, &removed, &rows);
    for (row, entry) in &rows {
        let before = known.entries.get(&entry.id);
        let unchanged = before.is_some_and(|before| before.body == entry.body);
        let orphaned = entry
            .body
            .parent
            .as_ref()
            .is_some_and(|parent| removed.contains(parent));
        if unchanged && !orphaned {
            plan.unchanged += 1;
            continue;
        }
        let problems = fits(&entry.body, &after.around(entry, &known.powers));
        if !problems.is_empty() {
            plan.wrong(book, row, problems);
            continue;
        }
        let part = if before.is_some() {
            ImportPart::Changed
        } else {
            ImportPart::Added
        };
        let cells = |entry: &CatalogueEntry| entry.body.cells(&entry.id, given.departments);
        let before = before.map(cells).unwrap_or_default();
        let line = planned(
            book,
            row,
            entry.id.to_string(),
            entry.body.name.clone(),
            COLUMNS,
            (&before, &cells(entry)),
        );
        plan.add(part, line, serde_json::to_value(&entry.body).unwrap_or_default());
    }
    for id in removed {
        let name = known.entries.get(id).map(|entry| entry.body.name.clone());
        let line = PlannedRow {
            id: id.to_string(),
            name: name.unwrap_or_default(),
            place: None,
            changes: Vec::new(),
        };
        plan.add(ImportPart::Removed, line, serde_json::Value::Null);
    }
    plan.refuse_empty(book, given.whole);
    plan
}

/// What a row says; none when something is wrong with it, which is told.
fn its_entry(
    book: &Book,
    row: &Row,
    known: &Known,
    given: &Given<'_>,
    plan: &mut ImportPlan,
) -> Option<CatalogueEntry> {
    let before = row
        .typed
        .get("id")
        .parse::<ItemId>()
        .ok()
        .and_then(|id| known.entries.get(&id));
    let cells = before.map(|entry| entry.body.cells(&entry.id, given.departments));
    let typed = match &cells {
        Some(cells) => complete(book, row, COLUMNS, cells),
        None => row.typed.clone(),
    };
    if let Some(before) = before
        && before.state != EntryState::Listed
    {
        let what = format!("{} 已从目录里取消，不能修改", before.id);
        plan.problems
            .push(book.problem(row, "id", what, "请删去这一行；需要的请先重新列入".into()));
        return None;
    }
    if let (Some(before), Some(cells)) = (before, &cells)
        && row.unreadable.is_empty()
        && same_as(COLUMNS, &typed, cells)
    {
        return Some(before.clone());
    }
    match EntryBody::parse(&typed, given.departments) {
        Ok((id, body)) if row.unreadable.is_empty() => Some(CatalogueEntry {
            id,
            body,
            state: EntryState::Listed,
        }),
        Ok(_) => None,
        Err(problems) => {
            plan.wrong(book, row, problems);
            None
        }
    }
}

/// The catalogue as it would stand.
struct After<'a> {
    entries: HashMap<&'a ItemId, &'a CatalogueEntry>,
    parents: BTreeSet<&'a ItemId>,
    /// Who has a code first: those that stay as they are, then the workbook's in its order.
    codes: HashMap<&'a BasicCode, &'a ItemId>,
}

impl<'a> After<'a> {
    fn of(known: &'a Known, removed: &BTreeSet<&ItemId>, rows: &'a [(&'a Row, CatalogueEntry)]) -> Self {
        let written: BTreeSet<&ItemId> = rows.iter().map(|(_, entry)| &entry.id).collect();
        let stay = known.entries.values().filter(|entry| {
            entry.state == EntryState::Listed && !removed.contains(&entry.id) && !written.contains(&entry.id)
        });
        let unchanged =
            |entry: &&CatalogueEntry| known.entries.get(&entry.id).is_some_and(|one| one.body == entry.body);
        let (same, new): (Vec<&CatalogueEntry>, Vec<&CatalogueEntry>) =
            rows.iter().map(|(_, entry)| entry).partition(unchanged);
        let mut after = Self {
            // Those taken out are still known by name, as what they are.
            entries: HashMap::new(),
            parents: BTreeSet::new(),
            codes: HashMap::new(),
        };
        for entry in stay.chain(same).chain(new) {
            after.entries.insert(&entry.id, entry);
            after.parents.extend(entry.body.parent.as_ref());
            if let Some(code) = &entry.body.basic_code {
                after.codes.entry(code).or_insert(&entry.id);
            }
        }
        after
    }

    fn around(&self, entry: &'a CatalogueEntry, powers: &'a BTreeMap<PowerId, Power>) -> Around<'a> {
        let holder = entry.body.basic_code.as_ref().and_then(|code| self.codes.get(code));
        Around {
            power: entry.body.power.as_ref().and_then(|id| powers.get(id)),
            parent: entry.body.parent.as_ref().and_then(|id| self.entries.get(id).copied()),
            has_children: self.parents.contains(&entry.id),
            code_taken_by: holder.copied().filter(|holder| **holder != entry.id),
        }
    }
}
