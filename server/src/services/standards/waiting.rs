//! Elements that wait for their department's confirmation, across its items.

use std::collections::BTreeMap;

use app::backend::standards::{WaitingFilter, WaitingPage, WaitingRow};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Reach, reach};
use shared::catalogue::ItemId;
use shared::id::DepartmentId;
use shared::standard::Unconfirmed;

use crate::services::Services;
use crate::store::{Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 50;
/// How many items one chooses from.
const ITEMS: i64 = 500;

crate::store::row! {
    struct Row {
        item: Parsed<ItemId>,
        item_name: String,
        department_name: String,
        mark: String,
        label: String,
        words: String,
    }
}

const COLUMNS: &str = "SELECT w.item, i.name AS item_name, d.name AS department_name, w.mark, w.label, w.words \
     FROM standard_waiting w JOIN item i ON i.id = w.item JOIN department d ON d.id = w.department";
const COUNT: &str = "SELECT COUNT(*) FROM standard_waiting w";
const ITEMS_WAITING: &str = "SELECT w.item, i.name, COUNT(*) FROM standard_waiting w JOIN item i ON i.id = w.item";

/// The list as asked for; also what the plan tests look at.
pub fn narrowed(columns: &'static str, department: Option<&DepartmentId>, item: Option<&ItemId>) -> Sql {
    Sql::new(columns)
        .and_opt("w.department =", department.map(|id| id.as_str()))
        .and_opt("w.item =", item.map(|id| id.as_str()))
}

/// One page of it, in the order of the catalogue and the sheet.
pub fn page(department: Option<&DepartmentId>, item: Option<&ItemId>, paging: Paging) -> Sql {
    narrowed(COLUMNS, department, item)
        .push(" ORDER BY w.item_at, w.item, w.element_at")
        .limit(paging.limit(), paging.offset())
}

impl Services {
    pub(super) async fn standard_waiting(
        &self,
        session: &Session,
        filter: &WaitingFilter,
    ) -> Result<WaitingPage, ServiceError> {
        let actor = session.actor()?;
        let own = Self::own_department(actor)?;
        let department = own.or(filter.department.as_ref());
        let item = filter.item.as_ref();
        let total: i64 = narrowed(COUNT, department, item)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = page(department, item, paging).all(&self.store).await?;
        let items: Vec<(Parsed<ItemId>, String, i64)> = narrowed(ITEMS_WAITING, department, None)
            .push(" GROUP BY w.item_at, w.item, i.name ORDER BY w.item_at, w.item")
            .limit(ITEMS, 0)
            .all(&self.store)
            .await?;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(WaitingPage {
            rows: rows.into_iter().map(shown).collect(),
            total,
            page: paging.page(),
            pages: paging.pages(total),
            departments: self.departments_to_choose(own).await?,
            items: items.into_iter().map(|(id, name, n)| (id.0, name, count(n))).collect(),
            may_confirm: reach(actor.role, Action::ConfirmElements) != Reach::Never,
        })
    }

    /// Each item by itself: what one item refuses does not undo the others, and nobody waits for a whole city.
    pub(super) async fn standard_confirm_many(
        &self,
        session: &Session,
        picks: &[(ItemId, String)],
    ) -> Result<u32, ServiceError> {
        Self::own_department(session.actor()?)?;
        if picks.is_empty() {
            return Err(ServiceError::invalid(
                "pick",
                "还没有选择要确认的要素",
                "请先勾选，再按“确认”",
            ));
        }
        let mut by_item: BTreeMap<&ItemId, Vec<String>> = BTreeMap::new();
        for (item, mark) in picks {
            by_item.entry(item).or_default().push(mark.clone());
        }
        let mut count = 0;
        for (item, marks) in by_item {
            count += self.standard_confirm(session, item, &marks).await?;
        }
        Ok(count)
    }
}

fn shown(row: Row) -> WaitingRow {
    WaitingRow {
        item: row.item.0,
        item_name: row.item_name,
        department_name: row.department_name,
        element: Unconfirmed {
            mark: row.mark,
            label: row.label,
            words: row.words,
        },
    }
}
