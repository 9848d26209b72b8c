//! The people around a case: who it can be given to, and who its record names.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::ServiceError;
use app::backend::desk::Colleague;
use shared::access::{Action, Actor, Reach, Role, reach};
use shared::case::{Case, Event, Recorded, can_carry};
use shared::id::AccountId;

use crate::secrets::Cell;
use crate::services::Services;
use crate::services::staff::{PostRow, SELECT_POST, in_force};
use crate::store::{Sql, StoreError};

/// More colleagues than anyone looks through.
const MOST: i64 = 300;

impl Services {
    /// Staff with an open account who can do the next step of the case; not the one who has it.
    pub(super) async fn colleagues(&self, case: &Case) -> Result<Vec<Colleague>, ServiceError> {
        let filing = &case.filing;
        let places = [filing.handling.to_string(), filing.handling.city().to_string()];
        let carriers = self.staff_at(&places, filing.department.as_str()).await?;
        let carriers = carriers
            .into_iter()
            .filter(|(actor, _)| case.holder.as_ref() != Some(&actor.id) && can_carry(case, actor));
        let mut colleagues: Vec<Colleague> = Vec::new();
        for (actor, unused) in carriers {
            // One line a person, whatever posts they hold here.
            if colleagues.iter().all(|one| one.id != actor.id) {
                colleagues.push(colleague(actor, unused));
            }
        }
        Ok(colleagues)
    }

    /// Staff with an open account who hold a post at these places today, of this department or of none, whose role takes
    /// cases at all. With whether they have used their account at all.
    async fn staff_at(&self, places: &[String], department: &str) -> Result<Vec<(Actor, bool)>, StoreError> {
        let takes = |role: &Role| reach(*role, Action::TakeCase) != Reach::Never;
        let roles = Role::ALL.into_iter().filter(takes).map(Role::as_str);
        let sql = Sql::new(SELECT_POST)
            .and("a.login IS NOT NULL")
            .and("a.disabled_at IS NULL")
            .and("(p.department IS NULL OR p.department = ")
            .arg(department)
            .push(")")
            .and_in("p.territory", places.iter().map(String::as_str))
            .and_in("p.role", roles);
        let rows: Vec<PostRow> = in_force(sql, self.today())
            .push(" ORDER BY a.must_change, a.login, p.main DESC, p.id")
            .limit(MOST, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.iter()
            .map(|row| Ok((row.actor(&self.secrets)?, row.must_change != 0)))
            .collect()
    }

    fn name_in(&self, id: &str, sealed: Option<&[u8]>) -> Result<String, StoreError> {
        let place = Cell::new("account", "name", id);
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
    let mut title = actor.role.words().to_owned();
    if let Some(name) = actor.acting.as_ref().and_then(|acting| acting.instead_of.as_deref()) {
        title.push_str(&format!("，代{name}"));
    }
    if unused {
        title.push_str("，还没有用过账号");
    }
    Colleague {
        title,
        name: actor.name,
        id: actor.id,
    }
}
