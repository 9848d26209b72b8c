//! The catalogue's entries, paged by the database.

use app::backend::entries::{EntryFilter, EntryPage, EntryRow, ItemStands, Source};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Scope, may};
use shared::id::DepartmentId;

use super::list::part;
use super::stored_entry::{self, SELECT_ENTRY};
use crate::services::Services;
use crate::services::keepers::{name_of, pickable};
use crate::store::{Paging, Sql, StoreError};

const PAGE: u32 = 50;

fn narrowed(start: &'static str, filter: &EntryFilter, own: Option<&DepartmentId>) -> Sql {
    let state = filter.withdrawn.map(|gone| if gone { "withdrawn" } else { "listed" });
    let sql = Sql::new(start)
        .and_opt("department =", own.map(DepartmentId::as_str))
        .and_opt("department =", filter.department.as_ref().map(DepartmentId::as_str))
        .and_opt("state =", state)
        .and_opt("type_code =", filter.type_code.map(|kind| kind.as_str()));
    let sql = match filter.source {
        Some(Source::Power) => sql.and("power IS NOT NULL"),
        Some(Source::None) => sql.and("power IS NULL"),
        None => sql,
    };
    sql.and_opt("words LIKE", part(filter.text.as_deref()))
}

/// One page of the list; an index serves its filter and order (see the plan tests).
#[must_use]
pub fn page_of(filter: &EntryFilter, own: Option<&DepartmentId>, paging: Paging) -> Sql {
    narrowed(SELECT_ENTRY, filter, own)
        .push(" ORDER BY position, id")
        .limit(paging.limit(), paging.offset())
}

/// Where an item stands by its row.
pub(super) fn stands(item: Option<(i64, i64)>) -> ItemStands {
    match item {
        Some((1, _)) => ItemStands::Published,
        Some((_, version)) if version > 0 => ItemStands::Gone,
        _ => ItemStands::Unwritten,
    }
}

impl Services {
    pub(super) async fn entry_list(&self, session: &Session, filter: &EntryFilter) -> Result<EntryPage, ServiceError> {
        let actor = session.actor()?;
        let own = Self::own_department(actor)?;
        let snapshot = self.snapshot().await?;
        let total: i64 = narrowed("SELECT COUNT(*) FROM catalogue_entry", filter, own)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<stored_entry::EntryRow> = page_of(filter, own, paging).all(&self.store).await?;
        let items: Vec<(String, i64, i64)> = Sql::new("SELECT id, published, version FROM item")
            .and_in("id", rows.iter().map(|row| row.id.0.as_str()))
            .all(&self.store)
            .await?;
        let rows = rows
            .into_iter()
            .map(|row| {
                let changed_at = row.changed_at.0;
                let entry = row.entry()?;
                let item = items.iter().find(|(id, ..)| id == entry.id.as_str());
                Ok(EntryRow {
                    department_name: name_of(&snapshot.departments, &entry.body.department),
                    item: stands(item.map(|(_, published, version)| (*published, *version))),
                    changed_at,
                    entry,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        Ok(EntryPage {
            rows,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            departments: own.map_or_else(|| pickable(&snapshot.departments), |_| Vec::new()),
            may_edit: may(
                actor,
                Action::DeriveEntries,
                &Scope::of_place(snapshot.city.code.clone()),
            ),
        })
    }
}
