//! The public list of changes: written with each publication, read by page, feed and guide.

use app::backend::ServiceError;
use app::backend::catalogue::{CatalogueChange, ChangesAsk, ChangesPage, Choice};
use shared::catalogue::{ChangeKind, Item, ItemId};
use shared::id::DepartmentId;
use shared::standard::{Change, answers_of, difference, for_editors};
use shared::time::{local_date, show_date};

use super::snapshot::Snapshot;
use super::unavailable;
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Paging, Parsed, Sql, StoreError, Tx, Values, insert_rows};

const PAGE: u32 = 20;

/// Something that became of a published item.
pub(crate) struct Changed<'a> {
    pub id: String,
    pub item: &'a Item,
    pub kind: ChangeKind,
    pub words: &'a [Change],
    pub detail: Option<&'a str>,
}

/// What a reader is told of a new version: everything that differs from the one before; of a first version nothing,
/// its guide says it all.
pub(crate) fn told(before: Option<&Item>, now: &Item) -> (ChangeKind, Vec<Change>) {
    match before.filter(|before| before.version > 0) {
        None => (ChangeKind::Added, Vec::new()),
        Some(before) => {
            let mut changes = difference(&answers_of(before), &answers_of(now));
            changes.retain(|change| !for_editors(&change.path));
            (ChangeKind::Revised, changes)
        }
    }
}

/// Writes it down, in the unit of work that publishes.
pub(crate) async fn note(tx: &mut Tx<'_>, changed: Changed<'_>, now: Millis) -> Result<(), Abort> {
    let item = changed.item;
    let words = serde_json::to_string(changed.words).map_err(|e| StoreError::unreadable("change", e))?;
    let row: Values = vec![
        Some(changed.id.into()),
        Some(now.into()),
        Some(item.id.as_str().into()),
        Some(item.name.as_str().into()),
        Some(item.department.as_str().into()),
        Some(item.version.into()),
        Some(changed.kind.as_str().into()),
        Some(words.into()),
        changed.detail.map(Into::into),
    ];
    let into = "INSERT INTO catalogue_change (id, at, item, name, department, version, kind, words, detail)";
    Ok(insert_rows(tx, into, vec![row], "").await?)
}

crate::store::row! {
    struct Row {
        id: String,
        at: Millis,
        item: Parsed<ItemId>,
        name: String,
        department: Parsed<DepartmentId>,
        version: i64,
        kind: Parsed<ChangeKind>,
        words: Json<Vec<Change>>,
        detail: Option<String>,
    }
}

const COLUMNS: &str = "SELECT id, at, item, name, department, version, kind, words, detail FROM catalogue_change";

/// The latest first; an index serves filter and order.
pub(super) fn latest(start: &'static str, item: Option<&ItemId>, department: Option<&DepartmentId>) -> Sql {
    Sql::new(start)
        .and_opt("item =", item.map(|id| id.as_str()))
        .and_opt("department =", department.map(|id| id.as_str()))
}

fn view(row: Row, snapshot: &Snapshot) -> CatalogueChange {
    let office = snapshot.department(&row.department.0);
    CatalogueChange {
        id: row.id,
        day: show_date(local_date(row.at.0)),
        at: row.at.0,
        published: snapshot.number(&row.item.0).is_some(),
        item: row.item.0,
        name: row.name,
        department: office.map_or_else(String::new, |office| office.name.clone()),
        version: u32::try_from(row.version).unwrap_or_default(),
        kind: row.kind.0,
        changes: row.words.0,
        detail: row.detail,
    }
}

impl Services {
    /// The latest changes, of one item or of all.
    ///
    /// # Errors
    /// `Unavailable` when the database fails.
    pub async fn latest_changes(&self, item: Option<&ItemId>, most: u32) -> Result<Vec<CatalogueChange>, ServiceError> {
        let snapshot = self.snapshot().await?;
        let rows: Vec<Row> = latest(COLUMNS, item, None)
            .push(" ORDER BY at DESC, id DESC")
            .limit(i64::from(most), 0)
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(unavailable)?;
        Ok(rows.into_iter().map(|row| view(row, &snapshot)).collect())
    }

    pub(super) async fn changes_page(&self, ask: &ChangesAsk) -> Result<ChangesPage, ServiceError> {
        let snapshot = self.snapshot().await?;
        let item = named(&ask.item, "item", "没有这个事项", "请从事项的办事指南进入")?;
        let department: Option<DepartmentId> =
            named(&ask.department, "department", "没有这个部门", "请从部门列表中选择")?;
        let total: i64 = latest(
            "SELECT COUNT(*) FROM catalogue_change",
            item.as_ref(),
            department.as_ref(),
        )
        .scalar()
        .fetch_one(self.store.reader())
        .await
        .map_err(unavailable)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let paging = Paging::new(ask.page.parse().unwrap_or(1), PAGE);
        let rows: Vec<Row> = latest(COLUMNS, item.as_ref(), department.as_ref())
            .push(" ORDER BY at DESC, id DESC")
            .limit(paging.limit(), paging.offset())
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(unavailable)?;
        let entries: Vec<CatalogueChange> = rows.into_iter().map(|row| view(row, &snapshot)).collect();
        let number = item.as_ref().and_then(|item| snapshot.number(item));
        let current = number
            .and_then(|number| snapshot.item(number))
            .map(|item| item.card.name.clone());
        Ok(ChangesPage {
            item_name: item.and(current.or_else(|| entries.first().map(|entry| entry.name.clone()))),
            total,
            page: paging.page(),
            pages: paging.pages(total),
            departments: snapshot
                .keepers()
                .into_iter()
                .map(|(id, label)| Choice {
                    value: id.to_string(),
                    label,
                })
                .collect(),
            entries,
        })
    }
}

fn named<T: std::str::FromStr>(text: &str, path: &str, message: &str, fix: &str) -> Result<Option<T>, ServiceError> {
    if text.is_empty() {
        return Ok(None);
    }
    let parsed = text.parse().map_err(|_| ServiceError::invalid(path, message, fix))?;
    Ok(Some(parsed))
}
