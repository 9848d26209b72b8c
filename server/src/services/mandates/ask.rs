//! Whether an agent is mandated, asked of the database at every request: a mandate that has ended opens nothing.

use shared::access::{Action, Actor, Reach, Scope, reach};
use shared::catalogue::ItemId;
use shared::id::{AccountId, CaseId};
use shared::place::DivisionCode;
use shared::staff::{Errand, Mandate, Term};
use sqlx::{Any, Executor};

use crate::services::Services;
use crate::store::{Day, Parsed, Sql, StoreError};

crate::store::row! {
    /// A row of `mandate` that has not been ended.
    #[derive(Clone, Debug)]
    pub(super) struct MandateRow {
        pub id: String,
        pub owner: Parsed<AccountId>,
        station: Parsed<DivisionCode>,
        item: Option<Parsed<ItemId>>,
        case_id: Option<Parsed<CaseId>>,
        from_day: Day,
        until_day: Day,
    }
}

pub(super) const SELECT_MANDATE: &str =
    "SELECT m.id, m.owner, m.station, m.item, m.case_id, m.from_day, m.until_day FROM mandate m";

impl MandateRow {
    pub fn mandate(&self) -> Mandate {
        let errand = match (&self.case_id, &self.item) {
            (Some(case), _) => Errand::Case(case.0.clone()),
            (None, Some(item)) => Errand::Item(item.0.clone()),
            (None, None) => Errand::Anything,
        };
        Mandate {
            station: self.station.0.clone(),
            errand,
            term: Term {
                from: self.from_day.0,
                until: Some(self.until_day.0),
            },
        }
    }
}

/// Whether this actor reaches anything by mandate at all.
pub(super) fn is_agent(actor: &Actor) -> bool {
    reach(actor.role, Action::SubmitCase) == Reach::Mandated
}

impl Services {
    /// The actor themselves when the owner mandated their station for this today; none otherwise, and for everyone who
    /// reaches nothing by mandate.
    pub(in crate::services) async fn mandated<'e, E>(
        &self,
        executor: E,
        actor: &Actor,
        owner: &AccountId,
        item: &ItemId,
        case: Option<&CaseId>,
    ) -> Result<Option<AccountId>, StoreError>
    where
        E: Executor<'e, Database = Any>,
    {
        let Some(station) = actor.territory.as_ref().filter(|_| is_agent(actor)) else {
            return Ok(None);
        };
        let rows: Vec<MandateRow> = Sql::new(SELECT_MANDATE)
            .and_arg("m.owner =", owner.as_str())
            .and_arg("m.station =", station.as_str())
            .and("m.ended_at IS NULL")
            .rows()
            .fetch_all(executor)
            .await?;
        let today = self.today();
        let covered = rows.iter().any(|row| row.mandate().covers(station, today, item, case));
        Ok(covered.then(|| actor.id.clone()))
    }

    /// Whose an application is, with this actor where they are mandated for it.
    pub(in crate::services) async fn owned_scope(
        &self,
        actor: &Actor,
        owner: &AccountId,
        item: &ItemId,
    ) -> Result<Scope, StoreError> {
        let mandate = self.mandated(self.store.reader(), actor, owner, item, None).await?;
        Ok(Scope {
            mandate,
            ..Scope::of_owner(owner.clone())
        })
    }
}
