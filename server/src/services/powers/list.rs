//! The list of powers, paged by the database.

use std::collections::HashMap;

use app::backend::powers::{PowerFilter, PowerPage, PowerRow};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Scope, may};
use shared::id::DepartmentId;
use shared::powers::{PowerLevel, PowerStateKind};

use super::stored::{self, SELECT_POWER};
use crate::services::Services;
use crate::services::keepers::{name_of, pickable};
use crate::store::{Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 50;

/// A part of a text, as a search column is asked for it.
pub(super) fn part(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    Some(format!("%{}%", text.replace(['%', '_'], "").to_lowercase()))
}

/// A condition over `power`: no listed entry derives from it.
pub(in crate::services) const UNDERIVED: &str =
    "NOT EXISTS (SELECT 1 FROM catalogue_entry e WHERE e.power = power.id AND e.state = 'listed')";

fn narrowed(start: &'static str, filter: &PowerFilter, own: Option<&DepartmentId>) -> Sql {
    let sql = Sql::new(start);
    let sql = match filter.underived {
        true => sql.and(UNDERIVED),
        false => sql,
    };
    sql.and_opt("department =", own.map(DepartmentId::as_str))
        .and_opt("department =", filter.department.as_ref().map(DepartmentId::as_str))
        .and_opt("state =", filter.state.map(PowerStateKind::as_str))
        .and_opt("level =", filter.level.map(PowerLevel::as_str))
        .and_opt("type_code =", filter.type_code.map(|kind| kind.as_str()))
        .and_opt("words LIKE", part(filter.text.as_deref()))
}

/// One page of the list; an index serves its filter and order (see the plan tests).
#[must_use]
pub fn page_of(filter: &PowerFilter, own: Option<&DepartmentId>, paging: Paging) -> Sql {
    narrowed(SELECT_POWER, filter, own)
        .push(" ORDER BY position, id")
        .limit(paging.limit(), paging.offset())
}

impl Services {
    pub(super) async fn power_list(&self, session: &Session, filter: &PowerFilter) -> Result<PowerPage, ServiceError> {
        let actor = session.actor()?;
        let own = Self::own_department(actor)?;
        let snapshot = self.snapshot().await?;
        let total: i64 = narrowed("SELECT COUNT(*) FROM power", filter, own)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<stored::PowerRow> = page_of(filter, own, paging).all(&self.store).await?;
        let derived = self.derived_counts(&rows).await?;
        let rows = rows
            .into_iter()
            .map(|row| {
                let changed_at = row.changed_at.0;
                let power = row.power();
                PowerRow {
                    department_name: name_of(&snapshot.departments, &power.body.department),
                    entries: derived.get(power.id.as_str()).copied().unwrap_or_default(),
                    changed_at,
                    power,
                }
            })
            .collect();
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        Ok(PowerPage {
            rows,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            states: self.power_states(own).await?,
            departments: own.map_or_else(|| pickable(&snapshot.departments), |_| Vec::new()),
            may_edit: may(actor, Action::EditPowers, &Scope::of_place(snapshot.city.code.clone())),
        })
    }

    /// How many listed entries derive from each.
    async fn derived_counts(&self, rows: &[stored::PowerRow]) -> Result<HashMap<String, u32>, StoreError> {
        let counted: Vec<(String, i64)> = Sql::new("SELECT power, COUNT(*) FROM catalogue_entry")
            .and_in("power", rows.iter().map(|row| row.id.0.as_str()))
            .and("state = 'listed'")
            .push(" GROUP BY power")
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        Ok(counted
            .into_iter()
            .map(|(id, count)| (id, u32::try_from(count).unwrap_or(u32::MAX)))
            .collect())
    }

    async fn power_states(&self, own: Option<&DepartmentId>) -> Result<Vec<(PowerStateKind, u32)>, StoreError> {
        let counted: Vec<(Parsed<PowerStateKind>, i64)> = Sql::new("SELECT state, COUNT(*) FROM power")
            .and_opt("department =", own.map(DepartmentId::as_str))
            .push(" GROUP BY state")
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        Ok(PowerStateKind::ALL
            .into_iter()
            .map(|kind| {
                let known = counted.iter().find(|(one, _)| one.0 == kind);
                (
                    kind,
                    known.map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX)),
                )
            })
            .collect())
    }
}
