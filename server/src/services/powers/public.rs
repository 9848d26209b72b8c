//! The list as everyone may read it: what is in force, with the published items that derive from it.

use std::collections::HashMap;

use app::backend::ServiceError;
use app::backend::powers::{PublicPower, PublicPowerFilter, PublicPowerPage};
use shared::catalogue::ItemId;
use shared::id::DepartmentId;
use shared::powers::PowerLevel;

use super::list::part;
use super::stored::{PowerRow, SELECT_POWER};
use crate::services::Services;
use crate::services::keepers::{name_of, pickable};
use crate::store::{Paging, Parsed, Sql, StoreError};

/// Powers per page.
const PAGE: u32 = 20;

fn narrowed(start: &'static str, filter: &PublicPowerFilter) -> Sql {
    Sql::new(start)
        .and("state = 'approved'")
        .and_opt("department =", filter.department.as_ref().map(DepartmentId::as_str))
        .and_opt("level =", filter.level.map(PowerLevel::as_str))
        .and_opt("words LIKE", part(filter.text.as_deref()))
}

/// One page of it; an index serves its filter and order (see the plan tests).
#[must_use]
pub fn page_of(filter: &PublicPowerFilter, paging: Paging) -> Sql {
    narrowed(SELECT_POWER, filter)
        .push(" ORDER BY position, id")
        .limit(paging.limit(), paging.offset())
}

impl Services {
    pub(super) async fn power_public(&self, filter: &PublicPowerFilter) -> Result<PublicPowerPage, ServiceError> {
        let snapshot = self.snapshot().await?;
        let total: i64 = narrowed("SELECT COUNT(*) FROM power", filter)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<PowerRow> = page_of(filter, paging).all(&self.store).await?;
        let mut items = self.published_under(&rows).await?;
        let rows = rows
            .into_iter()
            .map(|row| {
                let power = row.power();
                PublicPower {
                    department_name: name_of(&snapshot.departments, &power.body.department),
                    items: items.remove(power.id.as_str()).unwrap_or_default(),
                    id: power.id,
                    name: power.body.name,
                    type_code: power.body.type_code,
                    level: power.body.level,
                    department: power.body.department,
                    law: power.body.law,
                    article: power.body.article,
                }
            })
            .collect();
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        Ok(PublicPowerPage {
            rows,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            per_page: paging.size(),
            departments: pickable(&snapshot.departments),
        })
    }

    async fn published_under(&self, rows: &[PowerRow]) -> Result<HashMap<String, Vec<(ItemId, String)>>, StoreError> {
        let found: Vec<(String, Parsed<ItemId>, String)> =
            Sql::new("SELECT e.power, i.id, i.name FROM catalogue_entry e JOIN item i ON i.id = e.id")
                .and_in("e.power", rows.iter().map(|row| row.id.0.as_str()))
                .and("e.state = 'listed'")
                .and("i.published = 1")
                .push(" ORDER BY e.position, e.id")
                .rows()
                .fetch_all(self.store.reader())
                .await?;
        let mut items: HashMap<String, Vec<(ItemId, String)>> = HashMap::new();
        for (power, id, name) in found {
            items.entry(power).or_default().push((id.0, name));
        }
        Ok(items)
    }
}
