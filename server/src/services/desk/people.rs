//! The people around a case: who it can be given to, and who its record names.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::ServiceError;
use app::backend::desk::Colleague;
use shared::access::{Action, Actor, Reach, Role, reach};
use shared::case::{Case, Event, Recorded, can_carry};
use shared::id::AccountId;
use sqlx::FromRow;

use crate::secrets::Place;
use crate::services::Services;
use crate::store::{Sql, StoreError};

/// More colleagues than anyone looks through.
const MOST: i64 = 300;

#[derive(FromRow)]
struct StaffRow {
    id: String,
    name: Option<Vec<u8>>,
    role: String,
    department: Option<String>,
    territory: Option<String>,
    must_change: i64,
}

const STAFF: &str = "SELECT id, name, role, department, territory, must_change FROM account";

impl Services {
    /// Staff with an open account who can do the next step of the case; not the one who has it.
    pub(super) async fn colleagues(&self, case: &Case) -> Result<Vec<Colleague>, ServiceError> {
        let filing = &case.filing;
        let places = [filing.handling.to_string(), filing.handling.city().to_string()];
        let carriers = self.staff_at(&places, filing.department.as_str()).await?;
        Ok(carriers
            .into_iter()
            .filter(|(actor, _)| case.holder.as_ref() != Some(&actor.id) && can_carry(case, actor))
            .map(|(actor, unused)| colleague(actor, unused))
            .collect())
    }

    /// Staff with an open account at these places, of this department or of none, whose role takes cases at all.
    /// With whether they have used their account at all.
    async fn staff_at(&self, places: &[String], department: &str) -> Result<Vec<(Actor, bool)>, StoreError> {
        let takes = |role: &Role| reach(*role, Action::TakeCase) != Reach::Never;
        let roles = Role::ALL.into_iter().filter(takes).map(Role::as_str);
        let rows: Vec<StaffRow> = Sql::new(STAFF)
            .and("login IS NOT NULL")
            .and("disabled_at IS NULL")
            .and("(department IS NULL OR department = ")
            .arg(department)
            .push(")")
            .and_in("territory", places.iter().map(String::as_str))
            .and_in("role", roles)
            .push(" ORDER BY must_change, login")
            .limit(MOST, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let unused = row.must_change != 0;
                Ok((self.staff_actor(row)?, unused))
            })
            .collect()
    }

    /// A member of staff with an open account, as the law sees them.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn staff_member(&self, id: &AccountId) -> Result<Option<Actor>, StoreError> {
        let row: Option<StaffRow> = Sql::new(STAFF)
            .and("login IS NOT NULL")
            .and("disabled_at IS NULL")
            .and_arg("id =", id.as_str())
            .rows()
            .fetch_optional(self.store.reader())
            .await?;
        row.map(|row| self.staff_actor(row)).transpose()
    }

    fn staff_actor(&self, row: StaffRow) -> Result<Actor, StoreError> {
        let bad = |what, e: &dyn std::fmt::Display| StoreError::unreadable(what, e);
        Ok(Actor {
            name: self.name_in(&row.id, row.name.as_deref())?,
            role: row.role.parse().map_err(|e| bad("role", &e))?,
            department: row
                .department
                .map(|id| id.parse())
                .transpose()
                .map_err(|e| bad("department", &e))?,
            territory: row
                .territory
                .map(|code| code.parse())
                .transpose()
                .map_err(|e| bad("territory", &e))?,
            id: row.id.parse().map_err(|e| bad("account id", &e))?,
            real_name: false,
        })
    }

    fn name_in(&self, id: &str, sealed: Option<&[u8]>) -> Result<String, StoreError> {
        let place = Place::new("account", "name", id);
        let name = sealed.map(|sealed| self.secrets.open(&place, sealed)).transpose()?;
        Ok(name.unwrap_or_default())
    }

    /// The names of everyone a record says a case was given to: they stand for ever, whether or not the account is
    /// still open.
    pub(super) async fn names_in(&self, record: &[Recorded]) -> Result<BTreeMap<AccountId, String>, StoreError> {
        let ids: BTreeSet<&AccountId> = record
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::Assigned { to } | Event::HandedOver { to, .. } => Some(to),
                _ => None,
            })
            .collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(String, Option<Vec<u8>>)> = Sql::new("SELECT id, name FROM account")
            .and_in("id", ids.iter().map(|id| id.as_str()))
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.into_iter()
            .map(|(id, name)| {
                let name = self.name_in(&id, name.as_deref())?;
                let id = id.parse().map_err(|e| StoreError::unreadable("account id", e))?;
                Ok((id, name))
            })
            .collect()
    }
}

/// `unused`: the account waits for its first password; a case given to it would wait as well.
pub(in crate::services) fn colleague(actor: Actor, unused: bool) -> Colleague {
    let title = actor.role.title();
    Colleague {
        title: match unused {
            true => format!("{title}，还没有用过账号"),
            false => title.to_owned(),
        },
        name: actor.name,
        id: actor.id,
    }
}
