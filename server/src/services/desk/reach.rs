//! Which cases a member of staff may see at all, as conditions of a query.

use app::backend::ServiceError;
use shared::access::{Action, Actor, Reach, reach};
use shared::place::{DivisionCode, Tier};

use crate::store::Sql;

/// A person's reach over cases: their territory, and their department where the role has one.
#[derive(Clone, Debug)]
pub(super) struct Within {
    pub(super) territory: DivisionCode,
    pub(super) department: Option<String>,
}

impl Within {
    /// # Errors
    /// `Forbidden` for roles that see no cases, and for accounts without a territory.
    pub(super) fn of(actor: &Actor, action: Action) -> Result<Self, ServiceError> {
        let forbidden = || ServiceError::Forbidden {
            what: action.words().into(),
        };
        let territory = actor.territory.clone().ok_or_else(forbidden)?;
        let department = match reach(actor.role, action) {
            Reach::Territory => None,
            Reach::Department => Some(actor.department.as_ref().ok_or_else(forbidden)?.to_string()),
            Reach::Never | Reach::Own | Reach::Mandated => return Err(forbidden()),
        };
        Ok(Self { territory, department })
    }

    /// Narrows one meaning of what is looked for, over `cases f` within a query.
    pub(super) fn narrow_found(&self, sql: Sql) -> Sql {
        let sql = match self.territory.tier() {
            Tier::City => sql,
            Tier::Town => sql.push(" AND f.town = ").arg(self.territory.as_str()),
            Tier::Village => sql.push(" AND f.village = ").arg(self.territory.as_str()),
        };
        match self.department.as_deref() {
            Some(department) => sql.push(" AND f.department = ").arg(department),
            None => sql,
        }
    }

    /// Narrows a query over `cases c`.
    pub(super) fn narrow(&self, sql: Sql) -> Sql {
        let sql = match self.territory.tier() {
            Tier::City => sql,
            Tier::Town => sql.and_arg("c.town =", self.territory.as_str()),
            Tier::Village => sql.and_arg("c.village =", self.territory.as_str()),
        };
        sql.and_opt("c.department =", self.department.as_deref())
    }
}
