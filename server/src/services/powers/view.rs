//! One power as its keepers see it.

use app::backend::powers::{Derived, PowerView};
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::catalogue::ItemId;
use shared::powers::{KeptList, PowerId, PowerStateKind, edited, offers};

use super::no_power;
use super::stored::power;
use crate::services::Services;
use crate::services::keepers::pickable;
use crate::store::{Parsed, Sql, StoreError};

/// How many rows that hang together a page names.
const SHOWN: i64 = 100;

impl Services {
    pub(super) async fn power_view(&self, session: &Session, id: &PowerId) -> Result<PowerView, ServiceError> {
        session.actor()?;
        let row = power(self.store.reader(), id).await?.ok_or_else(no_power)?;
        let (revision, changed_at) = (row.revision(), row.changed_at.0);
        let power = row.power();
        let (actor, scope) = self.list_reader(session, &power.body.department, no_power).await?;
        let snapshot = self.snapshot().await?;
        let may_edit = may(actor, Action::EditPowers, &scope);
        let fixed = edited(Some(&power), &power.body).err();
        Ok(PowerView {
            cells: power.body.cells(&snapshot.departments),
            revision,
            changed_at,
            steps: offers(&power, actor, &scope),
            may_edit: may_edit && fixed.is_none(),
            may_derive: power.state.kind() != PowerStateKind::Withdrawn && may(actor, Action::DeriveEntries, &scope),
            fixed: fixed.filter(|_| may_edit).map(|refusal| refusal.to_string()),
            entries: self.related("power =", id.as_str()).await?,
            events: self.row_events(KeptList::Powers, id.as_str()).await?,
            departments: pickable(&snapshot.departments),
            power,
        })
    }

    /// Listed entries by a power or a main item.
    pub(super) async fn related(&self, by: &'static str, id: &str) -> Result<Vec<Derived>, StoreError> {
        let rows: Vec<(Parsed<ItemId>, String, i64)> = Sql::new(
            "SELECT e.id, e.name, COALESCE(i.published, 0) FROM catalogue_entry e LEFT JOIN item i ON i.id = e.id",
        )
        .and_arg(by, id)
        .and("e.state = 'listed'")
        .push(" ORDER BY e.position, e.id LIMIT ")
        .arg(SHOWN)
        .rows()
        .fetch_all(self.store.reader())
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, published)| Derived {
                id: id.0,
                name,
                published: published == 1,
            })
            .collect())
    }
}
