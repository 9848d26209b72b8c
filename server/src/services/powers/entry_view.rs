//! One entry as its keepers see it, and what a new one begins with.

use app::backend::entries::{BlankEntry, EntryView};
use app::backend::powers::Derived;
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::ItemId;
use shared::powers::{KeptList, PowerId, PowerStateKind, Typed, ready};

use super::entry_list::stands;
use super::stored::{PowerRow, power};
use super::stored_entry::entry;
use super::{no_entry, no_power};
use crate::services::Services;
use crate::services::keepers::{name_of, pickable};
use crate::store::{Parsed, StoreError};

impl Services {
    pub(super) async fn entry_view(&self, session: &Session, id: &ItemId) -> Result<EntryView, ServiceError> {
        session.actor()?;
        let reader = self.store.reader();
        let row = entry(reader, id).await?.ok_or_else(no_entry)?;
        let (revision, changed_at) = (row.revision(), row.changed_at.0);
        let entry = row.entry()?;
        let (actor, scope) = self.list_reader(session, &entry.body.department, no_entry).await?;
        let snapshot = self.snapshot().await?;
        let its_power = match &entry.body.power {
            Some(id) => power(reader, id).await?.map(PowerRow::power),
            None => None,
        };
        let item: Option<(i64, i64)> = sqlx::query_as("SELECT published, version FROM item WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(reader)
            .await
            .map_err(StoreError::from)?;
        let blocked = ready(&entry, its_power.as_ref()).err();
        let parent = match &entry.body.parent {
            Some(parent) => Some(self.derived(parent).await?),
            None => None,
        };
        Ok(EntryView {
            cells: entry.body.cells(id, &snapshot.departments),
            revision,
            changed_at,
            item: stands(item),
            power: its_power.map(|power| (power.id, power.body.name, power.state.kind().words().to_owned())),
            parent,
            children: self.related("e.parent =", id.as_str()).await?,
            blocked: blocked.map(|refusal| (refusal.message, refusal.fix)),
            may_edit: may(actor, Action::DeriveEntries, &scope),
            events: self.row_events(KeptList::Entries, id.as_str()).await?,
            departments: pickable(&snapshot.departments),
            entry,
        })
    }

    async fn derived(&self, id: &ItemId) -> Result<Derived, StoreError> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "SELECT e.name, COALESCE(i.published, 0) FROM catalogue_entry e LEFT JOIN item i ON i.id = e.id \
             WHERE e.id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(self.store.reader())
        .await?;
        let (name, published) = row.unwrap_or_else(|| (id.to_string(), 0));
        Ok(Derived {
            id: id.clone(),
            name,
            published: published == 1,
        })
    }

    pub(super) async fn entry_blank(
        &self,
        session: &Session,
        from: Option<&PowerId>,
    ) -> Result<BlankEntry, ServiceError> {
        self.list_keeper(session, Action::DeriveEntries).await?;
        let snapshot = self.snapshot().await?;
        let mut typed = Typed::default();
        if let Some(id) = from {
            let power = power(self.store.reader(), id).await?.ok_or_else(no_power)?.power();
            if power.state.kind() == PowerStateKind::Withdrawn {
                return Err(ServiceError::Conflict {
                    message: format!("{id} 已从权责清单里取消，不能派生事项"),
                    fix: "请选择有效的权力".into(),
                });
            }
            typed.set("name", &power.body.name);
            typed.set("type_code", power.body.type_code.words());
            typed.set("department", name_of(&snapshot.departments, &power.body.department));
            typed.set("power", id.as_str());
            typed.set("id", self.next_id(&power.body.department).await?.unwrap_or_default());
        }
        Ok(BlankEntry {
            typed,
            departments: pickable(&snapshot.departments),
        })
    }

    /// The number after a department's last, in the letters its items have so far; none while it has no item.
    async fn next_id(&self, department: &shared::id::DepartmentId) -> Result<Option<String>, StoreError> {
        let ids: Vec<Parsed<ItemId>> = sqlx::query_scalar(
            "SELECT id FROM catalogue_entry WHERE department = $1 ORDER BY LENGTH(id) DESC, id DESC LIMIT 1",
        )
        .bind(department.as_str())
        .fetch_all(self.store.reader())
        .await?;
        Ok(ids.first().and_then(|Parsed(id)| {
            let (letters, number) = id.as_str().rsplit_once('-')?;
            let next = number.parse::<u32>().ok()? + 1;
            Some(format!("{letters}-{next:02}"))
        }))
    }
}
